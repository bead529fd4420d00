"""What holds of the CRM's rows at every moment."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select

from homeport.core import owner
from homeport.domain.crm.activity.bindings import MAX_BINDINGS
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING, COMMUNICATION
from homeport.domain.crm.entities import BUILT_IN
from homeport.domain.crm.entities.dynamic import DYNAMIC_TABLE
from homeport.domain.crm.stages.history import HISTORY
from homeport.domain.crm.tables import MULTIFIELD
from homeport.domain.crm.timeline.tables import BINDING as ENTRY_BINDING
from homeport.domain.crm.timeline.tables import ENTRY
from homeport.domain.records.integrity import Rule, orphans, rule
from homeport.store import constant


def _of_records(what: str, table: Table, prefix: str, told: ColumnElement[Any]) -> Iterator[Rule]:
    """The rows of a table belong to records that exist, of whatever type.

    :param prefix: of the columns that name the record
    """
    of_type, of_id = table.c[f"{prefix}_TYPE_ID"], table.c[f"{prefix}_ID"]
    for type_id, entity in BUILT_IN.items():
        missing = (of_type == constant(type_id), of_id.not_in(select(entity.table.c.ID)))
        noun = owner.symbol_of(type_id).replace("_", " ")
        yield rule(f"{what} of a {noun} that does not exist", select(told).where(*missing).order_by(told))
    items = select(DYNAMIC_TABLE.c.ID).where(DYNAMIC_TABLE.c.ENTITY_TYPE_ID == of_type).correlate(table)
    missing = (of_type >= constant(owner.FIRST_DYNAMIC), of_id.not_in(items))
    yield rule(f"{what} of an item that does not exist", select(told).where(*missing).order_by(told))


_BINDINGS = select(func.count()).where(BINDING.c.ACTIVITY_ID == ACTIVITY.c.ID).scalar_subquery()
_OF_OWNER = (
    select(BINDING.c.POSITION)
    .where(
        BINDING.c.ACTIVITY_ID == ACTIVITY.c.ID,
        BINDING.c.OWNER_TYPE_ID == ACTIVITY.c.OWNER_TYPE_ID,
        BINDING.c.OWNER_ID == ACTIVITY.c.OWNER_ID,
    )
    .exists()
)
_ACTIVITIES = select(ACTIVITY.c.ID).order_by(ACTIVITY.c.ID)

RULES = (
    orphans("Bindings of activities that do not exist", BINDING.c.ACTIVITY_ID, ACTIVITY),
    rule("Activities that are bound to nothing", _ACTIVITIES.where(_BINDINGS == constant(0))),
    rule(
        f"Activities that are bound to more than {MAX_BINDINGS} records",
        _ACTIVITIES.where(_BINDINGS > constant(MAX_BINDINGS)),
    ),
    rule("Activities that are not bound to their owner", _ACTIVITIES.where(~_OF_OWNER)),
    *_of_records("Activities under the timeline", BINDING, "OWNER", BINDING.c.ACTIVITY_ID),
    orphans("Communications of activities that do not exist", COMMUNICATION.c.ACTIVITY_ID, ACTIVITY),
    *_of_records("Phones and addresses", MULTIFIELD, "ENTITY", MULTIFIELD.c.ID),
    *_of_records("Stages in the history", HISTORY, "OWNER", HISTORY.c.ID),
    orphans("Bindings of timeline entries that do not exist", ENTRY_BINDING.c.ENTRY_ID, ENTRY),
    *_of_records("Comments", ENTRY_BINDING, "OWNER", ENTRY_BINDING.c.ENTRY_ID),
)
