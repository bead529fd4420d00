"""Which portal an application or an access token is of, found without opening one.

Whoever asks may be anybody, and may guess: so what is looked in is small, and read again only of portals that have
changed since. Client ids are kept of every portal; an access token ends in a mark of its portal, and needs no list.
"""

import threading
from collections.abc import Hashable
from typing import NamedTuple

from homeport.core.log import LOG
from homeport.domain.portal import info
from homeport.domain.portal.apps import apps, tokens
from homeport.portals.folder import DataFolder
from homeport.store import GoneError, Transaction
from homeport.store.schema import NotAPortalError


class _Held(NamedTuple):
    """What was read of a portal.

    :param as_of: the mark of what was read; None where nothing can be told of changes
    """

    as_of: Hashable
    client_ids: frozenset[str]
    token_mark: str


class Holders:
    """What the portals of a folder hold. Threads may ask at once.

    :param folder: whose portals
    """

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._key = folder.key()
        self._held: dict[str, _Held] = {}
        self._reading = threading.Lock()

    def of_client(self, client_id: str) -> list[str]:
        """The portals that had an application of this client id when they were read."""
        return [name for name, held in list(self._held.items()) if client_id in held.client_ids]

    def of_token(self, token: str) -> list[str]:
        """The portals that an access token may be of."""
        mark = tokens.mark_in(token)
        return [name for name, held in list(self._held.items()) if held.token_mark == mark]

    def refresh(self) -> None:
        """Read the portals that have changed."""
        with self._reading:
            marks = self._folder.stores.marks()
            for name in self._held.keys() - marks.keys():
                del self._held[name]
            for name, mark in marks.items():
                if mark is None or name not in self._held or self._held[name].as_of != mark:
                    self._held[name] = self._read(name, mark)

    def _read(self, name: str, mark: Hashable) -> _Held:
        def held(tx: Transaction) -> _Held:
            return _Held(mark, apps.client_ids(tx), tokens.mark_of(self._key, info.member_id_of(tx)))

        try:
            return self._folder.stores.look(name, held)
        except (GoneError, NotAPortalError) as error:  # removed meanwhile, or not of this version
            LOG.warning("portal %s is left out of a search: %s", name, error)
            return _Held(mark, frozenset(), "")
