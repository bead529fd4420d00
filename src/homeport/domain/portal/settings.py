"""What an operator sets of a portal. Stored where it differs from the defaults; the next request sees a change."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from sqlalchemy import select

from homeport.core.clock import REAL, Clock, ClockState
from homeport.domain.portal.generation import changed
from homeport.domain.portal.info import time_zone_of
from homeport.domain.portal.tables import SETTING
from homeport.store import Query, Transaction

PlanCode = Literal["unlimited", "free", "basic", "standard", "professional", "enterprise"]
Bytes = Annotated[int, msgspec.Meta(ge=1, le=2**53)]
Seconds = Annotated[float, msgspec.Meta(gt=0, le=1e6)]

_LINK = r"^(https?://[^\s\"'<>]+\{path\}[^\s\"'<>]*)?$"

_ALL = Query(select(SETTING.c.NAME, SETTING.c.VALUE))


class RateLimit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A leaky bucket of one's own.

    :param bucket: requests it holds
    :param leak: requests that leave it in a second
    """

    bucket: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    leak: Annotated[float, msgspec.Meta(ge=0, le=1e6)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of a portal.

    :param plan: which limits hold; see :mod:`homeport.domain.portal.limits.plans`
    :param rate_limit: the bucket for requests of one source address, if not the plan's
    :param operating_limit: seconds a method may take in ten minutes for one credential, if not the plan's
    :param batch_billing: whether the time of a batch counts for ``batch``, or for its commands' methods, as documented
    :param operating_threshold: seconds of processing below which a call counts nothing
    :param request_seconds: how long a request may take
    :param insufficient_scope: the status of that refusal: 403 as documented, or 401 as client libraries know it
    :param subscription: ended: everything is refused with ``PAYMENT_REQUIRED``
    :param switched_off: the portal answers nothing but ``PORTAL_DELETED``
    :param require_https: plain HTTP is refused
    :param documentation: whether the portal tells its OpenAPI document
    :param documentation_link: where pages of the documentation are, with ``{path}`` for theirs; empty: no links
    :param handlers: which addresses handlers may have: any, or public ones only
    :param deliveries: whether a handler is told once, as documented, or again until it takes the call, for 24 hours
    :param language: of the portal, two letters
    :param one_click_sign_in: whether whoever is at the server's machine may sign in as anybody, without a password
    :param file_bytes: how long a file may be
    :param files_bytes: how long all files of the portal may be together
    :param answer_bytes: how much the request log keeps of what a call was answered
    :param clock: a clock that a test holds or moves
    """

    plan: PlanCode = "unlimited"
    rate_limit: RateLimit | Literal["plan", "off"] = "plan"
    operating_limit: Seconds | Literal["plan", "off"] = "plan"
    batch_billing: Literal["batch", "commands"] = "batch"
    operating_threshold: Annotated[float, msgspec.Meta(ge=0, le=1e6)] = 0.1
    request_seconds: Seconds = 60.0
    insufficient_scope: Literal[403, 401] = 403
    subscription: Literal["active", "ended"] = "active"
    switched_off: bool = False
    require_https: bool = False
    documentation: bool = True
    documentation_link: Annotated[str, msgspec.Meta(pattern=_LINK, max_length=500)] = ""
    handlers: Literal["any", "public"] = "any"
    deliveries: Literal["cloud", "retry"] = "cloud"
    language: Annotated[str, msgspec.Meta(pattern="^[a-z]{2}$")] = "en"
    one_click_sign_in: bool = False
    file_bytes: Bytes = 2**31
    files_bytes: Bytes | Literal["off"] = "off"
    answer_bytes: Annotated[int, msgspec.Meta(ge=1, le=65_536)] | Literal["off"] = 2_048
    clock: ClockState = REAL


PUBLIC = {"handlers": "public", "one_click_sign_in": False}
"""What holds for every portal that strangers reach, whatever it is set to."""


def choices(name: str) -> tuple[str, ...]:
    """The values that a setting may have, where those are few; else nothing."""
    kind = get_type_hints(Settings)[name]
    if kind is bool:
        return "true", "false"
    return tuple(map(str, get_args(kind))) if get_origin(kind) is Literal else ()


def read(tx: Transaction) -> Settings:
    """The settings as this transaction sees them."""
    rows = tx.all(_ALL)
    if not rows:
        return _DEFAULTS
    return msgspec.convert({name: json.loads(value) for name, value in rows}, Settings)


def change(tx: Transaction, values: Mapping[str, Any]) -> Settings:
    """Change some settings; all of them as they are then.

    :param values: by name
    :raises msgspec.ValidationError: when a name is unknown or a value unfit; nothing is changed then
    """
    stored = {name: json.loads(value) for name, value in tx.all(_ALL)}
    settings = msgspec.convert(stored | msgspec.to_builtins(dict(values)), Settings)
    for name in values:
        tx.delete(SETTING, NAME=name)
        value = getattr(settings, name)
        if value != getattr(_DEFAULTS, name):
            tx.insert(SETTING, {"NAME": name, "VALUE": msgspec.json.encode(value).decode()})
    changed(tx)
    return settings


def clock_of(tx: Transaction) -> Clock:
    """The portal's clock as it is set now."""
    clock = Clock(time_zone_of(tx))
    clock.state = read(tx).clock
    return clock


_DEFAULTS = Settings()
