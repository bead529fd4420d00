"""Lists of records, of every kind alike."""

from dataclasses import replace
from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.apps import widgets
from homeport.console.crm import any_field, columns, showing
from homeport.console.crm.added import added_to, widened
from homeport.console.crm.keyset import turn
from homeport.console.crm.kinds import Kind, kinds_of
from homeport.console.crm.names import Entry, Names, title_of
from homeport.console.crm.people import people_of
from homeport.console.crm.search import Search, read_number
from homeport.console.crm.showing import Shown
from homeport.console.section import Signed
from homeport.core.paging import UNCOUNTED
from homeport.domain.crm.entities import entity_of
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.dialects import UNIVERSAL
from homeport.domain.records.reading import filterable
from homeport.store import Transaction

COMPUTED: dict[str, dict[str, Any]] = {
    name: {"type": "string", "title": title, "isReadOnly": True, "isMultiple": False, "isFilterable": False}
    for name, title in (("phone", "Phone"), ("email", "E-mail"))
}
"""What the universal methods answer of multifields without describing it."""


class Column(NamedTuple):
    """A column of a list.

    :param sorted_by: the list sorted by it; empty when it cannot be
    :param direction: ``ascending`` or ``descending`` when it is
    """

    name: str
    title: str
    sorted_by: str
    direction: str


class Row(NamedTuple):
    """A record in a list."""

    entity_id: int
    title: str
    path: str
    cells: list[Shown]


class Choices(NamedTuple):
    """What a list can be narrowed by; empty where the kind has no such thing."""

    stages: list[Entry]
    pipelines: list[dict[str, Any]]
    people: list[tuple[int, str]]


async def show_list(visit: Signed) -> Response:
    """A page of records."""
    kinds = await kinds_of(visit.call)
    kind = kinds.of_code(visit.path("kind"))
    fields = await described(visit, kind)
    added = await added_to(visit, kind, fields)
    saved = await columns.of_person(visit, kind)
    kind = widened(kind, added)
    kind = replace(kind, columns=columns.chosen(kind, fields, saved, visit.query("columns")))
    search = Search(visit, kind, fields, added)
    answer = await visit.call(
        "crm.item.list",
        entityTypeId=kind.type_id,
        select=selected(kind),
        filter={**await search.filter(visit.call), **search.order.filter()},
        order=search.order.sorting,
        start=UNCOUNTED,
    )
    page = turn(search.order, answer["items"])
    names = Names(visit.call, kinds)
    for item in page.items:
        for name in kind.columns:
            showing.want(names, kind, name, fields[name], item)
    choices = await choices_of(visit, kind, names, search)
    toolbar, menu = await bound_to_list(visit, kind.symbol)
    rows = [
        Row(
            item["id"],
            title_of(kind, item),
            kind.path_to(item["id"]),
            [showing.show(names, kind, name, fields[name], item) for name in kind.columns],
        )
        for item in page.items
    ]
    return visit.page(
        "crm/list",
        kind=kind,
        search=search,
        columns=_columns(search, fields),
        possible=[(name, fields[name].get("title") or name) for name in columns.possible(kind, fields)],
        any_field=any_field.every(fields),
        views=[view for view in saved if view.name],
        gone=_gone(visit, search, fields),
        names=names,
        rows=rows,
        page=page,
        choices=choices,
        toolbar=toolbar,
        menu_of_rows=menu,
    )


async def bound_to_list(visit: Signed, symbol: str) -> tuple[list[widgets.Tab], list[widgets.Tab]]:
    """What applications have bound to a list, and to each of its records: to be told which record it is.

    :param symbol: the kind's, in codes of placements
    """
    toolbar, menu = (f"CRM_{symbol}_{where}" for where in ("LIST_TOOLBAR", "LIST_MENU"))
    found = await widgets.at_each(visit, toolbar, menu)
    return widgets.listed(found[toolbar]), widgets.listed(found[menu])


async def count(visit: Signed) -> Response:
    """How many records a list has: asked for when the list is there already, since counting many takes its time."""
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    fields = await described(visit, kind)
    added = await added_to(visit, kind, fields)
    search = Search(visit, widened(kind, added), fields, added)
    page = await visit.call.answer(
        "crm.item.list", entityTypeId=kind.type_id, select=["id"], filter=await search.filter(visit.call), start=0
    )
    return visit.part("crm/count", total=page.total, thin=showing.THIN)


async def described(visit: Signed, kind: Kind) -> dict[str, dict[str, Any]]:
    """The fields of a kind, each with whether lists can be narrowed by it.

    :raises CallError: when the person may see none of its records
    """
    told = await visit.call("crm.item.fields", entityTypeId=kind.type_id)
    told["fields"].pop("contacts", None)  # another name for contactIds
    entity = entity_of(kind.type_id)
    assert entity is not None

    def can_narrow(tx: Transaction) -> set[str]:
        collection = collection_of(tx, entity)
        return {name for name in told["fields"] if filterable(collection, UNIVERSAL, name)}

    narrowing = await visit.portal.read(can_narrow)
    fields = {name: {**field, "isFilterable": name in narrowing} for name, field in told["fields"].items()}
    return {**fields, **(COMPUTED if kind.reached_by else {})}


def _gone(visit: Signed, search: Search, fields: dict[str, dict[str, Any]]) -> list[str]:
    """The fields that the address names, and that there are not any more."""
    named = [*visit.query("columns").split(","), *visit.query("by").split(",")]
    return sorted({name for name in named if name and name not in fields})


async def choices_of(visit: Signed, kind: Kind, names: Names, search: Search) -> Choices:
    """What records of a kind can be narrowed by, and what is wanted of names."""
    for each in search.more:
        if each.directory:
            names.want_directory(each.directory)
        if each.type_id:
            names.want_record(each.type_id, read_number(search.given.get(f"f.{each.name}", "")))
    pipelines: list[dict[str, Any]] = []
    if kind.has_pipelines:
        pipelines = (await visit.call("crm.category.list", entityTypeId=kind.type_id))["categories"]
    directory = ""
    if kind.stages:
        directory = kind.directory(search.category or default_of(pipelines))
        names.want_directory(directory)
    await names.load()
    people = await people_of(visit.call)
    return Choices(names.entries(directory), pipelines if len(pipelines) > 1 else [], people)


def default_of(pipelines: list[dict[str, Any]]) -> int:
    """The pipeline that is meant when none is said."""
    found = [int(each["id"]) for each in pipelines if each["isDefault"] == "Y"] or [int(p["id"]) for p in pipelines]
    return found[0] if found else 0


def selected(kind: Kind) -> list[str]:
    """The fields of a list, with what is needed to show them. Multifields come only with everything."""
    if kind.reached_by:
        return ["*"]
    needed = {"opportunity": "currencyId"} | ({"stageId": "categoryId"} if kind.has_pipelines else {})
    return ["id", *kind.name, *kind.columns, *(other for name, other in needed.items() if name in kind.columns)]


def _columns(search: Search, fields: dict[str, dict[str, Any]]) -> list[Column]:
    kind = search.kind
    headline = _column(search, kind.headline, "Name")
    titles = {name: fields[name].get("listLabel") or fields[name]["title"] for name in kind.columns}
    return [headline, *(_column(search, name, title) for name, title in titles.items())]


def _column(search: Search, name: str, title: str) -> Column:
    direction = ""
    if search.order.field == name:
        direction = "descending" if search.order.descending else "ascending"
    can_sort = name in search.sortable and name not in COMPUTED
    return Column(name, title, search.sorted_by(name) if can_sort else "", direction)
