"""A portal while it is served: its store and clock, and who may call it."""

from homeport.core.clock import Clock
from homeport.core.ctx import Actor, Credential
from homeport.core.errors import INVALID_CREDENTIALS
from homeport.domain.crm.types import dynamic_type_ids
from homeport.domain.portal import generation, users, webhooks
from homeport.domain.portal.operating import Operating
from homeport.domain.portal.rights import rights_of
from homeport.store import SqliteStore, Transaction

CACHED_CREDENTIALS = 10_000


class Portal:
    """One portal.

    :param name: its host name, or ``default``
    :param key: the secret that credentials are hashed with, 32 bytes
    """

    def __init__(self, name: str, store: SqliteStore, clock: Clock, key: bytes) -> None:
        self.name = name
        self.store = store
        self.clock = clock
        self.bill = Operating().bill
        self._key = key
        self._generation = -1
        self._checked: Transaction | None = None
        # by the hash of the code: the code itself is kept nowhere
        self._webhooks: dict[tuple[int, str], tuple[Credential, str | None]] = {}

    def webhook(self, user_id: int, code: str) -> Credential:
        """The credential of a webhook call, from a cache that is dropped whenever people or credentials change.

        :raises CallError: ``INVALID_CREDENTIALS`` when there is no such webhook, it has expired, or its user was
            dismissed
        """
        tx = self.store.reading()
        if tx is not self._checked:  # a transaction sees one generation: it is asked once
            self._checked = tx
            self._follow(generation.current(tx))
        hashed = webhooks.hash_code(self._key, code)
        found = self._webhooks.get((user_id, hashed))
        if found is None:
            found = self._webhooks[user_id, hashed] = self._find_webhook(tx, user_id, hashed)
        credential, expires = found
        if expires is not None and self.clock.stamp() >= expires:
            raise INVALID_CREDENTIALS()
        return credential

    def _follow(self, current: int) -> None:
        if current != self._generation or len(self._webhooks) > CACHED_CREDENTIALS:
            self._webhooks.clear()
            self._generation = current

    def _find_webhook(self, tx: Transaction, user_id: int, hashed: str) -> tuple[Credential, str | None]:
        webhook = webhooks.find(tx, user_id, hashed)
        if webhook is None:
            raise INVALID_CREDENTIALS()
        return Credential(f"webhook:{webhook.id}", actor_of(tx, user_id), webhook.scopes), webhook.expires


def actor_of(tx: Transaction, user_id: int) -> Actor:
    """A user with the rights that the roles give."""
    return Actor(user_id, rights_of(tx, user_id, dynamic_type_ids(tx)), users.is_employee(tx, user_id))
