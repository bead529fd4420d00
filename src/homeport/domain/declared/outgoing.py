"""Outgoing webhooks."""

from typing import Any

from homeport.domain.declared.part import Part, Values
from homeport.domain.declared.reading import Entry
from homeport.domain.events import outgoing


class OutgoingWebhooks(Part[int]):
    """Addresses that are told of events. Their tokens are printed by ``homeport outgoing token``."""

    def find(self, entry: Entry) -> int | None:
        url, title = entry.values["URL"], entry.values.get("TITLE", entry.key)
        return next((each.id for each in outgoing.listed(self.tx) if (each.url, each.title) == (url, title)), None)

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = outgoing.find(self.tx, record_id)
        if found is None:
            return None
        return {"URL": found.url, "TITLE": found.title, "EVENTS": ",".join(sorted(found.events))}

    def add(self, entry: Entry, values: Values) -> int:
        return outgoing.add(
            self.tx,
            self.work.clock,
            url=values["URL"],
            events=values["EVENTS"].split(","),
            title=values.get("TITLE", entry.key),
        ).id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        found = outgoing.find(self.tx, record_id)
        assert found is not None
        outgoing.change(
            self.tx,
            found,
            url=values["URL"],
            events=values["EVENTS"].split(","),
            title=values.get("TITLE", found.title),
        )
