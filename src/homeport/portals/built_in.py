"""The two baselines that come with Homeport: an empty portal with its administrator, and the demo portal."""

import hmac
import secrets
from pathlib import Path
from typing import NamedTuple
from zoneinfo import available_timezones

import homeport
from homeport.core.clock import Clock
from homeport.domain.portal import info
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.credentials.codes import hash_code
from homeport.domain.records import scopes
from homeport.portals import ready
from homeport.portals.errors import UnfitError
from homeport.portals.folder import DataFolder
from homeport.store import Transaction, files
from homeport.store.schema import REVISIONS, migrate

EMPTY, DEMO = "empty", "demo"
NAMES = (EMPTY, DEMO)
UTC = "UTC"
"""The time zone of portals unless another is chosen when they are made."""

DEMO_SCOPES = (
    "access,basic,calendar,catalog,crm,department,disk,log,sonet,task,timeman,user,user.userfield,userfieldconfig,vote"
)
DEMO_USERS = ((1, "administrator"), (3, "salesperson"))
"""Whose webhooks the demo portal has."""


class DemoWebhook(NamedTuple):
    """A webhook of the demo portal.

    :param who: whose it is, in words
    """

    user_id: int
    who: str
    scope: str
    code: str


def file_of(folder: DataFolder, name: str, zone: str = UTC) -> Path:
    """The file of a built-in baseline, made when this version of Homeport has not made it here yet.

    Its contents need the folder's key, for the demo webhooks.

    :param zone: the portal's time zone, an IANA name
    :raises UnfitError: when it is none
    """
    place = folder.baselines / "built-in"
    if zone != UTC:
        if zone not in available_timezones():
            raise UnfitError(f"There is no time zone {zone[:50]!r}. Write it as Europe/Berlin.")
        place = place.joinpath(*zone.split("/"))
    path = place / f"{name}-{homeport.__version__}-{REVISIONS[-1]}.db"
    if not path.exists():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f"{name}~{secrets.token_hex(4)}.new")
        try:
            _build(fresh, folder, name, zone)
            files.replace(fresh, path)
            for other in place.glob(f"{name}-*.db"):
                if other != path:
                    other.unlink(missing_ok=True)
        finally:
            files.discard(fresh)
    return path


def _build(path: Path, folder: DataFolder, name: str, zone: str) -> None:
    clock = Clock(zone)
    if not ready.take(name, zone, path, folder.blobs):
        migrate(path)
        with files.edited(path, folder.blobs) as tx:
            _fill(tx, name, clock)
        ready.keep(name, zone, path, folder.blobs)
    with files.edited(path, folder.blobs) as tx:
        info.become_new(tx, clock)
        if name == DEMO:
            add_demo_webhooks(tx, clock, folder)
        else:
            _add_administrator(tx, clock)


def _fill(tx: Transaction, name: str, clock: Clock) -> None:
    """The rows that are the same in every portal, at any time: of each scope, and the demo data."""
    info.create(tx, clock, baseline=name)
    scopes.install(tx)
    if name == DEMO:
        # imported here because it is needed only once in the life of a version
        from homeport.domain import demo  # noqa: PLC0415

        demo.load(tx, clock)


def _add_administrator(tx: Transaction, clock: Clock) -> None:
    """Who an empty portal begins with, in one department, and roles that nobody has yet."""
    # imported here because they are needed only once in a folder's life
    from homeport.domain.demo.people import RULES  # noqa: PLC0415
    from homeport.domain.portal.people import departments, roles  # noqa: PLC0415
    from homeport.domain.user import staff  # noqa: PLC0415

    departments.add(tx, "Company")
    staff.add_owner(tx, clock, name="Admin", last_name="", email="admin@example.test", departments=(1,))
    for code, (title, rules) in RULES.items():
        roles.add(tx, code, title, rules)


def add_demo_webhooks(tx: Transaction, clock: Clock, folder: DataFolder) -> None:
    """Let the demo portal have its webhooks.

    :param folder: whose key their codes follow from
    """
    for hook in demo_webhooks(folder):
        webhooks.add(tx, clock, folder.key(), hook.user_id, hook.scope, code=hook.code, title="Demo", expires=None)


def present_demo_webhooks(folder: DataFolder, name: str) -> tuple[DemoWebhook, ...]:
    """Those of the demo webhooks that a portal has: none when it was made without demo data."""
    key = folder.key()
    with folder.stores.reading(name) as tx:
        return tuple(
            hook for hook in demo_webhooks(folder) if webhooks.find(tx, hook.user_id, hash_code(key, hook.code))
        )


def demo_webhooks(folder: DataFolder) -> tuple[DemoWebhook, ...]:
    """The administrator's and the salesperson's webhook of the demo portal. Their codes follow from the data folder's
    key, so that every start can print them and none is stored.
    """
    return tuple(
        DemoWebhook(user_id, who, DEMO_SCOPES, _demo_code(folder.key(), user_id)) for user_id, who in DEMO_USERS
    )


def _demo_code(key: bytes, user_id: int) -> str:
    return hmac.digest(key, b"demo webhook %d" % user_id, "sha256").hex()[:16]
