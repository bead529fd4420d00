"""Baselines, snapshots and resets: what a portal holds afterwards, and what it stays."""

import pytest
from sqlalchemy import func, select

from homeport.domain.portal import info, settings
from homeport.domain.portal.apps import tokens
from homeport.domain.portal.apps.apps import add as add_app
from homeport.domain.portal.apps.tables import OUTBOX, TOKEN
from homeport.domain.portal.credentials import webhooks
from homeport.portals import lifecycle, saved
from homeport.portals.errors import AlreadyThereError, NotThereError, UnfitError
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import Query, Transaction, files
from tests.conftest import Api, Wire, api_of

SHOP = "shop.example.test"
_TOKENS = Query(select(func.count()).select_from(TOKEN))
_WAITING = Query(select(func.count()).select_from(OUTBOX))


def member_id(folder: DataFolder, name: str) -> str:
    with folder.stores.reading(name) as tx:
        return info.member_id_of(tx)


def sign_in(wire: Wire) -> str:
    """An access token of the default portal."""

    def issue(tx: Transaction) -> str:
        app, _ = add_app(tx, wire.portal.clock, wire.folder.key(), title="Shop", scopes="crm", user_id=1, api_only=True)
        return tokens.issue(tx, wire.portal.clock, wire.folder.key(), app, 1).access

    return wire.portal.store.write_now(issue)


def test_a_portal_is_made_from_each_built_in_baseline(wire: Wire) -> None:
    lifecycle.create(wire.folder, SHOP, "demo")
    lifecycle.create(wire.folder, "bare.example.test")
    with wire.folder.stores.reading(SHOP) as tx:
        assert len(webhooks.listed(tx)) == 2
        assert info.baseline_of(tx) == "demo"
    with wire.folder.stores.reading("bare.example.test") as tx:
        assert webhooks.listed(tx) == []
        assert info.baseline_of(tx) == "empty"
    assert len({member_id(wire.folder, name) for name in wire.folder.names()}) == 3


def test_a_portal_of_a_saved_baseline_has_its_records_and_webhooks_but_nobody_is_signed_in(
    wire: Wire, admin: Api
) -> None:
    admin("crm.deal.add", fields={"TITLE": "Rope for the long pier"})
    token = sign_in(wire)
    saved.save_baseline(wire.folder, "with-rope", DEFAULT)
    lifecycle.create(wire.folder, SHOP, "with-rope")

    found = wire.send(
        admin.base + "crm.deal.list", body=b'{"filter": {"TITLE": "Rope for the long pier"}}', host=SHOP
    ).result
    assert len(found) == 1
    assert wire.send("/rest/app.info", query=f"auth={token}", host=SHOP).json["error"] == "invalid_token"
    assert member_id(wire.folder, SHOP) != member_id(wire.folder, DEFAULT)


def test_a_reset_portal_holds_what_it_was_made_from_and_stays_the_same_portal(wire: Wire, admin: Api) -> None:
    demo = wire.send("/rest/profile").status  # opens it
    before = member_id(wire.folder, DEFAULT)
    deals = len(admin("crm.deal.list", select=["ID"]))
    admin("crm.deal.add", fields={"TITLE": "Rope"})
    wire.set(plan="basic", language="de")

    assert lifecycle.reset(wire.folder, DEFAULT) == "demo"

    assert demo == 401
    assert admin.refused("profile") == (401, "INVALID_CREDENTIALS")
    again = api_of(wire, 1)
    assert len(again("crm.deal.list", select=["ID"])) == deals
    assert member_id(wire.folder, DEFAULT) == before
    with wire.portal.store.snapshot() as tx:
        assert settings.read(tx).plan == "unlimited"
        assert settings.read(tx).language == "en"


def test_a_reset_to_another_baseline_makes_that_the_portals_own(wire: Wire) -> None:
    assert lifecycle.reset(wire.folder, DEFAULT, "empty") == "empty"
    assert lifecycle.reset(wire.folder, DEFAULT) == "empty"


def test_generations_never_repeat_whatever_is_put_in_place(wire: Wire, admin: Api) -> None:
    saved.save_snapshot(wire.folder, DEFAULT, "first")
    seen = []
    for step in range(6):
        if step % 2:
            lifecycle.restore(wire.folder, DEFAULT, "first")
        else:
            lifecycle.reset(wire.folder, DEFAULT)
        with wire.portal.store.snapshot() as tx:
            seen.append(info.identity_of(tx)[1])
    assert seen == sorted(set(seen))


def test_a_restored_snapshot_is_the_portal_as_it_was(wire: Wire, admin: Api) -> None:
    token = sign_in(wire)
    title = admin("crm.deal.get", id=1)["TITLE"]
    saved.save_snapshot(wire.folder, DEFAULT, "before")
    admin("crm.deal.update", id=1, fields={"TITLE": "Changed"})
    late = api_of(wire, 3)

    lifecycle.restore(wire.folder, DEFAULT, "before")

    assert admin("crm.deal.get", id=1)["TITLE"] == title
    assert wire.send("/rest/profile", query=f"auth={token}").status == 200
    assert late.refused("profile") == (401, "INVALID_CREDENTIALS")


def test_what_waits_to_be_delivered_is_not_delivered_by_a_copy_too(wire: Wire) -> None:
    row = {"EVENT": "ONAPPINSTALL", "URL": "http://127.0.0.1:1/", "CLIENT_ID": "local.1", "USER_ID": 1, "DATA": "{}"}
    row |= {"DATE_CREATE": 1.0, "ATTEMPTS": 0, "NEXT_AT": None, "OUTCOME": ""}
    wire.portal.store.write_now(lambda tx: tx.insert(OUTBOX, row))
    saved.save_snapshot(wire.folder, DEFAULT, "before")
    with files.reading(saved.snapshot(wire.folder, DEFAULT, "before")) as tx:
        assert tx.value(_WAITING) == 0


def test_baselines_are_listed_replaced_and_removed(wire: Wire) -> None:
    saved.save_baseline(wire.folder, "mine", DEFAULT)
    with pytest.raises(AlreadyThereError, match="--replace"):
        saved.save_baseline(wire.folder, "mine", DEFAULT)
    saved.save_baseline(wire.folder, "mine", DEFAULT, replace=True)
    assert [each.name for each in saved.baselines(wire.folder)] == ["empty", "demo", "mine"]
    lifecycle.reset(wire.folder, DEFAULT, "mine")
    saved.remove_baseline(wire.folder, "mine")
    assert [each.name for each in saved.baselines(wire.folder)] == ["empty", "demo"]
    with pytest.raises(NotThereError, match="There are: empty, demo"):
        lifecycle.reset(wire.folder, DEFAULT)


def test_a_name_of_a_baseline_cannot_leave_its_folder(wire: Wire) -> None:
    for name in ("../evil", "a/b", "", ".hidden", "Upper", "x" * 65, "a\0b"):
        with pytest.raises(UnfitError):
            saved.save_baseline(wire.folder, name, DEFAULT)
        with pytest.raises(UnfitError):
            saved.save_snapshot(wire.folder, DEFAULT, name)
        with pytest.raises((NotThereError, UnfitError)):
            lifecycle.create(wire.folder, SHOP, name)
    for name in ("demo", "empty"):
        with pytest.raises(UnfitError, match="comes with Homeport"):
            saved.save_baseline(wire.folder, name, DEFAULT)
        with pytest.raises(UnfitError, match="comes with Homeport"):
            saved.remove_baseline(wire.folder, name)


def test_what_is_not_there_is_told(wire: Wire) -> None:
    with pytest.raises(NotThereError, match="no portal gone"):
        lifecycle.reset(wire.folder, "gone.example.test")
    with pytest.raises(NotThereError, match="no snapshot never"):
        lifecycle.restore(wire.folder, DEFAULT, "never")
    with pytest.raises(NotThereError, match="no baseline never"):
        lifecycle.create(wire.folder, SHOP, "never")
    assert wire.folder.names() == [DEFAULT]
    with pytest.raises(AlreadyThereError):
        lifecycle.create(wire.folder, DEFAULT)


def test_nothing_is_left_beside_the_files(wire: Wire) -> None:
    saved.save_baseline(wire.folder, "mine", DEFAULT)
    lifecycle.create(wire.folder, SHOP, "mine")
    lifecycle.reset(wire.folder, SHOP)
    with pytest.raises(AlreadyThereError):
        lifecycle.create(wire.folder, SHOP, "mine")
    assert [path for path in wire.folder.path.rglob("*") if "~" in path.name] == []
