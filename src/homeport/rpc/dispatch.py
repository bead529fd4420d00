"""Stops 4 to 7 of a request: find the method, check its scope, run it in the transaction it declared."""

import time
from collections.abc import Callable
from typing import Any, Protocol

from homeport.core.clock import Clock
from homeport.core.ctx import Credential, Ctx
from homeport.core.errors import INSUFFICIENT_SCOPE
from homeport.rpc.method import Method
from homeport.rpc.registry import Registry
from homeport.store import SqliteStore, Transaction


class Host(Protocol):
    """What dispatch needs of a portal."""

    store: SqliteStore
    clock: Clock

    def bill(self, key: str, method: str, started: float, seconds: float) -> tuple[float, int]:
        """Account the time a method took; the sum in the window and when its oldest part leaves it."""


def resolve(registry: Registry, name: str, credential: Credential) -> Method:
    """The method a credential may call.

    :raises CallError: ``ERROR_METHOD_NOT_FOUND``, ``insufficient_scope``
    """
    found = registry.find(name)
    if not allowed(found, credential):
        raise INSUFFICIENT_SCOPE()
    return found


def allowed(method: Method, credential: Credential) -> bool:
    """Whether the credential's scopes cover a method; ``basic`` comes with every credential."""
    for scope in method.scope:  # noqa: SIM110  a generator costs more than the check
        if scope in credential.scopes or scope == "basic":
            return True
    return False


async def call(host: Host, method: Method, credential: Credential, given: dict[str, Any]) -> Any:
    """Run a method in the transaction that it declared.

    :raises CallError: the method's documented errors
    """
    if method.writes:
        return await host.store.write(_job(host, method, credential, given))
    if method.heavy:
        return await host.store.read_aside(_job(host, method, credential, given))
    return method.run(Ctx(host.store.reading(), credential, host.clock), given)


def _job(host: Host, method: Method, credential: Credential, given: dict[str, Any]) -> Callable[[Transaction], Any]:
    return lambda tx: method.run(Ctx(tx, credential, host.clock), given)


class Stopwatch:
    """The ``time`` object of an answer.

    :param clock: the portal's clock, for the moments; durations are measured apart from it
    """

    __slots__ = ("_begun", "_clock", "_running", "_start")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._start = clock.now()
        self._begun = self._running = time.perf_counter()

    def run(self) -> None:
        """The method itself starts now: ``processing`` counts from here."""
        self._running = time.perf_counter()

    def read(self, host: Host, credential_key: str, billed: str | None) -> dict[str, Any]:
        """Stop, bill the time to a method unless it is None (``batch`` itself is not billed), and say it all."""
        ended = time.perf_counter()
        processing = ended - self._running
        duration = ended - self._begun
        start = self._start
        if billed is None:
            operating, reset = 0.0, int(start) + 600
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
