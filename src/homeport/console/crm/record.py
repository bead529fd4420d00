"""The pages of a record's card, and what is changed on them."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.apps import widgets
from homeport.console.booking import on_card
from homeport.console.caller import Command
from homeport.console.crm import changes, forms, in_place, planning, sections, showing, texting, timeline
from homeport.console.crm.added import added_to
from homeport.console.crm.card import Card, card_of
from homeport.console.crm.framed import EDIT, VIEW, framed
from homeport.console.crm.kinds import Kind, kinds_of
from homeport.console.crm.names import Named, title_of
from homeport.console.crm.people import people_of
from homeport.console.crm.records import default_of, described
from homeport.console.section import Signed
from homeport.core import owner
from homeport.core.owner import Owner
from homeport.core.paging import UNCOUNTED

RELATED: dict[int, tuple[tuple[int, str], ...]] = {
    owner.LEAD: ((owner.DEAL, "leadId"), (owner.QUOTE, "leadId")),
    owner.DEAL: ((owner.QUOTE, "dealId"), (owner.SMART_INVOICE, "parentId2")),
    owner.CONTACT: ((owner.DEAL, "contactIds"), (owner.LEAD, "contactIds"), (owner.QUOTE, "contactIds")),
    owner.COMPANY: (
        (owner.CONTACT, "companyIds"),
        (owner.DEAL, "companyId"),
        (owner.LEAD, "companyId"),
        (owner.QUOTE, "companyId"),
        (owner.SMART_INVOICE, "companyId"),
    ),
}
"""Which records lead to a record, by its type: their types, and the fields by which they do."""

MOST_RELATED = 8


class Related(NamedTuple):
    """Records of one kind that lead to a record.

    :param more: whether there are more than are shown
    """

    kind: Kind
    records: list[Named]
    more: bool


async def show_card(visit: Signed) -> Response:
    """The card with its timeline."""
    card = await card_of(visit)
    fields = await described(visit, card.kind)
    added = await added_to(visit, card.kind, fields)
    shown_by_applications = await framed(visit, card.kind, card.item, added, VIEW)
    facts = [name for name in (*card.kind.main, "createdTime", "createdBy") if name in fields]
    facts = [name for name in facts if name not in ("title", "currencyId", *shown_by_applications)]
    laid_out = await sections.sections_of(card, fields)
    if laid_out:  # whoever set them has said all that is shown
        facts = []
    elif own := [(name, False) for name in added if name not in shown_by_applications]:
        laid_out = [sections.Section("Own fields", own)]
    for section in laid_out:
        card.want(fields, [name for name, _ in section.elements if name in card.item])
    card.want(fields, facts)
    if card.directory:
        card.names.want_directory(card.directory)
    entries = await timeline.read(card, fields)
    shown_by = await entries.hanging.applications(visit)
    related = await _related(card)
    booked = await on_card.of_record(visit, Owner(card.kind.type_id, card.entity_id))
    await card.names.load()
    known = await planning.known_of(card)
    return visit.page(
        "crm/timeline",
        shows=[*card.built_in, *shown_by, *(each.opening for each in shown_by_applications.values())],
        images=bool(card.built_in),
        shown_by=shown_by,
        card=card,
        tabs=card.tabs("timeline"),
        facts=[each for each in card.shown(fields, facts) if not each.empty or each.name in card.kind.main],
        sections=[(each.title, sections.shown(card, fields, each)) for each in laid_out],
        framed=list(shown_by_applications.values()),
        reached={name: showing.reached(card.item, name) for name in card.kind.reached_by},
        related=related,
        booked=booked,
        timeline=entries.named(card.names),
        people=await people_of(visit.call),
        channels=forms.CHANNELS,
        tomorrow=_tomorrow(visit),
        undo=await changes.offered(visit, card),
        edits=[name for name in fields if in_place.editable(fields, name)] if await card.may_be_changed() else [],
        plannable=await planning.plannable(card, known),
        texting=await texting.offered(card, known),
    )


async def show_fields(visit: Signed) -> Response:
    """Every field that the record has."""
    card = await card_of(visit)
    fields = await described(visit, card.kind)
    every = [name for name in fields if name in card.item]
    card.want(fields, every)
    if card.directory:
        card.names.want_directory(card.directory)
    await card.names.load()
    rows = [(shown, fields[shown.name]) for shown in card.shown(fields, every)]
    return visit.page("crm/fields", card=card, tabs=card.tabs("fields"), rows=rows)


async def show_widget(visit: Signed) -> Response:
    """The tab of an application."""
    card = await card_of(visit)
    widget_id = visit.number("widget")
    opening = await widgets.opened(visit, card.placement("DETAIL_TAB"), widget_id)
    if card.directory:
        card.names.want_directory(card.directory)
    await card.names.load()
    return visit.page(
        "crm/widget",
        shows=[opening],
        card=card,
        tabs=card.tabs(f"app {widget_id}"),
        opening=opening,
        options={"ID": str(card.entity_id)},
    )


async def edit(visit: Signed) -> Response:
    """The form of a record."""
    card = await card_of(visit)
    return await _form(card, card.item, card.path)


async def save(visit: Signed) -> Response:
    """Write what was typed into the form of a record."""
    form = await visit.form()
    card = await card_of(visit)
    fields = await described(visit, card.kind)
    given = forms.changed(fields, card.item, forms.read(fields, form))
    await visit.call("crm.item.update", entityTypeId=card.kind.type_id, id=card.entity_id, fields=given)
    return done(visit, await changes.leading(visit, card.kind, card.entity_id))


async def start(visit: Signed) -> Response:
    """The form of a new record."""
    kinds = await kinds_of(visit.call)
    kind = kinds.of_code(visit.path("kind"))
    item = {"id": 0, "assignedById": visit.someone.user_id, "opened": "Y"}
    return await _form(Card(visit, kinds, kind, item), item, kind.path)


async def add(visit: Signed) -> Response:
    """Add the record of a form."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    given = forms.read(await described(visit, kind), form)
    given = {name: value for name, value in given.items() if value not in ("", [])}
    if kind.has_pipelines and form.get("category"):
        given["categoryId"] = form["category"]
    told = await visit.call("crm.item.add", entityTypeId=kind.type_id, fields=given)
    return done(visit, kind.path_to(told["item"]["id"]))


async def move(visit: Signed) -> Response:
    """Put a record into another stage."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    entity_id = visit.number("id")
    await visit.call(
        "crm.item.update", entityTypeId=kind.type_id, id=entity_id, fields={"stageId": form.get("stage", "")}
    )
    change_id = await changes.latest(visit, Owner(kind.type_id, entity_id))
    if form.get("reason", "").strip():
        said = {"ENTITY_TYPE": kind.symbol, "ENTITY_ID": entity_id, "COMMENT": form["reason"].strip()}
        await visit.call("crm.timeline.comment.add", fields=said)
    path = kind.path_to(entity_id)
    return done(visit, f"{path}?changed={change_id}" if change_id else path)


async def delete(visit: Signed) -> Response:
    """Delete a record."""
    await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    await visit.call("crm.item.delete", entityTypeId=kind.type_id, id=visit.number("id"))
    return done(visit, kind.path)


async def _form(card: Card, item: dict[str, Any], leave: str) -> Response:
    visit, kind = card.visit, card.kind
    fields = await described(visit, kind)
    with_all = visit.query("all") == "1"
    added = await added_to(visit, kind, fields)
    shown_by_applications = await framed(visit, kind, item, added, EDIT)
    chosen = [
        name
        for name in (_every(fields) if with_all else (*kind.main, *added))
        if name in fields and (name not in added or added[name].edit_in_list == "Y")
    ]
    card.want(fields, chosen)
    pipelines: list[dict[str, Any]] = []
    if kind.has_pipelines and not card.entity_id:
        pipelines = (await visit.call("crm.category.list", entityTypeId=kind.type_id))["categories"]
    await card.names.load()
    people = await people_of(visit.call)
    inputs = forms.Form(card.kinds, kind, fields, card.names, people, item, shown_by_applications).inputs(chosen)
    return visit.page(
        "crm/form",
        card=card,
        inputs=inputs,
        shows=[each.framed.opening for each in inputs if each.framed],
        channels=forms.channels(kind, item),
        pipelines=pipelines if len(pipelines) > 1 else [],
        pipeline=default_of(pipelines),
        leave=leave,
    )


def _every(fields: forms.Fields) -> list[str]:
    """Every field that can be typed in, each once: not the first of several contacts beside all of them, nor the stage,
    which has its own place.
    """
    twice = {name for name in ("contactId", "companyId") if f"{name}s" in fields}
    return [name for name in fields if name not in {*twice, "stageId"}]


def _tomorrow(visit: Signed) -> str:
    """Nine o'clock on the next day of the portal's clock: when a new to-do is due unless said."""
    clock = visit.portal.clock
    return f"{datetime.fromtimestamp(clock.now(), clock.zone) + timedelta(days=1):%Y-%m-%dT09:00}"


async def _related(card: Card) -> list[Related]:
    relations = RELATED.get(card.kind.type_id, ())
    if card.kind.type_id == owner.DEAL:
        relations += tuple((kind.type_id, "parentId2") for kind in card.kinds.dynamic)
    commands: dict[str, Command] = {
        f"{type_id}": (
            "crm.item.list",
            {
                "entityTypeId": type_id,
                "select": ["id", *card.kinds.by_type[type_id].name],
                "filter": {f"={field}": card.entity_id},
                "order": {"id": "DESC"},
                "start": UNCOUNTED,
            },
        )
        for type_id, field in relations
    }
    found = await card.visit.call.several(commands) if commands else {}
    return [
        Related(kind, [Named(kind, item["id"], title_of(kind, item)) for item in items[:MOST_RELATED]], more)
        for kind, items, more in (
            (card.kinds.by_type[int(key)], page.result["items"], len(page.result["items"]) > MOST_RELATED)
            for key, page in found.items()
        )
        if items
    ]
