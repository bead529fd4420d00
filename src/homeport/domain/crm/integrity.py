"""What holds of the CRM's rows at every moment."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, func, select

from homeport.core import owner
from homeport.domain.crm.activity.bindings import MAX_BINDINGS
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING, COMMUNICATION
from homeport.domain.crm.entities import BUILT_IN
from homeport.domain.crm.entities.dynamic import DYNAMIC_TABLE
from homeport.domain.crm.invoice.tables import INVOICE
from homeport.domain.crm.products.tables import PRODUCT_ROW
from homeport.domain.crm.requisite.tables import ADDRESS, BANK_DETAIL, LINK, REQUISITE
from homeport.domain.crm.stages.history import HISTORY
from homeport.domain.crm.tables import MULTIFIELD, RECORD_LIST
from homeport.domain.crm.timeline.tables import BINDING as ENTRY_BINDING
from homeport.domain.crm.timeline.tables import ENTRY
from homeport.domain.crm.trail.tables import TRAIL
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

_OF_CONTACT, _OF_COMPANY = RECORD_LIST.alias("of_contact"), RECORD_LIST.alias("of_company")


def _one_sided(this: FromClause, side: tuple[int, str], that: FromClause, other: tuple[int, str]) -> Select[tuple[Any]]:
    """The records whose links of one side are missing from the other's."""
    found = (
        select(that.c.VALUE)
        .where(
            that.c.ENTITY_TYPE_ID == constant(other[0]),
            that.c.FIELD == constant(other[1]),
            that.c.ENTITY_ID == this.c.VALUE,
            that.c.VALUE == this.c.ENTITY_ID,
        )
        .correlate(this)
        .exists()
    )
    of_side = (this.c.ENTITY_TYPE_ID == constant(side[0]), this.c.FIELD == constant(side[1]))
    return select(this.c.ENTITY_ID).distinct().where(*of_side, ~found).order_by(this.c.ENTITY_ID)


_COMPANIES, _CONTACTS = (owner.CONTACT, "COMPANY_IDS"), (owner.COMPANY, "CONTACT_ID")

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
    *_of_records("Rows of goods", PRODUCT_ROW, "OWNER", PRODUCT_ROW.c.ID),
    rule(
        "Contacts whose companies do not hold them",
        _one_sided(_OF_CONTACT, _COMPANIES, _OF_COMPANY, _CONTACTS),
    ),
    rule(
        "Companies whose contacts do not hold them",
        _one_sided(_OF_COMPANY, _CONTACTS, _OF_CONTACT, _COMPANIES),
    ),
    *_of_records("Requisites", REQUISITE, "ENTITY", REQUISITE.c.ID),
    orphans("Bank details of requisites that do not exist", BANK_DETAIL.c.ENTITY_ID, REQUISITE),
    *_of_records("Addresses", ADDRESS, "ANCHOR", ADDRESS.c.ENTITY_ID),
    *_of_records("Choices of requisites", LINK, "ENTITY", LINK.c.ENTITY_ID),
    rule(
        "Choices of requisites of an old invoice that does not exist",
        select(LINK.c.ENTITY_ID)
        .where(LINK.c.ENTITY_TYPE_ID == constant(owner.INVOICE), LINK.c.ENTITY_ID.not_in(select(INVOICE.c.ID)))
        .order_by(LINK.c.ENTITY_ID),
    ),
    *(
        rule(
            f"Choices of {what} that do not exist",
            select(column).distinct().where(column != constant(0), column.not_in(select(table.c.ID))).order_by(column),
        )
        for what, table, names in (
            ("requisites", REQUISITE, ("REQUISITE_ID", "MC_REQUISITE_ID")),
            ("bank details", BANK_DETAIL, ("BANK_DETAIL_ID", "MC_BANK_DETAIL_ID")),
        )
        for column in (LINK.c[name] for name in names)
    ),
    *_of_records("Stages in the history", HISTORY, "OWNER", HISTORY.c.ID),
    *_of_records("Changes", TRAIL, "OWNER", TRAIL.c.ID),
    orphans("Bindings of timeline entries that do not exist", ENTRY_BINDING.c.ENTRY_ID, ENTRY),
    *_of_records("Comments", ENTRY_BINDING, "OWNER", ENTRY_BINDING.c.ENTRY_ID),
)
