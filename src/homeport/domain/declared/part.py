"""How one table of a file becomes rows of the portal; and what each of its entries is there."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from homeport.core.clock import Clock
from homeport.domain.declared.kinds import Ref
from homeport.domain.declared.reading import Entry
from homeport.domain.declared.tables import DECLARED
from homeport.store import Query, Transaction

_ALL = Query(select(DECLARED.c.KIND, DECLARED.c.KEY, DECLARED.c.IDENTITY))

Values = Mapping[str, Any]
"""What an entry says, by what the portal calls it, with ids for records. What cannot be resolved yet is left out."""


class Work:
    """One file being applied.

    :param key: the secret that credentials are hashed with
    :param passwords: hashes by the user's name in the file, of passwords that are new
    """

    def __init__(self, tx: Transaction, clock: Clock, key: bytes, passwords: Mapping[str, str]) -> None:
        self.tx = tx
        self.clock = clock
        self.key = key
        self.passwords = passwords


class Part(ABC):
    """One table of a file. Problems are raised: a ValueError, or the CallError of the rule that refuses."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.tx = work.tx

    def identity(self, record_id: int) -> str:
        """What is kept of which record an entry is."""
        return str(record_id)

    def by_identity(self, identity: str) -> int | None:
        """The record's id, from what was kept."""
        return int(identity)

    def find(self, entry: Entry) -> int | None:
        """The record that an entry means though it was not made from it, known by what is unique."""
        return None

    @abstractmethod
    def look(self, record_id: int) -> dict[str, Any] | None:
        """A record as it is, without who changed it when; None when there is none."""

    @abstractmethod
    def add(self, entry: Entry, values: Values) -> int:
        """Make a record; its id."""

    @abstractmethod
    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        """Make a record be as it is declared, as far as it is."""


class Directory:
    """Which record each entry of a file is."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._kept = {Ref(kind, key): identity for kind, key, identity in tx.all(_ALL)}
        self._of: dict[Ref, int] = {}
        self._taken: dict[tuple[str, int], Ref] = {}
        self.changed = False

    def kept(self, ref: Ref) -> str | None:
        """What was kept of an entry when it was applied before."""
        return self._kept.get(ref)

    def id_of(self, ref: Ref) -> int | None:
        """The record that an entry is, once it is one."""
        return self._of.get(ref)

    def set(self, ref: Ref, record_id: int, identity: str) -> None:
        """Say which record an entry is.

        :raises ValueError: when another entry is that record
        """
        other = self._taken.setdefault((ref.kind, record_id), ref)
        if other != ref:
            raise ValueError(f"{other.kind}.{other.key} is the same")
        self._of[ref] = record_id
        if self._kept.get(ref) != identity:
            key = {"KIND": ref.kind, "KEY": ref.key}
            self._tx.delete(DECLARED, **key)
            self._tx.insert(DECLARED, {**key, "IDENTITY": identity})
            self._kept[ref] = identity
            self.changed = True

    def is_taken(self, kind: str, record_id: int) -> bool:
        """Whether an entry is this record."""
        return (kind, record_id) in self._taken
