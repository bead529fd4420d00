"""Events as a test sees them: what was told, waited for; handlers, paused and troubled; events on demand."""

import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

from homeport.domain.events import inbox, outbox, outgoing, subscriptions, triggering
from homeport.domain.events.deliveries import Delivery
from homeport.domain.events.inbox import State, Wanted
from homeport.domain.events.outbox import Call
from homeport.domain.events.trouble import NONE, Trouble
from homeport.domain.portal import settings
from homeport.portals.folder import DataFolder
from homeport.store import Transaction

T = TypeVar("T")

LOOK_SECONDS = 0.01
ENDED = (State.DELIVERED, State.FAILED)


class Portal(Protocol):
    """The portal whose events they are."""

    folder: DataFolder

    def read(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a read transaction."""

    def write(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a write transaction."""


class OutgoingWebhook:
    """An outgoing webhook.

    :ivar handlers: the ids of its subscriptions, one for each event
    :ivar token: the application token, by which the handler knows the portal
    """

    def __init__(self, portal: Portal, webhook: outgoing.Outgoing) -> None:
        self._portal = portal
        self.id = webhook.id
        self.url = webhook.url
        self.events = webhook.events
        self.token = portal.read(lambda tx: outgoing.token(tx, portal.folder.key(), webhook))
        self.handlers = portal.read(lambda tx: outgoing.handlers(tx, webhook.id))

    def pause(self) -> None:
        """Let its calls wait."""
        self._pause(True)

    def resume(self) -> None:
        """Let the calls be made that waited."""
        self._pause(False)

    def _pause(self, paused: bool) -> None:
        def pause(tx: Transaction) -> None:
            for handler_id in self.handlers:
                subscriptions.pause(tx, settings.clock_of(tx), handler_id, paused)

        self._portal.write(pause)

    def trouble(self, **wanted: Any) -> None:
        """Let something happen to its calls: ``delay``, ``reorder``, ``drop``, ``duplicate``, by ``seed``. Without:
        nothing any more.
        """
        trouble = Trouble(**wanted) if wanted else NONE

        def give(tx: Transaction) -> None:
            for handler_id in self.handlers:
                subscriptions.give_trouble(tx, handler_id, trouble)

        self._portal.write(give)

    def remove(self) -> None:
        """Let its address be told no longer."""
        self._portal.write(lambda tx: outgoing.remove(tx, self.id))


class EventsOfTest:
    """What the portal told its handlers, the oldest first."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._waited_for: set[int] = set()

    def __iter__(self) -> Iterator[Call]:
        return iter(self._portal.read(outbox.listed))

    def __len__(self) -> int:
        return len(self._portal.read(outbox.listed))

    def wait(
        self, event: str = "*", *, record: int | str | None = None, handler: int | None = None, seconds: float = 10.0
    ) -> Call:
        """The next call of an event, once it was sent and its handler has answered, or has not; each call once.

        :param event: a glob on its code
        :param record: the id that it is about
        :param handler: the id of the subscription
        :param seconds: how long to wait
        :raises TimeoutError: when none comes in time; it says what came instead
        """
        wanted = Wanted(event=event, record=None if record is None else str(record), handler=handler)
        deadline = time.monotonic() + seconds
        while True:
            calls = list(self)
            for call in calls:
                if call.id not in self._waited_for and wanted.covers(call) and inbox.state_of(call) in ENDED:
                    self._waited_for.add(call.id)
                    return call
            if time.monotonic() > deadline:
                raise TimeoutError(_missing(wanted, calls, seconds))
            time.sleep(LOOK_SECONDS)

    def attempts(self, call: Call) -> list[Delivery]:
        """What was sent of a call, and what came back."""
        return self._portal.read(lambda tx: inbox.attempts(tx, call.id))

    def resend(self, call: Call) -> None:
        """Let a call be made again; it can be waited for again."""
        self._waited_for.discard(call.id)
        self._portal.write(lambda tx: outbox.resend(tx, settings.clock_of(tx), call.id))

    def trigger(self, event: str, record: int | str, *, user: int = 0) -> int:
        """Tell everyone who wants to know that an event happened to a record; how many are told.

        :param user: whose tokens the calls carry; 0: nobody's
        :raises LookupError: when the portal tells no such event
        """
        return self._portal.write(
            lambda tx: triggering.trigger(tx, settings.clock_of(tx), event, str(record), user_id=user)
        )

    def clear(self) -> None:
        """Forget the calls that ended."""
        self._portal.write(outbox.clear)


def _missing(wanted: Wanted, calls: list[Call], seconds: float) -> str:
    of = "" if wanted.record is None else f" of {wanted.record}"
    came = ", ".join(f"{call.event} of {inbox.record_of(call)} ({inbox.state_of(call)})" for call in calls[-10:])
    return f"no {wanted.event}{of} within {seconds:g} seconds; {f'there are: {came}' if came else 'nothing was told'}"
