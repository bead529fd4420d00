"""An application in a portal with two resources that may be booked on working days."""

from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from homeport.domain.events.outbox import OUTBOX
from homeport.store import Query
from tests.apps import AppApi, app_of
from tests.conftest import Wire

MONDAY = 1_767_571_200
"""Midnight of the fifth of January 2026 in London, a Monday; seconds since 1970."""
HOUR = 3_600
LONDON = "Europe/London"
WORKING_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"]


def period(begins: float, ends: float, zone: str = LONDON) -> dict[str, Any]:
    """A time in hours since Monday."""
    return {
        name: {"timestamp": int(MONDAY + hours * HOUR), "timezone": zone}
        for name, hours in (("from", begins), ("to", ends))
    }


def slot(begins: int, ends: int, *days: str, zone: str = LONDON) -> dict[str, Any]:
    """An interval, in minutes of the day."""
    return {"from": begins, "to": ends, "timezone": zone, "weekDays": list(days or WORKING_DAYS), "slotSize": 30}


class Desk:
    """Books by an application.

    :ivar type: the id of a type of resources
    :ivar boat: the id of one of these, as is ``skipper``: from nine till eighteen on working days
    """

    def __init__(self, app: AppApi) -> None:
        self.app = app
        self.type = self.id_of("resourceType", name="Boats", code="boats")
        self.boat, self.skipper = (self.resource(name) for name in ("Pilot boat", "Skipper"))

    def id_of(self, kind: str, **fields: Any) -> int:
        """Add something; its id."""
        return int(self.app(f"booking.v1.{kind}.add", fields=fields)["id"])

    def resource(self, name: str, *slots: dict[str, Any]) -> int:
        """Add a resource that may be booked."""
        number = self.id_of("resource", name=name, typeId=self.type)
        self.app("booking.v1.resource.slots.set", resourceId=number, slots=slots or [slot(540, 1080)])
        return number

    def book(self, begins: float, ends: float, *resources: int, **fields: Any) -> int:
        """Book resources, the boat unless others are named, for hours since Monday."""
        named = {"resourceIds": list(resources or (self.boat,)), "datePeriod": period(begins, ends)}
        return self.id_of("booking", **named, **fields)

    def refused(self, method: str, /, **params: Any) -> tuple[int, str, str]:
        """Status, code and text of a refusal."""
        return self.app.send(f"booking.v1.{method}", **params).error

    def told(self) -> list[tuple[str, str]]:
        """What was told of online booking since this was last asked, in order, with the ids."""
        with self.app.wire.portal.store.snapshot() as tx:
            rows = tx.all(Query(select(OUTBOX.c.EVENT, OUTBOX.c.DATA).order_by(OUTBOX.c.ID)))
        found = [(event, str(msgspec.json.decode(data)["ID"])) for event, data in rows if event.startswith("ONBOOKING")]
        new, self._seen = found[getattr(self, "_seen", 0) :], len(found)
        return new


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 1, "booking,crm")


@pytest.fixture
def desk(app: AppApi) -> Desk:
    return Desk(app)
