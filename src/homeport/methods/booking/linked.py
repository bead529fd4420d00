"""``booking.v1.booking.client.*``, ``….externalData.*`` and the same of the waiting list: records of the CRM."""

from collections.abc import Callable, Iterator
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.booking import bookings, links, waiting
from homeport.domain.booking.links import Holder
from homeport.domain.booking.said import REQUIRED
from homeport.methods.booking._asked import OfBooking, OfEntry
from homeport.methods.booking._declared import make, method
from homeport.rpc import Method, NoParams, Params

Many = dict[str, Any] | list[Any]


class ClientsOfBooking(OfBooking):
    clients: Many


class LinkedWithBooking(OfBooking):
    external_data: Many


class ClientsOfEntry(OfEntry):
    clients: Many


class LinkedWithEntry(OfEntry):
    external_data: Many


def _methods(
    of: str,
    called: str,
    named: str,
    params: type[Params],
    found: Callable[[Ctx, Any], Holder],
    missing: ErrorKind,
    clients: type[Params],
    linked: type[Params],
) -> Iterator[Method]:
    """The methods of what has links.

    :param of: the name that theirs begin with
    :param called: what their answers call clients
    :param named: the parameter that says of what
    :param found: what it says
    :param missing: how it is refused where there is none
    """

    def verbs(
        kind: str,
        words: str,
        answered: str,
        setting: type[Params],
        given: str,
        put: Callable[[Ctx, Holder, Any], None],
        read: Callable[[Ctx, Holder], Any],
        clear: Callable[[Ctx, Holder], None],
        refusals: tuple[ErrorKind, ...],
    ) -> Iterator[Method]:
        def set_(ctx: Ctx, p: Any) -> bool:
            put(ctx, found(ctx, getattr(p, named)), getattr(p, given))
            return True

        def list_(ctx: Ctx, p: Any) -> dict[str, Any]:
            return {answered: read(ctx, found(ctx, getattr(p, named)))}

        def unset(ctx: Ctx, p: Any) -> bool:
            clear(ctx, found(ctx, getattr(p, named)))
            return True

        errors = (missing, REQUIRED, *refusals)
        name = f"{of}.{kind}"
        yield make(f"{name}.set", set_, params=setting, summary=f"Set {words}.", errors=errors, writes=True)
        yield make(f"{name}.list", list_, params=params, summary=f"List {words}.", errors=(missing,))
        yield make(f"{name}.unset", unset, params=params, summary=f"Remove {words}.", errors=(missing,), writes=True)

    whose = "a booking" if params is OfBooking else "an entry of the waiting list"
    yield from verbs(
        "client",
        f"the clients of {whose}",
        called,
        clients,
        "clients",
        links.put_clients,
        links.clients,
        links.clear_clients,
        (links.NO_CLIENT_TYPE, links.NO_CLIENT),
    )
    yield from verbs(
        "externalData",
        f"the deals that {whose} is linked with",
        "externalData",
        linked,
        "external_data",
        links.put_linked,
        links.linked,
        links.clear_linked,
        (links.NO_LINKED_TYPE, links.NO_LINKED),
    )


METHODS = [
    *_methods(
        "booking.v1.booking",
        "bookingClient",
        "booking_id",
        OfBooking,
        bookings.holder,
        bookings.NOT_FOUND,
        ClientsOfBooking,
        LinkedWithBooking,
    ),
    *_methods(
        "booking.v1.waitlist",
        "waitListClient",
        "wait_list_id",
        OfEntry,
        waiting.holder,
        waiting.NOT_FOUND,
        ClientsOfEntry,
        LinkedWithEntry,
    ),
]


@method("booking.v1.clienttype.list")
def client_types(ctx: Ctx, p: NoParams) -> dict[str, list[dict[str, str]]]:
    """List the types of clients."""
    return {"clientType": links.client_types()}
