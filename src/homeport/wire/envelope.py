"""Stop 8 of a request: a result, or an error, to the bytes of an answer."""

from typing import Any, NamedTuple

import msgspec

from homeport.core.ctx import Elsewhere, Page
from homeport.core.errors import CallError
from homeport.core.errors_v3 import told

Headers = list[tuple[bytes, bytes]]

_CORS: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"POST, GET, OPTIONS"),
    (b"access-control-allow-headers", b"content-type, authorization, x-requested-with, idempotency-key"),
    (b"access-control-max-age", b"86400"),
]
_JSON = (b"content-type", b"application/json; charset=utf-8")
_XML = (b"content-type", b"text/xml; charset=utf-8")
_ORIGIN = _CORS[0]

encode_json = msgspec.json.Encoder().encode


class Answer(NamedTuple):
    """An HTTP answer."""

    status: int
    headers: Headers
    body: bytes


PREFLIGHT = Answer(204, _CORS, b"")


def success(result: Any, time: dict[str, Any], *, as_xml: bool = False) -> Answer:
    """``{"result": …, "total": …, "next": …, "time": …}``, the middle two only for pages that have them."""
    envelope: dict[str, Any]
    if isinstance(result, Page):
        envelope = {"result": result.read() if as_xml else result.result}
        if result.next is not None:
            envelope["next"] = result.next
        if result.total is not None:
            envelope["total"] = result.total
        envelope["time"] = time
    elif isinstance(result, Elsewhere):
        return moved(result.url)
    else:
        envelope = {"result": result, "time": time}
    if as_xml:
        from homeport.wire import xml  # noqa: PLC0415  few ask for it, and its patterns take long to compile

        return _answer(200, _XML, xml.encode(envelope))
    return _answer(200, _JSON, encode_json(envelope))


def failure(error: CallError) -> Answer:
    """``{"error": CODE, "error_description": TEXT}``, always JSON."""
    return plain(error.status, {"error": error.code, "error_description": error.description})


def failure_v3(error: CallError) -> Answer:
    """An error as REST 3.0 writes it: an object with ``code``, ``message``, and what is wrong with which field."""
    return plain(error.status, told(error))


def plain(status: int, content: Any) -> Answer:
    """JSON without an envelope."""
    return _answer(status, _JSON, encode_json(content))


def written(body: bytes) -> Answer:
    """JSON that is written already."""
    return _answer(200, _JSON, body)


def page(status: int) -> Answer:
    """What a machine in front of the portal answers when the portal does not: a page that is no JSON."""
    body = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>".encode()
    return _answer(status, (b"content-type", b"text/html; charset=utf-8"), body)


def moved(location: str) -> Answer:
    """The portal has another address now, or a file one of its own. The body is no JSON, by which clients know it."""
    found = _answer(302, (b"content-type", b"text/html; charset=utf-8"), b"")
    found.headers.append((b"location", location.encode("latin-1", errors="ignore")))
    return found


def _answer(status: int, kind: tuple[bytes, bytes], body: bytes) -> Answer:
    return Answer(status, [kind, (b"content-length", b"%d" % len(body)), _ORIGIN], body)
