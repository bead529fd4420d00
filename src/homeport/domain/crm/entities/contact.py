"""Contacts. Source: ``api-reference/crm/contacts/crm-contact-fields.md``, ``universal/object-fields.md#contact``."""

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
        *g.PERSON,
        F("PHOTO", FILE, "Photo"),
        F("TYPE_ID", v.STATUS, "Contact type", status="CONTACT_TYPE"),
        *g.SOURCE,
        *g.ADDRESS,
        F("COMMENTS", v.BBCODE, "Comment"),
        F("EXPORT", v.CHAR, "Included in export", default="Y"),
        *g.HAS,
        *g.PEOPLE,
        F("COMPANY_ID", v.COMPANY, "Company", deprecated=True),
        list_field("COMPANY_IDS", v.COMPANY, "Companies"),
        g.CATEGORY,
        g.OF_LEAD,
        *g.ORIGIN,
        F("ORIGIN_VERSION", v.STRING, "Original version"),
        F("FACE_ID", v.INTEGER, "Face", item="", read_only=True, stored=False),
        *g.UTM,
        *g.LAST_ACTIVITY,
        *multifields(),
        F("WEBFORM_ID", v.INTEGER, "Created by CRM form", classic=False, immutable=True),
        g.OBSERVERS,
        *g.disabled("SHORT_NAME", "LOGIN"),
    )
)

CONTACT = Entity(
    type_id=owner.CONTACT,
    table=record_table(
        "crm_contact",
        FIELDS,
        "LAST_NAME",
        "DATE_CREATE",
        "DATE_MODIFY",
        "COMPANY_ID",
        headline="LAST_NAME",
        texts=searched(NAME=6, LAST_NAME=7, POST=8),
    ),
    fields=FIELDS,
    title="Contact #{id}",
    named_by=("NAME", "LAST_NAME"),
    first=("HONORIFIC", "TYPE_ID", "SOURCE_ID"),
)
