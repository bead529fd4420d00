"""A family of REST 3.0: the documented verbs over an entity. What it does beyond is in its collection's rules, or in
functions that it is given.

Source: ``api-reference/rest-v3.md`` and the pages of each family.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind, shorten
from homeport.core.errors_v3 import (
    ACCESS_DENIED,
    ENTITY_NOT_FOUND,
    FIELD_NOT_FOUND,
    INVALID_FILTER,
    INVALID_ORDER,
    INVALID_PAGINATION,
    INVALID_SELECT,
    REQUEST_VALIDATION,
    UNKNOWN_FILTER_OPERATOR,
    UNKNOWN_PROPERTY,
)
from homeport.core.rights import Operation
from homeport.domain.records.fields import Values
from homeport.domain.records.v3 import reading
from homeport.domain.records.v3.asking import names_of
from homeport.domain.records.v3.entity import Entity
from homeport.domain.records.v3.writing import editable, settable, taken, told
from homeport.rpc import Id, Method, Request
from homeport.rpc.method import make

OF_FIELD = "DtoFieldDto"
"""What complaints call the description of a field."""
SELECTING = (UNKNOWN_PROPERTY, INVALID_SELECT)
FILTERING = (INVALID_FILTER, UNKNOWN_FILTER_OPERATOR)


class Add(Request):
    fields: dict[str, Any]


class ById(Request):
    id: Id


class Get(ById, kw_only=True):
    select: Any = None


class Update(ById):
    fields: dict[str, Any]


class List(Request):
    select: Any = None
    filter: Any = None
    order: Any = None
    pagination: Any = None


class Narrowed(Request):
    """Of a list whose filter must name something."""

    filter: Any
    select: Any = None
    order: Any = None
    pagination: Any = None


class Tail(Request):
    select: Any = None
    filter: Any = None
    cursor: Any = None


class FieldList(Request):
    select: Any = None


class FieldGet(FieldList, kw_only=True):
    name: str


Item = dict[str, Any]
Create = Callable[[Ctx, Values], int]
"""Adds a record with values by stored names; its number."""
Change = Callable[[Ctx, int, Values], None]
Delete = Callable[[Ctx, int], None]


def family(
    prefix: str,
    entity: Entity,
    verbs: str,
    *,
    create: Create | None = None,
    change: Change | None = None,
    delete: Delete | None = None,
    answers_changed: bool = False,
    repeated: tuple[str, ...] = (),
    errors: Mapping[str, Sequence[ErrorKind]] | None = None,
    of_fields: Sequence[ErrorKind] = (),
    closed: bool = False,
    scope: str | None = None,
) -> list[Method]:
    """The methods of an entity.

    :param prefix: for example ``tasks.task``
    :param verbs: those that are documented, of ``add get list tail update delete field.list field.get``
    :param answers_changed: whether ``update`` answers the record, else that it is done
    :param repeated: the fields that a change must have
    :param errors: by verb, what the pages document beside what is alike in all families
    :param of_fields: what the pages of ``field.*`` document beside
    :param closed: whether only those who may read records are told of their fields
    """
    describing = fields_of(prefix, entity, errors=of_fields, closed=closed, scope=scope)
    made = {method.name.removeprefix(f"{prefix}."): method for method in describing}
    made |= _verbs(prefix, entity, create, change, delete, answers_changed, repeated, errors or {}, scope)
    return [made[verb] for verb in verbs.split()]


def _verbs(
    prefix: str,
    entity: Entity,
    create: Create | None,
    change: Change | None,
    delete: Delete | None,
    answers_changed: bool,
    repeated: tuple[str, ...],
    errors: Mapping[str, Sequence[ErrorKind]],
    scope: str | None,
) -> Iterator[tuple[str, Method]]:
    required = tuple(field.name for field in entity if field.required)

    def add(ctx: Ctx, p: Add) -> dict[str, Item]:
        assert create is not None
        with told(entity):
            number = create(ctx, taken(ctx, entity, p.fields, settable, required))
        return {"item": reading.item(ctx, entity, number)}

    def get(ctx: Ctx, p: Get) -> dict[str, Item]:
        return {"item": reading.item(ctx, entity, p.id, p.select)}

    def list_(ctx: Ctx, p: Any) -> dict[str, list[Item]]:
        return {
            "items": reading.page(ctx, entity, select=p.select, filter=p.filter, order=p.order, pagination=p.pagination)
        }

    def tail(ctx: Ctx, p: Tail) -> dict[str, list[Item]]:
        return {"items": reading.tail(ctx, entity, select=p.select, filter=p.filter, cursor=p.cursor)}

    def update(ctx: Ctx, p: Update) -> dict[str, Any]:
        assert change is not None
        with told(entity):
            change(ctx, p.id, taken(ctx, entity, p.fields, editable, repeated))
        return {"item": reading.item(ctx, entity, p.id)} if answers_changed else {"result": True}

    def remove(ctx: Ctx, p: ById) -> dict[str, bool]:
        assert delete is not None
        with told(entity):
            delete(ctx, p.id)
        return {"result": True}

    def of(verb: str, handler: Any, params: Any, summary: str, *kinds: ErrorKind, **rules: Any) -> tuple[str, Method]:
        known = tuple(dict.fromkeys((REQUEST_VALIDATION, *kinds, *errors.get(verb, ()))))
        name = f"{prefix}.{verb}"
        return verb, make(name, handler, params=params, summary=summary, errors=known, scope=scope, version=3, **rules)

    noun = _noun(entity)
    yield of("add", add, Add, f"Add a record: {noun}.", UNKNOWN_PROPERTY, ACCESS_DENIED, entity.invalid, writes=True)
    yield of("get", get, Get, f"Return a record: {noun}.", ENTITY_NOT_FOUND, ACCESS_DENIED, *SELECTING)
    asked = (*FILTERING, INVALID_ORDER, INVALID_PAGINATION, ACCESS_DENIED, *SELECTING)
    narrowing = (entity.unnarrowed,) if entity.narrowed else ()
    params = Narrowed if entity.narrowed else List
    yield of("list", list_, params, f"List records: {noun}.", *asked, *narrowing, heavy=True)
    yield of("tail", tail, Tail, f"List the records that came since: {noun}.", *asked, heavy=True)
    changing = (UNKNOWN_PROPERTY, ACCESS_DENIED, entity.invalid)
    yield of("update", update, Update, f"Change a record: {noun}.", *changing, writes=True)
    yield of("delete", remove, ById, f"Delete a record: {noun}.", ACCESS_DENIED, writes=True)


def fields_of(
    prefix: str, entity: Entity, *, errors: Sequence[ErrorKind] = (), closed: bool = False, scope: str | None = None
) -> list[Method]:
    """``field.list`` and ``field.get`` of an entity.

    :param closed: whether only those who may read records are told of their fields
    """
    facts = {field.name: field.facts() for field in entity}
    parts = next(iter(facts.values())).keys()

    def chosen(ctx: Ctx, select: Any) -> list[str]:
        if closed and reading.collection_of(entity).access.grant(ctx, Operation.READ) is None:
            raise ACCESS_DENIED()
        names = names_of(select) or list(parts)
        for name in names:
            if name not in parts:
                raise UNKNOWN_PROPERTY(field=shorten(name), entity=OF_FIELD)
        return names

    def list_(ctx: Ctx, p: FieldList) -> dict[str, list[Item]]:
        names = chosen(ctx, p.select)
        return {"items": [{name: each[name] for name in names} for each in facts.values()]}

    def get(ctx: Ctx, p: FieldGet) -> dict[str, Item]:
        names = chosen(ctx, p.select)
        if p.name not in facts:
            raise FIELD_NOT_FOUND(field=shorten(p.name))
        return {"item": {name: facts[p.name][name] for name in names}}

    noun = _noun(entity)
    found = (REQUEST_VALIDATION, *SELECTING, FIELD_NOT_FOUND, *errors)
    return [
        make(
            f"{prefix}.field.list",
            list_,
            params=FieldList,
            summary=f"Describe the fields of a record: {noun}.",
            errors=(*SELECTING, *errors),
            scope=scope,
            version=3,
        ),
        make(
            f"{prefix}.field.get",
            get,
            params=FieldGet,
            summary=f"Describe a field of a record: {noun}.",
            errors=found,
            scope=scope,
            version=3,
        ),
    ]


def _noun(entity: Entity) -> str:
    """``TaskFileDto`` as ``task file``."""
    name = entity.name.removesuffix("Dto")
    return "".join(f" {each.lower()}" if each.isupper() and place else each.lower() for place, each in enumerate(name))
