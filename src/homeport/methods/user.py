"""``user.*``: the people of the portal, and what the calling user may do."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.domain.portal.apps import options
from homeport.domain.portal.people import access_codes
from homeport.domain.portal.people.profile_fields import TITLES, fields_of
from homeport.domain.records.filters import as_map
from homeport.domain.user import profiles
from homeport.domain.user import showing as people
from homeport.domain.user.fields import FIELDS
from homeport.methods.family import as_id
from homeport.rpc import NoParams, OpenParams, Params, method
from homeport.rpc.method import make

SCOPES = ("user", "user_brief", "user_basic")


class List(OpenParams):
    sort: Any = None
    order: Any = None
    filter: Any = None
    select: Any = None
    start: Any = None
    admin_mode: Any = msgspec.field(default=None, name="admin_mode")
    image_resize: Any = msgspec.field(default=None, name="image_resize")

    def wanted(self) -> people.Wanted:
        """The list in the domain's words. Conditions may stand beside the filter, as in the pages' own examples."""
        conditions = {**self.others, **as_map(self.filter)}
        admin_mode = str(self.admin_mode).lower() in ("true", "y", "1")
        return people.Wanted(conditions, self.sort, self.order, self.select, self.start, admin_mode, self.image_resize)


class Access(Params):
    access: Any = None


class Option(Params):
    option: Any = None


class Options(Params):
    options: Any = None


@method("user.current", scope=SCOPES)
def current(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Return the calling user."""
    return people.current(ctx)


@method("user.get", scope=SCOPES, heavy=True, errors=(INVALID_ARG_VALUE,))
def get(ctx: Ctx, p: List) -> Page:
    """List users by filter."""
    return people.listed(ctx, p.wanted())


@method("user.search", scope=SCOPES, heavy=True, errors=(INVALID_ARG_VALUE,))
def search(ctx: Ctx, p: List) -> Page:
    """Search users by names, position and department."""
    return people.searched(ctx, p.wanted())


@method("user.fields", scope=SCOPES)
def fields(ctx: Ctx, p: NoParams) -> dict[str, str]:
    """Name the fields of a user that the credential may see."""
    available = fields_of(ctx.credential.scopes)
    return {name: title for name, title in TITLES.items() if name in available}


@method("user.admin", scope="basic")
def admin(ctx: Ctx, p: NoParams) -> bool:
    """Say whether the calling user administers the portal."""
    return ctx.actor.is_admin


@method("user.access", scope="basic")
def access(ctx: Ctx, p: Access) -> bool:
    """Say whether the calling user has one of the access codes."""
    return ctx.actor.is_admin or bool(
        access_codes.of_user(ctx.tx, ctx.actor.user_id).intersection(access_codes.read(p.access))
    )


@method(
    "user.option.get",
    scope="basic",
    application=options.APPLICATION_REQUIRED,
    errors=(options.APPLICATION_REQUIRED,),
)
def option_get(ctx: Ctx, p: Option) -> Any:
    """Return what the application keeps for the calling user: one value, or all of them by name."""
    return options.get(ctx, ctx.actor.user_id, p.option)


@method(
    "user.option.set",
    scope="basic",
    writes=True,
    application=options.APPLICATION_REQUIRED,
    errors=(options.APPLICATION_REQUIRED, options.EMPTY, INVALID_ARG_VALUE),
)
def option_set(ctx: Ctx, p: Options) -> bool:
    """Keep values by name for the calling user and the application."""
    options.put(ctx, ctx.actor.user_id, p.options)
    return True


Facts = msgspec.defstruct(
    "Facts",
    [
        (name.lower(), Any, msgspec.field(default=msgspec.UNSET, name=name.lower()))
        for name in (
            *(field.name for field in FIELDS if field.name == "ID" or not field.read_only),
            *("UF_DEPARTMENT", "EXTRANET", "SONET_GROUP_ID"),
        )
    ],
    bases=(OpenParams,),
)
"""The fields of a user, which these methods take beside each other. Others are those that people have added."""


def _said(p: OpenParams) -> dict[str, Any]:
    return {name.upper(): value for name, value in p.others.items()} | p.said()


def add(ctx: Ctx, p: OpenParams) -> int:
    """Invite a user, an employee or a guest; no mail is sent, an operator hands on the link."""
    return profiles.invite(ctx, _said(p))


def update(ctx: Ctx, p: OpenParams) -> bool:
    """Change what is known of a user, dismiss one or take one back."""
    said = _said(p)
    profiles.change(ctx, as_id(said.get("ID"), profiles.DENIED), said)
    return True


_WRONG = (profiles.DENIED, profiles.REQUIRED, profiles.WRONG_EMAIL, profiles.EMAIL_TAKEN, profiles.INVALID)

METHODS = (
    make(
        "user.add",
        add,
        params=Facts,
        writes=True,
        errors=(*_WRONG, profiles.PLACELESS, profiles.GROUPLESS, profiles.NO_SUCH_GROUP),
    ),
    make("user.update", update, params=Facts, writes=True, errors=_WRONG),
)
