"""The credentials that the request builder calls with.

A user's is a webhook of an hour whose code follows from the data folder's key and the browser's session, so that it is
stored nowhere and known to no browser. An application's is a token as after authorizing it.
"""

from datetime import UTC, datetime
from typing import NamedTuple

from homeport.console.section import Signed
from homeport.core.clock import to_stored
from homeport.domain.portal import apps, tokens, users, webhooks
from homeport.domain.portal.codes import WEBHOOK_LENGTH, derive_code, hash_code
from homeport.domain.portal.settings import clock_of
from homeport.store import Transaction

TITLE = "Request builder"
SECONDS = 3600
LEAST = 300
"""Seconds that one must still be good for to be used again."""


class Borrowed(NamedTuple):
    """What a call is made with: a part of the path, or a parameter.

    :param path: after ``/rest/``
    :param auth: an access token; empty for a webhook
    """

    path: str
    auth: str = ""


async def of_user(visit: Signed, user_id: int, scopes: list[str]) -> Borrowed:
    """A webhook of a user.

    :raises LookupError: when there is no such user, or the user was dismissed
    """
    portal = visit.portal
    code = derive_code(portal.key, f"request builder {portal.name} {visit.browser_id} {user_id}", WEBHOOK_LENGTH)
    hashed = hash_code(portal.key, code)
    if not _is_good(portal.store.reading(), user_id, hashed, portal.clock.now()):

        def lend(tx: Transaction) -> None:
            users.require_active(tx, user_id)
            clock = clock_of(tx)
            if _is_good(tx, user_id, hashed, clock.now()):
                return
            for each in webhooks.listed(tx):
                if each["TITLE"] == TITLE and each["EXPIRES"] and each["EXPIRES"] <= _stored(clock.now() + LEAST):
                    webhooks.revoke(tx, each["ID"])
            expires = _stored(clock.now() + SECONDS)
            scope = ",".join(scopes)
            webhooks.add(tx, clock, portal.key, user_id, scope, code=code, title=TITLE, expires=expires)

        await portal.store.write(lend)
    return Borrowed(f"{user_id}/{code}/")


def _is_good(tx: Transaction, user_id: int, hashed: str, now: float) -> bool:
    found = webhooks.find(tx, user_id, hashed)
    return found is not None and (found.expires or "") > _stored(now + LEAST)


def _stored(moment: float) -> str:
    return to_stored(datetime.fromtimestamp(moment, UTC))


async def of_app(visit: Signed, app_id: int) -> Borrowed:
    """A token of an application, for the administrator who asks.

    :raises LookupError: when there is no such application
    """
    portal = visit.portal

    def issue(tx: Transaction) -> str:
        app = apps.find(tx, app_id)
        if app is None:
            raise LookupError(f"There is no application {app_id}")
        return tokens.issue(tx, clock_of(tx), portal.key, app, visit.someone.user_id).access

    return Borrowed("", await portal.store.write(issue))
