"""Making portals: an empty one with its administrator, or one with demo data."""

import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from homeport.core.clock import Clock
from homeport.domain.crm import categories, statuses
from homeport.domain.portal import departments, info, roles, users, webhooks
from homeport.domain.portal.codes import hash_code
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import SqliteStore, Transaction
from homeport.store.schema import migrate

DEMO_SCOPES = "access,basic,crm,department,user"
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


def ensure_default_portal(folder: DataFolder, *, demo: bool) -> tuple[DemoWebhook, ...]:
    """Make the default portal if there is none yet; its demo webhooks, if it was made with demo data.

    The demo webhooks' codes follow from the data folder's key, so that every start can print them and none is stored.
    The other portals are brought to the newest schema here, so that trouble with one is told at the start.

    :raises NewerSchemaError: when a portal's file is of a later version
    :raises NotAPortalError: when a portal's file is none
    """
    for name in folder.names():
        migrate(folder.portal_file(name))
    path = folder.portal_file(DEFAULT)
    if not path.exists():
        create_portal(folder, path, with_demo=demo)
    return present_demo_webhooks(folder, path) if demo else ()


def create_portal(folder: DataFolder, path: Path, *, with_demo: bool) -> None:
    """Make a portal's database file, whole or not at all."""
    with _built(folder, path, with_demo=with_demo) as fresh:
        fresh.rename(path)


def reset_portal(folder: DataFolder, path: Path, *, with_demo: bool) -> None:
    """Put new contents in place of a portal's, also while servers have it open. It stays the same portal: its member
    id is kept, and caches of running servers drop.
    """
    migrate(path)
    store = SqliteStore(path)
    try:
        with store.snapshot() as tx:
            identity = info.identity_of(tx)
        with _built(folder, path, with_demo=with_demo, identity=identity) as fresh:
            store.replace_with(fresh)
    finally:
        store.close()


def remove_portal(path: Path) -> None:
    """Delete a portal's files. Servers that run notice within a second."""
    for name in _files_of(path):
        name.unlink(missing_ok=True)


@contextmanager
def _built(
    folder: DataFolder, path: Path, *, with_demo: bool, identity: tuple[str, int] | None = None
) -> Iterator[Path]:
    """A new portal's database file beside the one it is for; gone afterwards if it was not moved."""
    fresh = path.with_suffix(f".{secrets.token_hex(4)}.new")
    try:
        migrate(fresh)
        store = SqliteStore(fresh)
        try:
            store.write_now(lambda tx: fill(tx, folder, with_demo=with_demo))
            if identity is not None:
                store.write_now(lambda tx: info.continue_from(tx, identity))
        finally:
            store.close()
        yield fresh
    finally:
        remove_portal(fresh)


def _files_of(path: Path) -> tuple[Path, ...]:
    return (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm")), path.with_suffix(".lock"))


def fill(tx: Transaction, folder: DataFolder, *, with_demo: bool) -> None:
    """The first rows of a portal: the demo data, or an administrator, one department, and roles that nobody has yet."""
    # imported here because they are needed only once in a portal's life
    from homeport.domain import demo  # noqa: PLC0415
    from homeport.domain.demo.people import RULES  # noqa: PLC0415

    clock = Clock()
    info.create(tx, clock)
    statuses.install(tx)
    categories.install(tx)
    if with_demo:
        demo.load(tx, clock)
        demo.add_webhooks(
            tx, clock, folder.key(), DEMO_SCOPES, [(hook.user_id, hook.code) for hook in demo_webhooks(folder)]
        )
    else:
        departments.add(tx, "Company")
        users.add(tx, clock, name="Admin", last_name="", email="admin@example.test", departments=(1,), is_admin=True)
        for code, (name, rules) in RULES.items():
            roles.add(tx, code, name, rules)


def present_demo_webhooks(folder: DataFolder, path: Path) -> tuple[DemoWebhook, ...]:
    """Those of the demo webhooks that a portal has: none when it was made without demo data."""
    key = folder.key()
    store = SqliteStore(path)
    try:
        with store.snapshot() as tx:
            return tuple(
                hook for hook in demo_webhooks(folder) if webhooks.find(tx, hook.user_id, hash_code(key, hook.code))
            )
    finally:
        store.close()


def demo_webhooks(folder: DataFolder) -> tuple[DemoWebhook, ...]:
    """The administrator's and the salesperson's webhook of the demo portal."""
    return tuple(
        DemoWebhook(user_id, who, DEMO_SCOPES, _demo_code(folder.key(), user_id)) for user_id, who in DEMO_USERS
    )


def _demo_code(key: bytes, user_id: int) -> str:
    return hmac.digest(key, b"demo webhook %d" % user_id, "sha256").hex()[:16]
