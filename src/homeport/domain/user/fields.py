"""What clients write of users.

Sources: ``api-reference/user/user-add.md``, ``user-update.md``.
"""

from homeport.core import values as v
from homeport.core.pictures import PICTURE
from homeport.domain.portal.people.profile_fields import DATES, TITLES
from homeport.domain.portal.tables import USER_DETAILS, USER_PICTURES
from homeport.domain.records.fields import F, FieldTable

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("ACTIVE", v.CHAR, default="Y"),
        F("XML_ID", v.STRING),
        F("EMAIL", v.STRING, required=True),
        *(F(name, v.STRING, default="") for name in ("NAME", "LAST_NAME")),
        F("SECOND_NAME", v.STRING),
        *(F(name, v.DATE if name in DATES else v.STRING, TITLES[name]) for name in USER_DETAILS),
        *(F(name, PICTURE, TITLES[name]) for name in USER_PICTURES),
        F("TIMESTAMP_X", v.DATETIME, read_only=True),
    )
)
