"""Parameters that methods of online booking share."""

from typing import Any

from homeport.rpc import Id, Params


class Add(Params):
    fields: dict[str, Any]


class ById(Params):
    id: Id


class Update(Params):
    id: Id
    fields: dict[str, Any]


class List(Params):
    filter: dict[str, Any] | list[Any] | None = None
    order: dict[str, Any] | list[Any] | None = None
    start: Any = None


class OfBooking(Params):
    booking_id: Id


class OfEntry(Params):
    wait_list_id: Id
