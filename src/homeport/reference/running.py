"""What examples are answered: each is called once, on a copy of the demo portal that nobody else sees."""

import asyncio
import json
import shutil
import tempfile
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from homeport.core.clock import Clock
from homeport.core.ctx import Credential, Ctx, Page
from homeport.core.errors import CallError
from homeport.domain.events import handler_calls, outbox
from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.credentials.codes import hash_code, new_code
from homeport.domain.portal.portal import Portal
from homeport.portals import built_in
from homeport.portals.folder import DataFolder
from homeport.reference.article import Article
from homeport.reference.examples import example_of
from homeport.rpc import Registry, batch_v3, direct, dispatch
from homeport.rpc.dispatch import Stopwatch
from homeport.rpc.example import TOLD, filled
from homeport.rpc.openapi import Document
from homeport.store import SqliteStore, Transaction, files
from homeport.store.blobs import Blobs
from homeport.store.counters import Counters
from homeport.store.meters import Meters

_ADMINISTRATOR = 1


class Shown(NamedTuple):
    """An example call and its answer.

    :param params: as they were sent
    :param status: of HTTP
    :param answer: the JSON, but for the time that every answer of REST has beside it
    """

    params: dict[str, Any]
    status: int
    answer: Any


class Examples:
    """The examples of the methods, run when they are first asked for and kept.

    :param folder: whose demo baseline is copied
    :param registry: the methods
    """

    def __init__(self, folder: DataFolder, registry: Registry) -> None:
        self._folder = folder
        self._registry = registry
        self._shown: dict[str, Shown] = {}
        self._lock = asyncio.Lock()

    async def of(self, article: Article) -> Shown:
        """The example of a method that is built."""
        async with self._lock:
            if article.name not in self._shown:
                self._shown[article.name] = await self._run(article)
        return self._shown[article.name]

    async def _run(self, article: Article) -> Shown:
        loop = asyncio.get_running_loop()
        with tempfile.TemporaryDirectory(prefix="homeport-example-") as place:
            path = Path(place) / "portal.db"
            key = await loop.run_in_executor(None, _prepare, self._folder, path)
            contents = Blobs(Path(place) / "files", lambda: key, durable=lambda: False)
            store = SqliteStore(path, durable=False, blobs=contents)
            try:
                portal = Portal("example", store, Clock(), key, Counters(), Meters())
                portal.state()
                return await self._show(portal, article)
            finally:
                store.close()  # here, where its reads are

    async def _show(self, portal: Portal, article: Article) -> Shown:
        credential = await self._application(portal, article)
        example = example_of(article.name)
        before: list[Any] = []
        params: dict[str, Any]
        for name, given in example.before:
            params = filled(given, before)
            if name == TOLD[0]:
                before.append(await portal.store.write(partial(_told, portal)))
            elif name in self._registry:
                before.append((await direct.answer(portal, self._registry, credential, name, params)).result)
            else:
                answer = await self._answer_v3(portal, credential, name.removesuffix("@v3"), params)
                before.append(answer["result"])
        if (does := example.by_hand) is not None:
            before.append(await portal.store.write(lambda tx: does(Ctx(tx, credential, portal.clock))))
        params = filled(example.params, before)
        try:
            if article.version == 3:
                return Shown(params, 200, await self._answer_v3(portal, credential, article.called, params))
            page = await direct.answer(portal, self._registry, credential, article.called, params)
        except CallError as error:
            return Shown(params, error.status, {"error": error.code, "error_description": error.description})
        return Shown(params, 200, _envelope(page))

    async def _answer_v3(self, portal: Portal, credential: Credential, name: str, params: dict[str, Any]) -> Any:
        watch = Stopwatch(portal.clock)
        if name == "batch":
            batch = batch_v3.Batch(portal, self._registry.v3, credential, batch_v3.read(params), watch)
            return {"result": await dispatch.run(portal, batch.writes, watch, batch.run)}
        method = dispatch.resolve(portal, self._registry.v3, name, credential)
        result = await dispatch.call_anyhow(portal, method, credential, params, watch)
        return json.loads(result.json) if isinstance(result, Document) else {"result": result}

    async def _application(self, portal: Portal, article: Article) -> Credential:
        """An application with every scope, and an administrator's word for what needs one."""
        scopes = self._registry.scopes

        def write(tx: Transaction) -> str:
            app, _ = apps.add(
                tx,
                portal.clock,
                portal.key,
                title="Example",
                # the narrow scopes of users would win over the wide one
                scopes=",".join(scopes - {"user_basic", "user_brief"}),
                user_id=_ADMINISTRATOR,
                api_only=True,
            )
            pair = tokens.issue(tx, portal.clock, portal.key, app, _ADMINISTRATOR)
            if article.method is not None and article.method.confirmed:
                issued = tokens.find(tx, hash_code(portal.key, pair.access))
                assert issued is not None
                tokens.confirm(tx, issued.id, article.method.name, "Y")
            return pair.access

        access = await portal.store.write(write)
        portal.state()
        return portal.token(access)


@lru_cache(4)
def examples_of(folder: DataFolder, registry: Registry) -> Examples:
    """The examples of a registry, kept for all who show them."""
    return Examples(folder, registry)


def _prepare(folder: DataFolder, path: Path) -> bytes:
    shutil.copyfile(built_in.file_of(folder, built_in.DEMO), path)
    with files.edited(path):
        pass  # it is in WAL mode from now on
    return new_code().encode()


def _told(portal: Portal, tx: Transaction) -> dict[str, Any]:
    call = outbox.listed(tx)[-1]
    return handler_calls.compose(tx, portal.clock, portal.key, call, "https://portal.example.test")


def _envelope(page: Page) -> dict[str, Any]:
    answer: dict[str, Any] = {"result": page.result}
    if page.next is not None:
        answer["next"] = page.next
    if page.total is not None:
        answer["total"] = page.total
    return answer
