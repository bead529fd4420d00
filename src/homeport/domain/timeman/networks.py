"""Office networks: ranges of addresses.

Source: ``api-reference/timeman/networkrange/``.
"""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_string
from homeport.domain.calendar.moments import NO_ZONE
from homeport.domain.records.filters import as_map
from homeport.domain.timeman import options

INVALID_FORMAT = ErrorKind("INVALID_FORMAT", "A wrong format for the RANGES field is passed")
MOST = 1_000
_NAME = "network_ranges"

Address = IPv4Address | IPv6Address


def ranges(ctx: Ctx) -> list[dict[str, str]]:
    """The ranges of the office networks."""
    found: list[dict[str, str]] = options.read(ctx, _NAME, [])
    return found


def put(ctx: Ctx, given: Any) -> list[dict[str, str]]:
    """Put ranges in place of those that there are, unless one of them is none; those that are none.

    :raises CallError: ``INVALID_FORMAT``
    """
    if not isinstance(given, dict | list) or is_empty(given):
        raise INVALID_FORMAT()
    named = list(as_map(given).values())
    if len(named) > MOST:
        raise INVALID_FORMAT()
    found = [_range(each) for each in named]
    wrong = [each for each in found if _ends(each["ip_range"]) is None]
    if not wrong:
        options.put(ctx, _NAME, found)
    return wrong


def _range(given: Any) -> dict[str, str]:
    if not isinstance(given, Mapping) or "ip_range" not in given:
        raise INVALID_FORMAT()
    try:
        return {name: (read_string(given.get(name), NO_ZONE) or "").strip() for name in ("ip_range", "name")}
    except ValueError:
        raise INVALID_FORMAT() from None


def _ends(text: str) -> tuple[Address, Address] | None:
    """The first and the last address of a range; None where it is none."""
    first, dash, last = text.partition("-")
    try:
        ends = ip_address(first.strip()), ip_address(last.strip() if dash else first.strip())
    except ValueError:
        return None
    return ends if ends[0].version == ends[1].version and int(ends[0]) <= int(ends[1]) else None


def holding(ctx: Ctx, text: str) -> dict[str, str] | None:
    """The range that an address is in; None when it is in none, or no address."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    for each in ranges(ctx):
        ends = _ends(each["ip_range"])
        if ends is not None and ends[0].version == address.version and int(ends[0]) <= int(address) <= int(ends[1]):
            return {"ip": text, "range": each["ip_range"], "name": each["name"]}
    return None
