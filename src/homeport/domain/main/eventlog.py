"""The event log as REST 3.0 speaks of it. Administrators read it, and nobody writes.

Source: ``api-reference/event-log/``.
"""

from homeport.core import values as v
from homeport.domain.portal.tables import EVENT_LOG
from homeport.domain.records.collection import ADMINISTRATORS, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.records.v3 import kinds as k
from homeport.domain.records.v3.entity import Entity, P

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER),
        F("TIMESTAMP_X", v.DATETIME),
        F("SEVERITY", v.STRING),
        F("AUDIT_TYPE_ID", v.STRING),
        F("MODULE_ID", v.STRING),
        F("ITEM_ID", v.STRING),
        F("REMOTE_ADDR", v.STRING),
        F("USER_AGENT", v.STRING),
        F("REQUEST_URI", v.STRING),
        F("SITE_ID", v.STRING),
        F("USER_ID", v.INTEGER),
        F("GUEST_ID", v.INTEGER),
        F("DESCRIPTION", v.STRING),
    )
)

ENTRIES = Collection(noun="entry", plural="entries", table=EVENT_LOG, fields=FIELDS, access=ADMINISTRATORS)

ENTRY = Entity(
    "EventLogDto",
    (
        P("id", k.INT, "ID", filterable=True, sortable=True),
        P("timestampX", k.DATETIME, "TIMESTAMP_X", filterable=True, sortable=True),
        P("severity", k.STRING, "SEVERITY"),
        P("auditTypeId", k.STRING, "AUDIT_TYPE_ID", filterable=True, sortable=True),
        P("moduleId", k.STRING, "MODULE_ID"),
        P("itemId", k.STRING, "ITEM_ID"),
        P("remoteAddr", k.STRING, "REMOTE_ADDR"),
        P("userAgent", k.STRING, "USER_AGENT"),
        P("requestUri", k.STRING, "REQUEST_URI"),
        P("siteId", k.STRING, "SITE_ID"),
        P("userId", k.INT, "USER_ID", filterable=True, sortable=True),
        P("guestId", k.INT, "GUEST_ID", filterable=True, sortable=True),
        P("description", k.STRING, "DESCRIPTION"),
    ),
    collection=ENTRIES,
)
