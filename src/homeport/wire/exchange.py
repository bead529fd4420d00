"""One request while it is answered: each stop leaves here what the request log will say of it."""

import os
import re
from itertools import count
from typing import Any

import msgspec

from homeport.core.ctx import Credential
from homeport.core.errors import CallError
from homeport.domain.portal.portal import Portal
from homeport.domain.portal.requests import Entry, encode
from homeport.rpc.dispatch import Stopwatch
from homeport.wire.envelope import Answer
from homeport.wire.masking import masked
from homeport.wire.path import Target

MAX_RAW = 2_000
_MAX_NAME = 200

_numbers = count(1)
# what a body must have in it before it can have a secret, or break its line
_SUSPICIOUS = re.compile(rb"(?i)auth|token|secret|passw|code|refresh|[=\r\n]|/rest/")


class Exchange:
    """A request and its answer.

    :param scope: of the ASGI protocol
    """

    __slots__ = (
        "answer", "batch_errors", "body", "credential", "error", "faults", "given", "portal", "scope", "target",
        "watch",
    )  # fmt: skip

    def __init__(self, scope: Any) -> None:
        self.scope = scope
        self.target: Target | None = None
        self.body = b""
        self.portal: Portal | None = None
        self.watch: Stopwatch | None = None
        self.credential: Credential | None = None
        self.given: dict[str, Any] | None = None
        self.error: CallError | None = None
        self.batch_errors: dict[str, Any] | None = None
        self.faults: tuple[int, ...] = ()
        self.answer: Answer | None = None

    @property
    def source(self) -> str:
        """The address that the request came from; empty when there is none."""
        client = self.scope.get("client")
        return client[0] if client else ""

    def log(self) -> None:
        """Write the entry, when the request reached a portal that keeps a log."""
        portal, watch, target = self.portal, self.watch, self.target
        if portal is None or portal.journal is None or watch is None or target is None:
            return
        credential, error, answer, scope = self.credential, self.error, self.answer, self.scope
        portal.journal.append(
            encode(
                Entry(
                    os.getpid(),
                    next(_numbers),
                    watch.start,
                    scope["method"],
                    target.method if len(target.method) <= _MAX_NAME else target.method[:_MAX_NAME],
                    3 if target.v3 else 2,
                    credential.key if credential else "",
                    credential.actor.user_id if credential else 0,
                    self._params(),
                    answer.status if answer else 0,
                    (error.code or error.description) if error else "",
                    masked(error.description) if error else "",
                    {key: failed["error"] for key, failed in self.batch_errors.items()} if self.batch_errors else None,
                    watch.elapsed(),
                    watch.statements,
                    len(answer.body) if answer else 0,
                    self.source,
                    scope.get("scheme") == "https",
                    self.faults,
                )
            )
        )

    def _params(self) -> Any:
        given, body = self.given, self.body
        if not given:
            return None
        # most bodies are short and have nothing to hide: they are kept as they came
        if (
            body[:1] == b"{"
            and len(body) <= MAX_RAW
            and not self.scope["query_string"]
            and not _SUSPICIOUS.search(body)
        ):
            return msgspec.Raw(body)
        return masked(given)
