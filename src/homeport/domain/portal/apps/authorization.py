"""What the authorization server decides: which application is asking, and whether it gets tokens.

Sources: ``settings/oauth/``, with the statuses that clients know.
"""

from homeport.core.clock import Clock
from homeport.core.errors import (
    INVALID_CLIENT,
    INVALID_GRANT,
    INVALID_SCOPE,
    INVALID_TOKEN,
    OVERLOAD_LIMIT,
    WRONG_CLIENT,
)
from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.apps.tokens import Pair, Token
from homeport.domain.portal.credentials.codes import hash_code
from homeport.domain.portal.credentials.webhooks import split_scopes
from homeport.domain.portal.people import eventlog, users
from homeport.store import Transaction

_USES = {"authorization_code": tokens.use_code, "refresh_token": tokens.use_refresh_token}

GRANT_TYPES = {"authorization_code": "code", "refresh_token": "refresh_token"}
"""What tokens can be had for, and the parameter that it comes in."""


def client(tx: Transaction, key: bytes, client_id: str, secret: str) -> App:
    """The application that proves to be one by its secret.

    :raises CallError: ``wrong_client``, ``invalid_client``; ``OVERLOAD_LIMIT`` when an operator has blocked it
    """
    app = apps.find_client(tx, client_id)
    if app is None:
        raise WRONG_CLIENT()
    if not apps.has_secret(tx, key, app, secret):
        raise INVALID_CLIENT()
    if app.blocked:
        raise OVERLOAD_LIMIT()
    return app


def check_scope(app: App, scope: str) -> None:
    """Refuse a scope beyond the application's own. A narrower one changes nothing: it gets what it was given.

    :raises CallError: ``invalid_scope``
    """
    if not split_scopes(scope) <= app.scopes:
        raise INVALID_SCOPE()


def may_use(tx: Transaction, app: App, user_id: int) -> bool:
    """Whether a user may have tokens of an application; while its installation is not complete, administrators may."""
    return (
        users.is_active(tx, user_id)
        and apps.is_open_to(tx, app, user_id)
        and (app.installed or users.is_admin(tx, user_id))
    )


def exchange(tx: Transaction, clock: Clock, key: bytes, app: App, grant_type: str, code: str) -> Pair:
    """Use up an authorization code or a refresh token, for new tokens.

    :param grant_type: one of :data:`GRANT_TYPES`
    :raises CallError: ``invalid_grant``, also when the user was dismissed or the application is closed to the user
    """
    user_id = _USES[grant_type](tx, clock, key, app, code)
    if user_id is None or not may_use(tx, app, user_id):
        raise INVALID_GRANT()
    if grant_type == "authorization_code":
        eventlog.note(
            tx, clock.stamp(), eventlog.AUTHORIZE, user_id, module=eventlog.REST, method="rest", applicationId=app.id
        )
    return tokens.issue(tx, clock, key, app, user_id)


def of_token(tx: Transaction, key: bytes, token: str) -> tuple[App, Token]:
    """The application that an access token was issued for, and the token as it is stored.

    :raises CallError: ``invalid_token``
    """
    found = tokens.find(tx, hash_code(key, token))
    app = None if found is None else apps.find(tx, found.app_id)
    if found is None or app is None:
        raise INVALID_TOKEN()
    return app, found
