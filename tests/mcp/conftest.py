"""An assistant: the ``mcp`` package's own client, over both transports."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple, TypeVar

import httpx2
import pytest
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from homeport.domain.portal.credentials.admin import admin_token
from homeport.testing.portal import LocalPortal
from mcp import Client

T = TypeVar("T")

PATIENCE = 60
"""Seconds that a busy machine may take for the first answer, which reads all of the reference."""


class Said(NamedTuple):
    """What a tool answered."""

    text: str
    failed: bool

    @property
    def json(self) -> Any:
        assert not self.failed, self.text
        return json.loads(self.text)


class Assistant:
    """A connected client."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def use(self, tool: str, /, **given: Any) -> Said:
        result = await self.client.call_tool(tool, given)
        return Said("".join(part.text for part in result.content if part.type == "text"), bool(result.is_error))

    async def tools(self) -> set[str]:
        return {tool.name for tool in (await self.client.list_tools()).tools}


Job = Callable[[Assistant], Awaitable[T]]


class Http:
    """Connects by Streamable HTTP to a portal that is served."""

    def __init__(self, portal: LocalPortal) -> None:
        self._portal = portal
        self.operator = admin_token(portal.folder.key())

    def __call__(self, job: Job[T], *, token: str = "", writes: bool = False, mode: str = "auto") -> T:
        """Run a job with a client. Without a token: the operator's."""

        async def run() -> T:
            async with self._connect(token or self.operator, writes, mode) as assistant:
                return await job(assistant)

        return asyncio.run(run())

    @asynccontextmanager
    async def _connect(self, token: str, writes: bool, mode: str) -> AsyncIterator[Assistant]:
        url = f"{self._portal.http}/mcp{'?writes=yes' if writes else ''}"
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            httpx2.AsyncClient(headers=headers, trust_env=False, timeout=PATIENCE) as http,
            Client(streamable_http_client(url, http_client=http), mode=mode) as client,
        ):
            yield Assistant(client)


class Stdio:
    """Starts ``homeport mcp`` for each job."""

    def __init__(self, portal: LocalPortal) -> None:
        self._portal = portal

    def __call__(self, job: Job[T], *, writes: bool = False) -> T:
        async def run() -> T:
            options = ["--data", str(self._portal.folder.path), *(["--allow-writes"] if writes else [])]
            parameters = StdioServerParameters(command=sys.executable, args=["-m", "homeport", "mcp", *options])
            async with Client(parameters) as client:
                return await job(Assistant(client))

        return asyncio.run(run())


@pytest.fixture
def http(portal: LocalPortal) -> Http:
    return Http(portal)


@pytest.fixture
def stdio(portal: LocalPortal) -> Stdio:
    return Stdio(portal)
