"""What a test does to a portal while it is called: its clock, its faults, and what it was asked."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Protocol, TypeVar

from homeport.domain.portal import clocks, settings
from homeport.domain.portal.calls import faults, requests
from homeport.store import Transaction
from homeport.store.journal import Journal

T = TypeVar("T")


class Portal(Protocol):
    """The portal that is controlled."""

    def read(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a read transaction."""

    def write(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a write transaction."""


class ClockOfTest:
    """The portal's clock, held and moved by a test. Moments are seconds since 1970, ISO texts or aware datetimes."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal

    def now(self) -> float:
        """What the portal takes the time to be, seconds since 1970."""
        return self._portal.read(lambda tx: settings.clock_of(tx).now())

    def freeze(self, at: float | str | datetime | None = None) -> None:
        """Hold the clock at a moment, or where it is."""
        moment = None if at is None else clocks.moment(at)
        self._portal.write(lambda tx: clocks.freeze(tx, moment))

    def advance(self, seconds: float) -> None:
        """Move the clock on, whether it stands or runs."""
        self._portal.write(lambda tx: clocks.advance(tx, seconds))

    def set(self, at: float | str | datetime) -> None:
        """Let the clock run from a moment."""
        moment = clocks.moment(at)
        self._portal.write(lambda tx: clocks.start(tx, moment))

    def real(self) -> None:
        """Let the clock be the machine's again."""
        self._portal.write(clocks.real)


class FaultsOfTest:
    """Faults that a test asks for; see :class:`homeport.domain.portal.calls.faults.Rule` for what a rule may say."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal

    def add(self, **rule: Any) -> int:
        """Ask for a fault; its id, which the log marks each firing with."""
        made = faults.Rule(**rule)
        return self._portal.write(lambda tx: faults.add(tx, made))

    def remove(self, fault_id: int) -> bool:
        """Take a fault back; whether there was one."""
        return self._portal.write(lambda tx: faults.remove(tx, fault_id))

    def clear(self) -> None:
        """Take every fault back."""
        self._portal.write(faults.clear)

    def __iter__(self) -> Iterator[faults.Fault]:
        return iter(self._portal.read(faults.listed))


class RequestsOfTest:
    """What the portal was asked, the oldest first."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def __iter__(self) -> Iterator[requests.Entry]:
        return requests.entries(self._journal)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def last(self) -> requests.Entry:
        """The newest.

        :raises LookupError: when there is none
        """
        found = list(self)
        if not found:
            raise LookupError("the portal was asked nothing")
        return found[-1]

    def of(self, method: str) -> list[requests.Entry]:
        """Those of a method."""
        return [entry for entry in self if entry.method.lower() == method.lower()]

    @property
    def ignored(self) -> list[str]:
        """What they named in vain, each once: ``crm.deal.add: UF_CRM_SIZE in fields (unknown)``."""
        return list(dict.fromkeys(f"{entry.method}: {each}" for entry in self for each in entry.dropped))

    def clear(self) -> None:
        """Forget them."""
        self._journal.clear()
