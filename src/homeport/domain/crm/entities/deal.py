"""Deals. Source: ``api-reference/crm/deals/crm-deal-fields.md``, ``universal/object-fields.md#deal``."""

from homeport.core import owner
from homeport.core import values as v
from homeport.domain.crm.entities import groups as g
from homeport.domain.crm.entities.entity import Entity, Stages, record_table
from homeport.domain.records.fields import F, FieldTable
from homeport.store.searching import searched

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("TITLE", v.STRING, "Name"),
        F("TYPE_ID", v.STATUS, "Type", status="DEAL_TYPE"),
        F("CATEGORY_ID", v.CATEGORY, "Pipeline", immutable=True, item_immutable=False, default=0),
        F("STAGE_ID", v.STATUS, "Stage", status="{stages}"),
        F("STAGE_SEMANTIC_ID", v.STRING, "Stage group", read_only=True),
        F("IS_NEW", v.CHAR, "New deal", read_only=True, default="N"),
        F("IS_RECURRING", v.CHAR, "Recurring deal", default="N"),
        F("IS_RETURN_CUSTOMER", v.CHAR, "Repeat deal", default="N"),
        F("IS_REPEATED_APPROACH", v.CHAR, "Repeated inquiry", default="N"),
        F("PROBABILITY", v.INTEGER, "Probability"),
        *g.AMOUNT,
        F("IS_MANUAL_OPPORTUNITY", v.CHAR, "Amount entered by hand", default="N"),
        F("TAX_VALUE", v.DOUBLE, "Tax", default=0.0),
        *g.client(selectable=False, filterable=False),
        F("QUOTE_ID", v.QUOTE, "Quote", read_only=True, item_read_only=False),
        F("BEGINDATE", v.DATE, "Start date"),
        F("CLOSEDATE", v.DATE, "End date"),
        F("CLOSED", v.CHAR, "Closed", default="N"),
        F("COMMENTS", v.STRING, "Comment"),
        *g.PEOPLE,
        *g.MOVED,
        *g.SOURCE,
        g.OF_LEAD,
        F("ADDITIONAL_INFO", v.STRING, "Additional information"),
        F("LOCATION_ID", v.LOCATION, "Location"),
        *g.ORIGIN,
        *g.UTM,
        *g.LAST_ACTIVITY,
        *g.ITEM_ONLY,
        *g.disabled(
            "DATE_CREATE_SHORT", "DATE_MODIFY_SHORT", "PRODUCT_ID", "BEGINDATE_SHORT", "CLOSEDATE_SHORT",
            "EVENT_DATE", "EVENT_DATE_SHORT", "EVENT_ID", "EVENT_DESCRIPTION", "ORDER_STAGE", "IS_WORK", "IS_WON",
            "IS_LOSE", "RECEIVED_AMOUNT", "LOST_AMOUNT", "HAS_PRODUCTS",
        ),
    )
)  # fmt: skip

DEAL = Entity(
    type_id=owner.DEAL,
    table=record_table(
        "crm_deal",
        FIELDS,
        "CATEGORY_ID",
        "STAGE_ID",
        "DATE_CREATE",
        "DATE_MODIFY",
        "COMPANY_ID",
        "CONTACT_ID",
        texts=searched(TITLE=1),
    ),
    fields=FIELDS,
    stages=Stages("STAGE_ID", "DEAL_STAGE", "DEAL_STAGE_{category}", semantics="STAGE_SEMANTIC_ID"),
    title="Deal #{id}",
    first=("TYPE_ID", "SOURCE_ID"),
    days={"BEGINDATE": 0, "CLOSEDATE": 7},
)
