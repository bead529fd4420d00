"""A group: who is in it, and where its tasks, events and files are."""

from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.apps import widgets
from homeport.console.crm.names import full_name
from homeport.console.crm.people import people_of
from homeport.console.groups.lists import ROLES
from homeport.console.pages import ProblemError
from homeport.console.section import Signed

LEADING = ("A", "E")
"""The roles of who leads a group."""
TAB, TOOLBAR = "SONET_GROUP_DETAIL_TAB", "SONET_GROUP_TOOLBAR"
"""Where applications are bound on its page."""


class Member(NamedTuple):
    """Somebody in a group."""

    user_id: int
    name: str
    position: str
    role: str
    title: str


async def show(visit: Signed) -> Response:
    """The page of a group."""
    number = visit.number("id")
    found = await visit.call("sonet_group.get", FILTER={"ID": number})
    if not found:
        raise ProblemError("There is no such group", "It may have gone, or it is not open to you.", 404)
    group: dict[str, Any] = found[0]
    told = await visit.call("sonet_group.user.get", ID=number)
    roles = {int(each["USER_ID"]): each["ROLE"] for each in told}
    people = await visit.call("user.get", filter={"ID": sorted(roles)}, ADMIN_MODE=True)
    members = [
        Member(int(each["ID"]), full_name(each), each.get("WORK_POSITION") or "", role, ROLES.get(role, ""))
        for each in people
        if (role := roles[int(each["ID"])])
    ]
    own = roles.get(visit.someone.user_id, "")
    leads = own in LEADING or visit.is_admin
    drives = await visit.call("disk.storage.getList", filter={"ENTITY_TYPE": "group", "ENTITY_ID": str(number)})
    placed = await widgets.at_each(visit, TAB, TOOLBAR)
    return visit.page(
        "groups/group",
        group=group,
        path=f"/workgroups/group/{number}/",
        members=sorted(members, key=lambda each: (list(ROLES).index(each.role), each.name)),
        own=own,
        leads=leads,
        toolbar=widgets.listed(placed[TOOLBAR]),
        tabs=widgets.listed(placed[TAB], GROUP_ID=str(number)),
        drive=drives[0]["ROOT_OBJECT_ID"] if drives else "",
        others=[each for each in await people_of(visit.call) if each[0] not in roles] if leads else [],
    )


async def join(visit: Signed) -> Response:
    """Ask to be let in."""
    await visit.form()
    number = visit.number("id")
    await visit.call("sonet_group.user.request", GROUP_ID=number)
    return done(visit, f"/workgroups/group/{number}/")


async def change(visit: Signed) -> Response:
    """Invite somebody, let somebody in, or out, or lead."""
    form = await visit.form()
    number, user = visit.number("id"), form.get("user", "")
    given: dict[str, Any] = {"GROUP_ID": number, "USER_ID": user}
    match form.get("do"):
        case "invite":
            await visit.call("sonet_group.user.invite", **given, MESSAGE="")
        case "add":
            await visit.call("sonet_group.user.add", **given)
        case "remove":
            await visit.call("sonet_group.user.delete", **given)
        case "moderator" | "member" as role:
            await visit.call("sonet_group.user.update", **given, ROLE="E" if role == "moderator" else "K")
        case _:
            raise ProblemError("There is no such thing", "Reload the page, and try again.", 400)
    return done(visit, f"/workgroups/group/{number}/")
