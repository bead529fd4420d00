"""The life of a record: the one way in which leads, deals, contacts, companies, quotes, invoices and items of smart
processes are written. Each function is the whole of it, from the right to the last row.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from homeport.core import owner as types
from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.dropped import READ_ONLY, UNFIT, UNKNOWN
from homeport.core.errors import CallError, ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Level, Operation
from homeport.domain.crm import access, events
from homeport.domain.crm.activity import removal
from homeport.domain.crm.entities import exists, key_of
from homeport.domain.crm.entities.entity import Entity, Values
from homeport.domain.crm.products import amounts
from homeport.domain.crm.record import links, lists, multifields, parents, references
from homeport.domain.crm.record.parents import is_parent, with_parents
from homeport.domain.crm.record.reading import stored
from homeport.domain.crm.record.spelling import UNIVERSAL, Spelling
from homeport.domain.crm.record.user_fields import require_filled, with_user_fields
from homeport.domain.crm.stages import history, statuses
from homeport.domain.crm.stages import moving as stages
from homeport.domain.crm.timeline import removal as timeline
from homeport.domain.crm.type.types import TYPE
from homeport.domain.portal.info import currency_of
from homeport.domain.records.fields import Field
from homeport.domain.user_fields import values as user_values
from homeport.domain.user_fields.fields import UserField, user_fields
from homeport.store import Query

NOT_ITERABLE = ErrorKind("100", "Expected iterable value for multiple field, but got {type} instead")

INVALID_EMAIL = ErrorKind("ERROR_CORE", "The field {field} contains an invalid address")

IMPORTED = ("DATE_CREATE", "DATE_MODIFY", "CREATED_BY_ID", "MODIFY_BY_ID")
"""Read-only fields that an imported record brings with it."""

_CURRENCY = re.compile(r"[A-Z]{3}")
_NEXT_ITEM = Query(
    update(TYPE).where(TYPE.c.ENTITY_TYPE_ID == bindparam("type_id")).values(LAST_ITEM_ID=TYPE.c.LAST_ITEM_ID + 1)
)
_LAST_ITEM = Query(select(TYPE.c.LAST_ITEM_ID).where(TYPE.c.ENTITY_TYPE_ID == bindparam("type_id")))


class _Given:
    """What a client gave for a record, read field by field.

    :param imported: the read-only fields that it may say all the same
    :param changes: whether the record is there already
    """

    def __init__(
        self,
        ctx: Ctx,
        entity: Entity,
        given: Mapping[str, Any],
        spelling: Spelling,
        imported: tuple[str, ...] = (),
        *,
        changes: bool = False,
    ) -> None:
        self._changes = changes
        self.values: Values = {}
        self.lists: dict[str, list[int]] = {}
        self.multifields: list[multifields.Entry] = []
        for name, value in given.items():
            if spelling.universal and name.lower() == "fm" and entity.has_multifields:
                self._read_fm(ctx, value, spelling)
                continue
            field = spelling.find(entity.fields, name)
            if field is None or (spelling.read_only(field) and field.name not in imported):
                ctx.drop("fields", name, UNKNOWN if field is None else READ_ONLY)
                continue
            if changes and spelling.immutable(field):
                ctx.drop("fields", name, READ_ONLY)
                continue
            if field.stored or field.multiple or is_parent(field):
                self._read(ctx, entity, field, value, spelling)

    def _read_fm(self, ctx: Ctx, value: Any, spelling: Spelling) -> None:
        try:
            self.multifields = multifields.parse_universal(ctx, value, documented=not self._changes)
        except ValueError:
            raise spelling.invalid(field="fm") from None

    def _read(self, ctx: Ctx, entity: Entity, field: Field, value: Any, spelling: Spelling) -> None:
        try:
            if field.name in multifields.DEFAULT_TYPES:
                self.multifields += multifields.parse_classic(ctx, field.name, value)
            elif field.stands_for:
                self.lists.setdefault(field.stands_for, lists.parse(value))
            elif field.multiple:
                self.lists[field.name] = lists.parse(value)
            elif is_parent(field):
                parent = field.type.read(value, ctx.clock.zone)
                self.lists[field.name] = [parent] if parent else []
            elif isinstance(field, UserField):
                self._read_user_field(ctx, field, value, spelling)
            else:
                read = field.type.read(value, ctx.clock.zone)
                self.values[field.name] = read[: field.length] if field.length and read else read
        except multifields.UnfitAddressError as error:
            raise spelling.invalid(field=field.name) if spelling.universal else INVALID_EMAIL(field=error) from None
        except TypeError as error:
            raise NOT_ITERABLE(type=error) if spelling.universal else _invalid(entity, field.name, spelling) from None
        except (ValueError, OverflowError):
            if self._changes and spelling.universal and field.type.name in (v.DATE.name, v.DATETIME.name):
                ctx.drop("fields", spelling.name(field), UNFIT)
                return  # a date that is none is left out of a change; how-to-set-paid-date-to-deal.md
            raise _invalid(entity, field.name, spelling) from None

    def _read_user_field(self, ctx: Ctx, field: UserField, value: Any, spelling: Spelling) -> None:
        if spelling.universal and field.definition.several and not isinstance(value, dict | list) and value:
            raise TypeError(type(value).__name__)
        self.values[field.name] = field.type.read(value, ctx.clock.zone)


def create(
    ctx: Ctx,
    entity: Entity,
    given: Mapping[str, Any],
    spelling: Spelling,
    *,
    customary: bool = False,
    importing: bool = False,
) -> int:
    """Add a record; its id.

    :param given: the fields as the client spelled them; unknown and read-only ones are ignored
    :param customary: whether it starts with what the classic methods give a new record that does not name it
    :param importing: whether it comes with the fields in :data:`IMPORTED`; that needs the right to import
    :raises CallError: the spelling's refusal, or its complaint about a value
    """
    operation = Operation.IMPORT if importing else Operation.ADD
    if ctx.actor.rights.grant(entity.type_id, operation).highest is Level.NONE:
        raise spelling.denied()
    entity = with_parents(ctx.tx, with_user_fields(ctx.tx, entity))
    added = user_fields(entity.fields)
    parsed = _Given(ctx, entity, given, spelling, IMPORTED if importing else ())
    new = _defaults(ctx, entity) | user_values.defaults(added, parsed.values, ctx.clock)
    if customary:
        new |= _customary(ctx, entity, parsed.values)
    new |= {name: value for name, value in parsed.values.items() if value is not None}
    if spelling.universal:
        _require_references(ctx, entity, {}, new, {}, parsed)
    _complete(ctx, entity, {}, new, parsed, spelling)
    if importing:
        new |= {name: value for name in IMPORTED if (value := parsed.values.get(name)) is not None}
    require_filled(added, new, spelling)
    entity_id = _insert(ctx, entity, new)
    record = Owner(entity.type_id, entity_id)
    if not access.may(ctx, operation, record):  # whoever opened the transaction undoes the insert
        raise spelling.denied()
    for field, ids in parsed.lists.items():
        lists.save(ctx.tx, record, field, ids)
    _save_multifields(ctx, entity, record, parsed.multifields)
    user_values.note(ctx.tx, entity_id, added, new)
    history.note(ctx, entity, entity_id, {}, new)
    events.record(ctx, events.ADD, record)
    return entity_id


def change(ctx: Ctx, entity: Entity, entity_id: int, given: Mapping[str, Any], spelling: Spelling) -> None:
    """Change fields of a record.

    :raises CallError: the spelling's ``not_found`` or refusal, or its complaint about a value
    """
    record = Owner(entity.type_id, entity_id)
    _require_right(ctx, Operation.WRITE, record, spelling)
    entity = with_parents(ctx.tx, with_user_fields(ctx.tx, entity))
    old = stored(ctx, entity, entity_id)
    assert old is not None
    parsed = _Given(ctx, entity, given, spelling, changes=True)
    new = dict(parsed.values)
    if new.get("CATEGORY_ID", 0) is None:
        del new["CATEGORY_ID"]  # no pipeline means the one that it is in
    for name in [name for name, value in new.items() if value is None]:
        new[name] = entity.fields.by_name[name].default
    _keep_name(entity, old, new, spelling)
    if spelling.universal:
        held = lists.of_record(ctx.tx, record)
        if _same(old, new, held, parsed):
            return
        _require_references(ctx, entity, old, new, held, parsed)
    _require(entity, new, spelling)
    _complete(ctx, entity, old, new, parsed, spelling)
    amounts.follow(ctx.tx, entity, old, new)
    changed = [field for field in user_fields(entity.fields) if field.name in new]
    require_filled(changed, new, spelling)
    ctx.tx.update(entity.table, key_of(record), new)
    for field, ids in parsed.lists.items():
        lists.save(ctx.tx, record, field, ids)
    _save_multifields(ctx, entity, record, parsed.multifields)
    user_values.note(ctx.tx, entity_id, changed, new)
    history.note(ctx, entity, entity_id, old, new)
    events.record(ctx, events.UPDATE, record)
    if entity.type_id == types.DEAL and new.get("CATEGORY_ID", old["CATEGORY_ID"]) != old["CATEGORY_ID"]:
        events.deal_moved(ctx, entity_id, new["CATEGORY_ID"], new["STAGE_ID"])


def _same(old: Values, new: Values, held: Mapping[str, list[int]], parsed: _Given) -> bool:
    """Whether nothing would change; ``crm.item.update`` then saves nothing."""
    if parsed.multifields or any(old[name] != value for name, value in new.items()):
        return False
    return all(held.get(field, []) == ids for field, ids in parsed.lists.items())


def delete(ctx: Ctx, entity: Entity, entity_id: int, spelling: Spelling) -> None:
    """Delete a record, its bindings, and the activities and comments that were bound to it alone.

    :raises CallError: the spelling's ``not_found`` or refusal
    """
    record = Owner(entity.type_id, entity_id)
    _require_right(ctx, Operation.DELETE, record, spelling)
    ctx.tx.delete(entity.table, **key_of(record))
    user_values.forget(ctx.tx, entity_id, user_fields(with_user_fields(ctx.tx, entity).fields))
    multifields.forget(ctx.tx, record)
    lists.forget(ctx.tx, record)
    parents.forget(ctx.tx, record)
    amounts.forget(ctx.tx, record)
    removal.forget(ctx, record)
    timeline.forget(ctx, record)
    history.forget(ctx.tx, record)
    events.record(ctx, events.DELETE, record)


def _require_right(ctx: Ctx, operation: Operation, record: Owner, spelling: Spelling) -> None:
    if not access.may(ctx, operation, record):
        raise spelling.denied() if exists(ctx.tx, record) else spelling.not_found()


def _defaults(ctx: Ctx, entity: Entity) -> Values:
    now, user = ctx.clock.stamp(), ctx.actor.user_id
    follows = {
        "ASSIGNED_BY_ID": user,
        "CREATED_BY_ID": user,
        "CREATED_BY": user,
        "DATE_CREATE": now,
        "CREATED_TIME": now,
        "LAST_ACTIVITY_TIME": now,
        "LAST_ACTIVITY_BY": user,
        "CURRENCY_ID": currency_of(ctx.tx),
    }
    columns = entity.fields.columns
    return entity.fields.defaults | {name: value for name, value in follows.items() if name in columns}


def _customary(ctx: Ctx, entity: Entity, given: Values) -> Values:
    """First entries of directories, and dates, for the fields that were not given."""
    directories = {
        directory: name
        for name in entity.first
        if name not in given and (directory := entity.fields.by_name[name].status)
    }
    first = statuses.firsts_of(ctx.tx, tuple(directories)) if directories else {}
    today = datetime.fromtimestamp(ctx.clock.now(), ctx.clock.zone).date()
    return {directories[directory]: code for directory, code in first.items()} | {
        name: (today + timedelta(days)).isoformat() for name, days in entity.days.items() if name not in given
    }


def _complete(ctx: Ctx, entity: Entity, old: Values, new: Values, parsed: _Given, spelling: Spelling) -> None:
    """What follows from the values given: the stage's group, the primary contact, who changed it, own rules."""
    try:
        stages.apply(ctx, entity, old, new)
    except stages.UnfitStageError as error:
        raise _invalid(entity, str(error), spelling) from None
    currency = new.get("CURRENCY_ID")
    if currency is not None and not _CURRENCY.fullmatch(currency):
        raise _invalid(entity, "CURRENCY_ID", spelling)
    for field, primary in lists.PRIMARY.items():
        if field not in parsed.lists and primary in parsed.values and field in entity.fields.by_name:
            parsed.lists[field] = [new[primary]] if new.get(primary) else []
    links.require(ctx, entity, old, new, parsed.lists, spelling)
    for field, primary in lists.PRIMARY.items():
        if field in parsed.lists:
            new[primary] = parsed.lists[field][0] if parsed.lists[field] else None
    if new.get("ASSIGNED_BY_ID", 1) is None:
        del new["ASSIGNED_BY_ID"]
    now, user = ctx.clock.stamp(), ctx.actor.user_id
    follows = {"MODIFY_BY_ID": user, "UPDATED_BY": user, "DATE_MODIFY": now, "UPDATED_TIME": now}
    new |= {name: value for name, value in follows.items() if name in entity.fields.columns}
    for hook in entity.before_save:
        hook(ctx, entity, old, new)


def _keep_name(entity: Entity, old: Values, new: Values, spelling: Spelling) -> None:
    """A record has a name: a change that takes it away is refused, or leaves it as it is."""
    named = {name: new.get(name, old[name]) for name in entity.named_by}
    if new.keys().isdisjoint(named) or any(named.values()):
        return
    if entity.must_stay_named:
        titles = (entity.fields.by_name[name].title for name in named)
        raise spelling.required(field='" or "'.join(titles))
    for name in named:
        new.pop(name, None)


def _require(entity: Entity, new: Values, spelling: Spelling) -> None:
    for field in entity.fields:
        if field.required and field.name in new and not new[field.name]:
            raise spelling.required(field=spelling.name(field))


def _require_references(
    ctx: Ctx, entity: Entity, old: Values, new: Values, held: Mapping[str, list[int]], parsed: _Given
) -> None:
    given = {name: value for name, value in new.items() if name in parsed.values}
    try:
        references.require(ctx, entity, old, given, held, parsed.lists)
    except references.UnknownError as error:
        raise _invalid(entity, str(error), UNIVERSAL) from None


def _insert(ctx: Ctx, entity: Entity, new: Values) -> int:
    if entity.type_id >= types.FIRST_DYNAMIC:
        ctx.tx.execute(_NEXT_ITEM, type_id=entity.type_id)
        entity_id: int = ctx.tx.value(_LAST_ITEM, type_id=entity.type_id)
        ctx.tx.insert(entity.table, {"ENTITY_TYPE_ID": entity.type_id, "ID": entity_id, **new})
    else:
        entity_id = ctx.tx.insert(entity.table, new)
    follows = {}
    if not any(new.get(name) for name in entity.named_by):
        follows[entity.named_by[0]] = entity.title.format(id=entity_id)
    for name in ("QUOTE_NUMBER", "ACCOUNT_NUMBER"):
        if name in entity.fields.columns and not new.get(name):
            follows[name] = str(entity_id)
    ctx.tx.update(entity.table, key_of(Owner(entity.type_id, entity_id)), follows)
    return entity_id


def _save_multifields(ctx: Ctx, entity: Entity, record: Owner, entries: list[multifields.Entry]) -> None:
    if entries:
        multifields.save(ctx, record, entries)
        has = multifields.presence(multifields.of_record(ctx.tx, record))
        ctx.tx.update(entity.table, key_of(record), has)


def _invalid(entity: Entity, name: str, spelling: Spelling) -> CallError:
    field = entity.fields.by_name[name]
    if not spelling.universal and name == "CURRENCY_ID":
        return spelling.invalid(field="Currency")
    if spelling.universal and name == "CATEGORY_ID":
        return spelling.invalid(field="Category")
    return spelling.invalid(field=spelling.name(field) or field.name)
