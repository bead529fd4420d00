"""Tables of the portal's people and credentials. Moments are stored as in :mod:`homeport.core.clock`."""

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from homeport.domain.portal.people.profile_fields import DATES
from homeport.store.schema import METADATA
from homeport.store.texts import Words

PORTAL = Table(
    "portal",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("MEMBER_ID", Text, nullable=False),
    Column("TIME_ZONE", Text, nullable=False),
    Column("CURRENCY_ID", Text, nullable=False),
    Column("GENERATION", Integer, nullable=False),
    Column("DATE_CREATE", Text, nullable=False),
    Column("BASELINE", Text, nullable=False, server_default=""),
)
"""One row. GENERATION counts up whenever people, roles or credentials change, so that caches know. BASELINE is what the
contents were made from."""

USER_DETAILS = (
    "PERSONAL_GENDER", "PERSONAL_PROFESSION", "PERSONAL_WWW", "PERSONAL_BIRTHDAY", "PERSONAL_ICQ", "PERSONAL_PHONE",
    "PERSONAL_FAX", "PERSONAL_MOBILE", "PERSONAL_PAGER", "PERSONAL_STREET", "PERSONAL_CITY", "PERSONAL_STATE",
    "PERSONAL_ZIP", "PERSONAL_COUNTRY", "PERSONAL_MAILBOX", "PERSONAL_NOTES", "WORK_PHONE", "WORK_COMPANY",
    "WORK_POSITION", "WORK_DEPARTMENT", "WORK_WWW", "WORK_FAX", "WORK_PAGER", "WORK_STREET", "WORK_MAILBOX",
    "WORK_CITY", "WORK_STATE", "WORK_ZIP", "WORK_COUNTRY", "WORK_PROFILE", "WORK_NOTES", "UF_SKYPE_LINK", "UF_ZOOM",
    "UF_EMPLOYMENT_DATE", "UF_INTERESTS", "UF_SKILLS", "UF_WEB_SITES", "UF_XING", "UF_LINKEDIN", "UF_FACEBOOK",
    "UF_TWITTER", "UF_SKYPE", "UF_DISTRICT", "UF_PHONE_INNER",
)  # fmt: skip
"""What a user tells of home and work, all texts; ``PERSONAL_BIRTHDAY`` and ``UF_EMPLOYMENT_DATE`` are dates."""

USER_PICTURES = ("PERSONAL_PHOTO", "WORK_LOGO")
"""Files of a user, by their numbers."""

USER = Table(
    "portal_user",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ACTIVE", Text, nullable=False),
    Column("IS_ADMIN", Text, nullable=False),
    Column("USER_TYPE", Text, nullable=False),
    Column("XML_ID", Text),
    Column("NAME", Words, nullable=False),
    Column("LAST_NAME", Words, nullable=False),
    Column("SECOND_NAME", Words),
    Column("TITLE", Text),
    Column("EMAIL", Words, nullable=False),
    Column("LAST_LOGIN", Text),
    Column("DATE_REGISTER", Text, nullable=False),
    Column("TIMESTAMP_X", Text, nullable=False),
    Column("LAST_ACTIVITY_DATE", Text),
    Column("TIME_ZONE", Text),
    *(Column(name, Text if name in DATES else Words) for name in USER_DETAILS),
    *(Column(name, Integer) for name in USER_PICTURES),
)

DEPARTMENT_TYPE, TEAM_TYPE = "DEPARTMENT", "TEAM"

DEPARTMENT = Table(
    "portal_department",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NAME", Words, nullable=False),
    Column("PARENT", Integer),
    Column("SORT", Integer, nullable=False),
    Column("UF_HEAD", Integer),
    Column("TYPE", Text, nullable=False, server_default=DEPARTMENT_TYPE),
    Column("DESCRIPTION", Words),
    Column("COLOR_NAME", Text),
    Column("XML_ID", Text),
    Column("CREATED_AT", Text),
    Column("UPDATED_AT", Text),
    Column("SETTINGS", Text),
    sqlite_autoincrement=True,
)
"""Departments, and teams beside them in the same tree. A team has no head here: all its people are in ``NODE_ROLE``.

The number of a deleted department is not given to another, which would inherit what ``D5`` may do.
"""

NODE_ROLE = Table(
    "portal_node_role",
    METADATA,
    Column("NODE_ID", Integer, primary_key=True),
    Column("USER_ID", Integer, primary_key=True),
    Column("ROLE", Text, nullable=False),
    Index("portal_node_role_user", "USER_ID"),
    sqlite_with_rowid=False,
)
"""Who is in a team; in a department, who is its deputy head, or another head beside the first."""

EVENT_LOG = Table(
    "portal_event_log",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TIMESTAMP_X", Text, nullable=False),
    Column("SEVERITY", Text, nullable=False),
    Column("AUDIT_TYPE_ID", Text, nullable=False),
    Column("MODULE_ID", Text, nullable=False),
    Column("ITEM_ID", Text, nullable=False),
    Column("REMOTE_ADDR", Text),
    Column("USER_AGENT", Text),
    Column("REQUEST_URI", Text),
    Column("SITE_ID", Text, nullable=False),
    Column("USER_ID", Integer),
    Column("GUEST_ID", Integer, nullable=False),
    Column("DESCRIPTION", Words),
    Index("portal_event_log_time", "TIMESTAMP_X", "ID"),
    Index("portal_event_log_type", "AUDIT_TYPE_ID", "ID"),
    Index("portal_event_log_user", "USER_ID", "ID"),
    sqlite_autoincrement=True,
)
"""Who signed in and out, and what became of people."""

NODE_COMMUNICATION = Table(
    "portal_node_communication",
    METADATA,
    Column("NODE_ID", Integer, primary_key=True),
    Column("TYPE", Text, primary_key=True),
    Column("COMMUNICATION_ID", Integer, primary_key=True),
    Column("ORIGINAL_NODE_ID", Integer),
    sqlite_with_rowid=False,
)
"""The chats, channels and groups of a department or team."""

USER_DEPARTMENT = Table(
    "portal_user_department",
    METADATA,
    Column("USER_ID", Integer, primary_key=True),
    Column("DEPARTMENT_ID", Integer, primary_key=True),
    Index("portal_user_department_members", "DEPARTMENT_ID", "USER_ID"),
    sqlite_with_rowid=False,
)

COLLEAGUE = Table(
    "portal_colleague",
    METADATA,
    Column("USER_ID", Integer, primary_key=True),
    Column("REACH", Text, primary_key=True),
    Column("COLLEAGUE_ID", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""Who a user reaches: ``D`` in the same departments, ``F`` also in those below, ``H`` whom the user heads. Made from
the departments whenever people change, so that an access check is one index lookup."""

ROLE = Table(
    "portal_role",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NAME", Text, nullable=False),
    Column("CODE", Text, nullable=False),
    UniqueConstraint("CODE"),
)

ROLE_RIGHT = Table(
    "portal_role_right",
    METADATA,
    Column("ROLE_ID", Integer, primary_key=True),
    Column("ENTITY", Text, primary_key=True),
    Column("OPERATION", Text, primary_key=True),
    Column("LEVEL", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""ENTITY is a type's symbol such as ``LEAD`` or ``DYNAMIC_130``, for one category ``DEAL_C2``; ``*`` is every type.
LEVEL is a letter of :data:`homeport.core.rights.LETTERS`."""

ROLE_MEMBER = Table(
    "portal_role_member",
    METADATA,
    Column("ROLE_ID", Integer, primary_key=True),
    Column("MEMBER", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""MEMBER is ``U5`` for a user, ``D3`` for a department, ``DR3`` for it and those below, ``AU`` for everyone."""

WEBHOOK = Table(
    "portal_webhook",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("USER_ID", Integer, nullable=False),
    Column("TITLE", Text, nullable=False),
    Column("CODE_HASH", Text, nullable=False),
    Column("SCOPES", Text, nullable=False),
    Column("DATE_CREATE", Text, nullable=False),
    Column("EXPIRES", Text),
    Column("BLOCKED", Text, nullable=False, server_default="N"),
    Index("portal_webhook_user", "USER_ID"),
)
"""Incoming webhooks. CODE_HASH is keyed: the code itself is shown once and never stored. SCOPES: words and commas."""

SETTING = Table(
    "portal_setting",
    METADATA,
    Column("NAME", Text, primary_key=True),
    Column("VALUE", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Settings that differ from their defaults, as JSON; see :mod:`homeport.domain.portal.settings`."""

FAULT = Table(
    "portal_fault",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("RULE", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Faults asked for by tests, as JSON; see :mod:`homeport.domain.portal.calls.faults`."""
