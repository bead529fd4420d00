"""One request and its answer, as the request log keeps them."""

import os
from itertools import count
from typing import Any

import msgspec

from homeport.core.ctx import Credential
from homeport.core.errors import CallError
from homeport.domain.portal.portal import Portal
from homeport.rpc.dispatch import Stopwatch
from homeport.wire.envelope import Answer
from homeport.wire.masking import masked
from homeport.wire.path import Target

_numbers = count(1)


class Entry(msgspec.Struct, omit_defaults=True):
    """A line of the request log.

    :param id: unique among the workers of a server
    :param at: when the request came, seconds since 1970 on the portal's clock
    :param verb: the HTTP method
    :param method: the method's name as it was called
    :param version: of REST, 2 or 3
    :param credential: ``webhook:5``, ``app:2``, or empty when there was none
    :param user: the user it acted as
    :param params: without secrets
    :param status: of the answer; 0 when the connection was dropped
    :param error: the code of the refusal
    :param errors: the codes of a batch's commands that failed
    :param duration: seconds
    :param statements: how many SQL statements ran
    :param size: bytes of the answer
    :param source: the address it came from
    :param secure: whether it came by HTTPS
    :param faults: ids of the faults that were injected into it
    """

    id: str
    at: float
    verb: str
    method: str
    version: int = 2
    credential: str = ""
    user: int = 0
    params: Any = None
    status: int = 0
    error: str = ""
    description: str = ""
    errors: dict[str, str] = {}
    duration: float = 0.0
    statements: int = 0
    size: int = 0
    source: str = ""
    secure: bool = False
    faults: tuple[int, ...] = ()


class Exchange:
    """A request while it is answered: each stop leaves here what the request log will say.

    :param scope: of the ASGI protocol
    """

    __slots__ = (
        "answer",
        "batch_errors",
        "credential",
        "error",
        "faults",
        "given",
        "portal",
        "scope",
        "target",
        "watch",
    )

    def __init__(self, scope: Any) -> None:
        self.scope = scope
        self.target: Target | None = None
        self.portal: Portal | None = None
        self.watch: Stopwatch | None = None
        self.credential: Credential | None = None
        self.given: dict[str, Any] | None = None
        self.error: CallError | None = None
        self.batch_errors: dict[str, Any] = {}
        self.faults: tuple[int, ...] = ()
        self.answer: Answer | None = None

    @property
    def source(self) -> str:
        """The address that the request came from; empty when there is none."""
        client = self.scope.get("client")
        return client[0] if client else ""

    def log(self) -> None:
        """Write the entry, when the request reached a portal that keeps a log."""
        portal, watch = self.portal, self.watch
        if portal is None or portal.journal is None or watch is None or self.target is None:
            return
        credential, error, answer = self.credential, self.error, self.answer
        entry = Entry(
            id=f"{os.getpid():x}-{next(_numbers):x}",
            at=watch.start,
            verb=self.scope["method"],
            method=self.target.method[:_MAX_NAME],
            version=3 if self.target.v3 else 2,
            credential=credential.key if credential else "",
            user=credential.actor.user_id if credential else 0,
            params=masked(self.given) if self.given else None,
            status=answer.status if answer else 0,
            error=error.code or error.description if error else "",
            description=masked(error.description) if error else "",
            errors={key: str(failed["error"]) for key, failed in self.batch_errors.items()},
            duration=watch.elapsed(),
            statements=watch.statements,
            size=len(answer.body) if answer else 0,
            source=self.source,
            secure=self.scope.get("scheme") == "https",
            faults=self.faults,
        )
        portal.journal.append(_encode(entry))


_MAX_NAME = 200
_encode = msgspec.json.Encoder().encode
