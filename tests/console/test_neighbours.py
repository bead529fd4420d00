"""Two portals of a server: what an administrator of one finds of the other, which is nothing."""

import pytest

from homeport.portals import lifecycle, saved
from homeport.server.addresses import Addresses
from homeport.store.journal import Journal
from tests.conftest import Wire, api_of
from tests.console.test_operating import BASELINES, send
from tests.oauth.browser import Browser, Page

SHOP = "shop.example.test"
SAVE, USE, REMOVE = (f"{BASELINES}baseline/{verb}/" for verb in ("save", "use", "remove"))


@pytest.fixture
def developer(wire: Wire) -> Browser:
    """The administrator of the default portal."""
    browser = Browser(wire)
    assert browser.sign_in(1).status == 303
    return browser


@pytest.fixture
def neighbour(wire: Wire) -> Browser:
    """The administrator of another portal."""
    Addresses("http://localhost:8080", "https://localhost:8443").write(wire.folder)
    lifecycle.create(wire.folder, SHOP, "demo")
    browser = Browser(wire, host=f"{SHOP}:8443", scheme="https")
    assert browser.sign_in(1).status == 303
    return browser


def names(browser: Browser) -> set[str]:
    """The baselines on the page that can be removed."""
    body = browser.get(BASELINES).body.decode()
    return {name for name in ("shop", "ours") if f'value="{name}"' in body}


def test_an_administrator_sees_uses_and_removes_the_portals_own_baselines_alone(
    wire: Wire, developer: Browser, neighbour: Browser
) -> None:
    send(developer, BASELINES, SAVE, name="ours")
    assert names(developer) == {"ours"}
    assert names(neighbour) == set()
    for action in (USE, REMOVE):
        answer = neighbour.post(action, {**neighbour.page(BASELINES).forms[USE], "name": "ours"})
        assert "There is no baseline ours. There are: empty, demo." in Page(answer).text
    assert "is taken" in send(neighbour, BASELINES, SAVE, name="ours", replace="yes").text
    assert names(developer) == {"ours"}
    api_of(wire, 1)("crm.deal.update", id=1, fields={"TITLE": "Changed"})
    assert "made from" in send(developer, BASELINES, USE, name="ours").text
    assert api_of(wire, 1)("crm.deal.get", id=1)["TITLE"] != "Changed"
    lifecycle.create(wire.folder, "test.example.test", "ours")  # the operator makes any portal of any baseline
    send(developer, BASELINES, REMOVE, name="ours")
    assert names(developer) == set()


def test_a_new_portal_has_nothing_of_an_older_one_of_its_name(wire: Wire) -> None:
    lifecycle.create(wire.folder, SHOP)
    saved.save_snapshot(wire.folder, SHOP, "old")
    snapshot = wire.folder.snapshot_file(SHOP, "old")
    kept = snapshot.read_bytes()
    lifecycle.remove(wire.folder, SHOP)
    snapshot.parent.mkdir()  # what a crash, or a worker that was about to write, has left
    snapshot.write_bytes(kept)
    Journal(wire.folder.journal_file(SHOP)).append(b"{}")
    lifecycle.create(wire.folder, SHOP)
    assert saved.snapshots(wire.folder, SHOP) == []
    assert list(Journal(wire.folder.journal_file(SHOP)).lines()) == []
