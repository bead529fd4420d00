"""Companies. Source: ``api-reference/crm/companies/crm-company-fields.md``, ``universal/object-fields.md#company``."""

from homeport.core import owner
from homeport.core import values as v
from homeport.core.uploads import FILE
from homeport.domain.crm.entities import groups as g
from homeport.domain.crm.entities.entity import Entity, record_table
from homeport.domain.crm.entities.multifields import multifields
from homeport.domain.records.fields import F, FieldTable, list_field
from homeport.store.searching import searched

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("TITLE", v.STRING, "Company name", required=True),
        F("COMPANY_TYPE", v.STATUS, "Company type", item="typeId", status="COMPANY_TYPE"),
        F("LOGO", FILE, "Logo"),
        *g.ADDRESS,
        F("ADDRESS_LEGAL", v.STRING, "Legal address"),
        F("REG_ADDRESS", v.STRING, "Legal address", item=""),
        F("REG_ADDRESS_2", v.STRING, "Legal address (line 2)", item=""),
        F("REG_ADDRESS_CITY", v.STRING, "Legal address: city", item=""),
        F("REG_ADDRESS_POSTAL_CODE", v.STRING, "Legal address: postal code", item=""),
        F("REG_ADDRESS_REGION", v.STRING, "Legal address: region", item=""),
        F("REG_ADDRESS_PROVINCE", v.STRING, "Legal address: province", item=""),
        F("REG_ADDRESS_COUNTRY", v.STRING, "Legal address: country", item=""),
        F("REG_ADDRESS_COUNTRY_CODE", v.STRING, "Legal address: country code", item=""),
        F("REG_ADDRESS_LOC_ADDR_ID", v.INTEGER, "Legal address: location address ID", item=""),
        F("BANKING_DETAILS", v.STRING, "Banking details"),
        F("INDUSTRY", v.STATUS, "Industry", status="INDUSTRY"),
        F("EMPLOYEES", v.STATUS, "Employees", status="EMPLOYEES"),
        F("CURRENCY_ID", v.CURRENCY, "Currency"),
        F("REVENUE", v.DOUBLE, "Annual revenue", default=0.0),
        F("COMMENTS", v.STRING, "Comment"),
        *g.HAS,
        F("IS_MY_COMPANY", v.CHAR, "Own company", default="N"),
        *g.PEOPLE,
        list_field("CONTACT_ID", v.CONTACT, "Contacts", item="contactIds"),
        list_field("CONTACTS", v.CONTACT, "Contacts", classic=False, stands_for="CONTACT_ID"),
        g.CATEGORY,
        g.OF_LEAD,
        *g.ORIGIN,
        F("ORIGIN_VERSION", v.STRING, "Original version"),
        *g.UTM,
        *g.LAST_ACTIVITY,
        F("LAST_COMMUNICATION_TIME", v.STRING, "Last communication", item="", read_only=True),
        *multifields(),
        *g.ITEM_ONLY,
    )
)

COMPANY = Entity(
    type_id=owner.COMPANY,
    table=record_table("crm_company", FIELDS, "TITLE", "DATE_CREATE", "DATE_MODIFY", texts=searched(TITLE=9)),
    fields=FIELDS,
    title="Company #{id}",
    first=("COMPANY_TYPE", "INDUSTRY", "EMPLOYEES"),
)
