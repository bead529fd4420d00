"""The fields that a template of requisites shows: some of those that its country has, or that people have added.

Source: ``api-reference/crm/requisites/presets/fields/``.
"""

from typing import Any

from sqlalchemy import bindparam, select, update

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.crm.requisite import fields
from homeport.domain.crm.requisite.countries import fields_of
from homeport.domain.crm.requisite.home import HOME
from homeport.domain.crm.requisite.presets import OF_CLIENTS, country_of
from homeport.domain.crm.requisite.tables import PRESET, PRESET_FIELD
from homeport.domain.records import writing
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.domain.user_fields import definitions
from homeport.store import Query, Transaction

UNFIT = ErrorKind("", "The field '{name}' can not be added.")
NO_PRESET = ErrorKind("", "The Preset with ID '{id}' is not found")

_NAMES = Query(select(PRESET_FIELD.c.FIELD_NAME).where(PRESET_FIELD.c.PRESET_ID == bindparam("preset_id")))
_NEXT = Query(
    update(PRESET).where(PRESET.c.ID == bindparam("preset_id")).values(LAST_FIELD_ID=PRESET.c.LAST_FIELD_ID + 1)
)
_LAST = Query(select(PRESET.c.LAST_FIELD_ID).where(PRESET.c.ID == bindparam("preset_id")))
_LISTED = Query(
    select(PRESET_FIELD)
    .where(PRESET_FIELD.c.PRESET_ID == bindparam("preset_id"))
    .order_by(PRESET_FIELD.c.SORT, PRESET_FIELD.c.ID)
)


def available(tx: Transaction, preset_id: int) -> list[str] | None:
    """The names of the fields that a template has not and could have; None when there is no such template."""
    country = country_of(tx, preset_id)
    if country is None:
        return None
    every = (*fields_of(country), *(found.name for found in definitions.of(tx, HOME.entity_id).fields))
    has = {row[0] for row in tx.all(_NAMES, preset_id=preset_id)}
    return [name for name in every if name not in has]


def _available(change: Change) -> None:
    name = change.new.get("FIELD_NAME")
    if not name:
        raise change.dialect.required(field="FIELD_NAME")
    name = change.new["FIELD_NAME"] = name.strip().upper()
    if name != change.old.get("FIELD_NAME") and name not in (available(change.ctx.tx, change.row["PRESET_ID"]) or ()):
        raise UNFIT(name=name)


def _numbered(change: Change) -> None:
    if not change.old:
        preset_id = change.new["PRESET_ID"]
        change.ctx.tx.execute(_NEXT, preset_id=preset_id)
        change.new["ID"] = change.ctx.tx.value(_LAST, preset_id=preset_id)


PRESET_FIELDS = Collection(
    noun="presetField",
    plural="presetFields",
    table=PRESET_FIELD,
    fields=fields.PRESET_FIELD,
    access=OF_CLIENTS,
    key=("PRESET_ID", "ID"),
    before_save=(_available, _numbered),
)


def require_preset(ctx: Ctx, operation: Operation, preset_id: int, dialect: Dialect) -> None:
    """Refuse a caller who may not do it to templates, and one who names none.

    :raises CallError: the dialect's refusal, ``NO_PRESET``
    """
    if OF_CLIENTS.grant(ctx, operation) is None:
        raise (dialect.unreadable if operation is Operation.READ else dialect.denied)()
    if country_of(ctx.tx, preset_id) is None:
        raise NO_PRESET(id=preset_id)


def of_preset(tx: Transaction, preset_id: int) -> list[dict[str, Any]]:
    """The stored fields of a template, in their order."""
    return tx.dicts(_LISTED, preset_id=preset_id)


def add(ctx: Ctx, preset_id: int, given: Values, dialect: Dialect) -> int:
    """Add a field to a template; its number there.

    :raises CallError: the dialect's refusal, ``NO_PRESET``, ``UNFIT``
    """
    require_preset(ctx, Operation.ADD, preset_id, dialect)
    added: int = writing.create(ctx, PRESET_FIELDS, given, dialect, {"PRESET_ID": preset_id})["ID"]
    return added
