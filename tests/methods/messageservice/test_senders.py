"""``messageservice.sender.*``: senders of applications; what is sent by them is in ``console/test_messages.py``."""

from typing import Any

import pytest

from homeport.domain.app import applications
from homeport.domain.messageservice import senders
from tests.apps import AppApi, app_of
from tests.conftest import Wire, api_of

HANDLER = "https://sms.example.test/send"
SENDER = {"CODE": "provider1", "TYPE": "SMS", "HANDLER": HANDLER, "NAME": "Provider 1"}
VALIDATION = "ERROR_SENDER_VALIDATION_FAILURE"


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 1, "messageservice,crm")


def titles(app: AppApi, language: str = "en") -> dict[str, str]:
    with app.wire.portal.store.snapshot() as tx:
        return {each["CODE"]: senders.called(each["NAME"], language) for each in senders.usable(tx)}


def test_senders_are_added_changed_listed_and_deleted(app: AppApi) -> None:
    assert app("messageservice.sender.list") == []
    assert app("messageservice.sender.add", **SENDER) is True
    assert (
        app("messageservice.sender.add", **{**SENDER, "CODE": "A.b-_9", "NAME": {"en": "Texts", "de": "SMS"}}) is True
    )
    assert app("messageservice.sender.list") == ["A.b-_9", "provider1"]
    assert titles(app, "de") == {"A.b-_9": "SMS", "provider1": "Provider 1"}
    assert titles(app, "fr")["A.b-_9"] == "Texts"
    new = {"HANDLER": "https://other.example.test/", "NAME": {"de": "Post"}, "DESCRIPTION": "Quick"}
    assert app("messageservice.sender.update", CODE="provider1", **new) is True
    assert titles(app)["provider1"] == "Post"
    with app.wire.portal.store.snapshot() as tx:
        row = senders.find(tx, app.app.id, "provider1")
    assert row is not None
    assert (row["HANDLER"], senders.called(row["DESCRIPTION"], "en")) == ("https://other.example.test/", "Quick")
    assert app("messageservice.sender.delete", CODE="provider1") is True
    assert app("messageservice.sender.list") == ["A.b-_9"]


@pytest.mark.parametrize(
    ("verb", "params", "code", "text"),
    [
        ("add", {}, VALIDATION, "Empty data!"),
        ("add", {**SENDER, "CODE": ""}, VALIDATION, "Empty sender code!"),
        ("add", {**SENDER, "CODE": "a b"}, VALIDATION, "Wrong sender code!"),
        ("add", {**SENDER, "CODE": ["a"]}, VALIDATION, "Wrong sender code!"),
        ("add", {**SENDER, "NAME": {"en": " "}}, VALIDATION, "Empty sender NAME!"),
        ("add", {**SENDER, "TYPE": ""}, VALIDATION, "Empty sender message TYPE!"),
        ("add", {**SENDER, "TYPE": "FAX"}, VALIDATION, "Unknown sender message TYPE!"),
        ("add", {**SENDER, "CODE": "here"}, "ERROR_SENDER_ALREADY_INSTALLED", "Sender already installed!"),
        ("add", {**SENDER, "HANDLER": "ftp://example.test/"}, "ERROR_SENDER_ADD_FAILURE", "Sender save error!"),
        ("update", {"NAME": "x"}, "ERROR_SENDER_CODE_REQUIRED", "CODE is required!"),
        ("update", {"CODE": "here", "TYPE": "SMS"}, "ERROR_SENDER_OTHER_PARAMS_REQUIRED", None),
        ("update", {"CODE": "there", "NAME": "x"}, "ERROR_SENDER_NOT_FOUND", "Sender not found!"),
        ("update", {"CODE": "here", "NAME": ""}, "ERROR_SENDER_UPDATE_FAILURE", "Sender update error!"),
        ("update", {"CODE": "here", "HANDLER": "here"}, "ERROR_SENDER_UPDATE_FAILURE", "Sender update error!"),
        ("delete", {}, VALIDATION, "Empty sender code!"),
        ("delete", {"CODE": "ü"}, VALIDATION, "Wrong sender code!"),
        ("delete", {"CODE": "there"}, "ERROR_SENDER_NOT_FOUND", "Sender not found!"),
    ],
)
def test_what_cannot_be_is_refused(app: AppApi, verb: str, params: dict[str, Any], code: str, text: str | None) -> None:
    app("messageservice.sender.add", **{**SENDER, "CODE": "here"})
    text = text or "At least one other parameter is required!"
    assert app.send(f"messageservice.sender.{verb}", **params).error == (400, code, text)
    assert titles(app) == {"here": "Provider 1"}


def test_they_are_an_applications_and_administrators_see_to_them(app: AppApi, wire: Wire) -> None:
    app("messageservice.sender.add", **SENDER)
    for verb in ("add", "update", "delete", "list"):
        refused = app.as_user(3).send(f"messageservice.sender.{verb}", **SENDER)
        assert refused.error == (403, "ACCESS_DENIED", "Access denied!")
    for name in ("sender.add", "sender.update", "sender.delete", "sender.list", "message.status.update"):
        refused = api_of(wire, 1, "messageservice").send(f"messageservice.{name}", **SENDER)
        assert refused.error == (403, "ACCESS_DENIED", "Application context required")
    other = app_of(wire, 1, "messageservice")
    assert other("messageservice.sender.list") == []
    assert other.send("messageservice.sender.delete", CODE="provider1").error[1] == "ERROR_SENDER_NOT_FOUND"
    other("messageservice.sender.add", **SENDER)
    portal = wire.portal
    portal.store.write_now(lambda tx: applications.uninstall(tx, portal.clock, app.app))
    with portal.store.snapshot() as tx:
        assert [each["APP_ID"] for each in senders.usable(tx)] == [other.app.id]
