"""Each of the system's errors from its real cause, with the documented status, code and text.

Those of limits are in ``test_limits``, those of batches in ``test_batch``.
"""

import json
from collections.abc import Callable

import pytest

from homeport.core.ctx import Ctx
from homeport.core.errors import WRONG_AUTH_TYPE
from homeport.domain.app import applications
from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.credentials.codes import hash_code
from homeport.domain.portal.settings import clock_of
from homeport.domain.portal.tables import USER
from homeport.domain.user import staff
from homeport.rpc import NoParams, method
from tests.conftest import Answer, Api, Wire, api_of
from tests.wire.conftest import REGISTRY

T = 1_800_000_000.0


@method("test.application", scope="basic", application=WRONG_AUTH_TYPE)
def of_applications(ctx: Ctx, p: NoParams) -> str:
    """Answer applications only."""
    assert ctx.credential.app is not None
    return ctx.credential.app.client_id


@method("test.confirmed", scope="basic", confirmed=True)
def confirmed(ctx: Ctx, p: NoParams) -> bool:
    """Answer applications that an administrator allowed it to."""
    return True


REGISTRY.add(entry for handler in (of_applications, confirmed) for entry in handler.methods)  # type: ignore[attr-defined]


def add_app(wire: Wire, *, members: tuple[str, ...] = (), scopes: str = "crm", install_url: str = "") -> App:
    portal = wire.portal
    return portal.store.write_now(
        lambda tx: apps.add(
            tx, portal.clock, portal.key, title="T", scopes=scopes, user_id=1, members=members, install_url=install_url
        )
    )[0]


def token_of(wire: Wire, app: App, user_id: int = 3) -> str:
    portal = wire.portal
    return portal.store.write_now(lambda tx: tokens.issue(tx, clock_of(tx), portal.key, app, user_id)).access


def call(wire: Wire, token: str, method: str = "server.time", **options: str) -> Answer:
    return wire.send(f"/rest/{method}", body=json.dumps({"auth": token}).encode(), **options)  # type: ignore[arg-type]


def test_no_credential(wire: Wire) -> None:
    assert wire.send("/rest/server.time").error == (401, "NO_AUTH_FOUND", "Wrong authorization data")


def test_a_wrong_code(wire: Wire) -> None:
    refused = wire.send("/rest/1/wrong/server.time").error
    assert refused == (401, "INVALID_CREDENTIALS", "Invalid request credentials")


def test_a_dismissed_users_webhook_and_token(wire: Wire, seller: Api) -> None:
    token = token_of(wire, add_app(wire))
    assert call(wire, token).status == 200
    wire.portal.store.write_now(lambda tx: staff.dismiss(tx, 3))
    assert seller.send("server.time").error == (403, "INVALID_CREDENTIALS", "Invalid request credentials")
    assert call(wire, token).error == (401, "authorization_error", "Unable to authorize user")
    asked = wire.send("/rest/app.info", query=f"auth={token}", host="oauth.bitrix.info")
    assert asked.error[:2] == (401, "authorization_error")


def test_an_unknown_token(wire: Wire) -> None:
    assert call(wire, "unknown").error[:2] == (401, "invalid_token")


def test_a_token_lives_an_hour_and_not_a_moment_longer(wire: Wire) -> None:
    wire.freeze(T)
    token = token_of(wire, add_app(wire))
    wire.freeze(T + 3599.999)
    assert call(wire, token).status == 200
    wire.freeze(T + 3600)
    assert call(wire, token).error == (401, "expired_token", "The access token provided has expired")


@pytest.mark.parametrize(
    "send",
    [
        lambda wire, token: wire.send("/rest/server.time", verb="GET", query=f"auth={token}"),
        lambda wire, token: wire.send("/rest/server.time.json", body=json.dumps({"auth": token}).encode()),
        lambda wire, token: wire.send("/rest//server.time", body=f"auth={token}".encode(), content_type=None),
    ],
)
def test_a_token_may_come_in_the_query_in_json_or_in_a_form(wire: Wire, send: Callable[[Wire, str], Answer]) -> None:
    assert send(wire, token_of(wire, add_app(wire))).status == 200


@pytest.mark.parametrize("path", ["/rest/profile", "/rest//profile.json", "/rest/api/rest.scope.list"])
@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER   "])
@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_a_token_may_come_in_the_header_authorization(wire: Wire, path: str, scheme: str, verb: str) -> None:
    token = token_of(wire, add_app(wire))
    assert wire.send(path, verb=verb, headers={"authorization": scheme + token}).status == 200
    # as clients do that fill in every field of a form
    assert wire.send(path, verb=verb, query="auth=", headers={"authorization": scheme + token}).status == 200


def test_a_token_in_the_header_is_a_credential_like_any_other(wire: Wire) -> None:
    wire.freeze(T)
    token = token_of(wire, add_app(wire))
    sent = {"authorization": f"Bearer {token}"}
    assert wire.send("/rest/profile", headers=sent).result["ID"] == "3"
    assert wire.send("/rest/user.get", headers=sent).error[:2] == (403, "insufficient_scope")
    wire.freeze(T + 3600)
    assert wire.send("/rest/profile", headers=sent).error[:2] == (401, "expired_token")
    assert wire.send("/rest/profile", headers={"authorization": "Bearer no"}).error[:2] == (401, "invalid_token")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic {}", "{}", "Token {}", "Bearer{}"])
def test_another_header_authorization_is_no_credential(wire: Wire, header: str) -> None:
    token = token_of(wire, add_app(wire))
    refused = wire.send("/rest/profile", headers={"authorization": header.format(token)}).error
    assert refused[:2] == (401, "NO_AUTH_FOUND")


def test_a_header_is_not_looked_at_beside_another_credential(wire: Wire, seller: Api) -> None:
    token, other = token_of(wire, add_app(wire)), token_of(wire, add_app(wire), 1)
    for header in (f"Bearer {other}", "Bearer wrong"):
        sent = {"authorization": header}
        assert wire.send("/rest/profile", query=f"auth={token}", headers=sent).result["ID"] == "3"
        assert wire.send(f"{seller.base}profile", headers=sent).result["ID"] == "3"
    right = {"authorization": f"Bearer {other}"}
    assert wire.send("/rest/profile", query="auth=wrong", headers=right).error[:2] == (401, "invalid_token")
    assert wire.send("/rest/3/wrong/profile", headers=right).error[:2] == (401, "INVALID_CREDENTIALS")


def test_a_webhook_is_no_bearer_of_anything(wire: Wire, seller: Api) -> None:
    code = seller.base.split("/")[3]
    for token in (code, f"3/{code}", seller.base):
        refused = wire.send("/rest/profile", headers={"authorization": f"Bearer {token}"}).error
        assert refused[:2] == (401, "invalid_token")


def test_a_token_acts_as_its_user_within_the_applications_scopes(wire: Wire) -> None:
    token = token_of(wire, add_app(wire))
    assert call(wire, token, "profile").result["ID"] == "3"
    assert call(wire, token, "user.get").error[:2] == (403, "insufficient_scope")
    batch = wire.send("/rest/batch", body=json.dumps({"auth": token, "cmd": ["profile", "user.get"]}).encode())
    assert batch.result["result_error"]["1"]["error"] == "insufficient_scope"


def test_an_application_that_is_closed_to_its_user(wire: Wire) -> None:
    app = add_app(wire, members=("U1",))
    refused = call(wire, token_of(wire, app)).error
    assert refused == (403, "user_access_error", "The user does not have access to the application")
    assert call(wire, token_of(wire, app, 1)).status == 200
    assert call(wire, token_of(wire, add_app(wire, members=("AU",)))).status == 200


def test_an_application_whose_installation_is_not_complete_is_for_administrators(wire: Wire) -> None:
    app = add_app(wire, install_url="https://app.example.test/install")
    assert call(wire, token_of(wire, app)).error[:2] == (403, "user_access_error")
    assert call(wire, token_of(wire, app, 1)).status == 200
    token = token_of(wire, app)
    wire.portal.store.write_now(lambda tx: apps.finish_installation(tx, app.id))
    assert call(wire, token).status == 200


def test_a_blocked_credential(wire: Wire, seller: Api) -> None:
    app = add_app(wire)
    token = token_of(wire, app)
    with wire.portal.store.snapshot() as tx:
        webhook_id = int(str(webhooks.listed(tx)[-1]["ID"]))
    wire.portal.store.write_now(lambda tx: (webhooks.block(tx, webhook_id, True), apps.block(tx, app.id, True)))
    assert seller.send("server.time").error == (503, "OVERLOAD_LIMIT", "REST API is blocked due to overload")
    assert call(wire, token).error[:2] == (503, "OVERLOAD_LIMIT")
    wire.portal.store.write_now(lambda tx: (webhooks.block(tx, webhook_id, False), apps.block(tx, app.id, False)))
    assert seller.send("server.time").status == call(wire, token).status == 200


def test_an_application_that_was_uninstalled(wire: Wire) -> None:
    wire.freeze(T)
    app = add_app(wire)
    token, portal = token_of(wire, app), wire.portal
    assert call(wire, token).status == 200
    portal.store.write_now(lambda tx: applications.uninstall(tx, clock_of(tx), app))
    again = add_app(wire)  # which may get its number
    wire.freeze(T + 3599)
    for host in ("localhost", "oauth.bitrix.info"):
        refused = call(wire, token, "app.info", host=host).error
        assert refused == (401, "APPLICATION_NOT_FOUND", "Application not found")
    wire.freeze(T + 3600)
    for host in ("localhost", "oauth.bitrix.info"):
        refused = call(wire, token, "app.info", host=host).error
        assert refused == (401, "ERROR_OAUTH", "Application not installed")
    wire.freeze(T + tokens.REFRESH_SECONDS)
    assert call(wire, token_of(wire, again)).status == 200  # making it has forgotten what is over
    assert call(wire, token).error[:2] == (401, "invalid_token")


def test_nothing_is_to_be_had_for_what_an_uninstalled_application_was_given(wire: Wire) -> None:
    portal = wire.portal
    app, keys = portal.store.write_now(
        lambda tx: apps.add(tx, portal.clock, portal.key, title="T", scopes="crm", user_id=1, handler_url="")
    )
    pair = portal.store.write_now(lambda tx: tokens.issue(tx, clock_of(tx), portal.key, app, 3))
    code = portal.store.write_now(lambda tx: tokens.grant(tx, clock_of(tx), portal.key, app, 3))
    portal.store.write_now(lambda tx: applications.uninstall(tx, clock_of(tx), app))
    again, _ = portal.store.write_now(
        lambda tx: apps.add(tx, portal.clock, portal.key, title="T", scopes="crm", user_id=1, keys=keys)
    )
    client = f"client_id={again.client_id}&client_secret={keys.client_secret}"
    for grant in (f"refresh_token&refresh_token={pair.refresh}", f"authorization_code&code={code}"):
        refused = wire.send("/oauth/token/", query=f"{client}&grant_type={grant}").error
        assert refused[:2] == (400, "invalid_grant")
    assert call(wire, pair.access).error[:2] == (401, "APPLICATION_NOT_FOUND")


def test_a_subscription_that_has_ended(wire: Wire, admin: Api) -> None:
    token = token_of(wire, add_app(wire))
    wire.set(subscription="ended")
    refusal = (401, "PAYMENT_REQUIRED", "Payment required")
    assert admin.send("server.time").error == call(wire, token).error == refusal
    assert wire.send("/rest/server.time").error == refusal
    assert wire.send("/oauth/token/", query="grant_type=refresh_token").error == refusal
    assert wire.send("/rest/app.info", query=f"auth={token}", host="oauth.bitrix.info").error == refusal
    refused = wire.send("/rest/api/rest.scope.list", body=b'{"auth": "%s"}' % token.encode())
    assert (refused.status, refused.json["error"]["code"]) == (401, "PAYMENT_REQUIRED")
    wire.set(subscription="active")
    assert admin.send("server.time").status == call(wire, token).status == 200


def test_the_status_of_a_missing_scope_is_a_setting(wire: Wire) -> None:
    narrow, token = api_of(wire, 3, "crm"), token_of(wire, add_app(wire))
    for status in (403, 401, 403):
        wire.set(insufficient_scope=status)
        assert narrow.refused("user.get") == (status, "insufficient_scope")
        assert call(wire, token, "user.get").error[:2] == (status, "insufficient_scope")
        batch = narrow("batch", cmd=["user.get"])
        assert batch["result_error"][0]["error"] == "insufficient_scope"


def test_https_is_required(wire: Wire, admin: Api) -> None:
    wire.set(require_https=True)
    assert admin.send("server.time").error == (400, "INVALID_REQUEST", "Https required")
    assert wire.send(admin.base + "server.time", scheme="https").status == 200


def test_a_plan_without_rest(wire: Wire, admin: Api) -> None:
    wire.set(plan="free")
    refused = admin.send("server.time").error
    assert refused == (403, "ACCESS_DENIED", "REST API is available only on commercial plans")


def test_a_portal_that_is_switched_off_and_on_again(wire: Wire, admin: Api) -> None:
    wire.set(switched_off=True)
    assert admin.send("server.time").error == (500, "PORTAL_DELETED", "Portal was deleted")
    wire.set(switched_off=False)
    assert admin.send("server.time").status == 200


def test_a_method_of_applications_refuses_webhooks(bench: Wire, caller: Api) -> None:
    assert caller.send("test.application").error[:2] == (403, "WRONG_AUTH_TYPE")
    batch = caller("batch", cmd={"a": "test.application"})
    assert batch["result_error"]["a"]["error"] == "WRONG_AUTH_TYPE"
    app = add_app(bench)
    assert call(bench, token_of(bench, app), "test.application").result == app.client_id


def test_a_method_that_an_administrator_must_allow(bench: Wire, caller: Api) -> None:
    assert caller("test.confirmed") is True  # webhooks are an administrator's word already
    token = token_of(bench, add_app(bench))
    waiting = (401, "METHOD_CONFIRM_WAITING", "Waiting for confirmation")
    assert call(bench, token, "test.confirmed").error == waiting
    assert call(bench, token, "test.confirmed").error == waiting
    portal = bench.portal
    portal.store.write_now(lambda tx: None)  # the request for it is written behind the answer, and before this
    with portal.store.snapshot() as tx:
        found = tokens.find(tx, hash_code(portal.key, token))
        assert found is not None
        assert tokens.confirmations(tx, found.id) == {"test.confirmed": ""}
    token_id = found.id
    portal.store.write_now(lambda tx: tokens.confirm(tx, token_id, "test.confirmed", "N"))
    assert call(bench, token, "test.confirmed").error == (403, "METHOD_CONFIRM_DENIED", "Method call denied")
    portal.store.write_now(lambda tx: tokens.confirm(tx, token_id, "test.confirmed", "Y"))
    assert call(bench, token, "test.confirmed").result is True
    assert call(bench, token_of(bench, add_app(bench)), "test.confirmed").error == waiting


def test_an_extranet_user(wire: Wire) -> None:
    wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 4}, {"USER_TYPE": "extranet"}))
    guest = api_of(wire, 4)
    assert guest.refused("crm.item.list", entityTypeId=2) == (403, "allowed_only_intranet_user")
