"""Messages to phones: sent from cards, told to the application whose sender it is, which says what became of them."""

import re
from typing import Any

import pytest

from homeport.domain.events import outbox
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire
from tests.console.crm import Person, bound

STATUS = "messageservice.message.status.update"
NUMBER = "+493023125101"


@pytest.fixture
def app(wire: Wire) -> AppApi:
    """An application with a sender."""
    app = app_of(wire, 1, "messageservice,crm", title="Pigeon")
    app("messageservice.sender.add", CODE="post", TYPE="SMS", HANDLER="https://sms.example.test/", NAME="By <b>air")
    return app


def told(app: AppApi) -> list[dict[str, Any]]:
    """What the application is told, the newest first."""
    with app.wire.portal.store.snapshot() as tx:
        return [call.data for call in outbox.listed(tx)[::-1]]


def send(person: Person, app: AppApi, path: str = "/crm/deal/1/", **more: object) -> int:
    """Send a message from a card; the status of the answer."""
    given = {"sender": f"{app.app.id}:post", "phone": "+49 (30) 23125 101", "text": " Your code:\r\n1234 ", **more}
    return person.send(f"{path}messages/", **given).status


def test_a_message_is_told_to_the_application_and_is_an_activity_of_the_record(
    app: AppApi, clara: Person, admin: Api
) -> None:
    assert "By &lt;b&gt;air (Pigeon)" in clara.text("/crm/deal/1/")
    assert send(clara, app) == 303
    (message,) = told(app)
    assert re.fullmatch("[0-9a-f]{32}", message.pop("message_id"))
    text = message["message_body"]
    assert text.splitlines() == ["Your code:", "1234"]
    assert message == {
        "module_id": "crm",
        "bindings": [{"OWNER_TYPE_ID": 2, "OWNER_ID": 1}, {"OWNER_TYPE_ID": 3, "OWNER_ID": 1}],
        "properties": {"phone_number": NUMBER, "message_text": text},
        "type": "SMS",
        "code": "post",
        "message_to": NUMBER,
        "message_body": text,
    }
    activity = admin("crm.activity.list", order={"ID": "DESC"}, select=["*", "COMMUNICATIONS"])[0]
    wanted = {"TYPE_ID": "6", "PROVIDER_ID": "CRM_SMS", "PROVIDER_TYPE_ID": "SMS", "DIRECTION": "2", "COMPLETED": "Y"}
    assert {name: activity[name] for name in wanted} == wanted
    assert (activity["DESCRIPTION"], activity["RESPONSIBLE_ID"], activity["OWNER_TYPE_ID"]) == (text, "3", "2")
    assert activity["COMMUNICATIONS"][0]["VALUE"] == NUMBER
    assert bound(admin, activity["ID"]) == {(2, 1), (3, 1)}
    assert ">Queued</span>" in clara.text(f"/crm/activity/{activity['ID']}/")
    assert send(clara, app, phone="+1 415 555 0100") == 303  # of nobody who is known
    assert told(app)[0]["bindings"] == [{"OWNER_TYPE_ID": 2, "OWNER_ID": 1}]


def test_the_application_says_what_became_of_it_and_the_card_shows_that(app: AppApi, clara: Person) -> None:
    send(clara, app)
    key = {"CODE": "post", "MESSAGE_ID": told(app)[0]["message_id"]}
    assert ">Queued</span>" in clara.text("/crm/deal/1/")
    for status in ("sent", "undelivered", "failed", "queued", "delivered"):
        assert app(STATUS, **key, STATUS=status) is True
        for path in ("/crm/deal/1/", "/crm/contact/1/"):
            assert f">{status.capitalize()}</span>" in clara.text(path)
    assert app.as_user(3)(STATUS, **key, STATUS="sent") is True  # whoever has sent it
    refused = [
        (app.as_user(4), {}, (403, "ACCESS_DENIED", "Access denied!")),
        (app, {"STATUS": "read"}, (400, "ERROR_MESSAGE_STATUS_INCORRECT", "Message status incorrect!")),
        (app, {"STATUS": ["sent"]}, (400, "ERROR_MESSAGE_STATUS_INCORRECT", "Message status incorrect!")),
        (app, {"MESSAGE_ID": "0"}, (400, "ERROR_MESSAGE_NOT_FOUND", "Message not found!")),
        (app, {"CODE": "other"}, (400, "ERROR_MESSAGE_NOT_FOUND", "Message not found!")),
        (app, {"CODE": ""}, (400, "ERROR_SENDER_VALIDATION_FAILURE", "Empty sender code!")),
        (app, {"CODE": "a b"}, (400, "ERROR_SENDER_VALIDATION_FAILURE", "Wrong sender code!")),
        (app_of(app.wire, 1, "messageservice"), {}, (400, "ERROR_MESSAGE_NOT_FOUND", "Message not found!")),
    ]
    for caller, wrong, error in refused:
        assert caller.send(STATUS, **{**key, "STATUS": "failed", **wrong}).error == error
    assert ">Sent</span>" in clara.text("/crm/deal/1/")
    app("messageservice.sender.delete", CODE="post")
    assert app(STATUS, **key, STATUS="delivered") is True  # what was sent is there still
    page = clara.text("/crm/deal/1/")
    assert ">Delivered</span>" in page
    assert "By &lt;b&gt;air" not in page


def test_what_cannot_be_sent_is_not(app: AppApi, clara: Person, admin: Api) -> None:
    before = admin("crm.activity.list", order={"ID": "DESC"})[0]["ID"]
    others: tuple[dict[str, object], ...] = (
        {"phone": "nobody"}, {"text": " "}, {"sender": "1:none"}, {"sender": "99999:post"}, {"sender": ""},
    )  # fmt: skip
    for wrong in others:
        assert send(clara, app, **wrong) == 400
    deal = admin("crm.deal.add", fields={"TITLE": "Confidential", "ASSIGNED_BY_ID": 1})
    assert send(clara, app, f"/crm/deal/{deal}/") == 400  # she reads it, and may not change it
    assert told(app) == []
    assert admin("crm.activity.list", order={"ID": "DESC"})[0]["ID"] == before
