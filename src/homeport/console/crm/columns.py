"""Which columns a list has, in what order, and the views of it that people save."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.crm.kinds import Kind, kinds_of
from homeport.console.crm.search import read_number
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.domain.crm.views import views
from homeport.domain.crm.views.views import View

Fields = Mapping[str, Mapping[str, Any]]

MOST = 30
_NEVER = frozenset({"crm_multifield", "file", "object"})
"""Types of fields that are no column."""


def possible(kind: Kind, fields: Fields) -> list[str]:
    """The fields that can be columns beside the name, by title."""
    found = [name for name, field in fields.items() if field["type"] not in _NEVER and name not in kind.name]
    return sorted(found, key=lambda name: str(fields[name].get("title") or name).lower())


def read(kind: Kind, fields: Fields, text: str) -> tuple[str, ...]:
    """The columns that a text names, with commas between; those that there are not any more are left out."""
    there = set(possible(kind, fields))
    return tuple(dict.fromkeys(name for name in text.split(",") if name in there))[:MOST]


async def of_person(visit: Signed, kind: Kind) -> list[View]:
    """What the person has saved of lists of a kind."""
    user_id = visit.someone.user_id
    return await visit.portal.read(lambda tx: views.listed(tx, user_id, kind.type_id))


def chosen(kind: Kind, fields: Fields, saved: list[View], asked: str) -> tuple[str, ...]:
    """The columns of a list: those that the address says, else those that the person has chosen, else the kind's.

    :param asked: the address's, with commas between
    """
    usual = next((parse_qs(view.query).get("columns", [""])[0] for view in saved if view.name == views.USUAL), "")
    return read(kind, fields, asked) or read(kind, fields, usual) or kind.columns


async def change(visit: Signed) -> Response:
    """Choose columns: those that are ticked, in their order; one of them put one place earlier or later."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    names = [key.removeprefix("c.") for key in form if key.startswith("c.")]
    for word, step in (("earlier", -1), ("later", 1)):
        if form.get(word) in names:
            place = names.index(form[word])
            names.insert(max(place + step, 0), names.pop(place))
    query = urlencode({"columns": ",".join(names[:MOST])}) if names and "reset" not in form else ""
    user_id = visit.someone.user_id
    await visit.portal.store.write(lambda tx: views.save(tx, user_id, kind.type_id, views.USUAL, query))
    given = parse_qs(form.get("query", ""))
    left = {name: values[0] for name, values in given.items() if name != "columns"}
    return done(visit, f"{kind.path}?{urlencode({**left, 'choosing': '1'})}")


async def save_view(visit: Signed) -> Response:
    """Save a list as it is by a name, or delete what was saved."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    user_id, name, query = visit.someone.user_id, form.get("name", "").strip(), form.get("query", "")
    view_id = read_number(form.get("delete", ""))
    if view_id is not None:
        await visit.portal.store.write(lambda tx: views.delete(tx, user_id, view_id))
        return done(visit, f"{kind.path}?{query}" if query else kind.path)
    if not name:
        raise ProblemError("A view has a name", "Say what it is to be called.", 400)
    await visit.portal.store.write(lambda tx: views.save(tx, user_id, kind.type_id, name, query))
    return done(visit, f"{kind.path}?{query}")
