"""What public links lead to: a file, or a page that lists what is in a folder."""

import re
from html import escape
from typing import NamedTuple

from homeport.core.errors import CallError, ErrorKind
from homeport.domain.disk import links
from homeport.domain.disk.links import Shared
from homeport.domain.files.files import Stored
from homeport.store import Transaction
from homeport.wire.envelope import Answer

NOT_SHARED = ErrorKind("ERROR_NOT_FOUND", "Nothing is shared here", 404)

_PATH = re.compile(r"/~(?P<word>[A-Za-z0-9_-]{16})(?:/(?P<id>[1-9][0-9]{0,17}))?/*")


class Found(NamedTuple):
    """What a path leads to: a file, or else a folder with what is in it.

    :param up: the path of the shared folder
    """

    shared: Shared
    file: Stored | None
    children: list[Shared]
    up: str


def find(tx: Transaction, path: str) -> Found:
    """What a path of a public link leads to.

    :raises CallError: with status 404
    """
    asked = _PATH.fullmatch(path)
    shared = None if asked is None else links.find(tx, asked["word"])
    if asked is None or shared is None:
        raise NOT_SHARED()
    if asked["id"]:
        shared = None if shared.is_file else links.within(tx, shared.id, int(asked["id"]))
        if shared is None:
            raise NOT_SHARED()
    up = f"/~{asked['word']}"
    if not shared.is_file:
        return Found(shared, None, links.children(tx, shared.id), up)
    stored = links.content(tx, shared)
    if stored is None:
        raise NOT_SHARED()
    return Found(shared, stored, [], up)


def page(found: Found) -> Answer:
    """The page of a folder."""
    rows = "".join(
        f'<li><a href="{found.up}/{each.id}">{escape(each.name)}{"" if each.is_file else "/"}</a></li>'
        for each in found.children
    )
    title = escape(found.shared.name)
    return _html(200, f"<title>{title}</title><h1>{title}</h1><ul>{rows}</ul>")


def refusal(error: CallError) -> Answer:
    """The page of a link that leads nowhere."""
    return _html(error.status, f"<title>{error.status}</title><h1>{escape(error.description)}</h1>")


def _html(status: int, content: str) -> Answer:
    body = f'<!doctype html><html lang="en"><meta charset="utf-8">{content}</html>'.encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"content-security-policy", b"default-src 'none'"),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"cache-control", b"private, no-cache"),
    ]
    return Answer(status, headers, body)
