"""Where the portals of a server are stored: files of its data folder, or schemas of a database."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import ClassVar, NamedTuple, TypeVar

import msgspec

from homeport.store import Store, Transaction
from homeport.store.pool import Use
from homeport.store.schema import NotAPortalError
from homeport.store.slow import Watch
from homeport.store.store import Committed, nobody

T = TypeVar("T")

DEFAULT = "default"
"""The portal that answers for every host name without one of its own."""


class Stored(NamedTuple):
    """How a portal is stored.

    :param revision: of its schema
    :param bytes: that it takes
    :param place: the file, or the schema
    """

    revision: str | None
    bytes: int
    place: str


class DeliveryLock(ABC):
    """Who delivers: one process of all that serve the same portals, so that no handler is called twice.

    Its methods may be called from any thread.

    :cvar lasts: whether it is held until it is released; another may be lost, and taken by another process
    """

    lasts: ClassVar[bool]

    @abstractmethod
    def take(self) -> bool:
        """Become the one who delivers; whether this process is it now."""

    @abstractmethod
    def release(self) -> None:
        """Let another process deliver. May be called twice."""


class Stores(ABC):
    """The portals' stores, by the portals' names. A name may be any text where it only asks."""

    # What there is

    @abstractmethod
    def names(self) -> list[str]:
        """The portals that exist, the default one first."""

    @abstractmethod
    def exists(self, name: str) -> bool:
        """Whether there is a portal of this name."""

    @abstractmethod
    def new_name(self, name: str) -> str | None:
        """The name that a renamed portal has now; None when no portal has moved away from this name."""

    @abstractmethod
    def was_removed(self, name: str) -> bool:
        """Whether the last portal that had this name was removed: its clients are not to reach another by it."""

    @abstractmethod
    def identities(self, names: Iterable[str]) -> dict[str, Hashable]:
        """What tells each of these portals from another that takes its name; only of those that exist."""

    @abstractmethod
    def stored(self, name: str) -> Stored:
        """How a portal that exists is stored."""

    # Using them

    @abstractmethod
    def migrate(self, name: str) -> None:
        """Bring a portal to the newest schema.

        :raises NewerSchemaError: when it is of a later version
        :raises NotAPortalError: when there is something else in its place
        """

    @abstractmethod
    def open(
        self,
        name: str,
        woken: Callable[[], None] = nobody,
        committed: Committed = nobody,
        watch: Watch | None = None,
    ) -> Store:
        """A portal's store. As :meth:`migrate`, which it begins with.

        :param woken: called in a writer's thread once a transaction is committed that somebody waits for
        :param committed: called in a writer's thread after each commit
        :param watch: is told of statements that take long
        :raises GoneError: when there is no such portal
        """

    @abstractmethod
    def reading(self, name: str) -> AbstractContextManager[Transaction]:
        """A read transaction on a portal that need not be open, nor of this version."""

    damage: tuple[type[Exception], ...] = (ValueError, LookupError, msgspec.MsgspecError)
    """What reading a portal raises that is damaged: each kind of store has more."""

    def look(self, name: str, job: Callable[[Transaction], T]) -> T:
        """Run a job that reads a portal, which need not be open, nor of this version, nor whole.

        :raises GoneError: when there is no such portal
        :raises NotAPortalError: when it is damaged, or holds what no portal holds
        """
        try:
            with self.reading(name) as tx:
                return job(tx)
        except self.damage as error:
            raise NotAPortalError(name) from error

    at_once = False
    """Whether a turn is the caller's own, so that what may run in one may as well be called."""

    @abstractmethod
    async def turn(self, job: Callable[[], T]) -> T:
        """Run a job that reads what servers need to read before they answer: there :meth:`Store.reading` may be called.

        :raises BusyError: when nothing is free to run it for too long
        """

    def lack(self) -> str | None:
        """What these stores lack to be as quick as they can, and what to do; None where nothing."""
        return None

    @abstractmethod
    def marks(self) -> dict[str, Hashable]:
        """For every portal, what differs once it has other calls to deliver; None where nothing can be told."""

    @abstractmethod
    def delivery_lock(self) -> DeliveryLock:
        """Who delivers."""

    def uses(self) -> dict[str, Use]:
        """How much is in use of what all portals share, by name."""
        return {}

    @abstractmethod
    def close(self) -> None:
        """Let go of what all portals share. It is had anew when it is needed again."""

    # Their life

    @abstractmethod
    def add(self, name: str, fresh: Path) -> None:
        """Make a portal of a finished SQLite file, which may be taken away.

        :raises LookupError: when there is a portal of that name already
        """

    @abstractmethod
    def copy(self, name: str, target: Path) -> None:
        """Write a portal's contents as they are at one moment to a SQLite file that is not there yet."""

    @abstractmethod
    def rename(self, old: str, new: str) -> None:
        """Give a portal another name.

        :raises LookupError: when there is a portal of that name already
        """

    @abstractmethod
    def remove(self, name: str) -> None:
        """Delete a portal."""


def in_order(names: Iterable[str]) -> list[str]:
    """Names as they are listed."""
    return sorted(sorted(names), key=lambda name: name != DEFAULT)


def following(moved: Callable[[str], str | None], name: str) -> str | None:
    """Where the notes of renamings lead from a name; None when there is none for it.

    :param moved: what the note for a name says
    """
    seen = {name}
    while (after := moved(name)) is not None and after not in seen:
        seen.add(after)
        name = after
    return name if len(seen) > 1 else None
