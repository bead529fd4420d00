"""Secrets of the authorization server are neither stored, nor kept in the request log, nor logged."""

import json
from urllib.parse import urlencode

import pytest

from homeport.domain.portal import settings
from homeport.domain.portal.calls.requests import Entry
from homeport.domain.portal.people import passwords
from tests.conftest import Wire
from tests.oauth.browser import Browser
from tests.oauth.conftest import Client
from tests.wire.test_faults import log

PASSWORD = "planted passw0rd value"


def test_the_request_log_tells_of_tokens_without_them(client: Client) -> None:
    found = client.tokens(3)
    entry = log(client.wire)[-1]
    assert (entry.verb, entry.method, entry.status, entry.error) == ("GET", "oauth/token", 200, "")
    assert (entry.credential, entry.user) == (f"app:{client.app.id}", 3)
    assert entry.params == {
        "grant_type": "authorization_code",
        "client_id": client.keys.client_id,
        "client_secret": "***",
        "code": "***",
    }
    assert entry.statements > 3
    client.renew(found["refresh_token"] + "x")
    entry = log(client.wire)[-1]
    assert (entry.status, entry.error, entry.user) == (400, "invalid_grant", 0)
    client.exchange("authorization_code", code="x", client_id="local.1.1")
    entry = log(client.wire)[-1]
    assert (entry.status, entry.error, entry.credential) == (200, "wrong_client", "")


def test_no_secret_is_kept_anywhere(
    wire: Wire, client: Client, browser: Browser, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    wire.portal.store.write_now(lambda tx: passwords.store(tx, 3, passwords.hashed(PASSWORD)))
    browser.sign_in_with("clara.mast@example.test", PASSWORD)
    session = browser.cookies["homeport"]
    form = browser.page("/oauth/authorize/", client.asked()).forms["/oauth/authorize/"]
    browser.post("/oauth/authorize/", {**form, "choice": "allow"})
    code = client.code()
    pair = client.exchange("authorization_code", code=code).json
    secrets = [PASSWORD, session, form["token"], code, client.keys.client_secret]
    secrets += [pair["access_token"], pair["refresh_token"]]
    given = {"client_id": client.keys.client_id, "client_secret": client.keys.client_secret}
    given |= {"grant_type": "refresh_token", "refresh_token": pair["refresh_token"], "code": code, "auth": session}
    for content_type in (None, "application/json", "text/plain", "multipart/form-data; boundary=x"):
        for body in (urlencode(given), json.dumps(given), json.dumps([given]), json.dumps({"a": {"b": given}})):
            wire.send("/oauth/token/", body=body.encode(), content_type=content_type)
            wire.send("/oauth/token/", query=body.encode(), verb="GET")
            wire.send("/rest/app.info", query=body.encode(), host="oauth.bitrix.info")
    renewed = client.renew(pair["refresh_token"]).json
    secrets += [renewed[name] for name in ("access_token", "refresh_token") if name in renewed]
    client.call(pair["access_token"])
    # something unexpected, with secrets in its path and query
    wire.portal.store.write_now(lambda tx: settings.change(tx, {"request_seconds": 1e-6}))
    client.renew(pair["refresh_token"])
    assert log(wire)
    wire.close()
    told = capfd.readouterr()
    kept = [caplog.text, told.out, told.err]
    kept += [path.read_bytes().decode("latin-1") for path in wire.folder.path.rglob("*") if path.is_file()]
    for secret in secrets:
        assert not [text for text in kept if secret in text], secret


def test_entries_are_readable(client: Client) -> None:
    client.tokens(3)
    assert all(isinstance(entry, Entry) for entry in log(client.wire))
