"""Installing and uninstalling: what an application's handler is told, in the form that clients read."""

import sqlite3
from contextlib import closing
from urllib.parse import parse_qsl

import pytest
from b24pysdk.credentials import OAuthEventData

from homeport.core import phpquery
from homeport.domain.portal import info
from homeport.domain.portal.apps import apps
from homeport.domain.portal.tables import USER
from homeport.store.schema import METADATA
from homeport.testing.credentials import Refused, call
from homeport.testing.portal import LocalPortal
from tests.deliver.conftest import Applications
from tests.dump import dumped
from tests.handler import Handler


def test_the_handler_is_told_of_the_installation_with_tokens_that_work(
    applications_of_portal: Applications, portal: LocalPortal, handler: Handler
) -> None:
    app = applications_of_portal.add("http://localhost:1/page", install_url=f"{handler.url}?install=1")
    path, told, headers = handler.next_request()
    assert path == "/handler.php?install=1"
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    auth = told.pop("auth")
    member_id = portal.read(info.member_id_of)
    assert told == {
        "event": "ONAPPINSTALL",
        "event_handler_id": "0",
        "data": {"VERSION": "1", "ACTIVE": "Y", "INSTALLED": "Y", "LANGUAGE_ID": "en"},
        "ts": told["ts"],
    }
    assert told["ts"].isdecimal()
    address = portal.https
    assert auth == {
        "access_token": auth["access_token"],
        "refresh_token": auth["refresh_token"],
        "expires": str(int(told["ts"]) + 3600),
        "expires_in": "3600",
        "scope": "crm,user",
        "domain": address.removeprefix("https://"),
        "server_endpoint": f"{address}/rest/",
        "client_endpoint": f"{address}/rest/",
        "status": "L",
        "member_id": member_id,
        "user_id": "1",
        "application_token": apps.application_token(portal.folder.key(), member_id, app.client_id),
    }
    found = call(f"{portal.http}/rest/app.info", {"auth": auth["access_token"]})
    assert (found["CODE"], found["INSTALLED"]) == (app.client_id, True)


def test_the_call_is_read_by_b24pysdk(applications_of_portal: Applications, handler: Handler) -> None:
    applications_of_portal.add(handler.url)
    told = handler.next()
    flat = dict(pair for pair in _flattened(told))
    event = OAuthEventData.from_dict(flat)
    assert (event.event, event.auth.scope, event.auth.status.value) == ("ONAPPINSTALL", ["crm", "user"], "L")
    assert event.auth.oauth_token is not None
    assert event.auth.oauth_token.expires_in == 3600
    assert event.auth.application_token == told["auth"]["application_token"]


def _flattened(told: dict[str, object]) -> list[tuple[str, str]]:
    return parse_qsl(phpquery.build(told))


def test_the_call_comes_once(applications_of_portal: Applications, handler: Handler) -> None:
    applications_of_portal.add(handler.url)
    handler.next()
    call = applications_of_portal.tried()
    assert (call.attempts, call.outcome, call.next_at, call.delivered) == (1, "200", None, True)
    app = applications_of_portal.add(handler.url, title="Another")
    assert handler.next()["event"] == "ONAPPINSTALL"
    assert handler.is_idle
    assert app.installed


def test_an_application_with_a_page_is_told_once_its_installation_is_complete(
    applications_of_portal: Applications, handler: Handler
) -> None:
    app = applications_of_portal.add(handler.url, api_only=False, install_url=f"{handler.url}?wizard")
    assert not app.installed
    assert applications_of_portal.calls() == []
    applications_of_portal.install(app)
    path, told, _ = handler.next_request()
    assert path.endswith("?wizard")
    assert told["data"]["INSTALLED"] == "Y"


def test_installing_again_tells_again_with_the_tokens_of_whoever_did(
    applications_of_portal: Applications, portal: LocalPortal, handler: Handler
) -> None:
    app = applications_of_portal.add(handler.url)
    first = handler.next()["auth"]
    portal.write(lambda tx: tx.update(USER, {"ID": 2}, {"IS_ADMIN": "Y"}))
    applications_of_portal.install(app, 2)
    second = handler.next()["auth"]
    assert second["user_id"] == "2"
    assert second["access_token"] != first["access_token"]
    assert second["application_token"] == first["application_token"]


def test_the_handler_is_told_of_the_uninstallation_without_tokens_and_nothing_is_left(
    applications_of_portal: Applications, portal: LocalPortal, handler: Handler
) -> None:
    app = applications_of_portal.add(handler.url, members=("U1", "D2"))
    token = handler.next()["auth"]["access_token"]
    call(f"{portal.http}/rest/app.option.set", {"auth": token, "options": {"a": 1}})
    call(f"{portal.http}/rest/user.option.set", {"auth": token, "options": {"a": 1}})
    applications_of_portal.uninstall(app)
    told = handler.next()
    assert told["event"] == "ONAPPUNINSTALL"
    assert told["data"] == {"LANGUAGE_ID": "en", "CLEAN": "1"}
    assert set(told["auth"]) == {"domain", "server_endpoint", "client_endpoint", "member_id", "application_token"}
    with pytest.raises(Refused) as refusal:
        call(f"{portal.http}/rest/app.info", {"auth": token})
    assert (refusal.value.status, refusal.value.code) == (401, "APPLICATION_NOT_FOUND")
    assert applications_of_portal.tried().delivered
    _assert_nothing_is_left(portal, app)


def _assert_nothing_is_left(portal: LocalPortal, app: apps.App) -> None:
    with closing(sqlite3.connect(portal.folder.portal_file(portal.name))) as database:
        for table in METADATA.tables.values():
            if "APP_ID" in table.c:
                found = database.execute(f'SELECT * FROM "{table.name}" WHERE APP_ID = ?', (app.id,)).fetchall()
                assert found == [], table.name
        events = database.execute("SELECT EVENT FROM portal_outbox").fetchall()
    assert events == [("ONAPPUNINSTALL",)], "how that call ended is kept"


def test_what_was_not_wholly_installed_is_not_told(applications_of_portal: Applications, handler: Handler) -> None:
    app = applications_of_portal.add(handler.url, api_only=False, install_url=handler.url)
    applications_of_portal.uninstall(app)
    assert applications_of_portal.calls() == []


def test_an_application_without_addresses_is_told_nothing(applications_of_portal: Applications) -> None:
    app = applications_of_portal.add("")
    applications_of_portal.uninstall(app)
    assert applications_of_portal.calls() == []


def test_an_installer_whom_the_application_is_closed_to_is_told_and_refused(
    applications_of_portal: Applications, portal: LocalPortal, handler: Handler
) -> None:
    applications_of_portal.add(handler.url, members=("U3",))
    token = handler.next()["auth"]["access_token"]
    with pytest.raises(Refused) as refusal:
        call(f"{portal.http}/rest/app.info", {"auth": token})
    assert (refusal.value.status, refusal.value.code) == (403, "user_access_error")


def test_secrets_are_never_stored(applications_of_portal: Applications, portal: LocalPortal, handler: Handler) -> None:
    applications_of_portal.add(handler.url)
    auth = handler.next()["auth"]
    applications_of_portal.tried()
    dump = "\n".join(dumped(portal.folder.portal_file(portal.name)))
    for name in ("access_token", "refresh_token", "application_token"):
        assert auth[name] not in dump


def test_an_application_that_goes_while_it_is_told_of_its_installation_is_told_of_that_too(
    portal: LocalPortal, handler: Handler
) -> None:
    handler.hold.clear()
    app = portal.app(scope="crm", handler=handler.url, install=handler.url)
    assert handler.next()["event"] == "ONAPPINSTALL"
    app.uninstall()  # its own call is forgotten, and the new one may get the same id
    handler.hold.set()
    assert handler.next()["event"] == "ONAPPUNINSTALL"
