"""The request log's entries: what a portal was asked, without secrets."""

from collections.abc import Iterator
from typing import Any

import msgspec

from homeport.store.journal import Journal


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

    @property
    def id(self) -> str:
        """What names the entry, as long as the server runs."""
        return f"{self.worker:x}-{self.number:x}"


encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Entry).decode


def entries(journal: Journal) -> Iterator[Entry]:
    """Every entry that is kept, about in the order in which they were answered."""
    for line in journal.lines():
        yield _decode(line)
