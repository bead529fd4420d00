"""The fields of templates and documents.

Sources: ``document-generator-template-list.md``, ``document-generator-document-list.md`` and those of the CRM.
"""

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable

_OF_TEMPLATE = (
    F("ID", v.INTEGER, "ID", read_only=True),
    F("ACTIVE", v.CHAR, "Active", default="Y"),
    F("NAME", v.STRING, "Name", length=255),
    F("CODE", v.STRING, "Symbolic code", length=255),
    F("REGION", v.STRING, "Region", length=50),
    F("SORT", v.INTEGER, "Sorting", default=500),
    F("CREATE_TIME", v.DATETIME, "Created", read_only=True),
    F("UPDATE_TIME", v.DATETIME, "Changed", read_only=True),
    F("CREATED_BY", v.INTEGER, "Created by", read_only=True),
    F("UPDATED_BY", v.INTEGER, "Changed by", read_only=True),
    F("MODULE_ID", v.STRING, "Module", read_only=True),
    F("FILE_ID", v.INTEGER, "File", read_only=True),
    F("BODY_TYPE", v.STRING, "Type of the file", read_only=True),
    F("NUMERATOR_ID", v.INTEGER, "Numerator"),
    F("WITH_STAMPS", v.CHAR, "With stamps and signatures", default="N"),
    F("PRODUCTS_TABLE_VARIANT", v.STRING, "How goods are listed", default=""),
    F("IS_DELETED", v.CHAR, "Deleted", read_only=True, default="N"),
    F("IS_DEFAULT", v.CHAR, "Comes with the portal", read_only=True, default="N"),
    F("USERS", v.STRING, "For whom it is", multiple=True, stored=False),
)
TEMPLATE = FieldTable(_OF_TEMPLATE)
"""Of a template; where its values come from each family calls by another name."""
REST_TEMPLATE = FieldTable(
    (*_OF_TEMPLATE, F("SOURCES", v.STRING, "Providers", item="providers", multiple=True, stored=False, read_only=True))
)
CRM_TEMPLATE = FieldTable(
    (*_OF_TEMPLATE, F("SOURCES", v.STRING, "Types of records", item="entityTypeId", multiple=True, stored=False))
)

_OF_DOCUMENT = (
    F("ID", v.INTEGER, "ID"),
    F("TITLE", v.STRING, "Title"),
    F("NUMBER", v.STRING, "Number"),
    F("TEMPLATE_ID", v.INTEGER, "Template"),
)
_OF_REST = (F("PROVIDER", v.STRING, "Provider"), F("VALUE", v.STRING, "What it is about"))
_OF_CRM = (F("ENTITY_TYPE_ID", v.INTEGER, "Type of the record"), F("ENTITY_ID", v.INTEGER, "Record"))
_MADE = (
    F("FILE_ID", v.INTEGER, "File of Word"),
    F("IMAGE_ID", v.INTEGER, "Picture"),
    F("PDF_ID", v.INTEGER, "PDF"),
    F("CREATE_TIME", v.DATETIME, "Made"),
    F("UPDATE_TIME", v.DATETIME, "Changed"),
    F("VALUES", v.OBJECT, "Values of fields", filterable=False),
    F("CREATED_BY", v.INTEGER, "Made by"),
    F("UPDATED_BY", v.INTEGER, "Changed by"),
)
DOCUMENT = FieldTable((*_OF_DOCUMENT, *_OF_REST, *_OF_CRM, *_MADE))
REST_DOCUMENT = FieldTable((*_OF_DOCUMENT, *_OF_REST, *_MADE))
CRM_DOCUMENT = FieldTable((*_OF_DOCUMENT, *_OF_CRM, *_MADE))
