"""Handlers that do what they please: nothing blocks a request, and others are told meanwhile."""

import json
import urllib.request
from pathlib import Path

import pytest
import trustme
from sqlalchemy import select

from homeport.domain.events import deliveries, inbox, outbox, subscriptions
from homeport.domain.portal.apps.tables import DELIVERY
from homeport.store import Query, Transaction
from homeport.testing import Receiver
from homeport.testing.portal import LocalPortal
from tests.handler import Handler

EVENT = "ONCRMDEALUPDATE"
_ATTEMPTS = Query(select(DELIVERY))


@pytest.fixture
def receiver(portal: LocalPortal) -> Receiver:
    return portal.handler()


def change(portal: LocalPortal, deal: int = 1) -> None:
    portal.webhook().call("crm.deal.update", id=deal, fields={"TITLE": f"New {deal}"})


@pytest.mark.parametrize("status", [204, 301, 400, 404, 410, 500, 503])
def test_whatever_it_answers_is_kept_and_only_success_is_taken_for_it(
    portal: LocalPortal, receiver: Receiver, status: int
) -> None:
    receiver.answers(status, b"")
    portal.outgoing(receiver.url, EVENT)
    change(portal)
    call = portal.events.wait(EVENT)
    assert (call.outcome, call.delivered, call.next_at) == (str(status), status < 300, None)


def test_a_connection_that_is_reset_is_said_so(portal: LocalPortal, receiver: Receiver) -> None:
    receiver.answers(reset=True)
    portal.outgoing(receiver.url, EVENT)
    change(portal)
    assert portal.events.wait(EVENT).outcome.startswith("no answer: ")


def test_of_a_hundred_megabytes_the_beginning_is_read(portal: LocalPortal, receiver: Receiver) -> None:
    receiver.answers(200, b"x" * 100_000_000)
    portal.outgoing(receiver.url, EVENT)
    change(portal)
    call = portal.events.wait(EVENT)
    (attempt,) = portal.events.attempts(call)
    assert (call.outcome, set(attempt.answer)) == ("200", {"x"})
    assert len(attempt.answer) <= deliveries.MAX_ANSWER
    assert attempt.seconds < 10


def test_a_certificate_of_nobody_is_not_trusted(portal: LocalPortal, tmp_path: Path) -> None:
    certificate = tmp_path / "handler.pem"
    trustme.CA().issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(certificate)
    with Handler(certificate) as handler:
        portal.outgoing(handler.url, EVENT)
        change(portal)
        assert "certificate" in portal.events.wait(EVENT).outcome.lower()
        assert handler.is_idle


def test_a_slow_one_holds_up_neither_a_request_nor_another(portal: LocalPortal, receiver: Receiver) -> None:
    slow = portal.handler()
    slow.answers(delay=60)
    portal.outgoing(slow.url, EVENT)
    portal.outgoing(receiver.url, EVENT)
    change(portal)
    assert slow.next().event == EVENT
    change(portal, 2)
    assert [receiver.next().data["FIELDS"]["ID"] for _ in range(2)] == ["1", "2"]


def test_a_thousand_handlers_are_told_and_the_change_is_answered(portal: LocalPortal, receiver: Receiver) -> None:
    count = 1_000
    webhook = portal.outgoing(receiver.url, EVENT)

    def more(tx: Transaction) -> None:
        row = next(dict(each) for each in subscriptions.listed(tx))
        for _ in range(count - 1):
            tx.insert(
                subscriptions.HANDLER,
                {"APP_ID": 0, "WEBHOOK_ID": row["WEBHOOK_ID"], "EVENT": EVENT, "URL": row["URL"], "USER_ID": 0},
            )

    portal.write(more)
    change(portal)
    told = {receiver.next().form["event_handler_id"] for _ in range(count)}
    assert (len(told), webhook.token) == (count, receiver.received[0].token)


def test_a_secret_in_its_address_is_not_shown(portal: LocalPortal, receiver: Receiver) -> None:
    address = f"{receiver.url}?auth=s3cretS3cretS3cret&shop=5"
    portal.outgoing(address, EVENT)
    change(portal)
    call = portal.events.wait(EVENT)
    assert receiver.next().path.endswith("?auth=s3cretS3cretS3cret&shop=5"), "it is called by it all the same"
    said = json.dumps(inbox.said(call))
    assert "s3cret" not in said
    assert "shop=5" in said


def test_what_is_told_of_a_record_is_told_after_it_is_gone(portal: LocalPortal, receiver: Receiver) -> None:
    webhook = portal.outgoing(receiver.url, EVENT)
    webhook.pause()
    change(portal, 3)
    portal.webhook().call("crm.deal.delete", id=3)
    webhook.resume()
    assert receiver.next().data == {"FIELDS": {"ID": "3"}}


def test_a_clock_that_steps_back_keeps_nothing_from_being_told(portal: LocalPortal, receiver: Receiver) -> None:
    portal.outgoing(receiver.url, EVENT)
    portal.clock.freeze(2_000_000_000)
    change(portal)
    receiver.next()
    portal.clock.freeze(1_900_000_000)
    change(portal, 2)
    assert receiver.next().data == {"FIELDS": {"ID": "2"}}


def test_a_full_inbox_forgets_what_ended_first_and_nothing_that_waits(
    portal: LocalPortal, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "KEPT", 3)
    monkeypatch.setattr(deliveries, "KEPT", 3)
    held = portal.outgoing(receiver.url, "ONCRMLEADUPDATE")
    held.pause()
    portal.events.trigger("ONCRMLEADUPDATE", 1)
    portal.outgoing(receiver.url, EVENT)
    for number in range(1, 7):
        change(portal, number)
        portal.events.wait(EVENT, record=number)
    kept = portal.read(lambda tx: [row["CALL_ID"] for row in tx.dicts(_ATTEMPTS)])
    assert len(kept) == 3
    held.resume()
    assert [receiver.next().event for _ in range(7)][-1] == "ONCRMLEADUPDATE"


def test_the_attempts_of_a_call_go_with_it_and_come_to_be_no_others(portal: LocalPortal, receiver: Receiver) -> None:
    webhook = portal.outgoing(receiver.url, EVENT)
    change(portal)
    first = portal.events.wait(EVENT)
    webhook.remove()
    assert portal.events.attempts(first) == []
    portal.outgoing(receiver.url, EVENT).pause()
    change(portal, 2)
    (second,) = portal.events
    assert (second.id, portal.events.attempts(second)) == (first.id, []), "ids are used again"


def test_what_is_kept_goes_with_no_copy(portal: LocalPortal, receiver: Receiver) -> None:
    portal.outgoing(receiver.url, EVENT)
    change(portal)
    portal.events.wait(EVENT)
    portal.snapshot("with.it")
    portal.restore("with.it")
    assert len(portal.events) == 0
    assert portal.read(lambda tx: tx.dicts(_ATTEMPTS)) == []


def test_a_request_is_answered_while_nothing_can_be_told(portal: LocalPortal) -> None:
    portal.outgoing("http://127.0.0.1:1/", "all")
    for number in range(20):
        portal.webhook().call("crm.lead.add", fields={"TITLE": f"{number}"})
    with urllib.request.urlopen(f"{portal.webhook().url}profile") as answer:
        assert json.load(answer)["result"]["ID"] == "1"
