"""Finding a record to link, or to bind an activity to: by words of its name, its number, a phone or an address."""

from starlette.responses import Response

from homeport.console.crm.kinds import Kind, Kinds, kinds_of
from homeport.console.crm.names import Named, title_of
from homeport.console.crm.search import containing, read_number
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.paging import UNCOUNTED

SHOWN = 10


async def show_found(visit: Signed) -> Response:
    """The records that fit a text, as choices of a form."""
    kinds = await kinds_of(visit.call)
    kind = kind_in(kinds, visit.query("type"))
    found = await find(visit, kind, (visit.query("q") or visit.query("find")).strip())
    return visit.part(
        "crm/found", found=found, kind=kind, field=visit.query("field", "record"), several=visit.query("several") == "1"
    )


def kind_in(kinds: Kinds, text: str) -> Kind:
    """The kind that a form names by its type id.

    :raises ProblemError: when there is none
    """
    kind = kinds.by_type.get(read_number(text) or 0)
    if kind is None:
        raise ProblemError("There is no such type", "Choose one of the list.", 400)
    return kind


async def find(visit: Signed, kind: Kind, text: str) -> list[Named]:
    """The newest records that fit a text, or any."""
    told = await visit.call(
        "crm.item.list",
        entityTypeId=kind.type_id,
        select=["id", *kind.name],
        filter={"1": await containing(visit.call, kind, text)} if text else {},
        order={"id": "DESC"},
        start=UNCOUNTED,
    )
    return [Named(kind, item["id"], title_of(kind, item)) for item in told["items"][:SHOWN]]
