"""One attempt at a call: begun and noted in transactions, sent in between."""

import time
from typing import Any

from homeport.core.log import LOG
from homeport.core.masking import masked
from homeport.core.secrets import without_secrets
from homeport.deliver.sender import Answer, Sender
from homeport.domain.events import deliveries, handler_calls, outbox, subscriptions
from homeport.domain.events.outbox import Call
from homeport.domain.portal import settings
from homeport.domain.portal.portal import Portal
from homeport.domain.portal.settings import Settings
from homeport.domain.records import scopes
from homeport.store import Transaction


def _kept(body: dict[str, Any]) -> dict[str, Any]:
    """A form without its secrets. Of the authorization, what is none stays."""
    kept: dict[str, Any] = masked({name: value for name, value in body.items() if name != "auth"})
    return kept | {"auth": masked(body["auth"])} if "auth" in body else kept


class Attempt:
    """An attempt.

    :param address: where the portal is reached by HTTPS
    :ivar answer: how it ended
    :ivar repeats: whether the portal tells again what a handler did not take
    """

    def __init__(self, portal: Portal, call: Call, address: str) -> None:
        self._portal = portal
        self._address = address
        self._is_ours = False
        self._again = False
        self._body: dict[str, Any] = {}
        self._times = 1
        self._settings = Settings()
        self._begun = self._seconds = self._sent_at = 0.0
        self.call = call
        self.answer = Answer("dropped on purpose")

    @property
    def repeats(self) -> bool:
        return self._settings.deliveries == "retry"

    def begin(self, tx: Transaction) -> None:
        """Put together what is sent. That it is, is noted first: what is told once is not told again after a crash.
        Nothing is sent when the call is no longer there, or another host has begun it."""
        self._begun = time.monotonic()
        self._settings = settings.read(tx)
        clock = self._portal.clock
        clock.state = self._settings.clock
        self._sent_at = clock.now()
        self._is_ours = outbox.begin(tx, self.call, repeats=self.repeats)
        if not self._is_ours:
            self._times = 0
            return
        trouble = subscriptions.trouble_of(tx, self.call.handler_id)
        told = f"{self.call.event} {self.call.id}"
        self._times = 0 if trouble.drops(told) else 2 if trouble.duplicates(told) else 1
        if not self._times:
            return
        try:
            self._body = handler_calls.compose(tx, clock, self._portal.key, self.call, self._address)
        except handler_calls.EndedError as error:
            self._times, self.answer = 0, Answer(f"not called: {error}")
        else:
            self._again = True

    async def send(self, sender: Sender) -> None:
        """Send it, if there is anything to send."""
        for _ in range(self._times):
            public = self._settings.handlers == "public"
            self.answer = await sender.send(self.call.url, self._body, public=public)
        self._seconds = time.monotonic() - self._begun
        if self._is_ours:
            LOG.info("%s to %s: %s", self.call.event, self.call.client_id, self.answer.outcome)

    def note(self, tx: Transaction) -> Call:
        """Note how it ended; the call as it is then."""
        outcome = self.answer.outcome
        if self._is_ours and outbox.tried(
            tx, self._portal.clock, self.call, outcome, again=self._again, repeats=self.repeats
        ):
            deliveries.note(
                tx,
                self.call,
                sent_at=self._sent_at,
                seconds=self._seconds,
                status=self.answer.status,
                outcome=outcome,
                request=_kept(self._body),
                answer=without_secrets(self.answer.text),
            )
        found = outbox.find(tx, self.call.id) or self.call._replace(outcome=outcome, next_at=None)
        if self._is_ours and found.next_at is None and not found.delivered:
            scopes.not_taken(tx, found.event, found.data)
        return found
