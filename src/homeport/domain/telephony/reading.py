"""What the methods of telephony are given, as it is understood."""

from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.ctx import Ctx
from homeport.core.values import read_string

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
