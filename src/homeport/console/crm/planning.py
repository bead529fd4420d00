"""What is added to a timeline by hand: to-dos and comments; what is pinned there, and what is set off."""

from typing import Any

import msgspec
from starlette.responses import Response

from homeport.console.crm import timeline
from homeport.console.crm.answers import done
from homeport.console.crm.card import card_of
from homeport.console.crm.kinds import kinds_of
from homeport.console.crm.records import described
from homeport.console.pages import ProblemError
from homeport.console.pages import data as answered
from homeport.console.section import Signed
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.timeline import acting
from homeport.domain.crm.timeline.items import Item
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


async def add_comment(visit: Signed) -> Response:
    """Write a comment into the timeline of a record."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    entity_id = visit.number("id")
    fields = {"ENTITY_TYPE": kind.symbol, "ENTITY_ID": entity_id, "COMMENT": form.get("comment", "")}
    await visit.call("crm.timeline.comment.add", fields=fields)
    return done(visit, kind.path_to(entity_id))


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
