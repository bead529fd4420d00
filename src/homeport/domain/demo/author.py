"""In whose name and when the demo data is written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.rights import Rights
from homeport.domain.crm.entities import entity_of
from homeport.domain.crm.record import records
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.demo.calendar import DemoClock
from homeport.domain.demo.plan import opened, responsible
from homeport.store import Transaction


class Author:
    """Writes records in somebody's name, at the moment when it happened."""

    def __init__(self, tx: Transaction, clock: DemoClock) -> None:
        self._tx = tx
        self._clock = clock

    @property
    def zone(self) -> ZoneInfo:
        """The portal's zone."""
        return self._clock.zone

    def acting(self, user_id: int, moment: datetime, *, as_admin: bool = True) -> Ctx:
        """A context in which a user writes at a moment.

        :param as_admin: whether the user may write anything
        """
        self._clock.moment = moment
        actor = Actor(user_id, Rights({}, is_admin=as_admin))
        return Ctx(self._tx, Credential("demo", actor, frozenset({"crm"})), self._clock)

    def make(self, entity_type_id: int, number: int, moment: datetime, fields: Mapping[str, Any]) -> int:
        """Add a record that its responsible makes; its id."""
        entity = entity_of(entity_type_id)
        assert entity is not None
        by = responsible(number)
        given = {"ASSIGNED_BY_ID": by, "OPENED": opened(number), **fields}
        return records.create(self.acting(by, moment), entity, given, CLASSIC)

    def move(self, entity_type_id: int, number: int, moment: datetime, stage: Mapping[str, str]) -> None:
        """Put a record that its responsible has made into another stage."""
        entity = entity_of(entity_type_id)
        assert entity is not None
        records.change(self.acting(responsible(number), moment), entity, number, stage, CLASSIC)
