"""What is noted of records as they are written: their fields, and the links that they hold."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.entities.multifields import ALL
from homeport.domain.crm.record import lists, multifields
from homeport.domain.crm.trail.writing import FIELDS, LINKED, UNLINKED, note
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import FieldTable

FM = ALL
"""Phones and addresses stand together in a trail, by this name."""

_FOLLOWS = frozenset({"CLOSED", "DATE_CLOSED", "PREVIOUS_STAGE_ID", "IS_MANUAL_OPPORTUNITY", "TAX_VALUE"})
"""Fields that may be written, and that mostly follow others all the same: a trail has those others."""
_PAIRED = {
    (owner.CONTACT, "COMPANY_IDS"): owner.COMPANY,
    (owner.COMPANY, "CONTACT_ID"): owner.CONTACT,
}
"""Links that are held at both ends, and the type of the record at the other one."""


def recall(entity: Entity, change: Change) -> None:
    """Remember what a record has beside its row, before a change puts something in place of it."""
    if change.beside:
        record = Owner(entity.type_id, change.old["ID"]) if change.old else None
        change.was.update(_beside(change, record))


def follow(entity: Entity, change: Change) -> None:
    """Note a change of a record's fields and links. What a new record begins with is no change."""
    record = Owner(entity.type_id, change.row["ID"])
    now = _beside(change, record) if change.beside else {}
    if change.old:
        told = {
            name: [change.old[name], change.new[name]]
            for name in _followed(change.collection.fields) & change.new.keys()
            if change.old[name] != change.new[name] and f"{name}S" not in now
        }
        told |= {name: [change.was[name], value] for name, value in now.items() if change.was[name] != value}
        if told:
            note(change.ctx, record, FIELDS, told)
    for name, ids in now.items():
        there = _PAIRED.get((entity.type_id, name))
        if there is not None:
            _note_pairs(change.ctx, record, there, set(change.was[name]), set(ids))


def _note_pairs(ctx: Ctx, record: Owner, there: int, was: set[int], now: set[int]) -> None:
    details = {"type": record.entity_type_id, "id": record.entity_id}
    for kind, ids in ((LINKED, now - was), (UNLINKED, was - now)):
        _note_each(ctx, there, ids, kind, details)


def _note_each(ctx: Ctx, type_id: int, ids: Iterable[int], kind: str, details: Any) -> None:
    for number in sorted(ids):
        note(ctx, Owner(type_id, number), kind, details)


def _beside(change: Change, record: Owner | None) -> dict[str, Any]:
    """What a record holds beside its row of the fields that a change writes; of a new one nothing."""
    kinds = change.collection.beside
    held: dict[str, Any] = {}
    if any(isinstance(kinds[name], lists.Lists) for name in change.beside):
        found = lists.of_record(change.ctx.tx, record) if record else {}
        held = {name: found.get(name, []) for name in change.beside if isinstance(kinds[name], lists.Lists)}
    if any(isinstance(kinds[name], multifields.Multifields) for name in change.beside):
        held[FM] = [list(row) for row in multifields.of_record(change.ctx.tx, record)] if record else []
    return held


@lru_cache(512)
def _followed(fields: FieldTable) -> frozenset[str]:
    """The columns whose changes are noted: those that people write."""
    return frozenset(
        name
        for name, field in fields.columns.items()
        if not (field.read_only and field.item_read_only) and name not in _FOLLOWS
    )
