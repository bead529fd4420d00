"""Stop 2 of a request: query and body, in any form that clients send, to one dict."""

import re
from typing import Any

import msgspec

from homeport.core import phpquery
from homeport.core.errors import INVALID_REQUEST, CallError
from homeport.wire.multipart import parse_multipart, text_of

CLIENT_KEYS = ("bx24_request_id", "bx24_sdk_ver", "bx24_sdk_type")
"""Query keys by which SDKs name themselves; never parameters of a method."""

MAX_DEPTH = 64
MAX_ITEMS = 200_000
"""Keys and list members that a JSON body may have in all."""

_COUNTED = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|,|[\[{](?!\s*[\]}])', re.DOTALL)
"""In JSON: a text, what separates two members, and what begins the first of some."""
_TEXT = ord('"')


class _Token(msgspec.Struct):
    """Of a JSON object, the token alone: nothing is made of what else it has."""

    auth: msgspec.Raw = msgspec.Raw(b"null")


_decode_json = msgspec.json.Decoder().decode
_decode_token = msgspec.json.Decoder(_Token).decode


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
        raise _unreadable(error) from None
    return params


def token_of(body: bytes, content_type: str) -> str:
    """The parameter ``auth`` of a body, without reading what else it has; empty when there is none.

    :param content_type: as above
    :raises CallError: ``INVALID_REQUEST`` when the body cannot be read
    """
    try:
        match _form_of(body, content_type):
            case "multipart":
                return text_of(body, content_type, "auth")
            case "json":
                return _token_in_json(body)
        at = 0 if body.startswith(b"auth=") else body.rfind(b"&auth=") + 1
        value = body[at:].partition(b"&")[0] if at or body.startswith(b"auth=") else b""
        return str(phpquery.parse(value).get("auth", ""))
    except ValueError as error:
        raise _unreadable(error) from None


def _token_in_json(body: bytes) -> str:
    try:
        value = _decode_json(_decode_token(body).auth)
    except RecursionError:
        raise _too_deep() from None
    except msgspec.ValidationError:  # no object
        return ""
    return value if isinstance(value, str) else ""


def _form_of(body: bytes, content_type: str) -> str:
    """How a body is written: ``multipart``, ``json`` or ``form``."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return "multipart"
    if (
        kind == "application/json"
        or kind.endswith("+json")
        or (kind != "application/x-www-form-urlencoded" and body.lstrip()[:1] in (b"{", b"["))
    ):
        return "json"
    return "form"


def _body(body: bytes, content_type: str) -> dict[str, Any]:
    match _form_of(body, content_type):
        case "multipart":
            return phpquery.assemble(parse_multipart(body, content_type), empty_arrays=True)
        case "json":
            return _json(body)
    return phpquery.parse(body.strip(), empty_arrays=True)


def _unreadable(error: ValueError) -> CallError:
    return INVALID_REQUEST(reason=f"The request cannot be read: {error}")


def parse_json(body: bytes) -> Any:
    """A JSON body, whatever it holds.

    :raises ValueError: when it is no JSON, nested too deeply, too large in items, or has a NUL character
    """
    if len(body) > MAX_ITEMS:
        _count(body)
    try:
        value = _decode_json(body)
    except RecursionError:
        raise _too_deep() from None
    may_hold_nul = b"\\u0000" in body
    # nothing is nested deeper than the brackets that open it, so a plain call need not be looked through
    if may_hold_nul or body.count(b"{") + body.count(b"[") > MAX_DEPTH:
        _check(value, may_hold_nul)
    return value


def _count(body: bytes) -> None:
    """Refuse a body of too many items before they are made: each may take thirty times the room of its letters."""
    if body.count(b",") + body.count(b"{") + body.count(b"[") <= MAX_ITEMS:
        return
    items = 0
    for found in _COUNTED.finditer(body):
        items += body[found.start()] != _TEXT
        if items > MAX_ITEMS:
            raise ValueError(f"the body has more than {MAX_ITEMS} keys and list members")


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
    """Bound depth, and refuse NUL characters, which no text column can hold."""
    kinds = (dict, list, str) if may_hold_nul else (dict, list)
    level = [value] if isinstance(value, kinds) else []
    depth = 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise _too_deep()
        following: list[Any] = []
        for node in level:
            if isinstance(node, dict):
                if may_hold_nul and any("\0" in key for key in node):
                    raise ValueError("the body contains a NUL character")
                following.extend(item for item in node.values() if isinstance(item, kinds))
            elif isinstance(node, list):
                following.extend(item for item in node if isinstance(item, kinds))
            elif "\0" in node:
                raise ValueError("the body contains a NUL character")
        level = following


def _too_deep() -> ValueError:
    return ValueError(f"the body is nested deeper than {MAX_DEPTH}")
