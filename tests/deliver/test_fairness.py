"""Handlers of one user beside the application's own: slow ones keep nobody waiting, rest, and are told no secret."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from homeport.deliver import lanes, sender
from homeport.domain.events import outbox
from homeport.domain.events.inbox import State, state_of
from homeport.domain.events.outbox import Call
from homeport.testing.credentials import Application
from homeport.testing.portal import LocalPortal
from tests.handler import WAIT_SECONDS, Handler

SELLER = 3
EVENT = "ONCRMDEALUPDATE"
NOON = 1_900_000_000.0

ENDED = {State.DELIVERED, State.FAILED}


@pytest.fixture
def app(portal: LocalPortal) -> Application:
    return portal.app(scope="crm,user")


def change(portal: LocalPortal, times: int = 1) -> None:
    """Cause events."""
    webhook = portal.webhook()
    for number in range(times):
        webhook.call("crm.deal.update", id=1, fields={"TITLE": f"New {number}"})


def calls(portal: LocalPortal, url: str, enough: Callable[[list[Call]], bool]) -> list[Call]:
    """The calls to an address, once they are as they should be."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        found = [each for each in portal.read(outbox.listed) if each.url == url]
        if enough(found):
            return found
        assert time.monotonic() < deadline, found
        threading.Event().wait(0.01)


def test_slow_handlers_of_a_user_do_not_hold_up_the_applications_own(
    app: Application, portal: LocalPortal, handler: Handler
) -> None:
    with Handler() as slow:
        slow.hold.clear()
        for number in range(20):
            app.call("event.bind", user=SELLER, event=EVENT, handler=f"{slow.url}?{number}")
        app.call("event.bind", event=EVENT, handler=handler.url)
        change(portal, 5)
        assert [handler.next()["event"] for _ in range(5)] == [EVENT] * 5
        for _ in range(lanes.TOGETHER):
            slow.next()
        assert slow.is_idle, "few of one user at once"


def test_the_handlers_of_a_user_take_turns(app: Application, portal: LocalPortal, handler: Handler) -> None:
    for number in range(lanes.TOGETHER * 2):
        app.call("event.bind", user=SELLER, event=EVENT, handler=f"{handler.url}?{number}")
    change(portal, 3)
    paths = [handler.next_request()[0] for _ in range(lanes.TOGETHER * 2 * 3)]
    assert sorted(set(paths)) == sorted(f"/handler.php?{number}" for number in range(lanes.TOGETHER * 2))


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers whose handlers have little time."""
    monkeypatch.setattr(sender, "SECONDS", 0.2)


@pytest.mark.usefixtures("hasty")
def test_a_handler_that_times_out_again_and_again_rests_and_is_told_later(
    app: Application, portal: LocalPortal, handler: Handler
) -> None:
    portal.clock.freeze(NOON)
    app.call("event.bind", event=EVENT, handler=handler.url)
    handler.hold.clear()
    change(portal, lanes.PATIENCE + 2)
    until = NOON + lanes.RESTS[0]
    found = calls(portal, handler.url, lambda made: [each.next_at for each in made].count(until) == 2)
    assert [each.outcome for each in found[: lanes.PATIENCE]] == [sender.TIMED_OUT] * lanes.PATIENCE
    for _ in range(lanes.PATIENCE):
        handler.next()
    assert handler.is_idle
    handler.hold.set()
    portal.clock.freeze(until)
    assert [handler.next()["event"] for _ in range(2)] == [EVENT] * 2
    found = calls(portal, handler.url, lambda made: {state_of(each) for each in made} <= ENDED)
    assert [each.outcome for each in found[lanes.PATIENCE :]] == ["200", "200"]


def test_the_applications_token_goes_to_its_own_handlers_and_administrators(
    app: Application, portal: LocalPortal, handler: Handler
) -> None:
    def auth_of(**binding: Any) -> dict[str, Any]:
        app.call("event.bind", event=EVENT, handler=handler.url, **binding)
        change(portal)
        found: dict[str, Any] = handler.next()["auth"]
        app.call("event.unbind", event=EVENT)
        return found

    assert auth_of()["application_token"] == app.application_token
    assert auth_of(auth_type=1)["application_token"] == app.application_token
    assert "application_token" not in auth_of(auth_type=SELLER)
    told = auth_of(user=SELLER)
    assert "application_token" not in told
    assert told["user_id"] == str(SELLER)
