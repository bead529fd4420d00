"""The context of a call: who calls, on which portal, in which transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import msgspec

from homeport.core.clock import Clock
from homeport.core.dropped import UNKNOWN, Noting
from homeport.core.rights import Rights
from homeport.store import Transaction

BASIC = "basic"
"""The scope of every credential, which lists of scopes leave out."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The user a call acts as.

    :param is_employee: whether the user belongs to the company, unlike extranet guests
    """

    user_id: int
    rights: Rights
    is_employee: bool = True

    @property
    def is_admin(self) -> bool:
        """Whether the user administers the portal."""
        return self.rights.is_admin


@dataclass(frozen=True, slots=True)
class Application:
    """The application that a call was made by.

    :param client_id: its code
    :param token_id: the id of the access token it called with
    :param confirmed: what an administrator said to methods that need it: ``Y``, ``N``, or empty for not yet
    """

    id: int
    client_id: str
    token_id: int
    confirmed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Credential:
    """What a call was made with.

    :param key: names the credential where its use is counted: ``webhook:5`` or ``app:2``
    :param actor: the user it acts as
    :param scopes: the scopes it was given
    :param app: the application, when it is one that calls
    """

    key: str
    actor: Actor
    scopes: frozenset[str]
    app: Application | None = None

    @property
    def listed_scopes(self) -> list[str]:
        """The scopes as callers are told them."""
        return sorted(self.scopes - {BASIC})


class Ctx:
    """What a handler gets beside its parameters.

    :param tx: the transaction the method declared; whoever opened it commits it
    :param credential: what the call was made with
    :param clock: the portal's clock
    :param notes: keeps what the call names in vain, and knows where it came to; None where nobody asks
    :ivar connector: what the caller calls itself, so that it is not told of its own changes; empty for nothing
    """

    __slots__ = ("_notes", "actor", "clock", "connector", "credential", "tx")

    def __init__(self, tx: Transaction, credential: Credential, clock: Clock, notes: Noting | None = None) -> None:
        self.tx = tx
        self.credential = credential
        self.actor = credential.actor
        self.clock = clock
        self.connector = ""
        self._notes = notes

    @property
    def address(self) -> str:
        """Where the caller has reached the portal, such as ``https://shop.example.test``; empty from within."""
        return "" if self._notes is None else self._notes.address

    @property
    def source(self) -> str:
        """The network address that the call came from, such as ``192.0.2.7``; empty from within."""
        return "" if self._notes is None else self._notes.source

    def acting_as(self, actor: Actor) -> "Ctx":
        """The same call, made as somebody else."""
        other = Ctx(self.tx, replace(self.credential, actor=actor), self.clock, self._notes)
        other.connector = self.connector
        return other

    def drop(self, part: str, name: str, why: str = UNKNOWN) -> None:
        """Note that something is ignored of what the caller sent.

        :param part: where it stood: ``fields``, ``filter``, ``select``, ``order``
        :param name: as the caller wrote it
        :param why: ``unknown``, ``read-only``, ``unfit``
        """
        if self._notes is not None:
            self._notes.drop(part, name, why)


class Elsewhere(NamedTuple):
    """What a method answers by sending the caller on: a file, as it is."""

    url: str


class Page(NamedTuple):
    """A page of a list method.

    :param result: the page as the method answers it
    :param total: how many there are in all; None where the method does not count
    :param next: the ``start`` of the next page; None on the last
    :param written: whether the result has rows in it that are JSON already (``msgspec.Raw``)
    """

    result: Any
    total: int | None = None
    next: int | None = None
    written: bool = False

    def read(self) -> Any:
        """The result as values, for whoever looks into it."""
        return msgspec.json.decode(msgspec.json.encode(self.result)) if self.written else self.result
