"""``homeport clock``."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeport.cli.options import data_option, fail, json_option, open_portal, portal_option, say_json

if TYPE_CHECKING:
    from homeport.core.clock import Clock
    from homeport.store import Transaction

_SPAN = re.compile(r"(?P<count>-?\d{1,12}(\.\d{1,6})?)(?P<unit>[smhdw]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


@click.group(short_help="Hold and move a portal's clock.")
def clock() -> None:
    """A portal's clock: tokens expire, limits fill and leak, and records are dated by it.

    Moments are written 2030-01-31T09:00:00+00:00 or as seconds since 1970. Servers that run follow at the next request.
    """


@clock.command()
@data_option
@portal_option
@json_option
def show(data: Path, name: str, as_json: bool) -> None:
    """Show what the clock says, and whether it stands.

    \b
    Example:
      homeport clock show
    """
    from homeport.domain.portal import settings

    with open_portal(data, name) as portal:
        found = portal.read(settings.clock_of)
    if as_json:
        state = found.state
        say_json({"now": found.now(), "frozen": state.frozen_at is not None, "offset": state.offset})
    else:
        _say(found)


@clock.command()
@click.argument("at", required=False)
@data_option
@portal_option
def freeze(at: str | None, data: Path, name: str) -> None:
    """Hold the clock at a moment, or where it is.

    \b
    Examples:
      homeport clock freeze
      homeport clock freeze 2030-01-31T09:00:00+00:00
    """
    from homeport.domain.portal import clocks

    moment = None if at is None else _moment(at)
    _set(data, name, lambda tx: clocks.freeze(tx, moment))


@clock.command()
@click.argument("span")
@data_option
@portal_option
def advance(span: str, data: Path, name: str) -> None:
    """Move the clock on, whether it stands or runs, by seconds or a span such as 90m, 2h, 180d; back by a negative one.

    \b
    Examples:
      homeport clock advance 3601
      homeport clock advance 180d
      homeport clock advance -- -1h
    """
    from homeport.domain.portal import clocks

    found = _SPAN.fullmatch(span)
    if found is None:
        fail(f"{span!r} is no span, such as 3601, 90m, 2h or 180d.", 2)
    seconds = float(found["count"]) * _SECONDS[found["unit"]]
    _set(data, name, lambda tx: clocks.advance(tx, seconds))


@clock.command("set")
@click.argument("at")
@data_option
@portal_option
def set_(at: str, data: Path, name: str) -> None:
    """Let the clock run from a moment.

    \b
    Example:
      homeport clock set 2030-01-31T09:00:00+00:00
    """
    from homeport.domain.portal import clocks

    moment = _moment(at)
    _set(data, name, lambda tx: clocks.start(tx, moment))


@clock.command()
@data_option
@portal_option
def real(data: Path, name: str) -> None:
    """Let the clock be the machine's again.

    \b
    Example:
      homeport clock real
    """
    from homeport.domain.portal import clocks

    _set(data, name, clocks.real)


def _moment(text: str) -> float:
    from homeport.domain.portal import clocks

    try:
        return clocks.moment(text)
    except ValueError as error:
        fail(f"{error}.", 2)


def _set(data: Path, name: str, change: "Callable[[Transaction], Clock]") -> None:
    with open_portal(data, name) as portal:
        try:
            found = portal.write(change)
        except ValueError:  # of which msgspec's refusal is one
            fail("A clock shows the years 1970 to 3000. It was not changed.", 2)
    _say(found)


def _say(found: "Clock") -> None:
    from datetime import UTC, datetime

    state = found.state
    now = datetime.fromtimestamp(found.now(), UTC).isoformat(timespec="seconds")
    how = "stands" if state.frozen_at is not None else "runs"
    ahead = f", {state.offset:+g} s from this machine's" if how == "runs" and state.offset else ""
    click.echo(f"The clock {how} at {now}{ahead}.")
