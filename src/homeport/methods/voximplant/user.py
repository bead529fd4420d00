"""``voximplant.user.*``: users as telephony knows them."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import METHOD_CONFIRM_DENIED, METHOD_CONFIRM_WAITING
from homeport.domain.telephony import devices
from homeport.rpc import Underscored, method


class Users(Underscored):
    user_id: Any = None


@method(
    "voximplant.user.get",
    scope="telephony",
    confirmed=True,
    errors=(devices.NOT_SET, devices.ACCESS_DENIED, METHOD_CONFIRM_WAITING, METHOD_CONFIRM_DENIED),
)
def user_get(ctx: Ctx, p: Users) -> list[dict[str, Any]]:
    """Return the telephony settings of users."""
    return devices.users(ctx, p.user_id)


class OneUser(Underscored):
    user_id: Any = None


@method("voximplant.user.activatePhone", scope="telephony", writes=True, errors=(devices.NOT_SET, devices.NOT_ALLOWED))
def activate_phone(ctx: Ctx, p: OneUser) -> int:
    """Note that a user has a SIP device."""
    devices.note(ctx, p.user_id, has=True)
    return 1


@method(
    "voximplant.user.deactivatePhone", scope="telephony", writes=True, errors=(devices.NOT_SET, devices.NOT_ALLOWED)
)
def deactivate_phone(ctx: Ctx, p: OneUser) -> int:
    """Note that a user has no SIP device any more."""
    devices.note(ctx, p.user_id, has=False)
    return 1
