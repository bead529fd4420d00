"""The authorization server's own host names, and several portals behind them."""

import sqlite3
import ssl
from pathlib import Path
from urllib.parse import urlencode

import pytest

from homeport.core.hosts import OAUTH_HOSTS
from homeport.portals import lifecycle
from homeport.server.addresses import Addresses
from homeport.server.tls import server_certificate
from homeport.server.trust import ca_file
from tests.conftest import Answer, Wire
from tests.oauth.browser import Browser, Page
from tests.oauth.conftest import START, Client, client_of, returned

SHOP = "shop.example.test"
SERVER = "oauth.bitrix.info"


@pytest.fixture
def shop(wire: Wire) -> Client:
    """An application on another portal of the same server."""
    Addresses.at("crm.example.test", 8080, 443).write(wire.folder)
    lifecycle.create(wire.folder, SHOP)
    return client_of(wire, wire.portals.get(SHOP), host=SHOP, title="Shop sync")


def _info(client: Client, token: str, path: str = "/rest/app.info", host: str = SERVER) -> Answer:
    return client.wire.send(path, query=urlencode({"auth": token}), host=host, scheme="https")


@pytest.mark.parametrize("host", [*OAUTH_HOSTS, "OAuth.Bitrix.Info", "oauth.bitrix.info:8443"])
def test_there_the_application_tells_the_portal(wire: Wire, client: Client, shop: Client, host: str) -> None:
    for each, user_id, own in ((client, 3, "crm.example.test"), (shop, 1, SHOP)):
        each.host = host
        found = each.tokens(user_id)
        assert found["client_endpoint"] == f"https://{own}/rest/"
        assert found["server_endpoint"] == f"http://{host}/rest/"
        assert found["domain"] == host
        each.host = own
        assert each.call(found["access_token"]).result["ID"] == str(user_id)
        each.host = host
        renewed = each.renew(found["refresh_token"]).json
        assert renewed["member_id"] == found["member_id"]
    assert client.exchange("refresh_token", refresh_token="x", client_id="local.1.1").error[:2] == (200, "wrong_client")


def test_on_a_portals_own_host_only_its_own_applications_are_known(client: Client, shop: Client) -> None:
    ours, theirs = client.tokens(3), shop.tokens(1)
    assert ours["client_endpoint"] == "http://localhost:8080/rest/"
    assert theirs["client_endpoint"] == f"http://{SHOP}/rest/"
    code, theirs_code = client.code(3), shop.code(1)
    client.host, shop.host = SHOP, "localhost:8080"
    for stranger, pair, its_code in ((client, ours, code), (shop, theirs, theirs_code)):
        assert stranger.exchange("authorization_code", code=its_code).error[:2] == (200, "wrong_client")
        assert stranger.renew(pair["refresh_token"]).error[:2] == (200, "wrong_client")
        assert stranger.call(pair["access_token"]).error[:2] == (401, "invalid_token")


def test_what_one_portal_gave_is_nothing_to_the_other_with_the_right_client(client: Client, shop: Client) -> None:
    code, refresh = client.code(3), client.tokens(3)["refresh_token"]
    for host in (SHOP, SERVER):
        shop.host = host
        assert shop.exchange("authorization_code", code=code).error[:2] == (400, "invalid_grant")
        assert shop.renew(refresh).error[:2] == (400, "invalid_grant")
    assert client.exchange("authorization_code", code=code).status == client.renew(refresh).status == 200


def test_a_removed_portal_is_not_looked_in_any_more(wire: Wire, shop: Client) -> None:
    shop.host = SERVER
    pair = shop.tokens(1)
    lifecycle.remove(wire.folder, SHOP)
    assert shop.renew(pair["refresh_token"]).error[:2] == (200, "wrong_client")
    assert _info(shop, pair["access_token"]).error[:2] == (401, "invalid_token")


@pytest.mark.usefixtures("in_files")
def test_a_portal_that_cannot_be_opened_is_in_nobodys_way(
    wire: Wire, shop: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite3.connect(wire.folder.portal_file("broken.example.test")) as other:
        other.execute("CREATE TABLE notes (text)")
    shop.host = SERVER
    assert shop.tokens(1)["user_id"] == 1
    assert "broken.example.test" in caplog.text


# app.info of the authorization server


@pytest.mark.parametrize("path", ["/rest/app.info", "/rest/app.info/", "/rest//app.info.json", "//rest/app.info"])
def test_the_server_tells_what_an_access_token_is_for(wire: Wire, shop: Client, client: Client, path: str) -> None:
    wire.freeze(START)
    pair = client.tokens(3)
    answer = _info(client, pair["access_token"], path)
    assert answer.result == {
        "client_id": client.keys.client_id,
        "scope": "crm,user",
        "expires": "2026-05-28T21:26:40+00:00",
        "install": {
            "installed": True,
            "version": 1,
            "status": "L",
            "scope": "crm,user",
            "domain": "crm.example.test",
            "uri": "https://crm.example.test",
            "client_endpoint": "https://crm.example.test/rest/",
            "member_id": pair["member_id"],
            "member_type": "portal",
        },
        "user_id": 3,
    }
    assert {"start", "finish", "operating", "operating_reset_at"} <= answer.json["time"].keys()
    assert _info(shop, shop.tokens(1)["access_token"], path).result["install"]["domain"] == SHOP


def test_it_takes_the_token_from_a_body_too(client: Client) -> None:
    token = client.tokens(3)["access_token"]
    for body in (b'{"auth": "%s"}' % token.encode(), b"auth=" + token.encode()):
        answer = client.wire.send("/rest/app.info", body=body, content_type=None, host=SERVER)
        assert answer.result["user_id"] == 3


def test_it_takes_the_token_from_the_header_too(client: Client, shop: Client) -> None:
    for each, user_id in ((client, 3), (shop, 1)):
        sent = {"authorization": f"Bearer {each.tokens(user_id)['access_token']}"}
        answer = each.wire.send("/rest/app.info", headers=sent, host=SERVER)
        assert (answer.result["client_id"], answer.result["user_id"]) == (each.keys.client_id, user_id)


def test_it_refuses_what_is_no_access_token(wire: Wire, client: Client) -> None:
    wire.freeze(START)
    pair = client.tokens(3)
    assert client.wire.send("/rest/app.info", host=SERVER).error[:2] == (401, "NO_AUTH_FOUND")
    assert _info(client, "x" * 32).error[:2] == (401, "invalid_token")
    assert _info(client, pair["refresh_token"]).error[:2] == (401, "invalid_token")
    assert client.wire.send("/rest/app.info", body=b'{"auth": [1]}', host=SERVER).error[0] == 400
    wire.freeze(START + 3600)
    assert _info(client, pair["access_token"]).error[:2] == (401, "expired_token")


def test_the_server_has_no_other_methods(client: Client) -> None:
    token = client.tokens(3)["access_token"]
    for path in ("/rest/profile", "/rest/1/code/profile", "/rest/app.info.more", "/rest/", "/rest/batch"):
        assert _info(client, token, path).error[:2] == (404, "ERROR_METHOD_NOT_FOUND")


# Signing in


def test_people_sign_in_on_their_portal_and_nowhere_else(wire: Wire, shop: Client, client: Client) -> None:
    browser = Browser(wire, host=SERVER, scheme="https")
    for each, own in ((client, "crm.example.test"), (shop, SHOP)):
        answer = browser.get("/oauth/authorize/", each.asked())
        assert answer.status == 302
        assert answer.headers["location"] == f"https://{own}/oauth/authorize/?{each.asked()}"
    answer = browser.get("/sign-in/")
    assert answer.status == 404
    assert Page(answer).forms == {}


def test_a_session_on_one_portal_is_none_on_another(wire: Wire, browser: Browser, shop: Client) -> None:
    browser.sign_in(1)
    form = browser.page("/").forms["/sign-out/"]
    browser.host = SHOP
    assert browser.signed_in_as() == ""
    assert browser.post("/sign-out/", form).status == 403


def test_a_portal_that_was_renamed_leads_to_its_new_name(wire: Wire, shop: Client) -> None:
    lifecycle.rename(wire.folder, SHOP, "store.example.test")
    browser = Browser(wire, host=f"{SHOP}:8443", scheme="https")
    answer = browser.get("/oauth/authorize/", b"client_id=a&state=%0d\xff")
    assert answer.status == 302
    address, query = returned(answer)
    assert address == "https://store.example.test:8443/oauth/authorize/"
    assert query["client_id"] == "a"


# The certificate


def test_the_certificate_covers_the_servers_names_under_the_same_authority(tmp_path: Path) -> None:
    folder = tmp_path / "certificates"
    server_certificate(folder, ())
    authority = ca_file(folder).read_bytes()
    (folder / "server.names").write_text("localhost\n127.0.0.1\n::1")  # as made by the version before
    certificate = server_certificate(folder, ("crm.example.test",))
    assert ca_file(folder).read_bytes() == authority
    context = ssl.create_default_context(cafile=str(ca_file(folder)))
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate)
    for name in (*OAUTH_HOSTS, "localhost", "crm.example.test"):
        to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
        client = context.wrap_bio(to_client, to_server, server_hostname=name)
        server = served.wrap_bio(to_server, to_client, server_side=True)
        _shake_hands(client, server)
        assert client.getpeercert()


def _shake_hands(client: ssl.SSLObject, server: ssl.SSLObject) -> None:
    pending = [client, server]
    while pending:
        for side in list(pending):
            try:
                side.do_handshake()
                pending.remove(side)
            except ssl.SSLWantReadError:
                continue
