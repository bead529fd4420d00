"""Tables of applications, their tokens and what they keep. Moments that tokens expire at are seconds since 1970."""

from sqlalchemy import Column, Float, Index, Integer, Table, Text, UniqueConstraint, text

from homeport.store.schema import METADATA

APP = Table(
    "portal_app",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("CLIENT_ID", Text, nullable=False),
    Column("SECRET_HASH", Text, nullable=False),
    Column("TITLE", Text, nullable=False),
    Column("STATUS", Text, nullable=False),
    Column("VERSION", Integer, nullable=False),
    Column("HANDLER_URL", Text, nullable=False),
    Column("INSTALL_URL", Text, nullable=False),
    Column("SCOPES", Text, nullable=False),
    Column("API_ONLY", Text, nullable=False),
    Column("INSTALLED", Text, nullable=False),
    Column("BLOCKED", Text, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Column("DATE_CREATE", Text, nullable=False),
    UniqueConstraint("CLIENT_ID"),
)
"""Local applications. USER_ID added it. An empty URL is none."""

APP_MEMBER = Table(
    "portal_app_member",
    METADATA,
    Column("APP_ID", Integer, primary_key=True),
    Column("MEMBER", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""Whom an application is open to, as in ``portal_role_member``. One without rows is open to everyone."""

LAUNCH = Table(
    "portal_launch",
    METADATA,
    Column("APP_ID", Integer, primary_key=True),
    Column("USER_ID", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""Who has launched which application, so that the first launch can be told to it."""

GRANT = Table(
    "portal_grant",
    METADATA,
    Column("CODE_HASH", Text, primary_key=True),
    Column("APP_ID", Integer, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Column("EXPIRES", Float, nullable=False),
    sqlite_with_rowid=False,
)
"""Authorization codes that were not exchanged yet."""

TOKEN = Table(
    "portal_token",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("APP_ID", Integer, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Column("SCOPES", Text, nullable=False),
    Column("ACCESS_HASH", Text, nullable=False),
    Column("ACCESS_EXPIRES", Float, nullable=False),
    Column("REFRESH_HASH", Text),
    Column("REFRESH_EXPIRES", Float, nullable=False),
    Index("portal_token_access", "ACCESS_HASH", unique=True),
    Index("portal_token_refresh", "REFRESH_HASH", unique=True),
    Index("portal_token_app", "APP_ID", "USER_ID"),
    Index("portal_token_end", "REFRESH_EXPIRES"),
)
"""A pair of tokens. APP_ID is 0 when the application was uninstalled. REFRESH_HASH is empty then, and once it was used:
the pair that came for it has a row of its own."""

PASSWORD = Table(
    "portal_password",
    METADATA,
    Column("USER_ID", Integer, primary_key=True),
    Column("PASSWORD_HASH", Text, nullable=False),
)
"""Apart from the users, so that no method that reads them can ever answer it. Argon2."""

SESSION = Table(
    "portal_session",
    METADATA,
    Column("SESSION_HASH", Text, primary_key=True),
    Column("USER_ID", Integer, nullable=False),
    Column("EXPIRES", Float, nullable=False),
    sqlite_with_rowid=False,
)
"""Browsers that signed in."""

OPTION = Table(
    "portal_option",
    METADATA,
    Column("APP_ID", Integer, primary_key=True),
    Column("USER_ID", Integer, primary_key=True),
    Column("NAME", Text, primary_key=True),
    Column("VALUE", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What applications keep, as JSON: for themselves (USER_ID 0) or for each user."""

PLACEMENT = Table(
    "portal_placement",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("APP_ID", Integer, nullable=False),
    Column("PLACEMENT", Text, nullable=False),
    Column("HANDLER", Text, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Column("TITLE", Text, nullable=False),
    Column("DESCRIPTION", Text, nullable=False),
    Column("GROUP_NAME", Text, nullable=False),
    Column("LANG_ALL", Text, nullable=False),
    Column("OPTIONS", Text, nullable=False),
    Index("portal_placement_app", "APP_ID", "PLACEMENT"),
    Index("portal_placement_code", "PLACEMENT"),
)
"""Where applications show themselves. LANG_ALL and OPTIONS are JSON; USER_ID 0 is everyone."""

CONFIRMATION = Table(
    "portal_confirmation",
    METADATA,
    Column("TOKEN_ID", Integer, primary_key=True),
    Column("METHOD", Text, primary_key=True),
    Column("CONFIRMED", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""An administrator's word on methods that need it, given to a token: ``Y``, ``N``, or empty while it is waited for."""

IDEMPOTENCY = Table(
    "portal_idempotency",
    METADATA,
    Column("CREDENTIAL", Text, primary_key=True),
    Column("USER_ID", Integer, primary_key=True),
    Column("METHOD", Text, primary_key=True),
    Column("KEY", Text, primary_key=True),
    Column("BODY_HASH", Text, nullable=False),
    Column("ANSWER", Text, nullable=False),
    Column("EXPIRES", Float, nullable=False),
    Index("portal_idempotency_end", "EXPIRES"),
    sqlite_with_rowid=False,
)
"""Answers kept for repeated calls with the same ``Idempotency-Key``."""

OUTBOX = Table(
    "portal_outbox",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("EVENT", Text, nullable=False),
    Column("URL", Text, nullable=False),
    Column("CLIENT_ID", Text, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Column("HANDLER_ID", Integer, nullable=False),
    Column("DATA", Text, nullable=False),
    Column("DATE_CREATE", Float, nullable=False),
    Column("ATTEMPTS", Integer, nullable=False),
    Column("NEXT_AT", Float),
    Column("OUTCOME", Text, nullable=False),
    Column("TRIGGERED", Text, nullable=False, server_default="N"),
    Index("portal_outbox_next", "NEXT_AT", "DATE_CREATE"),
    Index("portal_outbox_client", "CLIENT_ID", "NEXT_AT", sqlite_where=text('"NEXT_AT" IS NOT NULL')),
)
"""Calls to handlers, written in the transaction of what they tell. HANDLER_ID is the one in ``portal_event_handler``
that asked for it; 0: nobody had to ask. DATA is JSON without secrets: tokens are made when
a call is sent. NEXT_AT is empty once it was delivered or given up; OUTCOME says how the last attempt ended.
TRIGGERED is ``Y`` when somebody asked for the call, and nothing had happened."""

DELIVERY = Table(
    "portal_delivery",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("CALL_ID", Integer, nullable=False),
    Column("SENT_AT", Float, nullable=False),
    Column("SECONDS", Float, nullable=False),
    Column("STATUS", Integer, nullable=False),
    Column("OUTCOME", Text, nullable=False),
    Column("REQUEST", Text, nullable=False),
    Column("ANSWER", Text, nullable=False),
    Index("portal_delivery_call", "CALL_ID"),
    sqlite_autoincrement=True,
)
"""Each attempt at a call of the outbox. REQUEST is the form that was sent, without secrets; ANSWER is the beginning of
what came back; STATUS is 0 when nothing did."""
