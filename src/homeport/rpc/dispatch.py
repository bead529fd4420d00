"""Stops 4 to 7 of a request: find the method, check its scope, run it in the transaction it declared."""

import math
import time
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any, ParamSpec, Protocol, TypeVar

from homeport.core.clock import Clock
from homeport.core.connections import address_of, source_of
from homeport.core.ctx import Application, Credential, Ctx
from homeport.core.dropped import MAX_DROPPED, Dropped, Noting, cut
from homeport.core.errors import ERROR_UNEXPECTED_ANSWER, ErrorKind
from homeport.rpc.method import Method
from homeport.rpc.registry import Methods
from homeport.store import Store, Transaction

T = TypeVar("T")
P = ParamSpec("P")


class Host(Protocol):
    """What dispatch needs of a portal."""

    store: Store
    clock: Clock
    insufficient_scope: ErrorKind
    """How a call beyond the credential's scopes is refused."""
    bills_commands: bool
    """Whether the time of a batch counts for its commands' methods."""
    bills_from: float
    """Seconds of processing below which a call counts nothing."""
    bills_together: bool
    """Whether to account for a method waits for what other hosts have accounted."""

    def bill(self, key: str, method: str, started: float, seconds: float) -> tuple[float, int]:
        """Account the time a method took; the sum in the window and when its oldest part leaves it."""

    def spent(self, key: str, method: str, now: float) -> tuple[float, int]:
        """The same of a call that counts nothing."""

    def admit(self, credential: Credential, method: str) -> None:
        """Refuse a method that has run too long for a credential."""

    def confirm(self, application: Application, method: str) -> None:
        """Let an administrator's word decide whether an application may call a method that needs it."""


def resolve(host: Host, methods: Methods, name: str, credential: Credential) -> Method:
    """The method a credential may call now.

    :raises CallError: ``ERROR_METHOD_NOT_FOUND``, ``insufficient_scope``, ``OPERATION_TIME_LIMIT``; where the method
        says so, the refusal of a webhook, ``METHOD_CONFIRM_WAITING`` and ``METHOD_CONFIRM_DENIED``
    """
    found = methods.find(name)
    if credential.app is None and found.application is not None:
        raise found.application()  # whatever scopes it has: no scope would help a webhook here
    if not allowed(found.scope, credential):
        raise host.insufficient_scope()
    host.admit(credential, found.name)
    if credential.app is not None and found.confirmed:
        host.confirm(credential.app, found.name)
    return found


def allowed(scopes: tuple[str, ...], credential: Credential) -> bool:
    """Whether the credential has one of the scopes of a method; ``basic`` comes with every credential."""
    for scope in scopes:  # noqa: SIM110  a generator costs more than the check
        if scope in credential.scopes or scope == "basic":
            return True
    return False


def call(host: Host, method: Method, credential: Credential, given: dict[str, Any], watch: "Stopwatch") -> Any:
    """Run a method that only reads, in this turn.

    :param watch: counts its statements, and ends it when it takes too long
    :raises CallError: the method's documented errors; ``ERROR_UNEXPECTED_ANSWER`` when it takes too long
    """
    tx = host.store.reading()
    return watch.over(tx, method.run, Ctx(tx, credential, host.clock, watch), given)


def attempt(host: Host, method: Method, credential: Credential, given: dict[str, Any], watch: "Stopwatch") -> Any:
    """Run a method that may read for long in this turn, if it turns out not to: most lists are a page by an index, and
    a hop to a thread costs as much as such a page.

    As :func:`call`.

    :raises LongError: when it reads for long
    """
    tx = host.store.reading()
    return watch.over(tx, tx.attempt, method.run, Ctx(tx, credential, host.clock, watch), given)


def waits(method: Method) -> bool:
    """Whether a method cannot run in a turn: it writes, or reads for longer than one may take."""
    return method.writes or method.heavy


async def call_anyhow(
    host: Host, method: Method, credential: Credential, given: dict[str, Any], watch: "Stopwatch"
) -> Any:
    """Run a method as it needs to: in a turn of its own, aside, or in a write transaction; as :func:`call`."""
    if waits(method):
        job = partial(run_method, method, credential, host.clock, watch, given)
        return await run(host, method.writes, watch, job, credential.key)
    return await host.store.turn(lambda: call(host, method, credential, given, watch))


def run_method(
    method: Method, credential: Credential, clock: Clock, notes: Noting, given: dict[str, Any], tx: Transaction
) -> Any:
    """Run a method in a transaction.

    :param notes: hears what is dropped of the parameters
    """
    return method.run(Ctx(tx, credential, clock, notes), given)


async def run(host: Host, writes: bool, watch: "Stopwatch", job: Callable[[Transaction], T], key: Hashable = None) -> T:
    """Run a job in a write transaction, or a read transaction aside. It may be run twice: see :meth:`Store.write`.

    As :func:`call`.

    :param key: of the credential that it runs for, in turns with those of others
    """
    if writes:
        return await host.store.write(lambda tx: watch.over(tx, job, tx))
    return await host.store.read_aside(lambda tx: watch.over(tx, job, tx), key)


class Stopwatch:
    """The ``time`` object of an answer, and how long the request may take.

    :param clock: the portal's clock, for the moments; durations are measured apart from it
    :param limit: seconds that the request may take
    :param request: its number in this process; 0 where it is none
    :param asked: the scope of its ASGI request; None where it came otherwise
    """

    __slots__ = (
        "_asked", "_begun", "_clock", "_deadline", "_running", "_start", "command", "dropped", "method", "request",
        "statements",
    )  # fmt: skip

    def __init__(
        self, clock: Clock, limit: float = math.inf, request: int = 0, asked: Mapping[str, Any] | None = None
    ) -> None:
        self._asked = asked
        self._clock = clock
        self._start = clock.now()
        self._begun = self._running = time.perf_counter()
        self._deadline = self._begun + limit
        self.statements = 0
        """How many SQL statements ran."""
        self.request = request
        self.method = ""
        """The method's name, once it runs."""
        self.command = ""
        """The key of a batch's command, while it runs."""
        self.dropped: list[Dropped] | None = None
        """What was named in vain; None for nothing."""

    def over(self, tx: Transaction, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a job in a transaction: it is ended at the limit, and its statements are counted.

        :raises CallError: ``ERROR_UNEXPECTED_ANSWER`` at the limit
        """
        before = tx.statements
        self.dropped = None  # of an attempt that is made again
        tx.deadline.at = self._deadline
        tx.caller = self
        try:
            return job(*args, **kwargs)
        except Exception as error:
            if tx.ended_late(error):
                raise ERROR_UNEXPECTED_ANSWER() from error
            raise
        finally:
            tx.deadline.at = math.inf
            tx.caller = None
            self.statements += tx.statements - before

    def drop(self, part: str, name: str, why: str) -> None:
        """Note a name that is ignored, once, unless there are many already."""
        if self.dropped is None:
            self.dropped = []
        if len(self.dropped) < MAX_DROPPED:
            note = Dropped(part, cut(name), why, cut(self.command))
            if note not in self.dropped:
                self.dropped.append(note)

    @property
    def address(self) -> str:
        """Where the request has reached the portal; empty where it came otherwise."""
        return "" if self._asked is None else address_of(self._asked)

    @property
    def source(self) -> str:
        """Where the request came from; empty where it came otherwise."""
        return "" if self._asked is None else source_of(self._asked)

    @property
    def start(self) -> float:
        """When the request came, on the portal's clock."""
        return self._start

    def elapsed(self) -> float:
        """Seconds since then."""
        return time.perf_counter() - self._begun

    def run(self, method: str) -> None:
        """The method itself starts now: ``processing`` counts from here."""
        self.method = method
        self._running = time.perf_counter()

    async def settle(self, host: Host, credential_key: str, billed: str) -> dict[str, Any]:
        """As :meth:`read`, outside of a turn."""
        ended = time.perf_counter()
        if host.bills_together:
            return await host.store.turn(lambda: self.read(host, credential_key, billed, ended))
        return self.read(host, credential_key, billed, ended)

    def read(self, host: Host, credential_key: str, billed: str, ended: float | None = None) -> dict[str, Any]:
        """Stop, bill the time to a method unless it is empty (of a batch one side is not billed), and say it all.

        Within a turn, or in a thread.
        """
        if ended is None:
            ended = time.perf_counter()
        processing = ended - self._running
        duration = ended - self._begun
        start = self._start
        if not billed:
            operating, reset = 0.0, int(start) + 600
        elif processing < host.bills_from:
            operating, reset = host.spent(credential_key, billed, start)
        else:
            operating, reset = host.bill(credential_key, billed, start, processing)
        return {
            "start": start,
            "finish": start + duration,
            "duration": duration,
            "processing": processing,
            "date_start": self._clock.iso(start),
            "date_finish": self._clock.iso(start + duration),
            "operating_reset_at": reset,
            "operating": operating,
        }
