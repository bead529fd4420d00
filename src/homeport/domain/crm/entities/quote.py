"""Quotes (estimates). Source: ``api-reference/crm/quote/crm-quote-fields.md``, ``universal/object-fields.md``."""

from homeport.core import owner
from homeport.core import values as v
from homeport.domain.crm.entities import groups as g
from homeport.domain.crm.entities.entity import Entity, Stages, record_table
from homeport.domain.records.fields import F, FieldTable
from homeport.store.searching import searched

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("QUOTE_NUMBER", v.STRING, "Number", read_only=True),
        F("TITLE", v.STRING, "Subject", required=True, length=255),
        F("STATUS_ID", v.STATUS, "Stage", item="stageId", status="QUOTE_STATUS"),
        *g.AMOUNT,
        F("TAX_VALUE", v.DOUBLE, "Tax", default=0.0),
        *g.client(selectable=False),
        F("MYCOMPANY_ID", v.COMPANY, "Own company details"),
        F("BEGINDATE", v.DATE, "Issued"),
        F("CLOSEDATE", v.DATE, "Expires"),
        F("ACTUAL_DATE", v.DATE, "Valid until"),
        F("CLOSED", v.CHAR, "Closed", default="N"),
        F("COMMENTS", v.STRING, "Comment"),
        F("CONTENT", v.STRING, "Content"),
        F("TERMS", v.STRING, "Terms"),
        F("CLIENT_TITLE", v.STRING, "Client", length=255),
        F("CLIENT_ADDR", v.STRING, "Address", length=255),
        F("CLIENT_CONTACT", v.STRING, "Contact person"),
        F("CLIENT_EMAIL", v.STRING, "E-mail", length=255),
        F("CLIENT_PHONE", v.STRING, "Phone", length=255),
        F("CLIENT_TP_ID", v.STRING, "Tax ID"),
        F("CLIENT_TPA_ID", v.STRING, "Tax registration code"),
        *g.PEOPLE,
        F("LEAD_ID", v.LEAD, "Lead"),
        F("DEAL_ID", v.DEAL, "Deal"),
        F("PERSON_TYPE_ID", v.INTEGER, "Client type"),
        F("LOCATION_ID", v.LOCATION, "Location"),
        *g.UTM,
        *g.LAST_ACTIVITY,
        F("LAST_COMMUNICATION_TIME", v.STRING, "Last communication", item="", read_only=True),
        g.only_item("IS_MANUAL_OPPORTUNITY", v.BOOLEAN, "Amount entered by hand"),
        g.only_item("COMMENTS_TYPE", v.INTEGER),
        g.only_item("CONTENT_TYPE", v.INTEGER),
        g.only_item("TERMS_TYPE", v.INTEGER),
        *g.ITEM_ONLY,
        *g.disabled("DATE_CREATE_SHORT", "DATE_MODIFY_SHORT", "BEGINDATE_SHORT", "CLOSEDATE_SHORT", "HAS_PRODUCTS"),
    )
)

QUOTE = Entity(
    type_id=owner.QUOTE,
    table=record_table(
        "crm_quote",
        FIELDS,
        "STATUS_ID",
        "DATE_CREATE",
        "DATE_MODIFY",
        "COMPANY_ID",
        "CONTACT_ID",
        "DEAL_ID",
        texts=searched(TITLE=10, QUOTE_NUMBER=11),
    ),
    fields=FIELDS,
    stages=Stages("STATUS_ID", "QUOTE_STATUS"),
    title="Quote #{id}",
)
