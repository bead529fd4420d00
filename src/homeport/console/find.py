"""A search over everything, on every page: records by name, phone, e-mail or number, and what there is to do."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.console import navigation
from homeport.console.crm.kinds import Kind, kinds_of
from homeport.console.crm.names import Named, Names
from homeport.console.section import Section, Signed
from homeport.core.ctx import Ctx
from homeport.domain.crm.record import finding
from homeport.store import Transaction

EACH = 5
"""Records of a kind that are shown."""
LONGEST = 100
"""Characters that are looked for."""
MOST_COMMANDS = 6


class Hit(NamedTuple):
    """Something that was found.

    :param more: what tells it from others of its name
    """

    title: str
    path: str
    icon: str
    more: str = ""


class Find(Section):
    """``/find/``: the search, as a page and as what the line at the top of every page shows."""

    def routes(self) -> list[BaseRoute]:
        return [self.route("/find", _show)]


async def _show(visit: Signed) -> Response:
    text = visit.query("q").replace("\0", "").strip()[:LONGEST]
    kinds = (await kinds_of(visit.call)).by_type.values()
    hits = await _records(visit, list(kinds), text) if text else []
    commands = _commands(visit, kinds, text)[:MOST_COMMANDS] if text else []
    further = _further(kinds, text) if text else []
    values: dict[str, Any] = {"text": text, "hits": hits, "commands": commands, "further": further}
    return visit.part("found_all", **values) if visit.partial else visit.page("find", **values)


async def _records(visit: Signed, kinds: list[Kind], text: str) -> list[Hit]:
    credential, clock = visit.call.credential, visit.portal.clock

    def look(tx: Transaction) -> list[tuple[int, int]]:
        ctx = Ctx(tx, credential, clock)
        return [(kind.type_id, number) for kind in kinds for number in finding.find(ctx, kind.type_id, text, EACH)]

    found = await visit.portal.read(look)
    names = Names(visit.call, await kinds_of(visit.call))
    for record in found:
        names.want_record(*record)
    await names.load()
    named = (names.record(*record) for record in found)
    return [_hit(each) for each in named if each is not None]


def _hit(found: Named) -> Hit:
    return Hit(found.title, found.path, found.kind.icon, f"{found.kind.one} #{found.entity_id}")


def _commands(visit: Signed, kinds: Iterable[Kind], text: str) -> list[Hit]:
    """The pages and deeds whose names have every word of a text."""
    words = text.lower().split()
    every = [
        Hit(entry.title, entry.path, entry.icon, group.title)
        for group in navigation.of("", is_admin=visit.is_admin)
        for entry in group.entries
    ]
    for kind in kinds:
        every.append(Hit(f"Add: new {kind.one.lower()}", f"{kind.path}add/", "plus", kind.many))
        every.append(Hit(f"Import {kind.many.lower()} from CSV", f"{kind.path}import/", "move", kind.many))
        if kind.stages:
            every.append(Hit(f"{kind.many}: board by stage", f"{kind.path}board/", kind.icon, kind.many))
    return [each for each in every if all(word in f"{each.title} {each.more}".lower() for word in words)]


def _further(kinds: Iterable[Kind], text: str) -> list[Hit]:
    """Where the text is looked for within names, and elsewhere."""
    query = urlencode({"q": text})
    found = [Hit(kind.many, f"{kind.path}?{query}", kind.icon) for kind in kinds]
    return [
        *found,
        Hit("Activities", f"/crm/activity/?{urlencode({'q': text, 'whose': 'all'})}", "activity"),
        Hit("Methods", f"/reference/?{query}", "reference"),
    ]
