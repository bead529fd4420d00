"""Who may use ``/mcp``, and what of HTTP it answers."""

import json

import pytest

from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.credentials.admin import admin_token
from tests.conftest import Answer, Wire, api_of

PING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
ACCEPT = {"accept": "application/json, text/event-stream"}


def ask(wire: Wire, token: str = "", host: str = "localhost:8080", body: object = PING, **headers: str) -> Answer:
    given = {**ACCEPT, **({"authorization": f"Bearer {token}"} if token else {}), **headers}
    return wire.send("/mcp/", body=json.dumps(body).encode(), host=host, headers=given)


def reason_of(answer: Answer) -> str:
    """Why a request was refused, as clients that know JSON-RPC alone find it."""
    told = answer.json
    assert (told["jsonrpc"], told["id"], told["error"]["code"]) == ("2.0", None, -32000)
    assert told["error"]["data"]["status"] == answer.status
    reason: str = told["error"]["message"]
    return reason


@pytest.fixture
def operator(wire: Wire) -> str:
    return admin_token(wire.folder.key())


def test_the_admin_token_opens_it(wire: Wire, operator: str) -> None:
    answer = ask(wire, operator)
    assert answer.status == 200
    assert "homeport-requests" in [tool["name"] for tool in answer.json["result"]["tools"]]


@pytest.mark.parametrize("token", ["", "wrong", "1", "1/", "/x", "1/../../admin", "9" * 30 + "/x", "é/ü"])
def test_without_a_right_token_it_stays_closed(wire: Wire, token: str) -> None:
    answer = ask(wire, token)
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert reason_of(answer).startswith("Send the admin token")


def test_a_wrong_webhook_is_refused_as_everywhere(wire: Wire) -> None:
    answer = ask(wire, "1/abcdefgh12345678")
    assert (answer.status, answer.json["error"]["data"]["error"]) == (401, "INVALID_CREDENTIALS")
    assert reason_of(answer) == "Invalid request credentials"


@pytest.mark.parametrize("form", ["{}", "/{}/", "https://localhost:8443/rest/{}/", "http://127.0.0.1:8080/rest/{}"])
def test_a_webhook_is_taken_as_its_address_too(wire: Wire, form: str) -> None:
    token = "/".join(api_of(wire, 3).base.split("/")[2:4])
    answer = ask(wire, form.format(token))
    assert answer.status == 200
    assert "homeport-requests" not in [tool["name"] for tool in answer.json["result"]["tools"]]


@pytest.mark.parametrize(
    "token", ["https://localhost:8443/rest/", "https://localhost/rest/1/x/profile", "ftp://localhost/rest/1/x/", "1//x"]
)
def test_what_is_no_address_of_a_webhook_is_refused(wire: Wire, token: str) -> None:
    assert ask(wire, token).status == 401


def test_a_webhook_opens_it_until_it_is_blocked(wire: Wire) -> None:
    token = "/".join(api_of(wire, 3).base.split("/")[2:4])
    assert ask(wire, token).status == 200
    portal = wire.portal
    number = max(each["ID"] for each in portal.store.write_now(webhooks.listed))
    portal.store.write_now(lambda tx: webhooks.block(tx, number, True))
    assert ask(wire, token).status == 503


def test_guessing_is_slowed_down(wire: Wire, operator: str) -> None:
    statuses = [ask(wire, f"1/guess{number:011}").status for number in range(120)]
    assert statuses[0] == 401
    assert statuses[-1] == 503


@pytest.mark.parametrize("origin", ["https://evil.example.test", "null", "http://localhost:8080"])
def test_a_page_in_a_browser_is_refused(wire: Wire, operator: str, origin: str) -> None:
    answer = ask(wire, operator, origin=origin)
    assert (answer.status, reason_of(answer)) == (403, "Invalid Origin header")


@pytest.mark.parametrize("host", ["evil.example.test", "evil.example.test:8080", "localhost.evil.example.test"])
def test_a_host_name_that_is_not_ours_is_refused(wire: Wire, operator: str, host: str) -> None:
    answer = ask(wire, operator, host=host)
    assert (answer.status, reason_of(answer)) == (421, "Invalid Host header")


@pytest.mark.parametrize("verb", ["GET", "DELETE", "PUT"])
def test_only_post_is_answered(wire: Wire, operator: str, verb: str) -> None:
    answer = wire.send("/mcp", verb=verb, host="localhost", headers={"authorization": f"Bearer {operator}", **ACCEPT})
    assert answer.status == 405


def test_below_it_is_nothing(wire: Wire, operator: str) -> None:
    answer = wire.send("/mcp/more", host="localhost", headers={"authorization": f"Bearer {operator}", **ACCEPT})
    assert answer.status == 404


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"jsonrpc":"2.0"}', b'{"jsonrpc":"2.0","id":1,"method":3}']
)
def test_what_is_no_message_is_refused(wire: Wire, operator: str, body: bytes) -> None:
    headers = {"authorization": f"Bearer {operator}", **ACCEPT}
    answer = wire.send("/mcp", body=body, host="localhost", headers=headers)
    assert 400 <= answer.status < 500


def test_a_body_that_is_too_large_is_refused(wire: Wire, operator: str) -> None:
    assert ask(wire, operator, body={"x": "y" * 1_100_000}).status == 413
