"""An application that tells of calls, and what it tells."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire

PHONE = "+49 (30) 901-820"
NUMBER = "+4930901820"
CALL_IN = {"USER_ID": 3, "PHONE_NUMBER": PHONE, "TYPE": 2}
SOUND = b"ID3" + bytes(range(64))

SCOPES = "telephony,crm,im,disk"
SAID = [
    {"SIDE": "User", "START_TIME": 1, "STOP_TIME": "3", "MESSAGE": "Good afternoon"},
    {"SIDE": "Client", "START_TIME": 4, "STOP_TIME": 7, "MESSAGE": "Hello"},
]


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 1, SCOPES)


@pytest.fixture
def clara(app: AppApi) -> AppApi:
    return app.as_user(3)


def register(app: AppApi, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = app("telephony.externalCall.register", **{**CALL_IN, **more})
    return found


def ended(app: AppApi, **more: Any) -> dict[str, Any]:
    """A call that was registered, and has ended at once."""
    begun = register(app, **{name: more.pop(name) for name in CALL_IN if name in more})
    found: dict[str, Any] = app(
        "telephony.externalCall.finish", **{"CALL_ID": begun["CALL_ID"], "USER_ID": 3, "DURATION": 95, **more}
    )
    return found


def a_client(app: AppApi, kind: str = "contact", phone: str = PHONE, **fields: Any) -> int:
    named = {"TITLE": "Bloom"} if kind == "company" else {"NAME": "Ann", "LAST_NAME": "Lee"}
    given = {**named, **fields, "PHONE": [{"VALUE": phone, "VALUE_TYPE": "WORK"}]}
    number: int = app(f"crm.{kind}.add", fields=given)
    return number
