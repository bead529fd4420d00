"""What an operator sets of a portal, and its clock."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from homeport.control.endpoint import Chosen, endpoint
from homeport.core.clock import Clock
from homeport.domain.portal import clocks, settings
from homeport.domain.portal.settings import Settings

At = Annotated[str, msgspec.Meta(max_length=40, description="With a time zone: 2026-01-01T09:00:00+01:00")]

if TYPE_CHECKING:
    SettingsChange = Settings
else:
    SettingsChange = msgspec.defstruct(
        "SettingsChange",
        [(field.name, field.type | msgspec.UnsetType, msgspec.UNSET) for field in msgspec.structs.fields(Settings)],
        forbid_unknown_fields=True,
        namespace={"__doc__": "Settings to be changed; what is not named stays."},
    )


@endpoint("GET", "/settings")
def read(chosen: Chosen) -> Settings:
    """Read a portal's settings."""
    return chosen.read(settings.read)


@endpoint("PATCH", "/settings")
def change(chosen: Chosen, body: SettingsChange) -> Settings:
    """Change a portal's settings. The next request of every worker sees them."""
    given = ((name, getattr(body, name)) for name in body.__struct_fields__)
    values: dict[str, Any] = {name: value for name, value in given if value is not msgspec.UNSET}
    return chosen.write(lambda tx: settings.change(tx, values))


class ClockFacts(msgspec.Struct, frozen=True):
    """A portal's clock.

    :param now: what it shows, seconds since 1970
    :param iso: the same as ISO 8601 in UTC
    :param frozen: whether it stands
    :param offset: seconds that it is ahead of the machine's, while it runs
    """

    now: float
    iso: str
    frozen: bool
    offset: float


class Freeze(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where to hold the clock.

    :param at: seconds since 1970 or a text with a time zone; without: where it is
    """

    at: float | At | None = None


class Advance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far to move the clock.

    :param seconds: negative ones move it back
    """

    seconds: float


class StartAt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where to let the clock run from."""

    at: float | At


@endpoint("GET", "/clock")
def clock(chosen: Chosen) -> ClockFacts:
    """Read a portal's clock."""
    return clock_facts(chosen.read(settings.clock_of))


@endpoint("POST", "/clock/freeze")
def freeze(chosen: Chosen, body: Freeze) -> ClockFacts:
    """Hold the clock."""
    at = None if body.at is None else clocks.moment(body.at)
    return clock_facts(chosen.write(lambda tx: clocks.freeze(tx, at)))


@endpoint("POST", "/clock/advance")
def advance(chosen: Chosen, body: Advance) -> ClockFacts:
    """Move the clock, whether it stands or runs."""
    return clock_facts(chosen.write(lambda tx: clocks.advance(tx, body.seconds)))


@endpoint("POST", "/clock/set")
def start(chosen: Chosen, body: StartAt) -> ClockFacts:
    """Let the clock run from a moment."""
    at = clocks.moment(body.at)
    return clock_facts(chosen.write(lambda tx: clocks.start(tx, at)))


@endpoint("POST", "/clock/real")
def real(chosen: Chosen) -> ClockFacts:
    """Let the clock be the machine's again."""
    return clock_facts(chosen.write(clocks.real))


def clock_facts(clock: Clock) -> ClockFacts:
    """What is said of a clock."""
    now = clock.now()
    iso = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds")
    return ClockFacts(now, iso, clock.state.frozen_at is not None, clock.state.offset)
