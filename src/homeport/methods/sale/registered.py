"""How the pages of payment systems, delivery services and cash registers spell methods: parameters in capitals, fields
beside the id or in ``FIELDS``, lists without pages."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map, split
from homeport.domain.sale.registered import UNDEFINED, WRONG
from homeport.methods.family import as_id
from homeport.rpc import Method, Params
from homeport.rpc.method import make


def params_of(*names: str) -> type[msgspec.Struct]:
    """Parameters of these names, none of which must be there."""
    fields = [(name.lower(), Any, UNSET) for name in names]
    return msgspec.defstruct("Given", fields, bases=(Params,), kw_only=True, rename=None)


def said(p: Any) -> Values:
    """What a client said, by the names of the parameters."""
    found = {name: getattr(p, name) for name in p.__struct_fields__}
    return {name.upper(): value for name, value in found.items() if value is not UNSET}


def the_id(given: Any, refusal: ErrorKind | None = None) -> int:
    """An id that a call cannot do without.

    :raises CallError: ``refusal``, or ``ERROR_CHECK_FAILURE``
    """
    missing = given in (UNSET, None, "")
    kind = refusal or ErrorKind(UNDEFINED.code, (UNDEFINED if missing else WRONG).text.format(field="ID"))
    return as_id(None if missing else given, kind)


def every(ctx: Ctx, collection: Collection, dialect: Dialect, given: Values) -> list[Values]:
    """All rows that a list asks for, which has no pages."""
    found: list[Values] = []
    start: int | None = 0
    while start is not None:
        page = reading.page(
            ctx,
            collection,
            dialect,
            select=given.get("SELECT"),
            filter=given.get("FILTER"),
            order=given.get("ORDER"),
            start=start,
        )
        found += page.result
        start = page.next
    return found


def registered(
    prefix: str,
    collection: Collection,
    dialect: Dialect,
    verbs: str,
    *,
    scope: str,
    fields: Sequence[str],
    changes: Sequence[str] = (),
    errors: Sequence[ErrorKind] = (),
    leaving: Sequence[ErrorKind] = (),
    shape: Callable[[Values], Values] = dict,
    no_id: ErrorKind | None = None,
    unknown: ErrorKind | None = None,
) -> list[Method]:
    """The methods of what is registered.

    :param verbs: of ``add update change delete list getlist``: ``update`` takes ``FIELDS``, ``change`` fields beside
        the id; lists take filters too where their pages say nothing of them, for clients walk lists by them
    :param fields: the parameters of ``add``
    :param changes: those of ``change``
    :param errors: what the rules of its own refuse writes with
    :param leaving: what they refuse deletions with
    :param shape: makes fields of what a client said, where it is said otherwise
    :param no_id: how a deletion without an id is refused, where it is not ``ERROR_CHECK_FAILURE``
    :param unknown: how lists refuse names that no field has, where they do
    """
    noun = collection.noun

    def add(ctx: Ctx, p: Any) -> int:
        number: int = writing.create(ctx, collection, shape(said(p)), dialect)["ID"]
        return number

    def update(ctx: Ctx, p: Any) -> bool:
        _allow(ctx, Operation.WRITE)
        number = the_id(p.id)
        if p.fields is UNSET or not isinstance(p.fields, dict):
            raise UNDEFINED(field="FIELDS")
        writing.change(ctx, collection, {"ID": number}, shape(p.fields), dialect)
        return True

    def change(ctx: Ctx, p: Any) -> bool:
        _allow(ctx, Operation.WRITE)
        given = said(p)
        given |= as_map(given.pop("FIELDS", None))
        writing.change(ctx, collection, {"ID": the_id(given.pop("ID", None))}, shape(given), dialect)
        return True

    def delete(ctx: Ctx, p: Any) -> bool:
        _allow(ctx, Operation.DELETE)
        writing.delete(ctx, collection, {"ID": the_id(p.id, no_id)}, dialect)
        return True

    def listed(ctx: Ctx, p: Any) -> list[Values]:
        given = said(p)
        for name, value in given.items():
            if value not in (None, "") and not isinstance(value, dict | list):
                raise WRONG(field=name)
        if unknown is not None:
            _require_known(collection, dialect, given, unknown)
        return every(ctx, collection, dialect, given)

    def _allow(ctx: Ctx, operation: Operation) -> None:
        if collection.access.grant(ctx, operation) is None:
            raise dialect.denied()

    unique = [dialect.duplicate] if collection.fields.unique else []
    values = (dialect.denied, UNDEFINED, WRONG, *unique, *errors)
    gone = (dialect.denied, no_id or UNDEFINED, dialect.not_found, *leaving)
    seen = (dialect.unreadable, WRONG, *([unknown] if unknown else []))
    rows, its = f"Return every {noun}.", f"of a {noun}."
    ways: dict[str, tuple[str, Callable[[Ctx, Any], Any], Any, str, Sequence[ErrorKind]]] = {
        "add": ("add", add, params_of(*fields), f"Add a {noun}.", values),
        "update": ("update", update, params_of("ID", "FIELDS"), f"Change fields {its}", (*values, dialect.not_found)),
        "change": (
            "update",
            change,
            params_of("ID", *changes, "FIELDS"),
            f"Change fields {its}",
            (*values, dialect.not_found),
        ),
        "delete": ("delete", delete, params_of("ID"), f"Delete a {noun}.", gone),
        "list": ("list", listed, params_of("SELECT", "FILTER", "ORDER"), rows, seen),
        "getlist": ("getlist", listed, params_of("SELECT", "FILTER", "ORDER"), rows, seen),
    }
    found = []
    for verb in verbs.split():
        name, handler, params, summary, kinds = ways[verb]
        reads = name in ("list", "getlist")
        found.append(
            make(
                f"{prefix}.{name}",
                handler,
                params=params,
                summary=summary,
                errors=tuple(dict.fromkeys(kinds)),
                scope=scope,
                writes=not reads,
                heavy=reads,
            )
        )
    return found


def _require_known(collection: Collection, dialect: Dialect, given: Values, refusal: ErrorKind) -> None:
    names = [
        *reading.names_of(given.get("SELECT")),
        *(split(key)[1] for key in as_map(given.get("FILTER"))),
        *as_map(given.get("ORDER")),
    ]
    for name in names:
        if name != reading.EVERY and dialect.find(collection.fields, name) is None:
            raise refusal(field=name)
