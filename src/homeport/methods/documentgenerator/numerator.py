"""``documentgenerator.numerator.*`` and ``crm.documentgenerator.numerator.*``: how documents are numbered."""

from collections.abc import Iterator
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_PARAMETER, MISSING_PARAMETER, ErrorKind
from homeport.core.paging import counted_page_of
from homeport.domain.documentgenerator import numerators, permissions
from homeport.domain.records import at_hand
from homeport.rpc import Method, Params
from homeport.rpc.method import make


class Add(Params):
    fields: Any = None


class ById(Params):
    id: Any = None


class Update(ById):
    fields: Any = None


class List(Params):
    start: Any = None
    filter: Any = None
    order: Any = None


def fields_of(given: Any) -> dict[str, Any]:
    """The ``fields`` of a call.

    :raises CallError: ``100`` where there are none, or no object
    """
    if given in (None, "", [], {}):
        raise MISSING_PARAMETER(name="fields")
    if not isinstance(given, dict):
        raise INVALID_PARAMETER(name="fields", value=given, type="array")
    return given


def page_of(plural: str, ctx: Ctx, rows: list[dict[str, Any]], p: List) -> Page:
    """A page of rows that are all at hand, narrowed down as clients walk lists."""
    found = counted_page_of(at_hand.chosen(ctx, rows, ("id",), filter=p.filter, order=p.order), p.start)
    return found._replace(result={plural: found.result})


def numerators_of(prefix: str, refusal: ErrorKind) -> Iterator[Method]:
    """The methods of one prefix.

    :param refusal: of who may change no template
    """

    def add(ctx: Ctx, p: Add) -> dict[str, Any]:
        return {"numerator": numerators.add(ctx, fields_of(p.fields), refusal)}

    def get(ctx: Ctx, p: ById) -> dict[str, Any]:
        return {"numerator": numerators.get(ctx, p.id, refusal)}

    def list_(ctx: Ctx, p: List) -> Page:
        return page_of("numerators", ctx, numerators.listed(ctx, refusal), p)

    def update(ctx: Ctx, p: Update) -> dict[str, Any]:
        return numerators.change(ctx, p.id, fields_of(p.fields), refusal)

    def delete(ctx: Ctx, p: ById) -> None:
        numerators.delete(ctx, p.id, refusal)

    found = (numerators.NO_ID, numerators.NOT_FOUND, refusal)
    given = (MISSING_PARAMETER, INVALID_PARAMETER, numerators.EMPTY)
    yield make(f"{prefix}.add", add, summary="Make a numerator.", errors=(refusal, *given), writes=True)
    yield make(f"{prefix}.get", get, summary="Return a numerator.", errors=(*found, permissions.ACCESS_DENIED))
    yield make(f"{prefix}.list", list_, summary="List the numerators.", errors=(refusal,), heavy=True)
    yield make(
        f"{prefix}.update",
        update,
        summary="Change a numerator.",
        errors=(*found, *given, permissions.ACCESS_DENIED),
        writes=True,
    )
    yield make(
        f"{prefix}.delete",
        delete,
        summary="Delete a numerator.",
        errors=(*found, permissions.ACCESS_DENIED),
        writes=True,
    )


METHODS = [
    *numerators_of("documentgenerator.numerator", permissions.NOT_TEMPLATES),
    *numerators_of("crm.documentgenerator.numerator", permissions.NOT_TEMPLATES_IN_CRM),
]
