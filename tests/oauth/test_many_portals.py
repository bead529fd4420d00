"""Many portals behind the authorization server's host names: a request opens what it is about, and few stay open."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from homeport import app
from homeport.core.hosts import OAUTH_HOSTS
from homeport.domain.portal.credentials.admin import admin_token
from homeport.domain.portal.people import departments
from homeport.domain.portal.portal import Portal
from homeport.domain.portal.tables import DEPARTMENT, PORTAL, SETTING
from homeport.portals import lifecycle
from homeport.store import Query, Transaction
from tests.conftest import Wire
from tests.oauth.conftest import client_of

SERVER = OAUTH_HOSTS[0]
SHOPS = [f"shop{number}.example.test" for number in range(12)]


@pytest.fixture
def shops(wire: Wire) -> list[str]:
    """More portals."""
    for name in SHOPS:
        lifecycle.create(wire.folder, name)
    return SHOPS


@pytest.fixture
def opened(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of portals as they are opened."""
    names: list[str] = []
    stores = wire.folder.stores
    really = stores.open

    def noting(name: str, *given: object) -> object:
        names.append(name)
        return really(name, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(stores, "open", noting)
    return names


NOTES = Query(select(DEPARTMENT.c.NAME).order_by(DEPARTMENT.c.ID))


def note(tx: Transaction, name: str) -> None:
    departments.add(tx, name)


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def guess(wire: Wire, client_id: str) -> None:
    query = f"grant_type=refresh_token&client_id={client_id}&client_secret=x&refresh_token=x"
    wire.send("/oauth/token/", verb="GET", query=query, content_type=None, host=SERVER)


@pytest.mark.usefixtures("shops")
def test_guesses_open_no_portal(wire: Wire, opened: list[str]) -> None:
    for number in range(3):
        guess(wire, f"local.{number}.1")
        wire.send("/rest/app.info", query=f"auth={number}", host=SERVER)
        wire.send("/rest/app.info", query=f"auth={number:032}", host=SERVER)
        wire.send("/oauth/authorize/", verb="GET", query=f"client_id={number}", content_type=None, host=SERVER)
    assert set(opened) <= {"default"}


def test_an_application_and_its_tokens_open_their_portal_alone(wire: Wire, shops: list[str], opened: list[str]) -> None:
    shop = client_of(wire, wire.portals.get(shops[7]), host=SERVER)
    opened.clear()
    pair = shop.tokens(1)
    told = wire.send("/rest/app.info", query=f"auth={pair['access_token']}", host=SERVER)
    assert told.result["client_id"] == shop.keys.client_id
    lifecycle.rename(wire.folder, shops[7], "moved.example.test")
    assert shop.renew(pair["refresh_token"]).json["member_id"] == pair["member_id"]
    assert set(opened) <= {"default", shops[7], "moved.example.test"}
    other = client_of(wire, wire.portals.get(shops[2]), host=SERVER)  # added after the portals were looked in
    assert other.tokens(1)["user_id"] == 1


def test_few_portals_stay_open_and_closing_loses_nothing(
    wire: Wire, shops: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "MOST_OPEN", 3)
    held: Portal = wire.portals.get(shops[0])
    held.store.write_soon(lambda tx: None)
    before = descriptors()
    for name in shops:
        wire.portals.get(name).store.write_soon(lambda tx, name=name: note(tx, name))  # type: ignore[misc]
    assert len(wire.portals._open) <= 3
    after = descriptors()
    assert after - before <= 5 * 8
    held.store.write_now(lambda tx: None)  # who has one goes on with it
    for name in shops:
        with wire.portals.get(name).store.snapshot() as tx:
            assert [row[0] for row in tx.all(NOTES)] == ["Company", name]


@pytest.mark.parametrize(
    "damage",
    [
        lambda tx: tx.insert(SETTING, {"NAME": "plan", "VALUE": "17"}),
        lambda tx: tx.insert(SETTING, {"NAME": "nonsense", "VALUE": "{"}),
        lambda tx: tx.update(PORTAL, {"ID": 1}, {"TIME_ZONE": "Nowhere/Land"}),
        lambda tx: tx.delete(PORTAL),
    ],
)
def test_a_portal_that_is_damaged_is_in_nobodys_way(wire: Wire, damage: Callable[[Transaction], object]) -> None:
    for name in SHOPS[:3]:
        lifecycle.create(wire.folder, name)
    shop = client_of(wire, wire.portals.get(SHOPS[2]), host=SERVER)
    wire.portals.get(SHOPS[1]).store.write_now(damage)
    pair = shop.tokens(1)
    assert wire.send("/rest/app.info", query=f"auth={pair['access_token']}", host=SERVER).result["user_id"] == 1
    headers = {"authorization": f"Bearer {admin_token(wire.folder.key())}"}
    ready = wire.send("/_homeport/ready", verb="GET", content_type=None, headers=headers)
    assert set(ready.json["portals"]) >= {"default", SHOPS[0], SHOPS[2]}
