"""Form data as PHP reads it: brackets make arrays, ``+`` is a space, later values win.

``a[b][0]=x`` becomes ``{"a": {"b": ["x"]}}``. Clients send bodies, queries and the commands of ``batch`` in this form.
No library on PyPI decodes it as PHP does, so this small decoder is ours.
"""

import re
from binascii import a2b_qp
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

MAX_DEPTH = 64
MAX_PAIRS = 10_000

BLOCK = 64 * 1024
"""Bytes whose escapes are read at a time: other threads go on between two blocks."""

_PLAIN = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*=[A-Za-z0-9_.,:-]*(?:&[A-Za-z_][A-Za-z0-9_]*=[A-Za-z0-9_.,:-]*)*")
"""What is read by cutting it."""
_NO_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_BRACKET = re.compile(r"\[([^\]]*)\]")
_INDEX = re.compile(r"0|-?[1-9][0-9]{0,18}")
_LAST_INDEX = 2**63 - 1
_NEXT = frozenset(("", *" \t\n\v\f\r"))
"""What the brackets of the next free index may hold: nothing, or one blank."""


class QueryError(ValueError):
    """The text is not form data that can be read; says why."""


def parse(text: str | bytes, *, empty_arrays: bool = False) -> dict[str, Any]:
    """Decode form data.

    :param text: for example ``filter[%3EID]=1&select[]=ID``
    :param empty_arrays: whether ``select[]=`` alone is an empty array, which clients have no other way to write; for
        PHP it is one empty text
    :raises QueryError: when it has too many pairs, is nested too deeply, is not UTF-8 or contains a NUL
    """
    if isinstance(text, bytes):
        octets = text
    else:
        name, _, value = text.partition("=")
        if name.isidentifier() and value.isalnum():  # a single pair, as most commands of a batch have
            return {name: value}
        try:
            octets = text.encode()
        except UnicodeEncodeError:
            raise QueryError("parameters are not valid UTF-8") from None
    if octets.count(b"&") >= MAX_PAIRS:
        raise QueryError(f"more than {MAX_PAIRS} parameters")
    if _PLAIN.fullmatch(octets) and octets.count(b"&") < MAX_PAIRS:
        return dict(pair.split("=") for pair in octets.decode().split("&"))
    pairs = (pair.partition(b"=") for pair in octets.split(b"&"))
    return assemble(((_unquote(key), _unquote(value)) for key, _, value in pairs), empty_arrays=empty_arrays)


def build(tree: Mapping[str, Any]) -> str:
    """Encode nested values as PHP does: ``auth[domain]=…``. What is None is left out.

    :param tree: texts, numbers, yes and no, and dicts and lists of these
    """
    return urlencode(list(_flat(tree.items(), "")))


def _flat(items: Iterable[tuple[object, Any]], within: str) -> Iterator[tuple[str, str]]:
    for name, value in items:
        key = f"{within}[{name}]" if within else str(name)
        if isinstance(value, dict):
            yield from _flat(value.items(), key)
        elif isinstance(value, list):
            yield from _flat(enumerate(value), key)
        elif value is not None:
            yield key, str(int(value)) if isinstance(value, bool) else str(value)


def assemble(pairs: Iterable[tuple[str, str]], *, empty_arrays: bool = False) -> dict[str, Any]:
    """Put (key, value) pairs with bracketed keys together into one nested dict.

    :param empty_arrays: as for :func:`parse`
    :raises QueryError: when a key is nested too deeply
    """
    tree = _Array()
    for key, value in pairs:
        path = _path(key)
        if path:
            _put(tree, path, value)
    return {key: _settle(value, empty_arrays) for key, value in tree.items()}


def _unquote(octets: bytes) -> str:
    try:
        if b"%" in octets or b"+" in octets:
            octets = b"".join(map(_unescape, _blocks(octets)))
        decoded = octets.decode()
    except UnicodeDecodeError:
        raise QueryError("parameters are not valid UTF-8") from None
    if "\0" in decoded:
        raise QueryError("parameters contain a NUL character")
    return decoded


def _blocks(octets: bytes) -> Iterator[bytes]:
    """Octets in parts, none of which ends within an escape."""
    begin = 0
    while begin < len(octets):
        end = begin + BLOCK
        if (escape := octets.find(b"%", end - 2, end)) >= 0:
            end = escape  # nothing that is an escape reaches beyond the sign of another
        yield octets[begin:end]
        begin = end


def _unescape(octets: bytes) -> bytes:
    """Read escapes: but for their sign they are those of quoted-printable, which are read all at once."""
    octets = octets.replace(b"+", b" ")
    if b"%" not in octets:
        return octets
    return a2b_qp(_NO_ESCAPE.sub(b"%25", octets).replace(b"=", b"%3D").replace(b"%", b"="))


def _path(key: str) -> list[str | None]:
    """A key's steps; None stands for ``[]``, the next free index."""
    if key.isidentifier():
        return [key]
    key = key.lstrip(" ")
    opening = key.find("[")
    if opening == 0:
        return []  # PHP drops a name that starts with a bracket
    if opening < 0 or "]" not in key[opening:]:
        return [re.sub(r"[ .\[]", "_", key)] if key else []
    path: list[str | None] = [re.sub(r"[ .]", "_", key[:opening])]
    while (step := _BRACKET.match(key, opening)) is not None:
        path.append(None if step[1] in _NEXT else step[1])
        opening = step.end()
        if len(path) > MAX_DEPTH:
            raise QueryError(f"parameters are nested deeper than {MAX_DEPTH}")
    return path


class _Array(dict[str, Any]):
    """A PHP array while it is put together: knows the index that ``[]`` takes next.

    :ivar has_keys: whether a key was said of any of its members
    """

    __slots__ = ("following", "has_keys")

    def __init__(self) -> None:
        super().__init__()
        self.following: int | None = None
        self.has_keys = False

    def put(self, step: str | None, value: Any) -> None:
        if step is None:
            if self.following is not None and self.following > _LAST_INDEX:
                return  # no index is left, so PHP drops the value
            step = str(self.following or 0)
        else:
            self.has_keys = True
        if not step.isidentifier() and _INDEX.fullmatch(step) and abs(index := int(step)) <= _LAST_INDEX:
            self.following = index + 1 if self.following is None else max(self.following, index + 1)
        self[step] = value


def _put(node: _Array, path: list[str | None], value: str) -> None:
    for step in path[:-1]:
        following = None if step is None else node.get(step)
        if not isinstance(following, _Array):
            following = _Array()
            node.put(step, following)
        node = following
    node.put(path[-1], value)


def _settle(value: Any, empty_arrays: bool) -> Any:
    """Arrays with the keys 0, 1, 2 ... in order are lists, as PHP's JSON would have them."""
    if not isinstance(value, _Array):
        return value
    if empty_arrays and not value.has_keys and value == {"0": ""}:
        return []
    settled = {key: _settle(item, empty_arrays) for key, item in value.items()}
    if all(key == str(index) for index, key in enumerate(settled)):
        return list(settled.values())
    return settled
