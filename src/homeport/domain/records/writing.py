"""The life of a row of a collection: each function is the whole of it, from the right to the last row."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.dropped import READ_ONLY, UNFIT, UNKNOWN
from homeport.core.rights import Operation
from homeport.core.uploads import FILE
from homeport.core.values import is_empty
from homeport.domain.records import reading
from homeport.domain.records.collection import ADD, DELETE, UPDATE, Beside, Change, Collection, Hook, Key
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.store import Query

NOTHING: Mapping[str, Any] = MappingProxyType({})


def create(
    ctx: Ctx,
    collection: Collection,
    given: Mapping[str, Any],
    dialect: Dialect,
    fixed: Mapping[str, Any] = NOTHING,
    *,
    usual: Mapping[str, Any] = NOTHING,
    takes: tuple[str, ...] = (),
    operation: Operation = Operation.ADD,
) -> Values:
    """Add a row; the stored values, with its number.

    :param given: the fields as the client spelled them; unknown and read-only ones are ignored
    :param fixed: columns that the caller does not choose, such as the parent's
    :param usual: what fields hold that the client does not name, where it is not the same in every new row
    :param takes: read-only fields that the client may say all the same
    :param operation: what the caller must have the right to do
    :raises CallError: the dialect's refusal, its complaint about a value, or that of a rule
    """
    if collection.access.grant(ctx, operation) is None:
        raise dialect.refusal(ctx, dialect.denied)
    change = replace(_read(ctx, collection, given, dialect, {}, takes), brought=operation is Operation.IMPORT)
    change.new.update(collection.fields.defaults)
    change.new.update((name, value) for name, value in usual.items() if name not in change.said)
    change.new.update((name, value) for name, value in change.said.items() if value is not None)
    change.new.update(fixed)
    _prepare(change)
    _insert(change)
    # whoever opened the transaction undoes the insert
    if not reading.may_here(ctx, collection, operation, key_of(collection, change.new)):
        raise dialect.refusal(ctx, dialect.denied)
    _follow(change, ADD)
    return change.new


def change(ctx: Ctx, collection: Collection, key: Key, given: Mapping[str, Any], dialect: Dialect) -> Values:
    """Change fields of a row; the stored values.

    :raises CallError: the dialect's ``not_found`` or refusal, its complaint about a value, or that of a rule
    """
    change = _read(ctx, collection, given, dialect, _found(ctx, collection, Operation.WRITE, key, dialect))
    for name, value in change.said.items():
        change.new[name] = collection.fields.by_name[name].default if value is None else value
    for hook in collection.tidy:
        hook(change)
    if dialect.skips_same and _is_same(change):
        return change.old
    _prepare(change)
    ctx.tx.update(collection.table, {**collection.within, **key}, change.new)
    _follow(change, UPDATE)
    return change.row


def delete(ctx: Ctx, collection: Collection, key: Key, dialect: Dialect) -> None:
    """Delete a row.

    :raises CallError: the dialect's ``not_found`` or refusal, or that of a rule
    """
    change = Change(ctx, collection, dialect, _found(ctx, collection, Operation.DELETE, key, dialect), {})
    _run(collection.before_delete, change)
    ctx.tx.delete(collection.table, **collection.within, **key)
    if collection.files is not None:
        collection.files.forget(change)
    _run(collection.after_delete, change)
    if collection.tell is not None:
        collection.tell(change, DELETE)


def read(ctx: Ctx, collection: Collection, given: Mapping[str, Any], dialect: Dialect) -> Values:
    """What a client gave, as it is stored; None for what it emptied.

    :raises CallError: the dialect's complaint about a value
    """
    return _read(ctx, collection, given, dialect, {}).said


def key_of(collection: Collection, row: Values) -> Values:
    """The key of a stored row."""
    return {name: row[name] for name in collection.key}


def _read(
    ctx: Ctx,
    collection: Collection,
    given: Mapping[str, Any],
    dialect: Dialect,
    old: Values,
    takes: tuple[str, ...] = (),
) -> Change:
    """What a client gave, field by field, as it is stored; None for what it emptied."""
    change = Change(ctx, collection, dialect, old, {})
    for name, value in given.items():
        field = dialect.find(collection.fields, name)
        if field is None:
            ctx.drop("fields", name, UNKNOWN)
            continue
        refused = dialect.read_only(field) and field.name not in takes
        kept = collection.beside.get(field.stands_for or field.name)
        if refused or (old and dialect.immutable(field)) or not (field.stored or kept):
            ctx.drop("fields", name, READ_ONLY)
        elif _spares(field, value, dialect, change):
            ctx.drop("fields", dialect.name(field), UNFIT)
        elif field.stored:
            change.said[field.name] = _value(ctx, field, value, dialect)
        elif kept is not None:
            found = _beside(ctx, field, kept, value, dialect, changes=bool(old))
            if field.stands_for:
                change.beside.setdefault(field.stands_for, found)
            else:
                change.beside[field.name] = found
    return change


def _value(ctx: Ctx, field: Field, value: Any, dialect: Dialect) -> Any:
    if dialect.scalar and field.several and value and not isinstance(value, dict | list):
        raise dialect.scalar(type=type(value).__name__)
    try:
        found = None if not dialect.keeps_empty and is_empty(value) else field.read(value, ctx.clock.zone)
    except (ValueError, TypeError, OverflowError):
        raise dialect.misfit(field) from None
    if field.values and found is not None and found not in field.values:
        raise dialect.misfit(field)
    return found[: field.length] if field.length and found else found


def _beside(ctx: Ctx, field: Field, kept: Beside, value: Any, dialect: Dialect, *, changes: bool) -> Any:
    try:
        return kept.read(ctx, field, value, dialect, changes=changes)
    except TypeError as error:
        raise dialect.scalar(type=error) if dialect.scalar else dialect.misfit(field) from None
    except (ValueError, OverflowError):
        raise dialect.misfit(field) from None


def _spares(field: Field, value: Any, dialect: Dialect, change: Change) -> bool:
    """Whether a value is a date that is none, and left out of a change; or no file, and left out of a new row."""
    if change.old:
        spared = dialect.spares_dates and field.type.name in (v.DATE.name, v.DATETIME.name)
    else:
        spared = dialect.spares_files and field.custom and field.type.name == FILE.name
    if not spared:
        return False
    try:
        field.read(value, change.ctx.clock.zone)
    except (ValueError, TypeError, OverflowError):
        return True
    return False


def _found(ctx: Ctx, collection: Collection, operation: Operation, key: Key, dialect: Dialect) -> Values:
    """A row that the caller may do something to."""
    if collection.access.grant(ctx, operation) is None:
        raise dialect.refusal(ctx, dialect.denied)
    row = reading.stored(ctx, collection, key)
    if row is None:
        raise dialect.not_found(id=key.get("ID", ""))
    if not reading.may_here(ctx, collection, operation, key):
        raise dialect.refusal(ctx, dialect.denied)
    return row


def _is_same(change: Change) -> bool:
    """Whether nothing would change."""
    if any(change.old[name] != value for name, value in change.new.items()):
        return False
    return all(kept.holds(change, values) for kept, values in _by_kind(change))


def _prepare(change: Change) -> None:
    """What must hold before a row is written: own rules, files that are there, required fields, unique ones."""
    _run(change.collection.before_save, change)
    if change.collection.files is not None:
        change.collection.files.keep(change)
    repeats = change.old and change.dialect.repeats
    row = {**change.old, **dict.fromkeys(_said_anew(change)), **change.said} if repeats else change.row
    later = frozenset() if change.old else change.collection.filled_later
    missing = [
        field.title if field.custom else change.dialect.told(field)
        for field in change.collection.fields.required
        if row.get(field.name) in (None, "") and _is_due(change, field) and field.name not in later
    ]
    if missing:
        raise change.dialect.required(field=", ".join(missing))
    for field in change.collection.fields.unique:
        if field.name in change.new:
            _require_free(change, field)


def _said_anew(change: Change) -> Iterator[str]:
    """The fields that a change has to say too, where the dialect has it so."""
    for field in change.collection.fields:
        if field.required and not change.dialect.immutable(field):
            yield field.name


def _is_due(change: Change, field: Field) -> bool:
    """Whether a field must be filled now: one that people have made later than the row may wait to be written."""
    return not change.old or not field.custom or field.name in change.new


def _require_free(change: Change, field: Field) -> None:
    value = change.new[field.name]
    if value is None or value == change.old.get(field.name):
        return
    if change.ctx.tx.one(_taken(change.collection, field.name), value=value) is not None:
        raise change.dialect.duplicate(field=change.dialect.name(field))


def _insert(change: Change) -> None:
    collection, tx = change.collection, change.ctx.tx
    if collection.number is not None:
        change.new["ID"] = collection.number(tx)
    number = tx.insert(collection.table, {**collection.within, **change.new})
    if "ID" in collection.key:
        change.new.setdefault("ID", number)


def _follow(change: Change, verb: str) -> None:
    for kept, values in _by_kind(change):
        kept.save(change, values)
    if change.old and change.collection.files is not None:
        change.collection.files.let_go(change)
    _run(change.collection.after_save, change)
    if change.collection.tell is not None:
        change.collection.tell(change, verb)


def _by_kind(change: Change) -> Iterator[tuple[Beside, Values]]:
    """The values beside the row, by how they are kept."""
    kinds: dict[Beside, Values] = {}
    for name, value in change.beside.items():
        kinds.setdefault(change.collection.beside[name], {})[name] = value
    yield from kinds.items()


def _run(hooks: tuple[Hook, ...], change: Change) -> None:
    for hook in hooks:
        hook(change)


@lru_cache
def _taken(collection: Collection, column: str) -> Query:
    table = collection.table
    keys = (table.c[name] for name in collection.key)
    return Query(select(*keys).where(collection.is_ours(table), table.c[column] == bindparam("value")))
