"""The card of a record: what it is, where it stands, what it is linked with; and changing that."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.apps import widgets
from homeport.console.caller import Command
from homeport.console.crm import forms, showing, timeline
from homeport.console.crm.answers import done, unseen
from homeport.console.crm.kinds import Kind, Kinds, kinds_of
from homeport.console.crm.names import Named, Names, title_of
from homeport.console.crm.people import people_of
from homeport.console.crm.records import default_of, described
from homeport.console.crm.showing import Shown
from homeport.console.section import Signed
from homeport.core import owner
from homeport.core.errors import CallError
from homeport.core.paging import UNCOUNTED
from homeport.domain.portal.widgets import Widget

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

TOOLBAR = "DETAIL_TOOLBAR"
ON_ACTIVITIES = "ACTIVITY_TIMELINE_MENU"
PLACES = ("DETAIL_TAB", TOOLBAR, "DETAIL_ACTIVITY", ON_ACTIVITIES)
"""The ends of the codes of the placements that a card has."""
TOLD_BY_ID = (owner.LEAD, owner.DEAL, owner.CONTACT, owner.COMPANY)
"""Of other types the placement :data:`TOOLBAR` tells the record's id by another name."""


class Tab(NamedTuple):
    """A tab of a card."""

    title: str
    path: str
    current: bool


class Related(NamedTuple):
    """Records of one kind that lead to a record.

    :param more: whether there are more than are shown
    """

    kind: Kind
    records: list[Named]
    more: bool


class Card:
    """A record with all that its pages need.

    :raises ProblemError: when there is none, or the person may not read it
    """

    def __init__(self, visit: Signed, kinds: Kinds, kind: Kind, item: dict[str, Any]) -> None:
        self.visit = visit
        self.kinds = kinds
        self.kind = kind
        self.item = item
        self.entity_id: int = item["id"]
        self.title = title_of(kind, item)
        self.path = kind.path_to(self.entity_id)
        self.names = Names(visit.call, kinds)
        self._placed: dict[str, list[Widget]] = {}

    def tabs(self, current: str) -> list[Tab]:
        """The tabs, one of which is open. Whatever else has a tab on cards joins here."""
        return [
            Tab("Timeline", self.path, current == "timeline"),
            Tab("Fields", f"{self.path}fields/", current == "fields"),
            *(
                Tab(each.title, f"{self.path}app/{each.id}/", current == f"app {each.id}")
                for each in self.bound("DETAIL_TAB")
            ),
        ]

    def bound(self, where: str) -> list[widgets.Tab]:
        """What applications have bound to the card, each with the page that shows it alone.

        :param where: the end of the placement's code, such as ``DETAIL_TAB``
        """
        key = "ENTITY_ID" if where == TOOLBAR and self.kind.type_id not in TOLD_BY_ID else "ID"
        return widgets.listed(self._placed[self.placement(where)], **{key: str(self.entity_id)})

    @cached_property
    def of_activities(self) -> list[widgets.Tab]:
        """What applications have bound to activities on the timeline; to be told which activity it is."""
        placement = self.placement(ON_ACTIVITIES)
        told = {"ENTITY_ID": str(self.entity_id), "ASSOCIATED_ENTITY_TYPE_ID": str(owner.ACTIVITY)}
        return widgets.listed(self._placed[placement], **told)

    async def load_bound(self) -> None:
        """Read what applications have bound to the card's placements."""
        self._placed = await widgets.at_each(self.visit, *map(self.placement, PLACES))

    def placement(self, where: str) -> str:
        """The code of a placement of the card."""
        return f"CRM_{self.kind.symbol}_{where}"

    @property
    def directory(self) -> str:
        """The directory of its stages; empty when it has none."""
        return self.kind.directory(int(self.item.get("categoryId") or 0))

    def shown(self, fields: forms.Fields, chosen: list[str]) -> list[Shown]:
        """Some of its fields, when their names are loaded."""
        return [showing.show(self.names, self.kind, name, fields[name], self.item) for name in chosen]

    def want(self, fields: forms.Fields, chosen: list[str]) -> None:
        """Note what must be known to show some of its fields."""
        for name in chosen:
            showing.want(self.names, self.kind, name, fields[name], self.item)


async def card_of(visit: Signed) -> Card:
    """The card that the path names."""
    kinds = await kinds_of(visit.call)
    kind = kinds.of_code(visit.path("kind"))
    try:
        told = await visit.call("crm.item.get", entityTypeId=kind.type_id, id=visit.number("id"))
    except CallError as error:
        raise unseen(kind.one.lower(), error) from error
    card = Card(visit, kinds, kind, told["item"])
    await card.load_bound()
    return card


async def show_card(visit: Signed) -> Response:
    """The card with its timeline."""
    card = await card_of(visit)
    fields = await described(visit, card.kind)
    facts = [name for name in (*card.kind.main, "createdTime", "createdBy") if name in fields]
    facts = [name for name in facts if name not in ("title", "currencyId")]
    card.want(fields, facts)
    if card.directory:
        card.names.want_directory(card.directory)
    entries = await timeline.read(card)
    related = await _related(card)
    await card.names.load()
    return visit.page(
        "crm/timeline",
        card=card,
        tabs=card.tabs("timeline"),
        facts=[shown for shown in card.shown(fields, facts) if not shown.empty],
        reached={name: showing.reached(card.item, name) for name in card.kind.reached_by},
        related=related,
        timeline=entries.named(card.names),
        people=await people_of(visit.call),
        channels=forms.CHANNELS,
        tomorrow=_tomorrow(visit),
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
        frames=opening.origin,
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
    return done(visit, card.path)


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
    return done(visit, kind.path_to(entity_id))


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
    chosen = [name for name in (_every(fields) if with_all else kind.main) if name in fields]
    card.want(fields, chosen)
    pipelines: list[dict[str, Any]] = []
    if kind.has_pipelines and not card.entity_id:
        pipelines = (await visit.call("crm.category.list", entityTypeId=kind.type_id))["categories"]
    await card.names.load()
    people = await people_of(visit.call)
    return visit.page(
        "crm/form",
        card=card,
        inputs=forms.Form(card.kinds, kind, fields, card.names, people, item).inputs(chosen),
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
