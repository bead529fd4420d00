"""Local applications, their tokens, and the methods that an administrator must allow to them."""

from typing import Annotated

import msgspec

from homeport.control.endpoint import DONE, Chosen, Done, endpoint, not_there
from homeport.control.people import Block, Text
from homeport.core.values import Id
from homeport.domain.app import applications
from homeport.domain.portal import info
from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.apps.apps import App, Keys
from homeport.domain.portal.credentials import scopes
from homeport.domain.portal.credentials.webhooks import split_scopes
from homeport.domain.portal.people import users
from homeport.domain.portal.settings import clock_of
from homeport.server.addresses import Addresses
from homeport.store import Transaction

Url = Annotated[str, msgspec.Meta(max_length=2000)]


class AppFacts(msgspec.Struct, frozen=True):
    """A local application, without its secret.

    :param open_to: access codes such as ``U3`` or ``D2``; none: everyone
    """

    id: int
    client_id: str
    title: str
    scope: list[str]
    handler_url: str
    install_url: str
    api_only: bool
    installed: bool
    blocked: bool
    open_to: list[str]


class NewApp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A local application to be added.

    :param scope: words and commas; ``all`` stands for every documented scope
    :param user: the administrator who installs it
    :param handler_url: its page, to which users return with a code
    :param install_url: what must complete the installation; without, it is installed at once
    :param open_to: access codes of whom it is open to; none: everyone
    :param client_id: a fixed one, together with the secret, for tests; random ones unless given
    """

    title: Text
    scope: Annotated[str, msgspec.Meta(max_length=20_000)] = "crm"
    user: Id = 1
    handler_url: Url = ""
    install_url: Url = ""
    api_only: bool = True
    open_to: list[Text] = []
    client_id: Text | None = None
    client_secret: Text | None = None


class AddedApp(msgspec.Struct, frozen=True):
    """An application that was added. Its secret is said this once.

    :param application_token: what its handlers recognise the portal by
    :param scope: what it may call, in full
    :param notes: on words that are no documented scope
    """

    id: int
    client_id: str
    client_secret: str
    application_token: str
    scope: list[str]
    notes: list[str]


class ForUser(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom a token is for."""

    user: Id = 1


class TokenPair(msgspec.Struct, frozen=True):
    """An access token and the refresh token that renews it, as ``/oauth/token/`` answers them. They are said this once.

    :param expires: when the access token ends, seconds since 1970 on the portal's clock
    :param expires_in: the same in seconds from now
    """

    access_token: str
    expires: int
    expires_in: int
    scope: str
    domain: str
    server_endpoint: str
    status: str
    client_endpoint: str
    member_id: str
    user_id: int
    refresh_token: str


class Code(msgspec.Struct, frozen=True):
    """A code to exchange for tokens at ``/oauth/token/``, once and within 30 seconds of the portal's clock."""

    code: str


class AskedMethod(msgspec.Struct, frozen=True):
    """A method that needs an administrator's word.

    :param answer: ``Y``, ``N``, or empty while it is waited for
    """

    app: int
    user: int
    method: str
    answer: str


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An administrator's word on a method, for all tokens that an application has now."""

    app: Id
    method: Text
    allow: bool


@endpoint("GET", "/apps")
def listed(chosen: Chosen) -> list[AppFacts]:
    """List the applications."""
    return chosen.read(lambda tx: [_facts(tx, app) for app in apps.listed(tx)])


@endpoint("POST", "/apps", status=201)
def add(chosen: Chosen, body: NewApp) -> AddedApp:
    """Add an application, and say its keys, this once."""
    if (body.client_id is None) != (body.client_secret is None):
        raise ValueError("client_id and client_secret go together: give both or none")
    keys = Keys(body.client_id, body.client_secret) if body.client_id and body.client_secret else None
    key = chosen.portal.key

    def write(tx: Transaction) -> AddedApp:
        app, made = applications.add(
            tx,
            clock_of(tx),
            key,
            title=body.title,
            scopes=body.scope,
            user_id=body.user,
            handler_url=body.handler_url,
            install_url=body.install_url,
            api_only=body.api_only,
            members=body.open_to,
            keys=keys,
        )
        token = apps.application_token(key, info.member_id_of(tx), made.client_id)
        notes = scopes.notes(split_scopes(body.scope))
        return AddedApp(app.id, made.client_id, made.client_secret, token, sorted(app.scopes), notes)

    return chosen.write(write)


@endpoint("DELETE", "/apps/{app_id}")
def remove(chosen: Chosen, app_id: Id) -> Done:
    """Uninstall an application: it goes with its tokens, placements and options, and its handler is told."""
    chosen.write(lambda tx: applications.uninstall(tx, clock_of(tx), _app(tx, app_id)))
    return DONE


@endpoint("POST", "/apps/{app_id}/install")
def install(chosen: Chosen, app_id: Id) -> Done:
    """Complete an application's installation, or repeat it: its handler is told."""
    chosen.write(lambda tx: applications.install(tx, clock_of(tx), _app(tx, app_id)))
    return DONE


@endpoint("POST", "/apps/{app_id}/block")
def block(chosen: Chosen, app_id: Id, body: Block) -> Done:
    """Block an application, or let it call again."""
    if not chosen.write(lambda tx: apps.block(tx, app_id, body.blocked)):
        raise _no_app(app_id)
    return DONE


@endpoint("POST", "/apps/{app_id}/token", status=201)
def token(chosen: Chosen, app_id: Id, body: ForUser) -> TokenPair:
    """Make a pair of tokens, as after a user has authorized the application."""
    address = Addresses.read(chosen.folder).of_portal(chosen.name).https

    def write(tx: Transaction) -> TokenPair:
        app = _app(tx, app_id)
        users.require_active(tx, body.user)
        pair = tokens.issue(tx, clock_of(tx), chosen.portal.key, app, body.user)
        return TokenPair(**tokens.told(pair, app, info.member_id_of(tx), address))

    return chosen.write(write)


@endpoint("POST", "/apps/{app_id}/code", status=201)
def code(chosen: Chosen, app_id: Id, body: ForUser) -> Code:
    """Make a code, as a user who allows the application returns with one."""

    def write(tx: Transaction) -> Code:
        app = _app(tx, app_id)
        users.require_active(tx, body.user)
        return Code(tokens.grant(tx, clock_of(tx), chosen.portal.key, app, body.user))

    return chosen.write(write)


@endpoint("GET", "/confirmations")
def asked(chosen: Chosen) -> list[AskedMethod]:
    """List the methods that applications have asked an administrator for."""
    return [AskedMethod(each.app_id, each.user_id, each.method, each.answer) for each in chosen.read(tokens.asked)]


@endpoint("POST", "/confirmations")
def answer(chosen: Chosen, body: Word) -> Done:
    """Allow or deny a method to an application.

    Until then it is refused with ``METHOD_CONFIRM_WAITING``, after a denial with ``METHOD_CONFIRM_DENIED``.
    """

    def write(tx: Transaction) -> None:
        _app(tx, body.app)
        if not tokens.answer(tx, body.app, body.method.lower(), allow=body.allow):
            raise ValueError(f"Application {body.app} has no token. Make one: POST /_homeport/apps/{body.app}/token")

    chosen.write(write)
    return DONE


def _facts(tx: Transaction, app: App) -> AppFacts:
    return AppFacts(
        id=app.id,
        client_id=app.client_id,
        title=app.title,
        scope=sorted(app.scopes),
        handler_url=app.handler_url,
        install_url=app.install_url,
        api_only=app.api_only,
        installed=app.installed,
        blocked=app.blocked,
        open_to=sorted(apps.members_of(tx, app.id)),
    )


def _app(tx: Transaction, app_id: int) -> App:
    found = apps.find(tx, app_id)
    if found is None:
        raise _no_app(app_id)
    return found


def _no_app(app_id: int) -> Exception:
    return not_there(f"There is no application {app_id}. List them with: GET /_homeport/apps")
