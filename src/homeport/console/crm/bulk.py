"""Many records changed or deleted at once: chosen one by one, or all that a list has.

Each part is a request of its own, which says how far it is and leads to the next: whoever leaves the page stops it.
"""

from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from starlette.responses import Response

from homeport.console.caller import Command
from homeport.console.crm import forms
from homeport.console.crm.added import added_to, widened
from homeport.console.crm.kinds import Kind, kinds_of
from homeport.console.crm.names import Names
from homeport.console.crm.people import people_of
from homeport.console.crm.records import described
from homeport.console.crm.search import Search, read_number
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.paging import UNCOUNTED

PART = 50
"""Records that one request changes."""
MOST_TOLD = 200
"""Refusals that are told of one by one."""

CHANGE, DELETE = "change", "delete"


class Chosen(NamedTuple):
    """Records that were chosen.

    :param ids: those that were ticked; empty for all that the list has
    :param query: the list's
    """

    ids: tuple[int, ...]
    query: str

    @property
    def fields(self) -> dict[str, str]:
        """As a form carries them on."""
        return {"ids": ",".join(map(str, self.ids)), "query": self.query}


class Progress(NamedTuple):
    """How far it is.

    :param done: how many records were seen to
    :param refused: how many of these were refused
    """

    total: int
    done: int
    refused: int


class Refused(NamedTuple):
    """A record that was left as it is, and why."""

    entity_id: int
    path: str
    why: str


def chosen_in(form: dict[str, str]) -> Chosen:
    """What a form has chosen.

    :raises ProblemError: when it is nothing
    """
    if form.get("all") == "1":
        return Chosen((), form.get("query", ""))
    ticked = [name.removeprefix("id.") for name in form if name.startswith("id.")] or form.get("ids", "").split(",")
    ids = tuple(number for text in ticked if (number := read_number(text)) is not None)
    if not ids and "ids" not in form:
        raise ProblemError("Nothing is chosen", "Tick records in the list first, or choose all of them.", 400)
    return Chosen(ids, form.get("query", ""))


async def ask(visit: Signed) -> Response:
    """What is to be done to the records that were chosen: which field is to hold what, or whether to delete them."""
    form = await visit.form()
    kinds = await kinds_of(visit.call)
    kind = kinds.of_code(visit.path("kind"))
    chosen = chosen_in(form)
    fields = await described(visit, kind)
    total = len(chosen.ids) or await _total(visit, kind, chosen)
    name = form.get("field", "")
    inputs: list[forms.Input] = []
    editable = [each for each in fields if forms.editable(fields, each)]
    if name in editable:
        names = Names(visit.call, kinds)
        item = {"categoryId": read_number(dict(parse_qsl(chosen.query)).get("category", "")) or 0}
        forms.want_choices(names, kind, name, fields[name], item)
        await names.load()
        people = await people_of(visit.call)
        inputs = forms.Form(kinds, kind, fields, names, people, item, {}).inputs([name])
    return visit.page(
        "crm/bulk",
        kind=kind,
        chosen=chosen,
        total=total,
        do=DELETE if form.get("do") == DELETE else CHANGE,
        field_name=name,
        inputs=inputs,
        fields=sorted(
            ((each, fields[each].get("title") or each) for each in editable), key=lambda each: each[1].lower()
        ),
    )


def _title(fields: forms.Fields, name: str) -> str:
    return str(fields[name].get("title") or name)


async def run(visit: Signed) -> Response:
    """Do it to the next part of the records; the page says how far it is, and leads on."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    chosen = chosen_in(form)
    fields = await described(visit, kind)
    do = DELETE if form.get("do") == DELETE else CHANGE
    before = Progress(*(read_number(form.get(name, "")) or 0 for name in Progress._fields))
    given = forms.read(fields, form) if do == CHANGE else {}
    if do == CHANGE and not given:
        raise ProblemError("Nothing is to be changed", "Choose a field, and what it is to hold.", 400)
    total = before.total or len(chosen.ids) or await _total(visit, kind, chosen)
    after = read_number(form.get("after", ""))
    ids = await _next(visit, kind, chosen, before.done, after)
    refused = await _apply(visit, kind, do, ids, given)
    progress = Progress(max(total, before.done + len(ids)), before.done + len(ids), before.refused + len(refused))
    more = len(ids) == PART and (not chosen.ids or progress.done < len(chosen.ids))
    values = {name: text for name, text in form.items() if name.startswith("f.")}
    going_on = {**chosen.fields, **values, "do": do, "after": str(ids[-1]) if ids else "", "all": form.get("all", "")}
    going_on |= {name: str(value) for name, value in progress._asdict().items()}
    return _shown(visit, kind, do, progress, going_on if more else None, refused)


def _shown(
    visit: Signed, kind: Kind, do: str, progress: Progress, going_on: dict[str, str] | None, refused: list[Refused]
) -> Response:
    answer = visit.part if visit.partial else visit.page
    return answer(
        "crm/bulk_part" if visit.partial else "crm/bulk_run",
        kind=kind,
        do=do,
        progress=progress,
        going_on=going_on,
        refused=refused[:MOST_TOLD],
    )


async def _apply(visit: Signed, kind: Kind, do: str, ids: list[int], given: dict[str, Any]) -> list[Refused]:
    """Change or delete some records, each for itself; those that were refused."""
    method = "crm.item.delete" if do == DELETE else "crm.item.update"
    more = {} if do == DELETE else {"fields": given}
    commands: dict[str, Command] = {
        str(number): (method, {"entityTypeId": kind.type_id, "id": number, **more}) for number in ids
    }
    refused = await visit.call.refusals(commands) if commands else {}
    return [Refused(int(number), kind.path_to(int(number)), why) for number, why in refused.items()]


async def _next(visit: Signed, kind: Kind, chosen: Chosen, done: int, after: int | None) -> list[int]:
    if chosen.ids:
        return list(chosen.ids[done : done + PART])
    wanted = await _filter(visit, kind, chosen)
    told = await visit.call(
        "crm.item.list",
        entityTypeId=kind.type_id,
        select=["id"],
        filter=wanted if after is None else {**wanted, "<id": after},
        order={"id": "DESC"},
        start=UNCOUNTED,
    )
    return [item["id"] for item in told["items"]]


async def _total(visit: Signed, kind: Kind, chosen: Chosen) -> int:
    wanted = await _filter(visit, kind, chosen)
    page = await visit.call.answer("crm.item.list", entityTypeId=kind.type_id, select=["id"], filter=wanted, start=0)
    return page.total or 0


async def _filter(visit: Signed, kind: Kind, chosen: Chosen) -> dict[str, Any]:
    return await (await search_of(visit, kind, chosen.query)).filter(visit.call)


async def search_of(visit: Signed, kind: Kind, query: str) -> Search:
    """What a list is narrowed by that has such a query."""
    fields = await described(visit, kind)
    added = await added_to(visit, kind, fields)
    return Search(visit, widened(kind, added), fields, added, dict(parse_qsl(query)))
