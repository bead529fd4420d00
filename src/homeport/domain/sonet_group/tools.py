"""The tools of a group, and what each role may do with them.

Source: ``sonet-group-feature-access.md``. Which role an operation needs unless people change it is not documented:
members see and write, moderators moderate, and change and delete what others wrote.
"""

from typing import Any, NamedTuple

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.fields import Values
from homeport.domain.sonet_group import members
from homeport.domain.sonet_group.tables import MEMBERS, MODERATORS

WRONG_ID = ErrorKind("", "Wrong socialnetwork group ID")
WRONG_TOOL = ErrorKind("", "Wrong feature")
WRONG_OPERATION = ErrorKind("", "Wrong operation")


class Tool(NamedTuple):
    """A tool.

    :param looks: operations that change nothing, for members
    :param writes: operations for members, as long as the group is not archived
    :param moderates: operations for moderators and the owner, as long as it is not
    """

    title: str
    looks: frozenset[str]
    writes: frozenset[str]
    moderates: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TOOLS = {
    "photo": Tool("Photos", _words("view"), _words("write")),
    "calendar": Tool("Calendar", _words("view"), _words("write")),
    "tasks": Tool("Tasks", _words("view view_all"), _words("sort create_tasks"), _words("edit_tasks delete_tasks")),
    "files": Tool("Drive", _words("view"), _words("write")),
    "blog": Tool(
        "Messages",
        _words("view_post view_comment"),
        _words("premoderate_post write_post premoderate_comment write_comment"),
        _words("moderate_post full_post moderate_comment full_comment"),
    ),
}


def operation_of(tool: Any, operation: Any) -> tuple[Tool, str]:
    """A tool and an operation by their codes.

    :raises CallError: ``WRONG_TOOL`` or ``WRONG_OPERATION``
    """
    found = TOOLS.get(tool) if isinstance(tool, str) else None
    if found is None:
        raise WRONG_TOOL()
    if not isinstance(operation, str) or operation not in found.looks | found.writes | found.moderates:
        raise WRONG_OPERATION()
    return found, operation


def may(ctx: Ctx, group: Values, tool: Tool, operation: str) -> bool:
    """Whether the caller may do something with a tool of a group that the caller sees."""
    if group["CLOSED"] == "Y" and operation not in tool.looks:
        return False
    if ctx.actor.is_admin:
        return True
    role = members.place(ctx.tx, group["ID"], ctx.actor.user_id).role
    return role in (MODERATORS if operation in tool.moderates else MEMBERS)
