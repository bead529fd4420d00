"""Smart invoices and the items of smart processes, which differ only in a few fields.

Source: ``api-reference/crm/universal/object-fields.md#invoice``, ``#spa``.
"""

from homeport.core import owner
from homeport.core import values as v
from homeport.domain.crm.entities import groups as g
from homeport.domain.crm.entities.entity import Entity, Stages, record_table, shared_record_table
from homeport.domain.records.fields import F, Field, FieldTable, list_field
from homeport.store.searching import searched

_COMMON: tuple[Field, ...] = (
    F("ID", v.INTEGER, "ID", read_only=True),
    F("TITLE", v.STRING, "Name"),
    F("XML_ID", v.STRING, "External code"),
    F("CREATED_TIME", v.DATETIME, "Created", read_only=True),
    F("UPDATED_TIME", v.DATETIME, "Modified", read_only=True),
    F("CREATED_BY", v.USER, "Created by", read_only=True),
    F("UPDATED_BY", v.USER, "Modified by", read_only=True),
    F("ASSIGNED_BY_ID", v.USER, "Responsible"),
    F("OPENED", v.BOOLEAN, "Available to everyone", required=True, default="Y"),
    F("WEBFORM_ID", v.INTEGER, "Created by CRM form"),
    F("BEGINDATE", v.DATE, "Start date"),
    F("CLOSEDATE", v.DATE, "End date"),
    F("COMPANY_ID", v.COMPANY, "Company"),
    F("CONTACT_ID", v.CONTACT, "Contact", deprecated=True),
    list_field("CONTACT_IDS", v.CONTACT, "Contacts"),
    list_field("CONTACTS", v.CONTACT, "Contacts", classic=False, stands_for="CONTACT_IDS"),
    list_field("OBSERVERS", v.USER, "Observers"),
    F("CATEGORY_ID", v.CATEGORY, "Pipeline"),
    F("MOVED_TIME", v.DATETIME, "Moved", read_only=True),
    F("MOVED_BY", v.USER, "Moved by", read_only=True),
    F("STAGE_ID", v.STATUS, "Stage", status="{stages}"),
    F("PREVIOUS_STAGE_ID", v.STATUS, "Previous stage", status="{stages}", read_only=True),
    F("SOURCE_ID", v.STATUS, "Source", status="SOURCE"),
    F("SOURCE_DESCRIPTION", v.TEXT, "Source description"),
    F("CURRENCY_ID", v.CURRENCY, "Currency"),
    F("IS_MANUAL_OPPORTUNITY", v.BOOLEAN, "Amount entered by hand", default="N"),
    F("OPPORTUNITY", v.DOUBLE, "Amount", default=0.0),
    F("TAX_VALUE", v.DOUBLE, "Tax", default=0.0),
    F("MYCOMPANY_ID", v.COMPANY, "Own company details"),
    *g.LAST_ACTIVITY,
    *g.UTM,
    F("PARENT_ID_2", v.ENTITY, "Deal"),
)

INVOICE_FIELDS = FieldTable(
    (
        *_COMMON,
        F("COMMENTS", v.TEXT, "Comment"),
        F("ACCOUNT_NUMBER", v.STRING, "Number"),
        F("LOCATION_ID", v.LOCATION, "Location"),
        F("PARENT_ID_7", v.ENTITY, "Quote"),
    )
)

SMART_INVOICE = Entity(
    type_id=owner.SMART_INVOICE,
    table=record_table(
        "crm_smart_invoice",
        INVOICE_FIELDS,
        "STAGE_ID",
        "CREATED_TIME",
        "UPDATED_TIME",
        "COMPANY_ID",
        "CONTACT_ID",
        texts=searched(TITLE=12, ACCOUNT_NUMBER=13),
    ),
    fields=INVOICE_FIELDS,
    stages=Stages("STAGE_ID", "SMART_INVOICE_STAGE_{category}"),
    title="Invoice #{id}",
)

DYNAMIC_FIELDS = FieldTable((*_COMMON, F("PARENT_ID_1", v.ENTITY, "Lead")))
DYNAMIC_TABLE = shared_record_table(
    "crm_dynamic_item",
    DYNAMIC_FIELDS,
    "STAGE_ID",
    "CREATED_TIME",
    "UPDATED_TIME",
    "COMPANY_ID",
    "CONTACT_ID",
    texts=searched(TITLE=14),
)


def dynamic_entity(type_id: int) -> Entity:
    """The entity of a smart process."""
    return Entity(
        type_id=type_id,
        table=DYNAMIC_TABLE,
        fields=DYNAMIC_FIELDS,
        stages=Stages("STAGE_ID", "DYNAMIC_{type}_STAGE_{category}"),
        title="#{id}",
    )
