"""A local application's life: added with checks, installed, uninstalled. Its handlers are told.

Sources: ``local-integrations/``, ``settings/app-installation/``, ``settings/app-uninstallation.md``.
"""

import re
from collections.abc import Iterable
from typing import Any

from homeport.core.clock import Clock
from homeport.domain.app.events import APP_INSTALLED, APP_UNINSTALLED
from homeport.domain.events import emission, outbox, subscriptions
from homeport.domain.portal import settings
from homeport.domain.portal.apps import apps, handler_urls
from homeport.domain.portal.apps.apps import App, Keys
from homeport.domain.portal.apps.tables import IDEMPOTENCY
from homeport.domain.portal.credentials.codes import hash_code
from homeport.domain.portal.credentials.scopes import expanded
from homeport.domain.portal.credentials.webhooks import split_scopes
from homeport.domain.portal.people import access_codes, users
from homeport.domain.records import scopes as scopes_of_portal
from homeport.store import Transaction

MAX_TITLE = 255
MAX_SCOPES = 200
MAX_MEMBERS = 1_000


_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SCOPE = re.compile(r"[a-z][a-z0-9_.]{0,63}")
_CLIENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SECRET = re.compile(r"[A-Za-z0-9._-]{8,128}")


class ApplicationError(ValueError):
    """An application cannot be as it is wanted; the text says in one line what is wrong."""


def add(
    tx: Transaction,
    clock: Clock,
    key: bytes,
    *,
    title: str,
    scopes: str,
    user_id: int,
    handler_url: str = "",
    install_url: str = "",
    api_only: bool = False,
    members: Iterable[str] = (),
    keys: Keys | None = None,
) -> tuple[App, Keys]:
    """Add an application. One without a page is installed at once, and its handler is told.

    :param key: the secret that credentials are hashed with
    :param scopes: words and commas; ``all`` stands for every documented one
    :param user_id: the administrator who installs it
    :param members: access codes of whom it is open to; none: everyone
    :param keys: fixed ones, for tests; random ones unless given
    :raises ApplicationError: when something of it is unfit; nothing is changed then
    """
    title, wanted = _checked(tx, title, scopes, user_id, handler_url, install_url, api_only, members)
    if keys is not None:
        _check_keys(tx, keys)
    app, made = apps.add(
        tx,
        clock,
        key,
        title=title,
        scopes=scopes,
        user_id=user_id,
        handler_url=handler_url,
        install_url=install_url,
        api_only=api_only,
        members=wanted,
        keys=keys,
    )
    if api_only:
        tell_installed(tx, clock, app)
    return app, made


def change(
    tx: Transaction,
    key: bytes,
    app: App,
    *,
    title: str,
    scopes: str,
    user_id: int,
    handler_url: str,
    install_url: str,
    api_only: bool,
    members: Iterable[str],
    keys: Keys,
) -> None:
    """Make an application be as it is wanted, with the checks of :func:`add`. Its handler is not told.

    :param keys: its keys from now on; tokens that were issued before stay as they are
    :raises ApplicationError: when something of it is unfit; nothing is changed then
    """
    title, wanted = _checked(tx, title, scopes, user_id, handler_url, install_url, api_only, members)
    _check_keys(tx, keys, app)
    apps.change(
        tx,
        app.id,
        CLIENT_ID=keys.client_id,
        SECRET_HASH=hash_code(key, keys.client_secret),
        TITLE=title,
        SCOPES=",".join(sorted(expanded(split_scopes(scopes)))),
        HANDLER_URL=handler_url,
        INSTALL_URL=install_url,
        API_ONLY="Y" if api_only else "N",
        USER_ID=user_id,
    )
    apps.open_to(tx, app.id, wanted)


def install(tx: Transaction, clock: Clock, app: App, user_id: int | None = None) -> int | None:
    """Complete an application's installation, or repeat it: its handler is told; the call's id, if it has a handler.

    :param user_id: the administrator who installs it, whose tokens the handler gets; as before unless given
    :raises ApplicationError: when that is none
    """
    user_id = user_id or app.user_id
    check_user(tx, user_id)
    apps.change(tx, app.id, INSTALLED="Y", USER_ID=user_id)
    changed = apps.find(tx, app.id)
    assert changed is not None
    return tell_installed(tx, clock, changed)


def finish(tx: Transaction, clock: Clock, app: App, user_id: int) -> None:
    """Complete an application's installation from its own page, which knows of it. Handlers that it has bound are told.

    :param user_id: the administrator who has the page open, whose tokens the handlers get
    """
    if apps.finish_installation(tx, app.id) and not app.installed:
        emission.emit_to(tx, clock, user_id, app.id, APP_INSTALLED, _installed(tx, app), but="")


def tell_installed(tx: Transaction, clock: Clock, app: App) -> int | None:
    """Let an application's handler be told of its installation; the call's id, if it has a handler."""
    url = app.install_url or app.handler_url
    data = _installed(tx, app)
    emission.emit_to(tx, clock, app.user_id, app.id, APP_INSTALLED, data, but=url)
    if not url:
        return None
    return outbox.put(tx, clock, event=APP_INSTALLED, url=url, client_id=app.client_id, user_id=app.user_id, data=data)


def _installed(tx: Transaction, app: App) -> dict[str, Any]:
    return {
        "VERSION": str(app.version),
        "ACTIVE": "Y",
        "INSTALLED": "Y",
        "LANGUAGE_ID": settings.read(tx).language,
    }


def uninstall(tx: Transaction, clock: Clock, app: App) -> int | None:
    """Remove an application with all that is its own, and let its handler be told; the call's id, if it is told.

    One that was never wholly installed is not told, and what waited to be told before is dropped.
    """
    data = {"LANGUAGE_ID": settings.read(tx).language, "CLEAN": 1}
    url = app.handler_url or app.install_url
    outbox.forget(tx, app.client_id)
    emission.emit_to(tx, clock, 0, app.id, APP_UNINSTALLED, data, but=url)
    scopes_of_portal.forget_application(tx, app.id)
    apps.remove(tx, app.id)
    subscriptions.forget(tx, app.id)
    tx.delete(IDEMPOTENCY, CREDENTIAL=f"app:{app.id}")  # another application may get its number
    if not url or not app.installed:
        return None
    return outbox.put(tx, clock, event=APP_UNINSTALLED, url=url, client_id=app.client_id, user_id=0, data=data)


def check_url(what: str, url: str, *, public: bool) -> None:
    """Refuse a URL that no handler may have.

    :param what: whose it is, for the text
    :raises ApplicationError: when it may not be one
    """
    try:
        handler_urls.check(url, public=public)
    except handler_urls.HandlerUrlError as error:
        raise ApplicationError(f"The {what} URL {error}") from None


def check_user(tx: Transaction, user_id: int) -> None:
    """Refuse a user who may not install applications.

    :raises ApplicationError: unless an administrator who still works here
    """
    if not (users.is_active(tx, user_id) and users.is_admin(tx, user_id)):
        raise ApplicationError(
            f"User {user_id} is no administrator who works here, and only those install applications"
        )


def check_members(tx: Transaction, members: list[str]) -> None:
    """Refuse access codes that mean nobody.

    :raises ApplicationError: for the first
    """
    if len(members) > MAX_MEMBERS:
        raise ApplicationError(f"An application is open to {MAX_MEMBERS} users and departments at most, or to everyone")
    known = access_codes.named(tx, members)
    for member in members:
        if member not in known:
            raise ApplicationError(f"{member[:50]!r} is no user such as U3 and no department such as D2 or DR2")


def _checked(
    tx: Transaction,
    title: str,
    scopes: str,
    user_id: int,
    handler_url: str,
    install_url: str,
    api_only: bool,
    members: Iterable[str],
) -> tuple[str, list[str]]:
    """The title and the members of an application that may be so.

    :raises ApplicationError: for the first thing that is unfit
    """
    title = title.strip()
    if not title or len(title) > MAX_TITLE or _UNPRINTABLE.search(title):
        raise ApplicationError(f"The title has 1 to {MAX_TITLE} characters that can be seen")
    _check_scopes(scopes)
    if not api_only and not handler_url:
        raise ApplicationError("An application with a page needs the URL of its handler; one without uses the API only")
    public = settings.read(tx).handlers == "public"
    for what, url in (("handler", handler_url), ("installation", install_url)):
        if url:
            check_url(what, url, public=public)
    check_user(tx, user_id)
    wanted = list(dict.fromkeys(members))
    check_members(tx, wanted)
    return title, wanted


def _check_scopes(scopes: str) -> None:
    words = split_scopes(scopes)
    if len(words) > MAX_SCOPES:
        raise ApplicationError(f"An application has {MAX_SCOPES} scopes at most")
    for word in sorted(words):
        if not _SCOPE.fullmatch(word):
            raise ApplicationError(f"{word[:50]!r} is no scope, such as crm")


def _check_keys(tx: Transaction, keys: Keys, app: App | None = None) -> None:
    if not _CLIENT_ID.fullmatch(keys.client_id):
        raise ApplicationError("A client id has up to 64 letters, digits, dots, dashes")
    if not _SECRET.fullmatch(keys.client_secret):
        raise ApplicationError("A client secret has 8 to 128 letters, digits, dots, dashes")
    other = apps.find_client(tx, keys.client_id)
    if other is not None and (app is None or other.id != app.id):
        raise ApplicationError(f"There is an application with the client id {keys.client_id} already")
