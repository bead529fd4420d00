"""A family: the documented verbs over a collection, in a dialect.

What a family does beyond is in its collection's rules, or in methods of its own beside.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_ARG_VALUE, ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Collection
from homeport.domain.records.describing import described
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map, split
from homeport.rpc import Id, Method, NoParams, Params
from homeport.rpc.method import Handler, make

BAD_ID = ErrorKind("", "ID is not defined or invalid.")
NOT_AN_ARRAY = ErrorKind("", "Parameter '{name}' must be array.")

_NUMBER = re.compile(r"\s*\d{1,19}\s*", re.ASCII)


Whole = Callable[[Ctx, Collection, Dialect, Values], Values]
"""Makes of a stored row what is answered of it."""


class Add(Params):
    fields: Any = None


class ById(Params):
    id: Any = None


class Update(Params):
    id: Any = None
    fields: Any = None


class List(Params):
    select: Any = None
    filter: Any = None
    order: Any = None
    start: Any = None


class TypedAdd(Params):
    fields: dict[str, Any]


class TypedById(Params):
    id: Id


class TypedUpdate(Params):
    id: Id
    fields: dict[str, Any]


class ByCode(Params):
    id: str | Id


class UpdateByCode(Params):
    id: str | Id
    fields: dict[str, Any]


def family(
    prefix: str,
    collection: Collection,
    dialect: Dialect,
    verbs: str,
    *,
    errors: Sequence[ErrorKind] = (),
    answers: Mapping[str, Callable[[Values], Any]] | None = None,
    leaving: Sequence[ErrorKind] = (),
    looking: Sequence[ErrorKind] = (),
    bad_id: ErrorKind = BAD_ID,
    says: Mapping[str, Values] | None = None,
    narrowed: Mapping[str, Any] | None = None,
    selected: Sequence[str] = (),
    refused: Callable[[Values, Collection], ErrorKind] | None = None,
    scope: str | None = None,
    whole: Whole = reading.whole,
) -> list[Method]:
    """The methods of a collection.

    :param prefix: for example ``catalog.measure``
    :param verbs: those that are documented, of ``add get list update delete fields getFields getfields``
    :param errors: what the rules of its own refuse writes with
    :param leaving: what they refuse deletions with
    :param looking: what they refuse a look at one row with
    :param answers: by verb, what ``add`` and ``update`` make of the stored row where it is not the dialect's answer
    :param says: what ``fields`` says of a field, by its stored name, where its page differs from the rules
    :param narrowed: by a field's stored name, what filters of lists that do not name it mean; None where they must
    :param selected: the stored names of fields that lists must select
    :param refused: which refusal whoever may not write gets for the fields given, where it is not the dialect's
    :param bad_id: how an id that is none is refused, where parameters are taken loosely
    :param scope: the scope that calls need, where it is not the first word of the prefix
    :param whole: makes of a stored row what is answered of it alone, where that is more than its fields
    """
    made = dict(
        _verbs(
            prefix,
            collection,
            dialect,
            tuple(errors),
            tuple(leaving),
            tuple(looking),
            answers or {},
            bad_id,
            says or {},
            narrowed or {},
            selected,
            refused,
            scope,
            whole,
        )
    )
    return [made[verb] for verb in verbs.split()]


def _verbs(
    prefix: str,
    collection: Collection,
    dialect: Dialect,
    errors: tuple[ErrorKind, ...],
    leaving: tuple[ErrorKind, ...],
    looking: tuple[ErrorKind, ...],
    answers: Mapping[str, Callable[[Values], Any]],
    bad_id: ErrorKind,
    says: Mapping[str, Values],
    narrowed: Mapping[str, Any],
    selected: Sequence[str],
    refused: Callable[[Values, Collection], ErrorKind] | None,
    scope: str | None,
    whole: Whole,
) -> Iterator[tuple[str, Method]]:
    noun, words = collection.noun, re.sub(r"([A-Z])", lambda found: f" {found[1].lower()}", collection.noun)
    one = f"{'an' if words[0] in 'aeiou' else 'a'} {words}"

    coded = "ID" in collection.fields.by_name and collection.fields.by_name["ID"].type.column == "text"

    def key_of(given: Any) -> Values:
        if coded:
            return {"ID": str(given)}
        return {"ID": given if dialect.typed else as_id(given, bad_id)}

    def fields_of(given: Any) -> dict[str, Any]:
        return given if dialect.typed else as_array(given, "fields")

    def answered(ctx: Ctx, verb: str, row: Values, otherwise: Any) -> Any:
        if verb in answers:
            return answers[verb](row)
        if not dialect.wraps:
            return otherwise
        if collection.settles:
            row = reading.stored(ctx, collection.now(ctx.tx), writing.key_of(collection, row)) or row
        return {noun: whole(ctx, collection.now(ctx.tx), dialect, row)}

    def add(ctx: Ctx, p: Any) -> Any:
        _require_right(ctx, collection, dialect, refused, Operation.ADD, p.fields)
        row = writing.create(ctx, collection.now(ctx.tx), fields_of(p.fields), dialect)
        return answered(ctx, "add", row, row.get("ID"))

    def get(ctx: Ctx, p: Any) -> Values:
        now = collection.now(ctx.tx)
        row = whole(ctx, now, dialect, reading.found(ctx, now, key_of(p.id), dialect))
        return {noun: row} if dialect.wraps else row

    def list_(ctx: Ctx, p: List) -> Page:
        if not dialect.typed:
            for name in ("order", "filter"):
                as_array(getattr(p, name), name)
        _require_selected(collection, dialect, selected, p.select)
        given = _narrow(collection, dialect, narrowed, p.filter)
        now = collection.now(ctx.tx)
        page = reading.page(
            ctx, now, dialect, select=p.select, filter=given, order=p.order, start=p.start, written=True
        )
        return page._replace(result={collection.plural: page.result}) if dialect.wraps else page

    def update(ctx: Ctx, p: Any) -> Any:
        _require_right(ctx, collection, dialect, refused, Operation.WRITE, p.fields)
        row = writing.change(ctx, collection.now(ctx.tx), key_of(p.id), fields_of(p.fields), dialect)
        return answered(ctx, "update", row, True)

    def delete(ctx: Ctx, p: Any) -> bool:
        writing.delete(ctx, collection.now(ctx.tx), key_of(p.id), dialect)
        return True

    def fields(ctx: Ctx, p: NoParams) -> Values:
        found = described(ctx, collection.now(ctx.tx), dialect, says)
        return {noun: found} if dialect.wraps else found

    def of(verb: str, handler: Handler, params: Any, summary: str, *kinds: ErrorKind, **rules: Any) -> Any:
        kinds = tuple(dict.fromkeys(kinds))
        rules["scope"] = scope
        return verb, make(f"{prefix}.{verb}", handler, params=params, summary=summary, errors=kinds, **rules)

    of_id, of_fields = ((), ()) if dialect.typed else ((bad_id,), (NOT_AN_ARRAY,))
    unique = [dialect.duplicate] if any(field.unique for field in collection.fields) else []
    denied = [dialect.denied, *([dialect.outside] if dialect.outside else [])]
    values = (dialect.invalid, dialect.required, *dialect.misfits.values(), *unique, *errors)
    adding = TypedAdd if dialect.typed else Add
    by_id, changing = (ByCode, UpdateByCode) if coded else (TypedById, TypedUpdate) if dialect.typed else (ById, Update)
    yield of("add", add, adding, f"Add {one}.", *denied, *of_fields, *values, writes=True)
    unseen = [dialect.unreadable, *([dialect.outside] if dialect.outside else [])]
    narrow = [*([dialect.required] if narrowed or selected else []), *([INVALID_ARG_VALUE] if dialect.strict else [])]
    yield of("get", get, by_id, f"Return {one}.", *unseen, *of_id, dialect.not_found, *looking)
    yield of("list", list_, List, f"List {words} records by a filter.", *unseen, *of_fields, *narrow, heavy=True)
    yield of(
        "update",
        update,
        changing,
        f"Change {one}.",
        *(*denied, *of_id, *of_fields, dialect.not_found, *values),
        writes=True,
    )
    yield of(
        "delete", delete, by_id, f"Delete {one}.", *denied, *of_id, dialect.not_found, *leaving, writes=True, plain=True
    )
    for verb in ("fields", "getFields", "getfields"):
        yield of(verb, fields, NoParams, f"Describe the fields of {one}.", *unseen)


def _narrow(collection: Collection, dialect: Dialect, narrowed: Mapping[str, Any], given: Any) -> Any:
    """A list's filter with what it means where it does not say so.

    :raises CallError: the dialect's ``required`` for what it must say
    """
    unsaid = {name: value for name, value in narrowed.items() if not _names(collection, dialect, given, name)}
    missing = [dialect.name(collection.fields.by_name[name]) for name, value in unsaid.items() if value is None]
    if missing:
        raise dialect.required(field=", ".join(missing))
    return {**as_map(given), **unsaid} if unsaid else given


def _require_selected(collection: Collection, dialect: Dialect, selected: Sequence[str], given: Any) -> None:
    """Refuse a list's ``select`` without the fields that it must have."""
    named = reading.names_of(given)
    found = {field.name for name in named if (field := dialect.find(collection.fields, name)) is not None}
    missing = [] if reading.EVERY in named else [name for name in selected if name not in found]
    if missing:
        raise dialect.required(field=", ".join(dialect.name(collection.fields.by_name[name]) for name in missing))


def _require_right(
    ctx: Ctx,
    collection: Collection,
    dialect: Dialect,
    refused: Callable[[Values, Collection], ErrorKind] | None,
    operation: Operation,
    given: Any,
) -> None:
    """Refuse who may not write, where what they would write says how."""
    if refused is not None and collection.access.grant(ctx, operation) is None:
        raise dialect.refusal(ctx, refused(given, collection))


def _names(collection: Collection, dialect: Dialect, given: Any, name: str) -> bool:
    """Whether a filter has a condition on a field."""
    found = (dialect.find(collection.fields, split(key)[1]) for key in as_map(given))
    return any(field is not None and field.name == name for field in found)


def as_id(given: Any, refusal: ErrorKind = BAD_ID) -> int:
    """A row's id as a client sent it.

    :raises CallError: ``refusal`` when it is none
    """
    number = 0
    if isinstance(given, int) and not isinstance(given, bool):
        number = given
    elif isinstance(given, str) and _NUMBER.fullmatch(given):
        number = int(given)
    if not 0 < number < 2**63:
        raise refusal()
    return number


def as_array(given: Any, name: str, refusal: ErrorKind = NOT_AN_ARRAY) -> dict[str, Any]:
    """A PHP array as a client sent it; nothing is an empty one.

    :raises CallError: ``refusal`` when it is a scalar
    """
    if given is None or given == "":
        return {}
    if isinstance(given, dict):
        return given
    if isinstance(given, list):
        return {str(index): value for index, value in enumerate(given)}
    raise refusal(name=name)
