"""What is due at a moment of a portal's clock is done by the server, without anybody asking."""

import sys
import threading
import time
from datetime import UTC, datetime
from types import ModuleType

import pytest
from sqlalchemy import select

from homeport.core.clock import Clock
from homeport.domain.records import timers
from homeport.domain.tables import METADATA
from homeport.store import Query, Transaction
from homeport.testing.portal import LocalPortal
from tests.handler import WAIT_SECONDS

MARCH, MAY = (datetime(2026, month, 10, 12, tzinfo=UTC).timestamp() for month in (3, 5))
RULE = {"MODE": "multiple", "MULTIPLE_TYPE": "month", "MULTIPLE_INTERVAL": 1}


def test_recurring_deals_are_made_when_the_clock_has_come_to_them(portal: LocalPortal) -> None:
    portal.clock.freeze(MARCH)
    admin = portal.webhook()
    fields = {"DEAL_ID": 1, "START_DATE": "2026-04-04", "PARAMS": RULE}
    rule = admin.call("crm.deal.recurring.add", fields=fields)
    portal.settings(clock={"frozen_at": MAY})  # not by the clock's own hands, which would do it at once
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        found = admin.call("crm.deal.recurring.get", id=rule)
        if found["COUNTER_REPEAT"] == "2":
            break
        assert time.monotonic() < deadline, found
        threading.Event().wait(0.01)
    assert found["NEXT_EXECUTION"] == "2026-06-04T01:00:00+00:00"


def test_what_fails_keeps_nothing_else_waiting_and_is_due_again_later(
    portal: LocalPortal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = ModuleType("broken")
    broken.fire = fail  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, broken.__name__, broken)
    known = timers._modules()
    monkeypatch.setattr(timers, "_modules", lambda: {**known, "broken": broken.__name__})
    portal.clock.freeze(MARCH)
    admin = portal.webhook()
    fields = {"DEAL_ID": 1, "START_DATE": "2026-04-04", "PARAMS": RULE}
    rule = admin.call("crm.deal.recurring.add", fields=fields)
    portal.write(lambda tx: timers.put(tx, "broken", 1, MARCH + 1))
    portal.clock.set(MAY)
    assert admin.call("crm.deal.recurring.get", id=rule)["COUNTER_REPEAT"] == "2"
    assert "broken 1 is due again later: no" in caplog.text
    assert portal.read(lambda tx: tx.value(OF_BROKEN)) >= MAY + timers.AGAIN_SECONDS
    assert admin.call("crm.lead.list", filter={"TITLE": "Left behind"}) == [], "what it wrote is undone"


def fail(tx: Transaction, clock: Clock, row_id: int) -> None:
    tx.update(LEAD, {"ID": 1}, {"TITLE": "Left behind"})
    raise ValueError("no")


LEAD = METADATA.tables["crm_lead"]
OF_BROKEN = Query(select(timers.TIMER.c.AT).where(timers.TIMER.c.KIND == "broken"))
