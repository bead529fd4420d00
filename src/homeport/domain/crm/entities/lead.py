"""Leads. Source: ``api-reference/crm/leads/crm-lead-fields.md``, ``universal/object-fields.md#lead``."""

from homeport.core import owner
from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.domain.crm.entities import groups as g
from homeport.domain.crm.entities.entity import Entity, Stages, record_table
from homeport.domain.crm.entities.multifields import multifields
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.store.searching import searched

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("TITLE", v.STRING, "Lead name"),
        *g.PERSON,
        F("COMPANY_TITLE", v.STRING, "Company name"),
        *g.SOURCE,
        F("STATUS_ID", v.STATUS, "Stage", item="stageId", status="STATUS"),
        F("STATUS_DESCRIPTION", v.STRING, "Stage description"),
        F("STATUS_SEMANTIC_ID", v.STRING, "Stage group", item="stageSemanticId", read_only=True),
        *g.ADDRESS,
        *g.AMOUNT,
        F("IS_MANUAL_OPPORTUNITY", v.CHAR, "Amount entered by hand", default="N"),
        F("COMMENTS", v.STRING, "Comment"),
        *g.HAS,
        *g.PEOPLE,
        *g.MOVED,
        *g.client(),
        F("IS_RETURN_CUSTOMER", v.CHAR, "Repeat lead", read_only=True, default="N"),
        F("DATE_CLOSED", v.DATETIME, "Closed", read_only=True),
        *g.ORIGIN,
        *g.UTM,
        *g.LAST_ACTIVITY,
        *multifields(),
        *g.ITEM_ONLY,
        *g.disabled("DATE_CREATE_SHORT", "DATE_MODIFY_SHORT", "IS_CONVERT", "PRODUCT_ID", "SHORT_NAME", "LOGIN"),
    )
)


def _returning(ctx: Ctx, entity: Entity, old: Values, new: Values) -> None:
    """A lead that a contact or company is given for is a repeat one; ``crm-lead-add.md``, ``crm-lead-update.md``."""
    if new.get("COMPANY_ID") or new.get("CONTACT_ID"):
        new["IS_RETURN_CUSTOMER"] = "Y"


LEAD = Entity(
    type_id=owner.LEAD,
    table=record_table(
        "crm_lead",
        FIELDS,
        "STATUS_ID",
        "DATE_CREATE",
        "DATE_MODIFY",
        "COMPANY_ID",
        "CONTACT_ID",
        texts=searched(TITLE=2, NAME=3, LAST_NAME=4, COMPANY_TITLE=5),
    ),
    fields=FIELDS,
    stages=Stages("STATUS_ID", "STATUS", semantics="STATUS_SEMANTIC_ID"),
    title="Lead #{id}",
    before_save=(_returning,),
)
