"""What public links lead to: a file, or a page that lists what is in a folder."""

import re
from html import escape
from typing import NamedTuple

from homeport.core.clock import Clock
from homeport.core.errors import CallError, ErrorKind
from homeport.domain.disk import links
from homeport.domain.disk.links import Shared
from homeport.domain.files import public
from homeport.domain.files.files import Stored
from homeport.domain.files.public import Sheet
from homeport.store import Transaction
from homeport.wire.envelope import Answer

NOT_SHARED = ErrorKind("ERROR_NOT_FOUND", "Nothing is shared here", 404)

_PATH = re.compile(r"/~(?P<word>[A-Za-z0-9_-]{16})(?:/(?P<id>[1-9][0-9]{0,17}))?/*")


class Found(NamedTuple):
    """What a path leads to: a file, or else a page, or a folder with what is in it.

    :param up: the path of what is shared
    :param word: that somebody came by, where that is to be noted
    """

    shared: Shared | None
    file: Stored | None
    children: list[Shared]
    up: str
    sheet: Sheet | None = None
    word: str = ""


def find(tx: Transaction, clock: Clock, path: str) -> Found:
    """What a path of a public link leads to.

    :raises CallError: with status 404
    """
    asked = _PATH.fullmatch(path)
    if asked is None:
        raise NOT_SHARED()
    shared = links.find(tx, asked["word"])
    if shared is None:
        return _opened(tx, clock, asked["word"], asked["id"])
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


def _opened(tx: Transaction, clock: Clock, word: str, number: str | None) -> Found:
    """What a link of anything but the disk leads to: a file, or a page with one, which has the number 1."""
    opened = public.opened(tx, clock, word)
    up = f"/~{word}"
    if isinstance(opened, Stored) and number is None:
        return Found(None, opened, [], up, word=word)
    if isinstance(opened, Sheet) and number is None:
        return Found(None, None, [], up, opened, word)
    if isinstance(opened, Sheet) and number == "1" and opened.file is not None:
        return Found(None, opened.file, [], up, word=word)
    raise NOT_SHARED()


def page(found: Found) -> Answer:
    """The page of a folder, or of something else that is shown."""
    if found.sheet is not None:
        return _html(200, _sheet(found.sheet, found.up))
    assert found.shared is not None
    rows = "".join(
        f'<li><a href="{found.up}/{each.id}">{escape(each.name)}{"" if each.is_file else "/"}</a></li>'
        for each in found.children
    )
    title = escape(found.shared.name)
    return _html(200, f"<title>{title}</title><h1>{title}</h1><ul>{rows}</ul>")


def _sheet(sheet: Sheet, up: str) -> str:
    title = escape(sheet.title)
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in sheet.facts.items())
    head = "".join(f"<th>{escape(each)}</th>" for each in sheet.head)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in sheet.rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if head else ""
    file = "" if sheet.file is None else f'<p><a href="{up}/1">{escape(sheet.file.name)}</a></p>'
    return f"<title>{title}</title><h1>{title}</h1><dl>{facts}</dl>{table}{file}"


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
