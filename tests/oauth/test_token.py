"""``/oauth/token/``: what comes for a code or a refresh token, and what does not."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from homeport.domain.portal.apps import apps
from homeport.domain.portal.calls import faults
from homeport.domain.portal.calls.faults import Rule
from homeport.domain.user import staff
from tests.conftest import Wire
from tests.oauth.conftest import START, Client, client_of

DAY = 24 * 3600


def test_a_code_becomes_tokens_with_all_that_clients_read(wire: Wire, client: Client) -> None:
    wire.freeze(START)
    answer = client.exchange("authorization_code", code=client.code())
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["access-control-allow-origin"] == "*"
    found = answer.json
    assert len(found.pop("access_token")) == len(found.pop("refresh_token")) == 32
    assert len(found.pop("member_id")) == 32
    assert found == {
        "expires": int(START) + 3600,
        "expires_in": 3600,
        "scope": "crm,user",
        "domain": "localhost:8080",
        "server_endpoint": "http://localhost:8080/rest/",
        "client_endpoint": "http://localhost:8080/rest/",
        "status": "L",
        "user_id": 3,
    }


def test_an_access_token_calls_methods_as_its_user_within_the_scopes(client: Client) -> None:
    token = client.tokens(3)["access_token"]
    assert client.call(token).result["ID"] == "3"
    assert client.call(token, "crm.lead.fields").status == 200
    assert client.call(token, "department.get").error[:2] == (403, "insufficient_scope")


@pytest.mark.parametrize(
    ("verb", "kind"),
    [("GET", None), ("POST", None), ("POST", "application/x-www-form-urlencoded"), ("POST", "application/json")],
)
@pytest.mark.parametrize("path", ["/oauth/token/", "/oauth/token", "//oauth/token/", "/rest//oauth/token/"])
def test_it_is_asked_in_every_way_that_clients_know(client: Client, verb: str, kind: str | None, path: str) -> None:
    given = {
        "grant_type": "authorization_code",
        "client_id": client.keys.client_id,
        "client_secret": client.keys.client_secret,
        "code": client.code(),
    }
    if verb == "GET":
        answer = client.wire.send(path, verb=verb, query=urlencode(given), content_type=kind)
    else:
        body = json.dumps(given) if kind == "application/json" else urlencode(given)
        answer = client.wire.send(path, query="bx24_request_id=1", body=body.encode(), content_type=kind)
    assert answer.status == 200
    assert answer.json["user_id"] == 3


def test_https_and_another_port_are_answered_as_they_were_asked(client: Client) -> None:
    for scheme, host, base in (
        ("https", "localhost:8443", "https://localhost:8443"),
        ("https", "portal.example.test:443", "https://portal.example.test"),
        ("http", "portal.example.test:80", "http://portal.example.test"),
        ("http", "[::1]:8080", "http://[::1]:8080"),
        ("https", 'ev"il\\', "https://localhost:8443"),
        ("https", "", "https://localhost:8443"),
    ):
        given = {
            "grant_type": "authorization_code",
            "client_id": client.keys.client_id,
            "client_secret": client.keys.client_secret,
            "code": client.code(),
        }
        found = client.wire.send("/oauth/token/", query=urlencode(given), host=host, scheme=scheme).json
        assert found["server_endpoint"] == found["client_endpoint"] == f"{base}/rest/"
        assert found["domain"] == base.partition("://")[2]


# Lifetimes


def test_a_code_lives_for_thirty_seconds(wire: Wire, client: Client) -> None:
    wire.freeze(START)
    early, late = client.code(), client.code()
    wire.freeze(START + 29.999)
    assert client.exchange("authorization_code", code=early).status == 200
    wire.freeze(START + 30)
    assert client.exchange("authorization_code", code=late).error[:2] == (400, "invalid_grant")


def test_an_access_token_lives_for_an_hour(wire: Wire, client: Client) -> None:
    wire.freeze(START)
    token = client.tokens()["access_token"]
    wire.freeze(START + 3599.999)
    assert client.call(token).status == 200
    wire.freeze(START + 3600)
    assert client.call(token).error[:2] == (401, "expired_token")


def test_a_refresh_token_lives_for_180_days(wire: Wire, client: Client) -> None:
    wire.freeze(START)
    early, late = client.tokens()["refresh_token"], client.tokens()["refresh_token"]
    wire.freeze(START + 180 * DAY - 0.001)
    renewed = client.renew(early)
    assert renewed.status == 200
    wire.freeze(START + 180 * DAY)
    assert client.renew(late).error[:2] == (400, "invalid_grant")
    assert client.renew(renewed.json["refresh_token"]).status == 200


# Once only


def test_a_code_works_once(client: Client) -> None:
    code = client.code()
    first = client.exchange("authorization_code", code=code).json
    assert client.exchange("authorization_code", code=code).error[:2] == (400, "invalid_grant")
    assert client.call(first["access_token"]).status == 200


def test_a_refresh_token_works_once_and_gives_another(client: Client) -> None:
    old = client.tokens()
    new = client.renew(old["refresh_token"]).json
    assert new.keys() == old.keys()
    assert {new["access_token"], new["refresh_token"]}.isdisjoint({old["access_token"], old["refresh_token"]})
    assert client.renew(old["refresh_token"]).error[:2] == (400, "invalid_grant")
    assert client.call(old["access_token"]).status == client.call(new["access_token"]).status == 200
    assert client.renew(new["refresh_token"]).status == 200


@pytest.mark.parametrize("grant_type", ["authorization_code", "refresh_token"])
def test_of_many_who_send_the_same_at_once_one_gets_tokens(client: Client, grant_type: str) -> None:
    name = "code" if grant_type == "authorization_code" else "refresh_token"
    given = {
        "grant_type": grant_type,
        "client_id": client.keys.client_id,
        "client_secret": client.keys.client_secret,
        name: client.code() if name == "code" else client.tokens()["refresh_token"],
    }
    answers = client.wire.send_together([{"path": "/oauth/token/", "query": urlencode(given)}] * 20)
    assert sorted(answer.status for answer in answers) == [200] + [400] * 19


# What is no credential


def test_tokens_are_no_codes_and_codes_no_tokens(client: Client) -> None:
    pair = client.tokens()
    for grant_type, fields in (
        ("authorization_code", {"code": pair["refresh_token"]}),
        ("authorization_code", {"code": pair["access_token"]}),
        ("refresh_token", {"refresh_token": pair["access_token"]}),
        ("refresh_token", {"refresh_token": client.code()}),
        ("refresh_token", {"refresh_token": "' OR 1=1 --"}),
    ):
        assert client.exchange(grant_type, **fields).error[:2] == (400, "invalid_grant")
    assert client.call(pair["refresh_token"]).error[:2] == (401, "invalid_token")
    assert client.renew(pair["refresh_token"]).status == 200


def test_what_one_application_was_given_is_nothing_to_another(wire: Wire, client: Client) -> None:
    other = client_of(wire, title="Other")
    code, refresh = client.code(), client.tokens()["refresh_token"]
    assert other.exchange("authorization_code", code=code).error[:2] == (400, "invalid_grant")
    assert other.renew(refresh).error[:2] == (400, "invalid_grant")
    swapped = client.exchange("authorization_code", code=code, client_id=other.keys.client_id)
    assert swapped.error[:2] == (400, "invalid_client")
    # and it is not used up by that
    assert client.exchange("authorization_code", code=code).status == client.renew(refresh).status == 200


def test_an_unknown_client_is_told_with_status_200_and_a_wrong_secret_with_400(client: Client) -> None:
    code = client.code()
    assert client.exchange("authorization_code", code=code, client_id="local.0.0").error[:2] == (200, "wrong_client")
    for secret in ("x", client.keys.client_secret[:-1], client.keys.client_secret + "x", "ü\udcff"):
        answer = client.exchange(
            "authorization_code", code=code, client_secret=secret.encode(errors="replace").decode()
        )
        assert answer.error[:2] == (400, "invalid_client")
    assert client.exchange("authorization_code", code=code).status == 200


@pytest.mark.parametrize("missing", ["grant_type", "client_id", "client_secret", "code"])
@pytest.mark.parametrize("value", [None, "", [], {}, 7, True])
def test_what_is_missing_or_no_text_is_named(client: Client, missing: str, value: object) -> None:
    given: dict[str, object] = {
        "grant_type": "authorization_code",
        "client_id": client.keys.client_id,
        "client_secret": client.keys.client_secret,
        "code": client.code(),
    }
    del given[missing]
    if value is not None:
        given[missing] = value
    status, code, text = client.wire.send("/oauth/token/", body=json.dumps(given).encode()).error
    assert (status, code) == (400, "invalid_request")
    assert text.startswith(missing)


@pytest.mark.parametrize("grant_type", ["password", "client_credentials", "AUTHORIZATION_CODE", "implicit"])
def test_another_grant_type_is_refused(client: Client, grant_type: str) -> None:
    assert client.exchange(grant_type, code=client.code()).error[:2] == (400, "invalid_request")


@pytest.mark.parametrize("verb", ["PUT", "DELETE", "PATCH", "BREW"])
def test_another_verb_is_refused(client: Client, verb: str) -> None:
    assert client.wire.send("/oauth/token/", verb=verb).error[:2] == (400, "invalid_request")


@pytest.mark.parametrize("body", [b"{", b"[1,2", b'"text"', b"7", b"\xff\xfe", b"a" * 70_000, b'{"a":' * 200])
def test_a_body_that_cannot_be_read_is_refused(client: Client, body: bytes) -> None:
    assert client.wire.send("/oauth/token/", body=body).error[:2] == (400, "invalid_request")


def test_a_scope_beyond_the_applications_own_is_refused(client: Client) -> None:
    code = client.code()
    assert client.exchange("authorization_code", code=code, scope="crm,task").error[:2] == (403, "invalid_scope")
    assert client.exchange("authorization_code", code=code, scope="crm").json["scope"] == "crm,user"


# Who may not have tokens any more


def _dismissed(client: Client) -> None:
    client.portal.store.write_now(lambda tx: staff.dismiss(tx, 3))


def _closed(client: Client) -> None:
    client.portal.store.write_now(lambda tx: apps.open_to(tx, client.app.id, ["U1"]))


def _incomplete(client: Client) -> None:
    client.change(INSTALLED="N")


@pytest.mark.parametrize("happens", [_dismissed, _closed, _incomplete])
def test_who_may_not_use_the_application_any_more_gets_no_tokens(
    client: Client, happens: Callable[[Client], None]
) -> None:
    refresh, code = client.tokens()["refresh_token"], client.code()
    happens(client)
    assert client.renew(refresh).error[:2] == (400, "invalid_grant")
    assert client.exchange("authorization_code", code=code).error[:2] == (400, "invalid_grant")


def test_an_administrator_gets_tokens_while_the_installation_is_not_complete(client: Client) -> None:
    client.change(INSTALLED="N")
    assert client.tokens(1)["user_id"] == 1


def test_a_blocked_application_gets_no_tokens(client: Client) -> None:
    refresh = client.tokens()["refresh_token"]
    client.change(BLOCKED="Y")
    assert client.renew(refresh).error[:2] == (503, "OVERLOAD_LIMIT")


def test_a_removed_application_is_unknown_and_its_tokens_are_of_none(client: Client) -> None:
    pair = client.tokens()
    client.portal.store.write_now(lambda tx: apps.remove(tx, client.app.id))
    assert client.renew(pair["refresh_token"]).error[:2] == (200, "wrong_client")
    assert client.call(pair["access_token"]).error[:2] == (401, "APPLICATION_NOT_FOUND")


def test_a_plan_without_rest_must_be_paid_for(wire: Wire, client: Client) -> None:
    refresh = client.tokens()["refresh_token"]
    wire.set(plan="free")
    assert client.renew(refresh).error[:2] == (401, "PAYMENT_REQUIRED")
    wire.set(plan="basic")
    assert client.renew(refresh).status == 200


def test_the_operators_settings_hold_here_too(wire: Wire, client: Client) -> None:
    refresh = client.tokens()["refresh_token"]
    wire.set(require_https=True)
    assert client.renew(refresh).error == (400, "invalid_request", "Https required")
    wire.set(require_https=False, switched_off=True)
    assert client.renew(refresh).error[:2] == (500, "PORTAL_DELETED")


def test_who_guesses_is_slowed_down_and_then_nothing_is_a_hit(wire: Wire, client: Client) -> None:
    wire.freeze(START)
    code = client.code()
    for _ in range(100):
        assert client.exchange("authorization_code", code="x" * 32).error[1] == "invalid_grant"
    assert client.exchange("authorization_code", code=code).error[:2] == (503, "QUERY_LIMIT_EXCEEDED")
    wire.freeze(START + 1)
    assert client.exchange("authorization_code", code=code).status == 200


# Faults


def _fail(client: Client, **rule: object) -> None:
    client.portal.store.write_now(lambda tx: faults.add(tx, Rule(method="oauth/token", **rule)))  # type: ignore[arg-type]


def test_a_fault_can_be_asked_for_here(client: Client) -> None:
    refresh = client.tokens()["refresh_token"]
    _fail(client, credential=f"app:{client.app.id}", error="payment_required", times=1)
    assert client.renew(refresh).error == (401, "PAYMENT_REQUIRED", "Payment required")
    assert client.renew(refresh).status == 200


def test_a_connection_that_breaks_after_the_commit_has_used_up_the_token(client: Client) -> None:
    refresh = client.tokens()["refresh_token"]
    _fail(client, drop=True, when="after", times=1)
    with pytest.raises(ConnectionAbortedError):
        client.renew(refresh)
    assert client.renew(refresh).error[:2] == (400, "invalid_grant")


def test_a_connection_that_breaks_before_has_not(client: Client) -> None:
    refresh = client.tokens()["refresh_token"]
    _fail(client, drop=True, times=1)
    with pytest.raises(ConnectionAbortedError):
        client.renew(refresh)
    assert client.renew(refresh).status == 200
