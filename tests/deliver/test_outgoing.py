"""Outgoing webhooks are told without an application; what was told is kept, waited for, and sent again."""

import threading
import time

import pytest

from homeport.domain.events import inbox, outbox, outgoing
from homeport.domain.events.inbox import State
from homeport.domain.portal.settings import clock_of
from homeport.store import Transaction
from homeport.testing import OutgoingWebhook, Receiver
from homeport.testing.portal import LocalPortal
from tests.deliver.conftest import NOON
from tests.handler import WAIT_SECONDS, Handler


@pytest.fixture
def receiver(portal: LocalPortal) -> Receiver:
    return portal.handler()


@pytest.fixture
def deals(portal: LocalPortal, receiver: Receiver) -> OutgoingWebhook:
    return portal.outgoing(receiver.url, "onCrmDealAdd", "ONCRMDEALUPDATE")


def add_deal(portal: LocalPortal) -> int:
    return int(portal.webhook().call("crm.deal.add", fields={"TITLE": "A deal"}))


def test_the_call_has_the_documented_form_and_no_tokens(
    portal: LocalPortal, receiver: Receiver, deals: OutgoingWebhook
) -> None:
    deal = add_deal(portal)
    received = receiver.next()
    form = received.form
    assert received.headers["content-type"] == "application/x-www-form-urlencoded"
    assert form == {
        "event": "ONCRMDEALADD",
        "event_handler_id": str(deals.handlers[0]),
        "data": {"FIELDS": {"ID": str(deal)}},
        "ts": form["ts"],
        "auth": {
            "domain": portal.https.removeprefix("https://"),
            "server_endpoint": f"{portal.https}/rest/",
            "client_endpoint": f"{portal.https}/rest/",
            "member_id": form["auth"]["member_id"],
            "application_token": deals.token,
        },
    }
    assert abs(int(form["ts"]) - portal.clock.now()) < 60


def test_it_is_told_of_its_own_events_until_it_is_removed(
    portal: LocalPortal, receiver: Receiver, deals: OutgoingWebhook
) -> None:
    hook = portal.webhook()
    hook.call("crm.lead.add", fields={"TITLE": "A lead"})
    deal = add_deal(portal)
    hook.call("crm.deal.update", id=deal, fields={"TITLE": "B"})
    assert [receiver.next().event for _ in range(2)] == ["ONCRMDEALADD", "ONCRMDEALUPDATE"]
    deals.remove()
    hook.call("crm.deal.update", id=deal, fields={"TITLE": "C"})
    other = portal.outgoing(receiver.url, "ONCRMDEALDELETE")
    hook.call("crm.deal.delete", id=deal)
    last = receiver.next()
    assert (last.event, last.token) == ("ONCRMDEALDELETE", other.token)
    assert other.token != deals.token


def test_all_events_can_be_asked_for(portal: LocalPortal, receiver: Receiver) -> None:
    assert len(portal.outgoing(receiver.url).events) > 100
    portal.webhook().call("crm.lead.add", fields={"TITLE": "A lead"})
    assert receiver.next().event == "ONCRMLEADADD"


@pytest.mark.parametrize(
    ("url", "events", "title", "said"),
    [
        ("http://localhost/", ("ONNOTHING",), "", "there is no event ONNOTHING"),
        ("http://localhost/", (" ",), "", "name at least one event"),
        ("ftp://localhost/", ("ONCRMDEALADD",), "", "must begin with https:// or http://"),
        ("http://localhost/\x00", ("ONCRMDEALADD",), "", "control characters"),
        ("http://localhost/", ("ONCRMDEALADD",), "x" * 256, "255 characters"),
    ],
)
def test_what_is_unfit_is_refused_in_a_line(
    portal: LocalPortal, url: str, events: tuple[str, ...], title: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        portal.outgoing(url, *events, title=title)
    assert portal.read(outgoing.listed) == []


def test_a_public_portal_tells_nobody_inside(portal: LocalPortal, deals: OutgoingWebhook) -> None:
    portal.settings(handlers="public")
    add_deal(portal)
    assert portal.events.wait("ONCRMDEALADD").outcome.startswith("not called: the URL localhost is not a public")
    with pytest.raises(ValueError, match="not a public address"):
        portal.outgoing("http://10.0.0.1/", "ONCRMDEALADD")


def test_each_attempt_is_kept_with_what_was_sent_and_answered_without_secrets(
    portal: LocalPortal, receiver: Receiver, deals: OutgoingWebhook
) -> None:
    receiver.answers(503, b"closed for today")
    deal = add_deal(portal)
    call = portal.events.wait("ONCRMDEALADD", record=deal)
    (attempt,) = portal.events.attempts(call)
    assert (attempt.status, attempt.outcome, attempt.answer) == (503, "503", "closed for today")
    assert attempt.request["data"] == {"FIELDS": {"ID": deal}}
    assert attempt.request["auth"]["domain"] == portal.https.removeprefix("https://")
    assert deals.token not in str(attempt.request)
    assert inbox.state_of(call) is State.FAILED


def test_what_is_sent_again_is_another_attempt(portal: LocalPortal, receiver: Receiver, deals: OutgoingWebhook) -> None:
    receiver.answers(500)
    add_deal(portal)
    call = portal.events.wait("ONCRMDEALADD")
    receiver.answers(200)
    portal.events.resend(call)
    again = portal.events.wait("ONCRMDEALADD")
    assert (again.id, again.attempts, again.delivered) == (call.id, 2, True)
    assert [each.status for each in portal.events.attempts(again)] == [500, 200]


def test_the_calls_of_a_paused_handler_wait(portal: LocalPortal, receiver: Receiver, deals: OutgoingWebhook) -> None:
    deals.pause()
    first = add_deal(portal)
    other = portal.outgoing(receiver.url, "ONCRMDEALADD")
    second = add_deal(portal)
    assert receiver.next().token == other.token, "others are told meanwhile"
    assert {inbox.state_of(call) for call in portal.events if call.handler_id == deals.handlers[0]} == {State.HELD}
    deals.resume()
    assert [receiver.next().data["FIELDS"]["ID"] for _ in range(2)] == [str(first), str(second)]


def test_an_event_on_demand_is_told_as_if_it_had_happened(
    portal: LocalPortal, receiver: Receiver, deals: OutgoingWebhook
) -> None:
    assert portal.events.trigger("oncrmdealupdate", 5) == 1
    assert receiver.next().form["data"] == {"FIELDS": {"ID": "5"}}
    assert portal.events.wait("ONCRMDEALUPDATE", record=5).triggered == "Y"
    assert portal.events.trigger("ONCRMLEADADD", 5) == 0, "nobody wants to know"
    with pytest.raises(LookupError, match="There is no event ONNOTHING"):
        portal.events.trigger("ONNOTHING", 5)


def test_waiting_says_what_came_instead(portal: LocalPortal, deals: OutgoingWebhook) -> None:
    deal = add_deal(portal)
    portal.events.wait("ONCRMDEALADD")
    with pytest.raises(TimeoutError, match=rf"no ONCRMLEAD\* of 9 .* ONCRMDEALADD of {deal} \(delivered\)"):
        portal.events.wait("ONCRMLEAD*", record=9, seconds=0.05)


def test_calls_are_dropped_and_doubled_the_same_way_each_time(
    portal: LocalPortal, receiver: Receiver, deals: OutgoingWebhook
) -> None:
    deals.trouble(drop=1)
    add_deal(portal)
    assert portal.events.wait("ONCRMDEALADD").outcome == "dropped on purpose"
    deals.trouble(duplicate=1)
    deal = add_deal(portal)
    assert [receiver.next().data["FIELDS"]["ID"] for _ in range(2)] == [str(deal)] * 2
    deals.trouble()
    add_deal(portal)
    portal.events.wait("ONCRMDEALADD", record=deal + 1)
    assert len(receiver.received) == 3


def test_calls_are_late_and_overtake_each_other_by_the_portals_clock(
    portal: LocalPortal, receiver: Receiver, deals: OutgoingWebhook
) -> None:
    portal.clock.freeze(NOON)
    deals.trouble(delay=600, reorder=60, seed=3)
    made = [add_deal(portal) for _ in range(8)]
    assert [call.next_at > NOON + 600 for call in portal.events if call.next_at] == [True] * 8
    portal.clock.advance(660)
    came = [int(receiver.next().data["FIELDS"]["ID"]) for _ in made]
    assert sorted(came) == made
    assert came != made


def test_a_portal_that_repeats_tells_again_for_a_day_and_of_each_record_in_order(
    portal: LocalPortal, receiver: Receiver, deals: OutgoingWebhook
) -> None:
    portal.settings(deliveries="retry")
    portal.clock.freeze(NOON)
    receiver.answers(500)
    deal = add_deal(portal)
    assert receiver.next().event == "ONCRMDEALADD"
    tried(portal, 1, 1)
    portal.webhook().call("crm.deal.update", id=deal, fields={"TITLE": "B"})
    other = add_deal(portal)
    assert receiver.next().data["FIELDS"]["ID"] == str(other), "what is told of the first deal waits"
    tried(portal, 1, 2)
    for number, wait in enumerate(outbox.LONG_WAITS[:3], 2):
        portal.clock.advance(wait)
        assert {receiver.next().data["FIELDS"]["ID"] for _ in range(2)} == {str(deal), str(other)}
        tried(portal, number, 2)
    receiver.answers(200)
    portal.clock.advance(3600)
    assert [portal.events.wait(record=deal).event for _ in range(2)] == ["ONCRMDEALADD", "ONCRMDEALUPDATE"]
    assert [each.event for each in receiver.received if each.data["FIELDS"]["ID"] == str(deal)] == [
        *["ONCRMDEALADD"] * 5, "ONCRMDEALUPDATE",
    ]  # fmt: skip


def test_what_waits_for_a_repetition_comes_after_it_also_where_both_are_due(portal: LocalPortal) -> None:
    portal.clock.freeze(NOON)
    lane = outbox.Lane("", "http://localhost:1/", 0)

    def told(tx: Transaction) -> list[str]:
        clock = clock_of(tx)
        for event in ("FIRST", "SECOND"):
            outbox.put(tx, clock, event=event, url=lane.url, client_id="", user_id=0, data={"FIELDS": {"ID": "1"}})
        outbox.tried(tx, clock, outbox.due(tx, clock.now(), lane)[0], "500", repeats=True)
        late = clock.now() + outbox.LONG_WAITS[0] + 1  # whoever tells was busy until then
        outbox.queue(tx, lane, late)
        return [each.event for each in outbox.due(tx, late, lane)]

    assert portal.write(told) == ["FIRST", "SECOND"]


def test_what_is_repeated_is_given_up_after_24_hours() -> None:
    assert sum(outbox.LONG_WAITS) == 24 * 3600


def tried(portal: LocalPortal, attempts: int, count: int) -> None:
    """Wait until so many calls were tried so often, and it was noted."""
    deadline = time.monotonic() + WAIT_SECONDS
    while sum(call.attempts >= attempts for call in portal.events) < count:
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


def test_what_is_told_once_is_not_told_again_after_a_crash(portal: LocalPortal, deals: OutgoingWebhook) -> None:
    call = portal.write(lambda tx: outbox.put(
        tx, clock_of(tx), event="ONCRMDEALADD", url=deals.url, client_id="outgoing.gone", user_id=0,
        handler_id=deals.handlers[0], data={"FIELDS": {"ID": 1}}, held=True,
    ))  # fmt: skip
    first = portal.read(lambda tx: outbox.find(tx, call))
    assert first is not None
    assert portal.write(lambda tx: outbox.begin(tx, first, repeats=True))
    assert portal.read(lambda tx: outbox.find(tx, call)) == first, "what repeats is noted when it ends"
    assert portal.write(lambda tx: outbox.begin(tx, first, repeats=False))
    found = portal.read(lambda tx: outbox.find(tx, call))
    assert found is not None
    assert (found.next_at, inbox.state_of(found)) == (None, State.SENDING)
    for repeats in (False, True):  # another host that took itself for the one who delivers
        assert not portal.write(lambda tx, repeats=repeats: outbox.begin(tx, first, repeats=repeats))


def test_a_handler_that_is_paused_gets_nothing_of_what_was_in_hand(portal: LocalPortal, handler: Handler) -> None:
    deals = portal.outgoing(handler.url, "ONCRMDEALADD")
    deals.pause()
    for _ in range(3):
        add_deal(portal)
    handler.hold.clear()
    deals.resume()
    handler.next()
    deals.pause()
    handler.hold.set()
    tried(portal, 1, 1)  # and in the same transaction, the next was begun or was not
    assert [inbox.state_of(call) for call in portal.events] == [State.DELIVERED, State.HELD, State.HELD]
    deals.resume()
    tried(portal, 1, 3)
    assert [handler.next()["event"], handler.next()["event"]] == ["ONCRMDEALADD"] * 2
