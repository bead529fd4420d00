"""Outgoing webhooks, and the inbox: what handlers were told, and what they answered."""

import time
from typing import Annotated, Any

import msgspec

from homeport.control.endpoint import DONE, Chosen, Done, Refusal, endpoint, not_there
from homeport.control.people import Text
from homeport.core.values import Id
from homeport.domain.events import inbox, outbox, outgoing, subscriptions, triggering
from homeport.domain.events.inbox import State, Wanted
from homeport.domain.events.outbox import Call
from homeport.domain.events.trouble import Trouble
from homeport.domain.portal.settings import clock_of
from homeport.store import Transaction

Limit = Annotated[int, msgspec.Meta(ge=1, le=5_000)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=60)]
LOOK_SECONDS = 0.05


class OutgoingFacts(msgspec.Struct, frozen=True):
    """An outgoing webhook.

    :param created: in UTC
    """

    id: int
    title: str
    url: str
    events: list[str]
    created: str


class NewOutgoing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An outgoing webhook to be added.

    :param events: codes, such as ``ONCRMDEALUPDATE``; ``all`` for every one
    """

    url: Annotated[str, msgspec.Meta(max_length=2_000)]
    events: Annotated[list[Text], msgspec.Meta(max_length=1_000)]
    title: Text = ""


class AddedOutgoing(msgspec.Struct, frozen=True):
    """An outgoing webhook that was added.

    :param handlers: the ids of its subscriptions, one for each event
    :param application_token: what its handler knows the portal by
    """

    id: int
    events: list[str]
    handlers: list[int]
    application_token: str


class HandlerFacts(msgspec.Struct, frozen=True):
    """Who is told of an event.

    :param application: the id of its application; 0: it is an outgoing webhook's
    :param webhook: the id of its outgoing webhook; 0: it is an application's
    :param paused: whether its calls wait
    """

    id: int
    event: str
    url: str
    application: int
    webhook: int
    paused: bool
    trouble: Trouble


class Pause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the calls to a handler wait."""

    paused: bool = True


class CallFacts(msgspec.Struct, frozen=True):
    """A call to a handler.

    :param record: the id that the event is about
    :param handler: the subscription that it is for; 0: nobody had to ask
    :param data: what it tells
    :param created: seconds since 1970 on the portal's clock
    :param next_at: when it is tried next
    :param outcome: the status of the last answer, or why there was none
    :param triggered: whether somebody asked for it, and nothing had happened
    """

    id: int
    event: str
    record: str
    state: State
    handler: int
    url: str
    client_id: str
    data: dict[str, Any] | list[Any]
    created: float
    attempts: int
    next_at: float | None
    outcome: str
    triggered: bool


class AttemptFacts(msgspec.Struct, frozen=True):
    """An attempt at a call.

    :param sent_at: seconds since 1970 on the portal's clock
    :param seconds: until it ended
    :param status: of the answer; 0 when there was none
    :param request: the form that was sent, without secrets
    :param answer: the beginning of what came back
    """

    id: int
    call_id: int
    sent_at: float
    seconds: float
    status: int
    outcome: str
    request: dict[str, Any]
    answer: str


class WholeCall(msgspec.Struct, frozen=True):
    """A call with its attempts."""

    call: CallFacts
    deliveries: list[AttemptFacts]


class NewestCalls(Wanted, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which calls are wanted, and how many of the newest.

    :param limit: at most
    """

    limit: Limit = 100


class Awaited(Wanted, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which call is waited for.

    :param after: the id of a call that came before; 0: any that there is will do
    :param seconds: how long
    """

    after: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)] = 0
    seconds: Seconds = 10.0


class Trigger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event on demand.

    :param record: the id of the record that it is about
    :param user: whose tokens calls to applications carry; 0: nobody's
    """

    event: Text
    record: Text | Id
    user: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)] = 0


class Told(msgspec.Struct, frozen=True):
    """How many handlers are told."""

    handlers: int


@endpoint("GET", "/outgoing")
def list_outgoing(chosen: Chosen) -> list[OutgoingFacts]:
    """List the outgoing webhooks."""
    return [
        OutgoingFacts(each.id, each.title, each.url, list(each.events), each.created)
        for each in chosen.read(outgoing.listed)
    ]


@endpoint("POST", "/outgoing", status=201)
def add_outgoing(chosen: Chosen, body: NewOutgoing) -> AddedOutgoing:
    """Let an address be told of events, and say the token by which it knows the portal."""

    def add(tx: Transaction) -> AddedOutgoing:
        added = outgoing.add(tx, clock_of(tx), url=body.url, events=body.events, title=body.title)
        token = outgoing.token(tx, chosen.portal.key, added)
        return AddedOutgoing(added.id, list(added.events), outgoing.handlers(tx, added.id), token)

    return chosen.write(add)


@endpoint("DELETE", "/outgoing/{webhook_id}")
def remove_outgoing(chosen: Chosen, webhook_id: Id) -> Done:
    """Let an address be told no longer, also not of what waits."""
    if not chosen.write(lambda tx: outgoing.remove(tx, webhook_id)):
        raise not_there(f"There is no outgoing webhook {webhook_id}. List them with: GET /_homeport/outgoing")
    return DONE


@endpoint("GET", "/handlers")
def list_handlers(chosen: Chosen) -> list[HandlerFacts]:
    """List who is told of what: handlers of applications and of outgoing webhooks."""

    def read(tx: Transaction) -> list[HandlerFacts]:
        return [
            HandlerFacts(
                row["ID"], row["EVENT"], row["URL"], row["APP_ID"], row["WEBHOOK_ID"], row["PAUSED"] == "Y",
                subscriptions.trouble_of(tx, row["ID"]),
            )
            for row in subscriptions.listed(tx)
        ]  # fmt: skip

    return chosen.read(read)


@endpoint("POST", "/handlers/{handler_id}/pause")
def pause(chosen: Chosen, handler_id: Id, body: Pause) -> Done:
    """Let the calls to a handler wait, or be made."""
    return _known(chosen.write(lambda tx: subscriptions.pause(tx, clock_of(tx), handler_id, body.paused)), handler_id)


@endpoint("PUT", "/handlers/{handler_id}/trouble")
def trouble(chosen: Chosen, handler_id: Id, body: Trouble) -> Done:
    """Let calls to a handler be late, out of order, lost or doubled, the same way each time."""
    return _known(chosen.write(lambda tx: subscriptions.give_trouble(tx, handler_id, body)), handler_id)


def _known(found: bool, handler_id: int) -> Done:
    if not found:
        raise not_there(f"There is no handler {handler_id}. List them with: GET /_homeport/handlers")
    return DONE


@endpoint("GET", "/events")
def listed(chosen: Chosen, query: NewestCalls) -> list[CallFacts]:
    """List the newest calls to handlers, the oldest of them first."""
    return [_facts(call) for call in chosen.read(lambda tx: inbox.newest(tx, query, query.limit))[::-1]]


@endpoint("DELETE", "/events")
def clear(chosen: Chosen) -> Done:
    """Forget the calls that ended."""
    chosen.write(outbox.clear)
    return DONE


@endpoint("GET", "/events/wait")
def wait(chosen: Chosen, query: Awaited) -> CallFacts:
    """Wait for a call that was sent, and whose handler has answered, or has not: the first one after ``after``."""
    deadline = time.monotonic() + query.seconds
    while True:
        for call in chosen.read(outbox.listed):
            ended = inbox.state_of(call) in (State.DELIVERED, State.FAILED)
            if call.id > query.after and ended and query.covers(call):
                return _facts(call)
        if time.monotonic() > deadline or chosen.plane.portals.closing:
            raise Refusal(408, "timed_out", f"No such call within {query.seconds:g} seconds: GET /_homeport/events")
        time.sleep(LOOK_SECONDS)


@endpoint("POST", "/events/trigger", status=201)
def trigger(chosen: Chosen, body: Trigger) -> Told:
    """Tell everyone who wants to know that an event happened to a record."""
    try:
        count = chosen.write(
            lambda tx: triggering.trigger(tx, clock_of(tx), body.event, str(body.record), user_id=body.user)
        )
    except triggering.NoSuchEventError as error:
        raise not_there(f"{error}.") from None
    return Told(count)


@endpoint("GET", "/events/{call_id}")
def one(chosen: Chosen, call_id: Id) -> WholeCall:
    """A call with what was sent at each attempt, without secrets, and what came back."""

    def read(tx: Transaction) -> WholeCall | None:
        call = outbox.find(tx, call_id)
        if call is None:
            return None
        return WholeCall(_facts(call), [AttemptFacts(**each._asdict()) for each in inbox.attempts(tx, call_id)])

    found = chosen.read(read)
    if found is None:
        raise not_there(_NO_CALL.format(call_id))
    return found


@endpoint("POST", "/events/{call_id}/resend")
def resend(chosen: Chosen, call_id: Id) -> Done:
    """Let a call be made again, now."""
    if not chosen.write(lambda tx: outbox.resend(tx, clock_of(tx), call_id)):
        raise not_there(_NO_CALL.format(call_id))
    return DONE


_NO_CALL = "There is no call {}. List them with: GET /_homeport/events"


def _facts(call: Call) -> CallFacts:
    return CallFacts(**{**inbox.said(call), "state": inbox.state_of(call)})
