"""People who speak with each other."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.im.bots import Bot

ADA, CLARA, DMITRI, ELIF = 1, 3, 4, 5
NOON = 1_776_254_400.0
"""12:00 UTC on 15 April 2026."""
SCOPES = "im,imbot,task,disk,user,sonet,log,calendar,vote,department"


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    """The administrator."""
    wire.freeze(NOON)
    return app_of(wire, ADA, SCOPES)


@pytest.fixture
def clara(ada: AppApi) -> AppApi:
    return ada.as_user(CLARA)


@pytest.fixture
def dmitri(ada: AppApi) -> AppApi:
    return ada.as_user(DMITRI)


@pytest.fixture
def elif_(ada: AppApi) -> AppApi:
    return ada.as_user(ELIF)


@pytest.fixture
def chat(clara: AppApi) -> int:
    """Clara's chat with Dmitri."""
    number: int = clara("im.chat.add", TITLE="Pears", USERS=[DMITRI])
    return number


@pytest.fixture
def bot(ada: AppApi) -> Bot:
    return Bot(ada)


def texts(api: AppApi, dialog: str | int, **more: Any) -> list[str]:
    """What was said in a dialog, the oldest first, but for what the portal says itself."""
    found = api("im.dialog.messages.get", DIALOG_ID=dialog, **more)["messages"]
    return [each["text"] for each in reversed(found) if each["author_id"]]


def counters(api: AppApi) -> dict[str, Any]:
    """How much waits for somebody."""
    found = api("im.counters.get")
    return {name: value for name, value in found.items() if value and name != "TYPE"}
