"""Answers as they may be kept in the request log: without secrets, and bounded.

Every call pays for it, so the bytes that were sent are kept as they are. They are looked through for what is in every
secret, and only the texts and names around such places are read.
"""

import re
from collections.abc import Iterator
from html import unescape

import msgspec

from homeport.core.secrets import MASK, is_secret, without_secrets

CUT = "…"
"""Ends an answer that was cut."""

NOTHING = msgspec.Raw(b"null")
"""What is kept of an answer that is not."""

_MARKS = (
    b"%", b"\\", b"://", b"/rest/", b"auth", b"basic ", b"bearer ", b"checkword", b"code=", b"cookie", b"file", b"key",
    b"pass", b"pwd", b"refresh", b"secret", b"sessid", b"token",
)  # fmt: skip
"""One of them is in every text with a secret, and in every secret's name; outside of texts JSON has none of them."""
_OF_SYMBOLS = "code"
"""In what is sent to the authorization server it is the name of secrets, in answers that of symbols and errors."""

_COLON = re.compile(rb"\s*:\s*")
_PLAIN = re.compile(rb"[^\s,}\]]*")
_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*(?:"|$)|[{}\[\]]', re.DOTALL)
_EMPTY = frozenset({b"null", b"true", b"false", b'""'})
_ELEMENT = re.compile(r'<(?P<ends>/?)(?P<name>[\w.-]+)(?: key="(?P<key>[^"]*)")?(?P<empty> ?/)?>|(?P<text>[^<]+)')
_MASK = msgspec.json.encode(MASK)
_encode = msgspec.json.Encoder().encode


def kept(body: bytes, most: int) -> msgspec.Raw:
    """An answer as JSON; a text when it is none, or when it was cut.

    :param body: as it was sent
    :param most: bytes of it that are kept
    """
    if body[:1] not in (b"{", b"["):
        return msgspec.Raw(_encode(_of_text(body, most))) if body else NOTHING
    begins = body[:most]
    if b"\n" in begins:  # a line of the log is one line
        begins = begins.replace(b"\n", b" ")
    if len(body) <= most:
        return msgspec.Raw(without_secrets_in(begins))
    begins = without_secrets_in(_cut(begins).encode())
    return msgspec.Raw(_encode(_cut(begins)))


def _of_text(body: bytes, most: int) -> str:
    text = body.decode(errors="ignore") if len(body) <= most else _cut(body[:most])
    hidden = _without_secrets_in_xml(text) if text.startswith("<?xml") else without_secrets(text)
    return hidden if len(body) <= most else _cut(hidden.encode())


def _cut(begins: bytes) -> str:
    """The beginning of a text, marked as such: what may be a secret there is known by that."""
    text = begins.decode(errors="ignore")
    return text if text.endswith(CUT) else text + CUT


def _without_secrets_in_xml(text: str) -> str:
    head, close, elements = text.partition("?>")
    parts = [head, close]
    hidden = 0  # how many elements are open within one that is a secret
    for found in _ELEMENT.finditer(elements):
        if hidden:
            hidden += 0 if found["text"] or found["empty"] else -1 if found["ends"] else 1
        elif found["text"]:
            parts.append(without_secrets(found["text"]))
            continue
        elif not (found["ends"] or found["empty"]) and _hides(unescape(found["key"] or found["name"])):
            parts += found[0], MASK
            hidden = 1
        if not hidden:
            parts.append(found[0])
    return "".join(parts)


def _hides(name: str) -> bool:
    return is_secret(name) and name.lower() != _OF_SYMBOLS


def without_secrets_in(text: bytes) -> bytes:
    """JSON whose secrets are masked.

    :param text: the whole, or its beginning
    """
    parts: list[bytes] = []
    end = seen = 0
    for place in _marked(text):
        if place < seen:
            continue
        begun = _quote_before(text, place)
        seen = _after_text(text, place)
        said = _read(text[begun:seen])
        colon = _COLON.match(text, seen)
        if colon is not None and _hides(said):
            seen = _after_value(text, colon.end())
            hidden = _MASK
            begun = colon.end()
            if text[begun:seen] in _EMPTY:
                continue
        else:
            masked = without_secrets(said)
            if masked == said:
                continue
            hidden = _encode(masked)
        parts += text[end:begun], hidden
        end = seen
    return b"".join((*parts, text[end:])) if parts else text


def _marked(text: bytes) -> list[int]:
    """Where something is that may belong to a secret."""
    small = text.lower()
    return sorted(place for mark in _MARKS if mark in small for place in _places(small, mark))


def _places(text: bytes, mark: bytes) -> Iterator[int]:
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)


def _quote_before(text: bytes, place: int) -> int:
    """Where the text begins that a place is in."""
    quote = text.rfind(b'"', 0, place)
    while _escaped(text, quote):
        quote = text.rfind(b'"', 0, quote)
    return quote


def _after_text(text: bytes, place: int) -> int:
    """Where the text has ended that a place is in."""
    quote = text.find(b'"', place)
    while quote >= 0 and _escaped(text, quote):
        quote = text.find(b'"', quote + 1)
    return quote + 1 if quote >= 0 else len(text)


def _escaped(text: bytes, quote: int) -> bool:
    before = quote - 1
    while before >= 0 and text[before] == _BACKSLASH:
        before -= 1
    return (quote - before) % 2 == 0


_BACKSLASH = ord("\\")


def _read(quoted: bytes) -> str:
    if b"\\" in quoted:
        try:
            return msgspec.json.decode(quoted, type=str)
        except msgspec.DecodeError:  # it was cut within
            pass
    return quoted.strip(b'"').decode(errors="ignore")


def _after_value(text: bytes, start: int) -> int:
    """Where a value has ended that starts at a place."""
    first = text[start : start + 1]
    if first == b'"':
        return _after_text(text, start + 1)
    if first not in (b"{", b"["):
        found = _PLAIN.match(text, start)
        return found.end() if found else start
    depth = 0
    for bracket in _BRACKET.finditer(text, start):
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(bracket[0], 0)
        if depth == 0:
            return bracket.end()
    return len(text)
