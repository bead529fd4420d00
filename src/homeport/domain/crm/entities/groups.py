"""Fields that several entities have alike."""

from typing import Any

from homeport.core import values as v
from homeport.core.values import FieldType
from homeport.domain.records.fields import F, Field, list_field

ADDRESS = (
    F("ADDRESS", v.STRING, "Address"),
    F("ADDRESS_2", v.STRING, "Address (line 2)", item=""),
    F("ADDRESS_CITY", v.STRING, "City", item=""),
    F("ADDRESS_POSTAL_CODE", v.STRING, "Postal code", item=""),
    F("ADDRESS_REGION", v.STRING, "Region", item=""),
    F("ADDRESS_PROVINCE", v.STRING, "Province", item=""),
    F("ADDRESS_COUNTRY", v.STRING, "Country", item=""),
    F("ADDRESS_COUNTRY_CODE", v.STRING, "Country code", item=""),
    F("ADDRESS_LOC_ADDR_ID", v.INTEGER, "Location address ID", item=""),
)

PERSON = (
    F("HONORIFIC", v.STATUS, "Salutation", status="HONORIFIC"),
    F("NAME", v.STRING, "First name"),
    F("SECOND_NAME", v.STRING, "Middle name"),
    F("LAST_NAME", v.STRING, "Last name"),
    F("BIRTHDATE", v.DATE, "Birthdate"),
    F("POST", v.STRING, "Position"),
)

SOURCE = (
    F("SOURCE_ID", v.STATUS, "Source", status="SOURCE"),
    F("SOURCE_DESCRIPTION", v.STRING, "Source description"),
)

HAS = (
    F("HAS_PHONE", v.CHAR, "Phone specified", read_only=True, default="N"),
    F("HAS_EMAIL", v.CHAR, "E-mail specified", read_only=True, default="N"),
    F("HAS_IMOL", v.CHAR, "Open channel specified", read_only=True, default="N"),
)

PEOPLE = (
    F("OPENED", v.CHAR, "Available to everyone", default="Y"),
    F("ASSIGNED_BY_ID", v.USER, "Responsible"),
    F("CREATED_BY_ID", v.USER, "Created by", item="createdBy", read_only=True),
    F("MODIFY_BY_ID", v.USER, "Modified by", item="updatedBy", read_only=True),
    F("DATE_CREATE", v.DATETIME, "Created", item="createdTime", read_only=True),
    F("DATE_MODIFY", v.DATETIME, "Modified", item="updatedTime", read_only=True),
)

MOVED = (
    F("MOVED_BY_ID", v.USER, "Moved by", item="movedBy", read_only=True),
    F("MOVED_TIME", v.DATETIME, "Moved", read_only=True),
)

ORIGIN = (
    F("ORIGINATOR_ID", v.STRING, "External source"),
    F("ORIGIN_ID", v.STRING, "Identifier in the external source"),
)

UTM = (
    F("UTM_SOURCE", v.STRING, "Advertising system"),
    F("UTM_MEDIUM", v.STRING, "Traffic type"),
    F("UTM_CAMPAIGN", v.STRING, "Campaign"),
    F("UTM_CONTENT", v.STRING, "Campaign content"),
    F("UTM_TERM", v.STRING, "Campaign search term"),
)

LAST_ACTIVITY = (
    F("LAST_ACTIVITY_TIME", v.DATETIME, "Last activity", read_only=True),
    F("LAST_ACTIVITY_BY", v.USER, "Last activity by", read_only=True),
)

AMOUNT = (
    F("CURRENCY_ID", v.CURRENCY, "Currency"),
    F("OPPORTUNITY", v.DOUBLE, "Amount", default=0.0),
)


def client(**rules: Any) -> tuple[Field, ...]:
    """The company and the contacts that a record is for.

    :param rules: of the list of contacts, where the classic methods do not have all of it
    """
    return (
        F("COMPANY_ID", v.COMPANY, "Company"),
        F("CONTACT_ID", v.CONTACT, "Contact", deprecated=True),
        list_field("CONTACT_IDS", v.CONTACT, "Contacts", **rules),
        list_field("CONTACTS", v.CONTACT, "Contacts", classic=False, stands_for="CONTACT_IDS"),
    )


CATEGORY = F("CATEGORY_ID", v.CATEGORY, "Category", classic=False, default=0)
"""The pipeline of types that have one and no stages: 0 unless it is that of contractors."""

OF_LEAD = F("LEAD_ID", v.LEAD, "Lead", read_only=True, item_read_only=False)


def only_item(name: str, kind: FieldType, title: str = "") -> Field:
    """A field that only ``crm.item.*`` has."""
    return F(name, kind, title, classic=False)


def disabled(*names: str) -> tuple[Field, ...]:
    """Fields that ``crm.item.*`` documents as switched off: always null."""
    return tuple(F(name, v.STRING, name, classic=False, read_only=True, stored=False) for name in names)


OBSERVERS = list_field("OBSERVERS", v.USER, "Observers", classic=False)

ITEM_ONLY = (F("WEBFORM_ID", v.INTEGER, "Created by CRM form", classic=False), OBSERVERS)
