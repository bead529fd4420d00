"""A clock that steps back, the portal's or the machine's: nothing is lost, nobody is locked out, and what ends at a
moment does so then.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from homeport.core import phpquery
from homeport.domain.events import outbox
from homeport.domain.portal.apps.tokens import ACCESS_SECONDS
from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.wire.test_limits import TOO_MANY, answers

T = 1_800_000_000.0
STEP = 3000.0
"""Seconds, less than an access token lasts."""

SetClock = Callable[[float], None]


@pytest.fixture(params=["the portal's", "the machine's"])
def set_clock(request: pytest.FixtureRequest, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Sets one of the clocks."""

    def set_portal(at: float) -> None:
        wire.freeze(at)
        wire.send("/rest/profile", source="192.0.2.77")  # the portal follows at the next request

    def set_machine(at: float) -> None:
        monkeypatch.setattr(time, "time", lambda: at)

    return set_portal if request.param == "the portal's" else set_machine


def seconds_of(moment: str) -> float:
    return datetime.fromisoformat(moment).astimezone(UTC).timestamp()


def test_records_are_written_on_and_their_ids_go_up(set_clock: SetClock, admin: Api) -> None:
    set_clock(T)
    first = admin("crm.deal.add", fields={"TITLE": "Before"})
    todo = {"ownerTypeId": 2, "ownerId": first, "deadline": "2030-01-01T10:00:00+00:00"}
    planned = admin("crm.activity.todo.add", **todo)["id"]
    set_clock(T - STEP)
    second = admin("crm.deal.add", fields={"TITLE": "After"})
    assert second == first + 1
    assert admin("crm.activity.todo.add", **todo)["id"] == planned + 1
    assert admin("crm.activity.binding.add", activityId=planned, entityTypeId=2, entityId=second)
    assert admin("crm.deal.update", id=first, fields={"TITLE": "Changed"})
    changed = admin("crm.deal.get", id=first)
    assert changed["TITLE"] == "Changed"
    assert seconds_of(changed["DATE_CREATE"]) >= T
    assert T - STEP <= seconds_of(changed["DATE_MODIFY"]) < T  # what the clock says, and no guess
    listed = admin("crm.deal.list", order={"ID": "DESC"}, select=["ID"])
    assert [int(each["ID"]) for each in listed[:2]] == [second, first]
    spent = admin.send("crm.deal.list").json["time"]
    assert spent["finish"] >= spent["start"]
    assert spent["duration"] >= 0


def test_the_bucket_of_requests_neither_sticks_nor_gives_more_than_it_holds(
    set_clock: SetClock, wire: Wire, admin: Api
) -> None:
    set_clock(T)
    wire.set(rate_limit={"bucket": 10, "leak": 1})
    assert answers(admin, 4) == [200] * 4
    set_clock(T - STEP)
    assert answers(admin, 7) == [200] * 6 + [503]
    assert admin.send("server.time").error == TOO_MANY
    set_clock(T - STEP + 3)
    assert answers(admin, 4) == [200] * 3 + [503]
    set_clock(T - STEP + 60)
    assert answers(admin, 11) == [200] * 10 + [503]


def test_tokens_last_as_long_as_was_said(set_clock: SetClock, wire: Wire) -> None:
    set_clock(T)
    app = app_of(wire, 1)
    assert app("profile")
    set_clock(T - STEP)
    assert app("profile")
    renewed = wire.send(
        "/oauth/token/",
        verb="GET",
        query=phpquery.build(
            {
                "grant_type": "refresh_token",
                "client_id": app.keys.client_id,
                "client_secret": app.keys.client_secret,
                "refresh_token": app.pair.refresh,
            }
        ),
    ).json
    assert renewed["expires"] == int(T - STEP) + ACCESS_SECONDS
    new = {"auth": renewed["access_token"]}
    call = {"path": "/rest/profile", "query": phpquery.build(new), "verb": "GET"}
    assert wire.send(**call).status == 200
    set_clock(T - STEP + ACCESS_SECONDS + 1)
    assert wire.send(**call).error[:2] == (401, "expired_token")
    set_clock(T - STEP)
    assert wire.send(**call).status == 200


def test_what_applications_are_told_of_waits_until_it_is_due_and_nothing_is_lost(
    set_clock: SetClock, wire: Wire, admin: Api
) -> None:
    app = app_of(wire, 1)
    assert app("event.bind", event="ONCRMDEALADD", handler="http://localhost:9/handler")
    told = []
    for at in (T, T - STEP):
        set_clock(at)
        told.append(admin("crm.deal.add", fields={"TITLE": "Rope"}))
    with wire.portal.store.snapshot() as tx:

        def due(now: float) -> list[int]:
            (lane,) = outbox.lanes_due(tx, now)
            calls = outbox.due(tx, now, lane)
            return [call.data["FIELDS"]["ID"] for call in calls if call.event == "ONCRMDEALADD"]

        assert due(T - STEP + 60) == told[1:]
        assert sorted(due(T + 60)) == told
