"""The groups that somebody sees."""

from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.crm.search import read_number
from homeport.console.section import Signed
from homeport.console.turning import turned


class Group(NamedTuple):
    """A group.

    :param role: the person's in it; empty for none
    """

    path: str
    name: str
    description: str
    members: int
    opened: bool
    role: str


ROLES = {"A": "Owner", "E": "Moderator", "K": "Member", "Z": "Invited"}
"""What roles are called."""


async def show(visit: Signed) -> Response:
    """A page of groups: those that the person is in, and others."""
    words, start = visit.query("q").strip(), read_number(visit.query("start")) or 0
    wanted = {"%NAME": words} if words else {}
    page = await visit.call.answer("sonet_group.get", ORDER={"NAME": "ASC"}, FILTER=wanted, start=start)
    own = {each["GROUP_ID"]: each["ROLE"] for each in await visit.call("sonet_group.user.groups")}
    found = [_group(each, own.get(each["ID"], "")) for each in page.result]
    return visit.page(
        "groups/list",
        parts_of=[
            (title, there)
            for title, there in (
                ("Mine", [each for each in found if each.role]),
                ("Others", [each for each in found if not each.role]),
            )
            if there
        ],
        words=words,
        turned=turned("/workgroups/", {"q": words} if words else {}, page, start),
    )


def _group(row: dict[str, Any], role: str) -> Group:
    return Group(
        f"/workgroups/group/{row['ID']}/",
        row["NAME"],
        row["DESCRIPTION"] or "",
        int(row["NUMBER_OF_MEMBERS"] or 0),
        row["OPENED"] == "Y",
        ROLES.get(role, ""),
    )


async def add(visit: Signed) -> Response:
    """Make a group."""
    form = await visit.form()
    number = await visit.call(
        "sonet_group.create",
        NAME=form.get("name", "").strip(),
        DESCRIPTION=form.get("description", ""),
        VISIBLE="N" if form.get("hidden") == "Y" else "Y",
        OPENED="Y" if form.get("opened") == "Y" else "N",
    )
    return done(visit, f"/workgroups/group/{number}/")
