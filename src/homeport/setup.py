"""Making portals: an empty one with its administrator, or one with demo data."""

import hmac
from pathlib import Path
from typing import NamedTuple

from homeport.app import DEFAULT, DataFolder
from homeport.core.clock import Clock
from homeport.domain import demo
from homeport.domain.crm import categories, statuses
from homeport.domain.portal import info, users
from homeport.store import SqliteStore, Transaction
from homeport.store.schema import migrate

DEMO_SCOPES = "access,basic,crm,department,user"


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
    """
    path = folder.portal_file(DEFAULT)
    if not path.exists():
        create_portal(folder, path, with_demo=demo)
    else:
        migrate(path)
    return demo_webhooks(folder) if demo else ()


def create_portal(folder: DataFolder, path: Path, *, with_demo: bool) -> None:
    """Make a portal's database file, whole or not at all."""
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    migrate(temporary)
    store = SqliteStore(temporary)
    try:
        store.write_now(lambda tx: fill(tx, folder, with_demo=with_demo))
    finally:
        store.close()
    temporary.with_suffix(".lock").unlink(missing_ok=True)
    temporary.rename(path)


def fill(tx: Transaction, folder: DataFolder, *, with_demo: bool) -> None:
    """The first rows of a portal: the demo data, or an administrator and nothing else."""
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
        users.add(tx, clock, name="Admin", last_name="", email="admin@example.test", is_admin=True)


def demo_webhooks(folder: DataFolder) -> tuple[DemoWebhook, ...]:
    """The administrator's and the salesperson's webhook of the demo portal."""
    return tuple(
        DemoWebhook(user_id, who, DEMO_SCOPES, _demo_code(folder.key(), user_id)) for user_id, who in demo.WEBHOOKS
    )


def _demo_code(key: bytes, user_id: int) -> str:
    return hmac.digest(key, b"demo webhook %d" % user_id, "sha256").hex()[:16]
