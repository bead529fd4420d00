"""One request while it is answered: each stop leaves here what the request log will say of it."""

import logging
import os
from collections.abc import Awaitable, Iterable
from itertools import count
from typing import Any, TypeVar

import msgspec

from homeport.core import answers
from homeport.core.connections import guesser_of, source_of
from homeport.core.ctx import Credential
from homeport.core.dropped import Dropped
from homeport.core.errors import CallError
from homeport.core.hosts import neighbours_of
from homeport.core.log import ACCESS, LOG
from homeport.core.masking import MAX_ITEMS, MAX_NAME, masked, masked_name
from homeport.core.secrets import is_secret, without_secrets
from homeport.domain.portal.calls.requests import Entry, bounded, name_of, said
from homeport.domain.portal.portal import ExpiredTokenError, Portal
from homeport.rpc.dispatch import Stopwatch
from homeport.wire.envelope import Answer
from homeport.wire.path import Target

D = TypeVar("D", str, None)

_numbers = count(1)
_process = os.getpid()


def _know_process() -> None:
    global _process  # noqa: PLW0603
    _process = os.getpid()


os.register_at_fork(after_in_child=_know_process)
_NUMBERS = frozenset({int, float, bool, type(None)})


class Exchange:
    """A request and its answer.

    :param scope: of the ASGI protocol

    ``method`` is the name of the method that was found, empty until then; ``outcome`` the answer, or what is left to be
    waited for; ``room`` the bytes of the body that were taken before it was known whose they are; ``ahead`` names the
    contents that were read before the call runs; ``plain`` whether the answer is known to have no texts.
    """

    __slots__ = (
        "ahead", "answer", "batch_errors", "body", "counted", "credential", "error", "faults", "given", "method",
        "number", "outcome", "plain", "portal", "room", "scope", "target", "watch",
    )  # fmt: skip

    def __init__(self, scope: Any) -> None:
        self.scope = scope
        self.number = next(_numbers)
        self.target: Target | None = None
        self.body = b""
        self.portal: Portal | None = None
        self.watch: Stopwatch | None = None
        self.credential: Credential | None = None
        self.given: dict[str, Any] | None = None
        self.method = ""
        self.error: CallError | None = None
        self.batch_errors: dict[str, Any] | None = None
        self.faults: tuple[int, ...] = ()
        self.outcome: Answer | Awaitable[Answer] | None = None
        self.answer: Answer | None = None
        self.room = 0
        self.ahead: list[int] = []
        self.counted = False
        self.plain = False

    @property
    def id(self) -> str:
        """What names the request, in logs and in the answer to one that failed unexpectedly."""
        return name_of(_process, self.number)

    @property
    def source(self) -> str:
        """The address that the request came from; empty when there is none."""
        return source_of(self.scope)

    @property
    def neighbours(self) -> str:
        """What the request's source is counted as, with those next to it."""
        return neighbours_of(self.source)

    @property
    def guesser(self) -> str:
        """What wrong credentials are counted for; may be empty."""
        return guesser_of(self.scope)

    def header(self, wanted: bytes, missing: D = "") -> str | D:  # type: ignore[assignment]
        """A header of the request.

        :param wanted: its name, in small letters
        :param missing: what to give when there is none
        """
        for name, value in self.scope["headers"]:
            if name == wanted:
                found: str = value.decode("latin-1")
                return found
        return missing

    def access_token(self, given: Any) -> Any:
        """The access token of the request: a parameter, or where that is missing the header ``Authorization: Bearer``.

        :param given: the parameter ``auth``, as it came
        """
        if given:
            return given
        scheme, _, token = self.header(b"authorization").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else given

    def forget(self) -> None:
        """Let go of what was sent."""
        self.body = b""
        self.given = None

    def end(self) -> None:
        """Count the request, and write its entry where a log is kept; none that did not reach a portal."""
        portal, watch, target = self.portal, self.watch, self.target
        if portal is None or watch is None or target is None:
            return
        portal.meters.own.count(self.method, _outcome(self.error), watch.elapsed())
        to_access = ACCESS.isEnabledFor(logging.INFO)
        if portal.journal is None and not to_access:
            return
        entry = self._entry(watch, target)
        if to_access:
            ACCESS.info("%s %s", entry.method, entry.status, extra={"portal": portal.name, "request": said(entry)})
        if portal.journal is None:
            return
        try:
            portal.journal.append(bounded(entry))
        except OSError as reason:  # a full disk, perhaps: the answer is right all the same
            LOG.warning("the request log cannot be written: %s", reason)

    def _entry(self, watch: Stopwatch, target: Target) -> Entry:
        credential, error, answer, scope = self.credential, self.error, self.answer, self.scope
        if isinstance(error, ExpiredTokenError):
            credential = error.whose
        return Entry(
            _process,
            self.number,
            watch.start,
            scope["method"],
            masked_name(target.method),
            3 if target.v3 else 2,
            credential.key if credential else "",
            credential.actor.user_id if credential else 0,
            self._params(),
            answer.status if answer else 0,
            _code(error) if error else "",
            masked(error.description) if error else "",
            {key[:MAX_NAME]: failed["error"] for key, failed in self.batch_errors.items()}
            if self.batch_errors
            else None,
            watch.elapsed(),
            watch.statements,
            len(answer.body) if answer else 0,
            self.source,
            scope.get("scheme") == "https",
            self.faults,
            _masked_names(watch.dropped) if watch.dropped else (),
            self._answered(answer),
        )

    def _answered(self, answer: Answer | None) -> msgspec.Raw:
        portal = self.portal
        if answer is None or portal is None or not portal.answer_bytes or self.credential is None:
            return answers.NOTHING  # of strangers nothing is kept, as of their parameters
        if self.plain and self.error is None and len(answer.body) <= portal.answer_bytes:
            return msgspec.Raw(answer.body)
        return answers.kept(answer.body, portal.answer_bytes)

    def _params(self) -> Any:
        given = self.given
        if not given or self.credential is None:
            return None  # what strangers send would push out what is worth keeping
        # most calls name a few numbers: there is nothing to mask or to cut, and finding that out is cheaper
        for name, value in given.items():
            if type(value) not in _NUMBERS or is_secret(name) or len(name) > MAX_NAME:
                return masked(given)
        return given if len(given) <= MAX_ITEMS else masked(given)


def _masked_names(dropped: Iterable[Dropped]) -> tuple[Dropped, ...]:
    return tuple(
        Dropped(each.part, without_secrets(each.name), each.why, without_secrets(each.command)) for each in dropped
    )


def _code(error: CallError) -> str:
    return error.code or error.description


def _outcome(error: CallError | None) -> str:
    return "ok" if error is None else _code(error)
