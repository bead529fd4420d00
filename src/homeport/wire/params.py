"""Stop 2 of a request: query and body, in any form that clients send, to one dict."""

from typing import Any

import msgspec

from homeport.core import phpquery
from homeport.core.errors import INVALID_REQUEST
from homeport.wire.multipart import parse_multipart

CLIENT_KEYS = ("bx24_request_id", "bx24_sdk_ver", "bx24_sdk_type")
"""Query keys by which SDKs name themselves; never parameters of a method."""

MAX_DEPTH = 64
MAX_ITEMS = 200_000
"""Keys and list members that a JSON body may have in all."""

_decode_json = msgspec.json.Decoder().decode


def read(query: bytes, body: bytes, content_type: str) -> dict[str, Any]:
    """All parameters of a request; the body's win over the query's.

    :param query: the raw query string
    :param content_type: the header's value, or empty
    :raises CallError: ``INVALID_REQUEST`` when they cannot be read
    """
    try:
        params = phpquery.parse(query, empty_arrays=True) if query else {}
        if params:
            for key in CLIENT_KEYS:
                params.pop(key, None)
        if body:
            params.update(_body(body, content_type))
    except ValueError as error:  # QueryError, and msgspec's errors, are ValueErrors
        raise INVALID_REQUEST(reason=f"The request cannot be read: {error}") from None
    return params


def _body(body: bytes, content_type: str) -> dict[str, Any]:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return phpquery.assemble(parse_multipart(body, content_type), empty_arrays=True)
    if (
        kind == "application/json"
        or kind.endswith("+json")
        or (kind != "application/x-www-form-urlencoded" and body.lstrip()[:1] in (b"{", b"["))
    ):
        return _json(body)
    return phpquery.parse(body.strip(), empty_arrays=True)


def parse_json(body: bytes) -> Any:
    """A JSON body, whatever it holds.

    :raises ValueError: when it is no JSON, nested too deeply, too large in items, or has a NUL character
    """
    try:
        value = _decode_json(body)
    except RecursionError:
        raise _too_deep() from None
    may_hold_nul = b"\\u0000" in body
    # nothing is nested deeper than the brackets that open it, so a plain call need not be looked through
    if may_hold_nul or len(body) > MAX_ITEMS or body.count(b"{") + body.count(b"[") > MAX_DEPTH:
        _check(value, may_hold_nul)
    return value


def _json(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    value = parse_json(body)
    if isinstance(value, dict):
        return value
    if isinstance(value, list):  # positional arguments of old methods; PHP clients send [] for no parameters
        return {str(index): item for index, item in enumerate(value)}
    if value is None:
        return {}
    raise ValueError("the body is neither an object nor a list")


def _check(value: Any, may_hold_nul: bool) -> None:
    """Bound depth and size, and refuse NUL characters, which no text column can hold."""
    kinds = (dict, list, str) if may_hold_nul else (dict, list)
    level = [value] if isinstance(value, kinds) else []
    depth = items = 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise _too_deep()
        following: list[Any] = []
        for node in level:
            items += len(node) if not isinstance(node, str) else 0
            if isinstance(node, dict):
                if may_hold_nul and any("\0" in key for key in node):
                    raise ValueError("the body contains a NUL character")
                following.extend(item for item in node.values() if isinstance(item, kinds))
            elif isinstance(node, list):
                following.extend(item for item in node if isinstance(item, kinds))
            elif "\0" in node:
                raise ValueError("the body contains a NUL character")
        level = following
        if items > MAX_ITEMS:
            raise ValueError(f"the body has more than {MAX_ITEMS} keys and list members")


def _too_deep() -> ValueError:
    return ValueError(f"the body is nested deeper than {MAX_DEPTH}")
