"""What the methods of telephony are given, as it is understood."""

from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.ctx import Ctx
from homeport.core.values import read_flag, read_string

LONGEST = 255
"""Letters of a name or a number."""

_NO_ZONE = ZoneInfo("UTC")
"""Texts do not depend on one."""


def app_of(ctx: Ctx) -> int:
    """The application that calls; methods that need one refuse whatever else calls."""
    assert ctx.credential.app is not None
    return ctx.credential.app.id


def text(given: Any, longest: int = LONGEST) -> str:
    """A text without spaces around it; empty for what is none."""
    try:
        return (read_string(given, _NO_ZONE) or "").strip()[:longest]
    except ValueError:
        return ""


def says_yes(given: Any, *, default: bool = True) -> bool:
    """A flag that is said by a number, or a word for yes."""
    if given is None or given == "":
        return default
    return read_flag(given, _NO_ZONE) == "Y"
