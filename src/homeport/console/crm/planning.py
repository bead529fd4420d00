"""What is added to a timeline by hand: to-dos and comments; what is pinned there, and what is set off."""

from typing import Any, NamedTuple

import msgspec
from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.caller import Command
from homeport.console.crm import timeline
from homeport.console.crm.card import Card, card_of
from homeport.console.crm.kinds import kinds_of
from homeport.console.crm.names import title_of
from homeport.console.crm.records import described
from homeport.console.pages import ProblemError
from homeport.console.pages import data as answered
from homeport.console.section import Signed
from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.timeline import acting, doors
from homeport.domain.crm.timeline.items import Item
from homeport.domain.files.doors import FIELD
from homeport.store import Transaction


async def show_part(visit: Signed) -> Response:
    """More of a timeline: what is planned later, or what was before."""
    card = await card_of(visit)
    with_planned = bool(visit.query("planned"))
    fields = await described(visit, card.kind)
    entries = await timeline.read(card, fields, with_planned=with_planned, with_past=not with_planned)
    await card.names.load()
    template = "crm/planned" if with_planned else "crm/past"
    return visit.part(template, card=card, timeline=entries.named(card.names))


async def add_todo(visit: Signed) -> Response:
    """Plan a to-do for a record."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    entity_id = visit.number("id")
    given = {name: form[name] for name in ("title", "description", "responsibleId") if form.get(name)}
    await visit.call(
        "crm.activity.todo.add",
        ownerTypeId=kind.type_id,
        ownerId=entity_id,
        deadline=form.get("deadline", ""),
        **given,
    )
    return done(visit, kind.path_to(entity_id))


class Known(NamedTuple):
    """A phone or an address that is known of a record, or of one that it is linked with."""

    record: Owner
    channel: str
    value: str
    title: str


class Plannable(NamedTuple):
    """A kind of activities that is added on a card.

    :param asks: what the input of whom it is with is called
    :param known: what may be typed there
    """

    code: str
    title: str
    icon: str
    asks: str
    has_direction: bool
    known: list[Known]


_KINDS = {
    "call": ("2", "Call", "call", "Phone", "PHONE"),
    "meeting": ("1", "Meeting", "meeting", "With whom, or where", ""),
    "email": ("4", "E-mail", "email", "E-mail address", "EMAIL"),
}
"""By codes: TYPE_ID, title, icon, what is asked, and the channel."""
MOST_LINKED = 8
"""Linked records whose phones and addresses are offered."""


async def plannable(card: Card, known: list[Known]) -> list[Plannable]:
    """The kinds of activities that are added on a card beside to-dos, each with whom it may be with.

    :param known: as :func:`known_of` answers it
    """
    return [
        Plannable(code, title, picture, asks, code != "meeting", [each for each in known if each.channel == channel])
        for code, (_, title, picture, asks, channel) in _KINDS.items()
    ]


async def known_of(card: Card) -> list[Known]:
    """The phones and addresses of the record, and of its contacts and its company."""
    item = card.item
    linked = [Owner(owner.CONTACT, number) for number in item.get("contactIds") or []]
    linked += [Owner(owner.COMPANY, item["companyId"])] if item.get("companyId") else []
    commands: dict[str, Command] = {
        f"{each.entity_type_id}:{each.entity_id}": (
            "crm.item.get",
            {"entityTypeId": each.entity_type_id, "id": each.entity_id},
        )
        for each in linked[:MOST_LINKED]
    }
    told = await card.visit.call.several(commands) if commands else {}
    items = [(card.kind, item)]
    items += [(card.kinds.by_type[int(key.partition(":")[0])], page.result["item"]) for key, page in told.items()]
    return [
        Known(Owner(kind.type_id, each["id"]), entry["typeId"], entry["value"], title_of(kind, each))
        for kind, each in items
        for entry in each.get("fm", [])
    ]


async def add_activity(visit: Signed) -> Response:
    """Add a call, a meeting or an e-mail to a record."""
    form = await visit.form()
    card = await card_of(visit)
    if form.get("kind") not in _KINDS:
        raise ProblemError("The form is not clear", "Go back, reload the page, and try again.", 400)
    type_id, _, _, _, channel = _KINDS[form["kind"]]
    value = form.get("with", "").strip()
    whose = next((each.record for each in await known_of(card) if (each.channel, each.value) == (channel, value)), None)
    record = whose or Owner(card.kind.type_id, card.entity_id)
    talk = {"VALUE": value, "TYPE": channel, "ENTITY_TYPE_ID": record.entity_type_id, "ENTITY_ID": record.entity_id}
    fields = {
        "OWNER_TYPE_ID": card.kind.type_id,
        "OWNER_ID": card.entity_id,
        "TYPE_ID": type_id,
        "SUBJECT": form.get("subject", "").strip(),
        "DESCRIPTION": form.get("description", ""),
        "START_TIME": form.get("when", ""),
        "END_TIME": form.get("when", ""),
        "DIRECTION": form.get("direction", ""),
        "COMPLETED": "Y" if form.get("completed") == "Y" else "N",
        "RESPONSIBLE_ID": form.get("responsible", ""),
        "COMMUNICATIONS": [talk],
    }
    await visit.call("crm.activity.add", fields={name: value for name, value in fields.items() if value != ""})
    return done(visit, card.path)


async def add_comment(visit: Signed) -> Response:
    """Write a comment into the timeline of a record."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    entity_id = visit.number("id")
    fields = {"ENTITY_TYPE": kind.symbol, "ENTITY_ID": entity_id, "COMMENT": form.get("comment", "")}
    number = await visit.call("crm.timeline.comment.add", fields=fields)
    if "attaches" in form:  # the page's script sends files to it then
        return answered({"address": f"{kind.path_to(entity_id)}comments/{number}/address/"})
    return done(visit, kind.path_to(entity_id))


async def file_address(visit: Signed) -> Response:
    """Where one file may be sent that is to be shown with a comment."""
    await visit.form()
    comment_id, portal, credential = visit.number("comment"), visit.portal, visit.call.credential
    url = await portal.read(lambda tx: doors.address(Ctx(tx, credential, portal.clock), comment_id))
    return answered({"field": FIELD, "url": url})


async def change_comment(visit: Signed) -> Response:
    """Change or delete a comment of a record."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    entity_id, comment_id = visit.number("id"), visit.number("comment")
    whose = {"ownerTypeId": kind.type_id, "ownerId": entity_id}
    if form.get("do") == "delete":
        await visit.call("crm.timeline.comment.delete", id=comment_id, **whose)
    else:
        await visit.call(
            "crm.timeline.comment.update", id=comment_id, fields={"COMMENT": form.get("comment", "")}, **whose
        )
    return done(visit, kind.path_to(entity_id))


async def pin(visit: Signed) -> Response:
    """Pin an entry of a timeline, or pin it no longer."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    entity_id = visit.number("id")
    verb = "unpin" if form.get("do") == "unpin" else "pin"
    await visit.call(f"crm.timeline.item.{verb}", id=form.get("entry", ""), ownerTypeId=kind.type_id, ownerId=entity_id)
    return done(visit, kind.path_to(entity_id))


class Action(msgspec.Struct, rename="camel"):
    """What the page's script says of an action that was set off in a layout."""

    item_type: int
    item_id: int
    app: int
    id: str
    params: dict[str, Any] = {}


async def act(visit: Signed) -> Response:
    """Tell an application of what somebody set off in a layout of its own."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    record = Owner(kind.type_id, visit.number("id"))
    try:
        said = msgspec.json.decode(form.get("action", ""), type=Action)
    except (msgspec.DecodeError, RecursionError):
        raise ProblemError("That cannot be read", "Reload the page, and try again.", 400) from None
    portal, credential = visit.portal, visit.call.credential

    def write(tx: Transaction) -> None:
        ctx = Ctx(tx, credential, portal.clock)
        acting.act(ctx, record, Item(said.item_type, said.item_id), said.app, said.id, said.params)

    await portal.store.write(write)
    return answered({})
