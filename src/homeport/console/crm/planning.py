"""What is added to a timeline by hand: to-dos and comments; and what is pinned there."""

from starlette.responses import Response

from homeport.console.crm import timeline
from homeport.console.crm.answers import done
from homeport.console.crm.card import card_of
from homeport.console.crm.kinds import kinds_of
from homeport.console.section import Signed


async def show_part(visit: Signed) -> Response:
    """More of a timeline: what is planned later, or what was before."""
    card = await card_of(visit)
    with_planned = bool(visit.query("planned"))
    entries = await timeline.read(card, with_planned=with_planned, with_past=not with_planned)
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
