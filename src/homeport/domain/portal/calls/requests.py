"""The request log's entries: what a portal was asked, without secrets."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

import msgspec

from homeport.core.answers import CUT, NOTHING
from homeport.core.dropped import Dropped
from homeport.core.values import Id
from homeport.store.journal import Journal, Tail


class Entry(msgspec.Struct, array_like=True, frozen=True):
    """A request and its answer.

    :param worker: the process that answered it
    :param number: counts the requests of that process
    :param at: when the request came, seconds since 1970 on the portal's clock
    :param verb: the HTTP method
    :param method: the method's name as it was called; ``oauth/token`` for the authorization server
    :param version: of REST, 2 or 3
    :param credential: ``webhook:5``, ``app:2``, or empty when there was none
    :param user: the user it acted as, or 0
    :param params: without secrets
    :param status: of the answer; 0 when the connection was dropped
    :param error: the code of the refusal, or empty
    :param description: its text
    :param errors: the codes of a batch's commands that failed
    :param duration: seconds
    :param statements: how many SQL statements ran
    :param size: bytes of the answer
    :param source: the address it came from
    :param secure: whether it came by HTTPS
    :param faults: ids of the faults that were injected into it
    :param dropped: what it named in vain: fields that there are not, entries that cannot be used
    :param answer: as JSON, without secrets; a text when it was none or was cut, null when it is not kept
    """

    worker: int
    number: int
    at: float
    verb: str
    method: str
    version: int
    credential: str
    user: int
    params: Any
    status: int
    error: str
    description: str
    errors: dict[str, str] | None
    duration: float
    statements: int
    size: int
    source: str
    secure: bool
    faults: tuple[int, ...]
    dropped: tuple[Dropped, ...] = ()
    answer: msgspec.Raw = NOTHING

    @property
    def answered(self) -> Any:
        """The answer; a text when it was no JSON or was cut, None when it is not kept."""
        return msgspec.json.decode(self.answer)

    @property
    def cut(self) -> bool:
        """Whether the answer is the beginning of what was sent."""
        answered = self.answered
        return isinstance(answered, str) and answered.endswith(CUT)

    @property
    def id(self) -> str:
        """What names the entry, as long as the server runs."""
        return name_of(self.worker, self.number)


def name_of(worker: int, number: int) -> str:
    """What names a request: the process that answers it, and its number there."""
    return f"{worker:x}-{number:x}"


def whole(entry: Entry) -> dict[str, Any]:
    """All that is kept of an entry, by name: with its answer."""
    return said(entry) | {"answer": entry.answered}


def said(entry: Entry) -> dict[str, Any]:
    """What is said of an entry, by name: all but how it is numbered, and its answer."""
    fields = {name: getattr(entry, name) for name in Entry.__struct_fields__[2:-1]}
    return {
        "id": entry.id,
        **fields,
        "faults": list(entry.faults),
        "dropped": [msgspec.structs.asdict(each) for each in entry.dropped],
    }


MAX_ENTRY = 64 * 1024
"""Bytes of an entry, whatever was sent: one request shall not push out what thousands left."""

encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Entry).decode


def bounded(entry: Entry) -> bytes:
    """An entry as it is kept: without its parameters, should they be too long even when they are cut."""
    line = encode(entry)
    return line if len(line) <= MAX_ENTRY else encode(msgspec.structs.replace(entry, params="…"))


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which entries of a request log are wanted.

    :param method: a glob on the method's name, such as ``crm.deal.*``
    :param status: of the answer; 0: the connection was dropped
    :param error: the code of the refusal; ``*`` for any
    :param credential: a glob on the credential, such as ``app:*``
    :param since: seconds since 1970 on the portal's clock, before which entries are left out
    :param faulted: only those into which a fault was injected
    """

    method: str = "*"
    status: Id | None = None
    error: str | None = None
    credential: str = "*"
    since: float | None = None
    faulted: bool = False

    def covers(self, entry: Entry) -> bool:
        """Whether an entry is wanted."""
        return (
            fnmatchcase(entry.method.lower(), self.method.lower())
            and fnmatchcase(entry.credential, self.credential)
            and (self.status is None or entry.status == self.status)
            and (self.error is None or self._has_error(entry))
            and (self.since is None or entry.at >= self.since)
            and (not self.faulted or bool(entry.faults))
        )

    def _has_error(self, entry: Entry) -> bool:
        codes = {entry.error, *(entry.errors or {}).values()} - {""}
        return bool(codes) if self.error == "*" else self.error in codes


def newest(journal: Journal, wanted: Wanted, limit: int) -> list[Entry]:
    """The newest entries that are wanted, the oldest of them first."""
    return list(deque(filter(wanted.covers, entries(journal)), limit))


def find(journal: Journal, entry_id: str) -> Entry | None:
    """An entry by its id; the newest, should a later server have given it again."""
    found = None
    for entry in entries(journal):
        if entry.id == entry_id:
            found = entry
    return found


def entries(journal: Journal) -> Iterator[Entry]:
    """Every entry that is kept, about in the order in which they were answered."""
    yield from read(journal.lines())


def read(lines: Iterable[bytes]) -> Iterator[Entry]:
    """The entries in lines of the log. What is no entry is left out: a disk that is full cuts lines short."""
    for line in lines:
        try:
            yield decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue


FOLLOW_SECONDS = 0.1
"""How often a follower looks for more."""
ALIVE_SECONDS = 15.0
"""After how long of silence one is told that nothing came, so that nothing between takes the connection for dead."""


async def follow(tail: Tail, wanted: Wanted, ended: Callable[[], Awaitable[bool]]) -> AsyncIterator[Entry | None]:
    """Entries as they are written; None when none came for a while.

    :param tail: of the journal; closed at the end
    :param ended: whether to end
    """
    loop = asyncio.get_running_loop()
    told = loop.time()
    try:
        while not await ended():
            for entry in read(tail.read()):
                if wanted.covers(entry):
                    yield entry
                    told = loop.time()
            if loop.time() - told > ALIVE_SECONDS:
                yield None
                told = loop.time()
            await asyncio.sleep(FOLLOW_SECONDS)
    finally:
        tail.close()
