"""What is due at a moment of a portal's clock is done by the server, without anybody asking."""

import threading
import time
from datetime import UTC, datetime

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
