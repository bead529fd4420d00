"""Tables of activities. Column names are the documented field names."""

from sqlalchemy import Column, Float, Index, Integer, Table, Text

from homeport.store.schema import METADATA
from homeport.store.texts import Words

ACTIVITY = Table(
    "crm_activity",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("OWNER_ID", Integer, nullable=False),
    Column("OWNER_TYPE_ID", Integer, nullable=False),
    Column("TYPE_ID", Integer, nullable=False),
    Column("PROVIDER_ID", Text),
    Column("PROVIDER_TYPE_ID", Text),
    Column("PROVIDER_GROUP_ID", Text),
    Column("ASSOCIATED_ENTITY_ID", Integer),
    Column("SUBJECT", Words),
    Column("START_TIME", Text),
    Column("END_TIME", Text),
    Column("DEADLINE", Text),
    Column("COMPLETED", Text, nullable=False),
    Column("STATUS", Integer, nullable=False),
    Column("RESPONSIBLE_ID", Integer, nullable=False),
    Column("PRIORITY", Integer, nullable=False),
    Column("NOTIFY_TYPE", Integer, nullable=False),
    Column("NOTIFY_VALUE", Integer),
    Column("DESCRIPTION", Words),
    Column("DESCRIPTION_TYPE", Integer, nullable=False),
    Column("DIRECTION", Integer, nullable=False),
    Column("LOCATION", Words),
    Column("CREATED", Text, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("LAST_UPDATED", Text, nullable=False),
    Column("EDITOR_ID", Integer, nullable=False),
    Column("SETTINGS", Text),
    Column("ORIGIN_ID", Text),
    Column("ORIGINATOR_ID", Text),
    Column("ORIGIN_VERSION", Text),
    Column("RESULT_STATUS", Integer),
    Column("RESULT_STREAM", Integer),
    Column("RESULT_SOURCE_ID", Text),
    Column("PROVIDER_PARAMS", Text),
    Column("PROVIDER_DATA", Text),
    Column("RESULT_MARK", Integer),
    Column("RESULT_VALUE", Float),
    Column("RESULT_SUM", Float),
    Column("RESULT_CURRENCY_ID", Text),
    Column("AUTOCOMPLETE_RULE", Integer),
    Column("IS_INCOMING_CHANNEL", Text),
    Column("PARENT_ACTIVITY_ID", Integer),
    Column("COLOR_ID", Text),
    Column("PING_OFFSETS", Text),
    Column("CLIENT_ID", Text),
    Index("crm_activity_owner", "OWNER_TYPE_ID", "OWNER_ID"),
    Index("crm_activity_start", "START_TIME", "ID"),
    Index("crm_activity_responsible", "RESPONSIBLE_ID", "COMPLETED", "DEADLINE"),
    sqlite_autoincrement=True,
)
"""SETTINGS, PROVIDER_PARAMS and PING_OFFSETS hold JSON. PARENT_ACTIVITY_ID, COLOR_ID and
PING_OFFSETS belong to universal activities; CLIENT_ID is the application that made an activity of its own."""

BINDING = Table(
    "crm_activity_binding",
    METADATA,
    Column("ACTIVITY_ID", Integer, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("OWNER_TYPE_ID", Integer, nullable=False),
    Column("OWNER_ID", Integer, nullable=False),
    Index("crm_activity_binding_owner", "OWNER_TYPE_ID", "OWNER_ID", "ACTIVITY_ID", unique=True),
    sqlite_with_rowid=False,
)
"""POSITION counts up within an activity: the order in which records were bound."""

COMMUNICATION = Table(
    "crm_activity_communication",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ACTIVITY_ID", Integer, nullable=False),
    Column("ENTITY_ID", Integer),
    Column("ENTITY_TYPE_ID", Integer),
    Column("TYPE", Text),
    Column("VALUE", Text),
    Index("crm_activity_communication_activity", "ACTIVITY_ID"),
    sqlite_autoincrement=True,
)

CONFIGURED = Table(
    "crm_activity_configured",
    METADATA,
    Column("ACTIVITY_ID", Integer, primary_key=True, autoincrement=False),
    Column("LAYOUT", Text, nullable=False),
    Column("BADGE_CODE", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""How configurable activities look: LAYOUT is JSON, BADGE_CODE empty for none."""

BADGE = Table(
    "crm_activity_badge",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("CODE", Text, nullable=False, unique=True),
    Column("TITLE", Text, nullable=False),
    Column("VALUE", Text, nullable=False),
    Column("TYPE", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Badges of configurable activities; TITLE and VALUE are JSON: a text, or texts by languages."""

APP_TYPE = Table(
    "crm_activity_app_type",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("APP_ID", Integer, nullable=False),
    Column("TYPE_ID", Text, nullable=False),
    Column("NAME", Text, nullable=False),
    Column("IS_CONFIGURABLE_TYPE", Text, nullable=False),
    Column("HAS_ICON", Text, nullable=False),
    Index("crm_activity_app_type_code", "APP_ID", "TYPE_ID", unique=True),
    sqlite_autoincrement=True,
)
"""Types of activities that applications have registered; the icon is a picture of timelines."""
