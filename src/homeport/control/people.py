"""Users, their roles and webhooks: what a test sets up before it calls."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec

from homeport.control.endpoint import DONE, Chosen, Done, endpoint, not_there
from homeport.control.settings import At
from homeport.core.clock import to_stored
from homeport.core.values import Id
from homeport.domain.portal import clocks
from homeport.domain.portal.credentials import scopes, webhooks
from homeport.domain.portal.credentials.codes import WEBHOOK_LENGTH, new_code
from homeport.domain.portal.people import invitations, roles, users
from homeport.domain.portal.settings import clock_of
from homeport.domain.user import staff
from homeport.server.addresses import Addresses, webhook_url
from homeport.store import Transaction

Text = Annotated[str, msgspec.Meta(max_length=255)]
Code = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{1,64}$")]


class UserFacts(msgspec.Struct, frozen=True):
    """A user."""

    id: int
    name: str
    last_name: str
    email: str
    position: str
    active: bool
    admin: bool


class NewUser(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A user to be added.

    :param email: no other user may have it
    :param departments: ids of those the user works in
    :param roles: codes of roles to give to the user
    """

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    email: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    last_name: Text = ""
    position: Text = ""
    departments: list[Id] = []
    roles: list[Text] = []
    admin: bool = False


class InvitationFacts(msgspec.Struct, frozen=True):
    """A link by which a user chooses a password and is signed in, once.

    :param expires: in UTC
    """

    user: int
    url: str
    expires: str


class RoleFacts(msgspec.Struct, frozen=True):
    """A role and who has it: ``U5``, ``D3``, ``DR3`` (department 3 and those below), ``AU`` (everyone)."""

    code: str
    name: str
    members: list[str]


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who gets a role: ``U5``, ``D3``, ``DR3`` or ``AU``."""

    member: Text


class WebhookFacts(msgspec.Struct, frozen=True):
    """An incoming webhook, without its code.

    :param expires: in UTC
    """

    id: int
    user: int
    title: str
    scope: str
    expires: str | None
    blocked: bool


class NewWebhook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A webhook to be added.

    :param user: whom it acts as
    :param scope: words and commas; ``all`` stands for every documented scope
    :param code: a fixed one, for tests; a random one unless given
    :param expires: seconds since 1970 or a text with a time zone; without: never
    """

    user: Id = 1
    scope: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)] = "crm"
    title: Text = ""
    code: Code | None = None
    expires: float | At | None = None


class AddedWebhook(msgspec.Struct, frozen=True):
    """A webhook that was added. Its code is said this once.

    :param url: to which a method's name is added; by HTTPS
    :param http_url: the same by HTTP
    :param scope: what it may call, in full
    :param notes: on words that are no documented scope
    """

    id: int
    code: str
    url: str
    http_url: str
    scope: str
    notes: list[str]


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether calls are refused with ``OVERLOAD_LIMIT``."""

    blocked: bool = True


@endpoint("GET", "/users")
def list_users(chosen: Chosen) -> list[UserFacts]:
    """List the users."""
    return [_user(each) for each in chosen.read(users.listed)]


@endpoint("POST", "/users", status=201)
def add_user(chosen: Chosen, body: NewUser) -> UserFacts:
    """Add a user. Without a role, and unless an administrator, the user may do nothing in the CRM."""

    def add(tx: Transaction) -> UserFacts:
        staff.check_new(tx, body.email, body.departments)
        user_id = staff.add(
            tx,
            clock_of(tx),
            name=body.name,
            last_name=body.last_name,
            email=body.email,
            departments=tuple(dict.fromkeys(body.departments)),
            is_admin=body.admin,
            WORK_POSITION=body.position,
        )
        for code in body.roles:
            roles.assign(tx, _role_id(tx, code), f"U{user_id}")
        return next(_user(each) for each in users.listed(tx) if each["ID"] == user_id)

    return chosen.write(add)


@endpoint("POST", "/users/{user_id}/dismiss")
def dismiss(chosen: Chosen, user_id: Id) -> Done:
    """End a user's access: his webhooks and tokens are refused with ``INVALID_CREDENTIALS``."""
    if not chosen.write(lambda tx: staff.dismiss(tx, user_id)):
        raise not_there(f"There is no user {user_id}. List them with: GET /_homeport/users")
    return DONE


@endpoint("POST", "/users/{user_id}/invitation", status=201)
def invite(chosen: Chosen, user_id: Id) -> InvitationFacts:
    """Make a link by which a user chooses a password and is signed in, once, within a week. No mail is sent."""
    try:
        found = chosen.read(lambda tx: invitations.invite(tx, clock_of(tx), chosen.portal.key, user_id))
    except LookupError as error:
        raise not_there(f"{error}. List them with: GET /_homeport/users") from None
    url = found.url(Addresses.read(chosen.folder).of_portal(chosen.name).https)
    return InvitationFacts(user_id, url, to_stored(datetime.fromtimestamp(found.expires, UTC)))


@endpoint("GET", "/roles")
def list_roles(chosen: Chosen) -> list[RoleFacts]:
    """List the roles."""
    return [RoleFacts(each["CODE"], each["NAME"], each["MEMBERS"]) for each in chosen.read(roles.listed)]


@endpoint("POST", "/roles/{code}/members", status=201)
def assign(chosen: Chosen, code: str, body: Member) -> Done:
    """Give a role to a user, a department, or everyone."""
    chosen.write(lambda tx: roles.assign(tx, _role_id(tx, code), body.member))
    return DONE


@endpoint("DELETE", "/roles/{code}/members/{member}")
def withdraw(chosen: Chosen, code: str, member: str) -> Done:
    """Take a role away."""
    if not chosen.write(lambda tx: roles.withdraw(tx, _role_id(tx, code), member)):
        raise not_there(f"{member} does not have the role {code}.")
    return DONE


@endpoint("GET", "/webhooks")
def list_webhooks(chosen: Chosen) -> list[WebhookFacts]:
    """List the webhooks, without their codes: those are stored nowhere."""
    return [
        WebhookFacts(
            each["ID"], each["USER_ID"], each["TITLE"], each["SCOPES"], each["EXPIRES"], each["BLOCKED"] == "Y"
        )
        for each in chosen.read(webhooks.listed)
    ]


@endpoint("POST", "/webhooks", status=201)
def add_webhook(chosen: Chosen, body: NewWebhook) -> AddedWebhook:
    """Add a webhook, and say its URL, this once."""
    words = webhooks.split_scopes(body.scope)
    if not words:
        raise ValueError("scope names no scope: name at least one, such as crm")
    expires = None if body.expires is None else to_stored(datetime.fromtimestamp(clocks.moment(body.expires), UTC))
    code = body.code or new_code(WEBHOOK_LENGTH)
    key = chosen.portal.key

    def add(tx: Transaction) -> int:
        users.require_active(tx, body.user)
        return webhooks.add(tx, clock_of(tx), key, body.user, body.scope, code=code, title=body.title, expires=expires)

    webhook_id = chosen.write(add)
    addresses = Addresses.read(chosen.folder).of_portal(chosen.name)
    return AddedWebhook(
        webhook_id,
        code,
        webhook_url(addresses.https, body.user, code),
        webhook_url(addresses.http, body.user, code),
        ",".join(sorted(scopes.expanded(words))),
        scopes.notes(words),
    )


@endpoint("DELETE", "/webhooks/{webhook_id}")
def revoke(chosen: Chosen, webhook_id: Id) -> Done:
    """Revoke a webhook."""
    if not chosen.write(lambda tx: webhooks.revoke(tx, webhook_id)):
        raise _no_webhook(webhook_id)
    return DONE


@endpoint("POST", "/webhooks/{webhook_id}/block")
def block(chosen: Chosen, webhook_id: Id, body: Block) -> Done:
    """Block a webhook, or let it call again."""
    if not chosen.write(lambda tx: webhooks.block(tx, webhook_id, body.blocked)):
        raise _no_webhook(webhook_id)
    return DONE


def _no_webhook(webhook_id: int) -> Exception:
    return not_there(f"There is no webhook {webhook_id}. List them with: GET /_homeport/webhooks")


def _user(row: dict[str, str | int | None]) -> UserFacts:
    return UserFacts(
        id=int(row["ID"] or 0),
        name=str(row["NAME"] or ""),
        last_name=str(row["LAST_NAME"] or ""),
        email=str(row["EMAIL"] or ""),
        position=str(row["WORK_POSITION"] or ""),
        active=row["ACTIVE"] == "Y",
        admin=row["IS_ADMIN"] == "Y",
    )


def _role_id(tx: Transaction, code: str) -> int:
    found = roles.find(tx, code)
    if found is None:
        raise not_there(f"There is no role {code}. List them with: GET /_homeport/roles")
    return found
