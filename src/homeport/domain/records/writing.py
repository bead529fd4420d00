"""The life of a row of a collection: each function is the whole of it, from the right to the last row."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.dropped import READ_ONLY, UNKNOWN
from homeport.core.errors import CallError
from homeport.core.rights import Operation
from homeport.core.values import is_empty
from homeport.domain.records import reading
from homeport.domain.records.collection import ADD, DELETE, UPDATE, Change, Collection, Hook, Key, Values
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field
from homeport.store import Query


def create(
    ctx: Ctx,
    collection: Collection,
    given: Mapping[str, Any],
    dialect: Dialect,
    fixed: Mapping[str, Any] = MappingProxyType({}),
) -> Values:
    """Add a row; the stored values, with its number.

    :param fixed: columns that the caller does not choose, such as the parent's
    :param given: the fields as the client spelled them; unknown and read-only ones are ignored
    :raises CallError: the dialect's refusal, its complaint about a value, or that of a rule
    """
    if collection.access.grant(ctx, Operation.ADD) is None:
        raise dialect.denied()
    said = {name: value for name, value in read(ctx, collection, given, dialect).items() if value is not None}
    change = Change(ctx, collection, dialect, {}, {**collection.fields.defaults, **said, **fixed})
    _prepare(change)
    number = ctx.tx.insert(collection.table, change.new)
    if "ID" in collection.key:
        change.new.setdefault("ID", number)
    # whoever opened the transaction undoes the insert
    if not reading.may(ctx, collection, Operation.ADD, key_of(collection, change.new)):
        raise dialect.denied()
    _follow(change, collection.after_save, ADD)
    return change.new


def change(ctx: Ctx, collection: Collection, key: Key, given: Mapping[str, Any], dialect: Dialect) -> Values:
    """Change fields of a row; the stored values.

    :raises CallError: the dialect's ``not_found`` or refusal, its complaint about a value, or that of a rule
    """
    old = _found(ctx, collection, Operation.WRITE, key, dialect)
    said = read(ctx, collection, given, dialect)
    fixed = [name for name in said if collection.fields.by_name[name].immutable]
    for name in fixed:
        ctx.drop("fields", dialect.name(collection.fields.by_name[name]), READ_ONLY)
    new = {name: value for name, value in said.items() if name not in fixed}
    for name in [name for name, value in new.items() if value is None]:
        new[name] = collection.fields.by_name[name].default
    change = Change(ctx, collection, dialect, old, new)
    _prepare(change)
    ctx.tx.update(collection.table, key, new)
    _follow(change, collection.after_save, UPDATE)
    return change.row


def delete(ctx: Ctx, collection: Collection, key: Key, dialect: Dialect) -> None:
    """Delete a row.

    :raises CallError: the dialect's ``not_found`` or refusal, or that of a rule
    """
    change = Change(ctx, collection, dialect, _found(ctx, collection, Operation.DELETE, key, dialect), {})
    for hook in collection.before_delete:
        hook(change)
    ctx.tx.delete(collection.table, **key)
    _follow(change, (), DELETE)


def read(ctx: Ctx, collection: Collection, given: Mapping[str, Any], dialect: Dialect) -> Values:
    """What a client gave, as it is stored; None for what it emptied.

    :raises CallError: the dialect's complaint about a value
    """
    values: Values = {}
    for name, value in given.items():
        field = dialect.find(collection.fields, name)
        if field is None or field.read_only or not field.stored:
            ctx.drop("fields", name, UNKNOWN if field is None else READ_ONLY)
            continue
        try:
            found = None if is_empty(value) else field.type.read(value, ctx.clock.zone)
        except (ValueError, TypeError, OverflowError):
            raise _invalid(field, dialect) from None
        if field.values and found is not None and found not in field.values:
            raise _invalid(field, dialect)
        values[field.name] = found[: field.length] if field.length and found else found
    return values


def key_of(collection: Collection, row: Values) -> Values:
    """The key of a stored row."""
    return {name: row[name] for name in collection.key}


def _found(ctx: Ctx, collection: Collection, operation: Operation, key: Key, dialect: Dialect) -> Values:
    """A row that the caller may do something to."""
    if collection.access.grant(ctx, operation) is None:
        raise dialect.denied()
    row = reading.stored(ctx, collection, key)
    if row is None:
        raise dialect.not_found(id=key.get("ID", ""))
    if not reading.may(ctx, collection, operation, key):
        raise dialect.denied()
    return row


def _prepare(change: Change) -> None:
    """What must hold before a row is written: own rules, required fields, unique ones."""
    for hook in change.collection.before_save:
        hook(change)
    row = change.row
    missing = [
        change.dialect.name(field)
        for field in change.collection.fields
        if field.required and row.get(field.name) in (None, "")
    ]
    if missing:
        raise change.dialect.required(field=", ".join(missing))
    for field in change.collection.fields:
        if field.unique and field.name in change.new:
            _require_free(change, field)


def _require_free(change: Change, field: Field) -> None:
    value = change.new[field.name]
    if value is None or value == change.old.get(field.name):
        return
    if change.ctx.tx.one(_taken(change.collection, field.name), value=value) is not None:
        raise change.dialect.duplicate(field=change.dialect.name(field))


def _follow(change: Change, hooks: tuple[Hook, ...], verb: str) -> None:
    for hook in hooks:
        hook(change)
    if change.collection.tell is not None:
        change.collection.tell(change, verb)


@lru_cache
def _taken(collection: Collection, column: str) -> Query:
    table = collection.table
    return Query(select(*(table.c[name] for name in collection.key)).where(table.c[column] == bindparam("value")))


def _invalid(field: Field, dialect: Dialect) -> CallError:
    return dialect.invalid(field=dialect.name(field) or field.name)
