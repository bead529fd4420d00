"""Fields of a comment, and of the binding of an entry.

Sources: ``crm-timeline-comment-fields.md``, ``crm-timeline-bindings-fields.md``.
"""

from dataclasses import replace

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable, list_field

COMMENT_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("CREATED", v.DATETIME, "Date added", read_only=True),
        F("ENTITY_ID", v.INTEGER, "ID of the record that it is shown under", required=True, immutable=True),
        F("ENTITY_TYPE", v.STRING, "Type of the record that it is shown under", required=True, immutable=True),
        F("AUTHOR_ID", v.INTEGER, "Author", immutable=True),
        F("COMMENT", v.STRING, "Text"),
        list_field("FILES", replace(v.MULTIFIELD, name="attached_diskfile"), "Files"),
    )
)

BINDING_FIELDS = FieldTable(
    (
        F("OWNER_ID", v.INTEGER, "Timeline entry ID", required=True, immutable=True),
        F("ENTITY_ID", v.INTEGER, "Record ID", required=True, immutable=True),
        F("ENTITY_TYPE", v.STRING, "Record type", required=True, immutable=True),
    )
)
