"""The events of a calendar within some days are found by an index, however many others there are."""

import pytest

from homeport.domain.calendar import sections
from homeport.domain.calendar.entry_fields import ENTRY
from homeport.domain.calendar.listing import _listed
from homeport.store import Transaction
from tests.conftest import Wire

MANY = 3_000


@pytest.mark.parametrize("grant", [sections.EVERY, sections.SEEN])
def test_the_days_of_a_calendar_are_served_by_an_index(wire: Wire, grant: str) -> None:
    def look(tx: Transaction) -> list[str]:
        row = {"CAL_TYPE": "user", "SECTION_ID": 1, "NAME": "Lunch"}
        hours = [{"OWNER_ID": n % 50, "FROM_TS": n * 3600, "TO_TS": n * 3600, "LAST_TS": n * 3600} for n in range(MANY)]
        tx.insert_many(ENTRY, [{**row, **each} for each in hours])
        params = {"actor": 3, "type": "user", "owner": 3, "first": 3600, "last": 7200}
        return tx.plan(*tx.statement(_listed(grant), params))

    steps = wire.portal.store.write_now(look)
    assert any("calendar_event_of_owner" in step for step in steps), steps
    assert not any("SCAN calendar_event" in step for step in steps), steps
