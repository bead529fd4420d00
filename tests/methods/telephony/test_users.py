"""``voximplant.user.get``: the documented method that an administrator must allow to each token first."""

import pytest

from homeport.domain.portal.apps import tokens
from homeport.domain.portal.tables import USER
from tests.apps import AppApi, app_of
from tests.conftest import Wire, api_of

METHOD = "voximplant.user.get"


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 1, "telephony")


def decide(app: AppApi, answer: str) -> None:
    app.wire.portal.store.write_now(lambda tx: tokens.confirm(tx, app.token_id, METHOD, answer))


def asked(app: AppApi) -> dict[str, str]:
    """What stands of the token's methods, once the writes that nobody waits for are done."""
    return app.wire.portal.store.write_now(lambda tx: tokens.confirmations(tx, app.token_id))


def test_an_application_waits_for_the_administrator(app: AppApi) -> None:
    waiting = (401, "METHOD_CONFIRM_WAITING", "Waiting for confirmation")
    assert app.send(METHOD, USER_ID=1).error == waiting
    assert asked(app) == {METHOD: ""}
    assert app.send(METHOD, USER_ID=1).error == waiting
    decide(app, "Y")
    assert app(METHOD, USER_ID=1)[0]["ID"] == "1"
    assert asked(app) == {METHOD: "Y"}


def test_an_application_may_be_denied(app: AppApi) -> None:
    decide(app, "N")
    assert app.send(METHOD, USER_ID=1).error == (403, "METHOD_CONFIRM_DENIED", "Method call denied")


def test_the_administrators_word_holds_for_one_token(app: AppApi) -> None:
    decide(app, "Y")
    app(METHOD, USER_ID=1)
    assert app.as_user(1).refused(METHOD, USER_ID=1) == (401, "METHOD_CONFIRM_WAITING")


def test_a_batch_command_waits_too(app: AppApi) -> None:
    found = app("batch", cmd={"users": f"{METHOD}?USER_ID=1", "who": "profile"})
    assert found["result_error"]["users"]["error"] == "METHOD_CONFIRM_WAITING"
    assert asked(app) == {METHOD: ""}


def test_a_webhook_needs_no_confirmation(wire: Wire) -> None:
    assert api_of(wire, 1, "telephony")(METHOD, USER_ID=1)[0]["ID"] == "1"


def test_users_are_answered_with_their_extension_and_without_devices(wire: Wire) -> None:
    wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 3}, {"UF_PHONE_INNER": "117"}))
    nothing = {
        "DEFAULT_LINE": None, "PHONE_ENABLED": "N", "SIP_SERVER": None, "SIP_LOGIN": None, "SIP_PASSWORD": None,
    }  # fmt: skip
    found = api_of(wire, 1, "telephony")(METHOD, USER_ID=[3, 999_999, "3", 1])
    assert found[0] == {"ID": "3", "INNER_NUMBER": "117", **nothing}
    assert [each["ID"] for each in found] == ["3", "1"]


def test_others_are_shown_to_administrators_only(wire: Wire) -> None:
    seller = api_of(wire, 3, "telephony")
    assert [each["ID"] for each in seller(METHOD, USER_ID=3)] == ["3"]
    assert seller.refused(METHOD, USER_ID=1) == (403, "ACCESS_DENIED")
    assert seller.refused(METHOD, USER_ID=[3, 1]) == (403, "ACCESS_DENIED")


@pytest.mark.parametrize("given", [None, "", [], {}, "x", True, -1, [[]], "9" * 30])
def test_a_user_must_be_named(wire: Wire, given: object) -> None:
    refused = api_of(wire, 1, "telephony").send(METHOD, USER_ID=given).error
    assert refused == (400, "", "Parameter USER_ID is not set")


def test_administrators_note_who_has_a_device(wire: Wire) -> None:
    admin, seller = api_of(wire, 1, "telephony"), api_of(wire, 3, "telephony")

    def has() -> str:
        return str(admin(METHOD, USER_ID=3)[0]["PHONE_ENABLED"])

    for _ in range(2):
        assert admin("voximplant.user.activatePhone", USER_ID=3) == 1
    assert has() == "Y"
    assert admin(METHOD, USER_ID=1)[0]["PHONE_ENABLED"] == "N"
    for name in ("activatePhone", "deactivatePhone"):
        refused = (400, "", "You are not allowed to modify user's settings")
        assert seller.send(f"voximplant.user.{name}", USER_ID=3).error == refused
        assert admin.send(f"voximplant.user.{name}", USER_ID=999_999).error == refused
        assert admin.send(f"voximplant.user.{name}").error == (400, "", "Parameter USER_ID is not set")
    assert has() == "Y"
    for _ in range(2):
        assert admin("voximplant.user.deactivatePhone", USER_ID="3") == 1
    assert has() == "N"
