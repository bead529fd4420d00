"""Mail services: where a provider of mail answers, so that people who connect a mailbox need not know.

Source: ``api-reference/mailservice/``.
"""

from dataclasses import replace

from sqlalchemy import Index, Table, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.pictures import PICTURE
from homeport.core.rights import Operation
from homeport.domain.files.fields import FieldFiles, Held, door
from homeport.domain.records import reading
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.store import Query
from homeport.store.schema import METADATA

DENIED = ErrorKind("ERROR_CORE", "Access denied")
NAMELESS = ErrorKind("ERROR_CORE", 'Required field "{field}" not filled')
INVALID = ErrorKind("ERROR_CORE", 'Invalid value for "{field}"')
NO_ID = ErrorKind("ERROR_CORE", "Mail service ID not specified")
NOT_FOUND = ErrorKind("ERROR_CORE", "Mail service not found")
NONE_FOUND = ErrorKind("ERROR_CORE", "No mail services found")

MOST = 1000
"""Mail services that are listed at most: the method has no pages."""
MAX_PORT = 65_535
DOOR = "mailservice"

_YES_OR_NO = ("Y", "N")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("SITE_ID", v.STRING, "Site", read_only=True, default="s1"),
        F("ACTIVE", v.STRING, "Activity", default="Y", values=_YES_OR_NO),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("NAME", v.STRING, "Name", required=True, length=255),
        F("SERVER", v.STRING, "Server Address", length=255),
        F("PORT", v.INTEGER, "Port"),
        F("ENCRYPTION", v.STRING, "Secure Connection", values=_YES_OR_NO),
        F("LINK", v.STRING, "Web Interface Address", length=255),
        F("ICON", PICTURE, "Logo"),
        F("SMTP_SERVER", v.STRING, "SMTP Server", read_only=True, described=False),
        F("SMTP_PORT", v.INTEGER, "SMTP Port", read_only=True, described=False),
        F("SMTP_LOGIN_AS_IMAP", v.STRING, "IMAP login for SMTP", read_only=True, described=False, default="N"),
        F("SMTP_PASSWORD_AS_IMAP", v.STRING, "IMAP password for SMTP", read_only=True, described=False, default="N"),
        F("SMTP_ENCRYPTION", v.STRING, "Secure SMTP connection", read_only=True, described=False),
        F("UPLOAD_OUTGOING", v.STRING, "Upload of outgoing e-mails", read_only=True, described=False),
    )
)
TABLE = Table("mail_service", METADATA, *(field.column() for field in FIELDS), sqlite_autoincrement=True)
Index("mail_service_order", TABLE.c.ACTIVE, TABLE.c.SORT, TABLE.c.ID)

DIALECT = replace(
    CLASSIC,
    denied=DENIED,
    unreadable=DENIED,
    not_found=NOT_FOUND,
    invalid=INVALID,
    required=NAMELESS,
    called={field.name: field.title for field in FIELDS},
)


def _grant(ctx: Ctx, operation: Operation) -> bool | None:
    """Whoever connects a mailbox looks; administrators change."""
    return True if operation is Operation.READ or ctx.actor.is_admin else None


def _reachable(change: Change) -> None:
    """A server is called in small letters, and a port is one."""
    server, port = change.new.get("SERVER"), change.new.get("PORT")
    if server is not None:
        change.new["SERVER"] = server.lower()
    if port is not None and not 0 < port <= MAX_PORT:
        raise DIALECT.misfit(FIELDS.by_name["PORT"])


def _address(held: Held) -> str:
    return held.url


SERVICES = Collection(
    noun="mail service",
    plural="mail services",
    table=TABLE,
    fields=FIELDS,
    access=Access(_grant),
    files=FieldFiles(DOOR, answer=_address),
    before_save=(_reachable,),
)
DOORS = {DOOR: door(lambda ctx, kind: SERVICES)}

_LISTED = Query(
    select(*TABLE.c).where(TABLE.c.ACTIVE == bindparam("active")).order_by(TABLE.c.SORT, TABLE.c.ID).limit(MOST)
)


def active(ctx: Ctx) -> list[Values]:
    """The mail services that mailboxes may be connected to, in their order.

    :raises CallError: ``ERROR_CORE`` when there are none
    """
    names = tuple(TABLE.c.keys())
    found = [dict(zip(names, row, strict=True)) for row in ctx.tx.all(_LISTED, active="Y")]
    if not found:
        raise NONE_FOUND()
    return [reading.whole(ctx, SERVICES, DIALECT, row) for row in found]
