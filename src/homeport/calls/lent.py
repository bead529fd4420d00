"""The credentials that the server calls with for somebody.

A user's is a webhook of an hour whose code follows from the data folder's key and from who borrows it, so that it is
stored nowhere and leaves the server never. An application's is a token as after authorizing it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from homeport.core.clock import to_stored
from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.credentials.codes import WEBHOOK_LENGTH, derive_code, hash_code
from homeport.domain.portal.people import users
from homeport.domain.portal.portal import Portal
from homeport.domain.portal.settings import clock_of
from homeport.rpc import Registry
from homeport.store import Transaction

SECONDS = 3600
LEAST = 300
"""Seconds that one must still be good for to be used again."""


class Lent(NamedTuple):
    """What a call is made with: a part of the path, or a parameter.

    :param path: between ``/rest/`` and the method; empty for a token
    :param auth: an access token; empty for a webhook
    """

    path: str
    auth: str = ""


def scopes_of(registry: Registry) -> list[str]:
    """Every scope that some method here needs, but for the one that all credentials have."""
    return sorted(registry.scopes - {"basic"})


def wide(scopes: Iterable[str]) -> list[str]:
    """Those scopes that do not narrow what a wider one allows."""
    return [scope for scope in scopes if scope not in ("user_basic", "user_brief")]


async def of_user(portal: Portal, title: str, holder: str, user_id: int, scopes: list[str]) -> Lent:
    """A webhook of a user.

    :param title: what the list of webhooks calls it
    :param holder: names who borrows it
    :raises LookupError: when there is no such user, or the user was dismissed
    """
    code = derive_code(portal.key, f"{title} {portal.name} {holder} {user_id}", WEBHOOK_LENGTH)
    hashed = hash_code(portal.key, code)
    if not await portal.read(lambda tx: _is_good(tx, user_id, hashed, portal.clock.now())):

        def lend(tx: Transaction) -> None:
            users.require_active(tx, user_id)
            clock = clock_of(tx)
            if _is_good(tx, user_id, hashed, clock.now()):
                return
            for each in webhooks.listed(tx):
                if each["TITLE"] == title and each["EXPIRES"] and each["EXPIRES"] <= _stored(clock.now() + LEAST):
                    webhooks.revoke(tx, each["ID"])
            expires = _stored(clock.now() + SECONDS)
            scope = ",".join(scopes)
            webhooks.add(tx, clock, portal.key, user_id, scope, code=code, title=title, expires=expires)

        await portal.store.write(lend)
    return Lent(f"{user_id}/{code}/")


def _is_good(tx: Transaction, user_id: int, hashed: str, now: float) -> bool:
    found = webhooks.find(tx, user_id, hashed)
    return found is not None and (found.expires or "") > _stored(now + LEAST)


def _stored(moment: float) -> str:
    return to_stored(datetime.fromtimestamp(moment, UTC))


async def of_app(portal: Portal, app_id: int, user_id: int) -> Lent:
    """A token of an application for a user.

    :raises LookupError: when there is no such application or user, or the user was dismissed
    """

    def issue(tx: Transaction) -> str:
        app = apps.find(tx, app_id)
        if app is None:
            raise LookupError(f"There is no application {app_id}")
        users.require_active(tx, user_id)
        return tokens.issue(tx, clock_of(tx), portal.key, app, user_id).access

    return Lent("", await portal.store.write(issue))
