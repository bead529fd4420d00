"""What a tool is: a function, what it takes, and what somebody must have been given to use it.

From the Struct of its arguments come both the schema that assistants read and the check of what they send.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, get_type_hints

import msgspec

from homeport.calls.sending import Rest, Sender
from homeport.domain.portal.portal import Portal
from homeport.portals.folder import DataFolder
from homeport.rpc import Registry


class Trust(IntEnum):
    """What somebody may use, the more the higher."""

    CALLER = 1
    """Has a webhook: may look up, and call what that webhook may."""
    OPERATOR = 2
    """Has the admin token, or the data folder itself: may do what an operator may."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What tools work with.

    :param rest: what answers ``/rest/``
    :param sender: from where calls come
    :param webhook: the caller's own, between ``/rest/`` and the method; empty for an operator
    :param writes: whether data may be changed
    """

    folder: DataFolder
    portal: Portal
    registry: Registry
    rest: Rest
    sender: Sender
    trust: Trust
    webhook: str
    writes: bool


class ToolError(Exception):
    """The tool cannot do what was asked; the text tells an assistant what to do instead."""


class Arguments(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a tool takes."""


Run = Callable[[Desk, Any], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool.

    :param summary: for assistants: what it does and when to use it
    :param changes: whether it changes something, so that it needs permission to write
    """

    name: str
    summary: str
    arguments: type[Arguments]
    run: Run
    trust: Trust
    changes: bool

    def is_for(self, desk: Desk) -> bool:
        """Whether somebody may use it."""
        return desk.trust >= self.trust and (desk.writes or not self.changes)

    def schema(self) -> dict[str, Any]:
        """The JSON schema of its arguments."""
        found = msgspec.json.schema(self.arguments)
        parts: dict[str, Any] = found["$defs"]
        own: dict[str, Any] = parts.pop(found["$ref"].rpartition("/")[2])
        own = {name: part for name, part in own.items() if name not in ("title", "description")}
        return own | ({"$defs": parts} if parts else {})


def tool(name: str, *, trust: Trust = Trust.CALLER, changes: bool = False) -> Callable[[Run], Tool]:
    """Declare the function below as a tool. Its docstring is what assistants read; the type of its second parameter
    says the arguments.
    """

    def declare(run: Run) -> Tool:
        hints = list(get_type_hints(run).values())
        summary = " ".join((run.__doc__ or "").split())
        return Tool(name, summary, hints[1], run, trust, changes)

    return declare
