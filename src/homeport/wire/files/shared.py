"""What public links lead to: a file, or a page that lists what is in a folder; a page that asks for the password first,
where the link has one.
"""

import hmac
import re
from html import escape
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple

from homeport.core.clock import Clock
from homeport.core.errors import CallError, ErrorKind
from homeport.domain.disk import links
from homeport.domain.disk.links import Link, Shared
from homeport.domain.files import public
from homeport.domain.files.files import Stored
from homeport.domain.files.public import Sheet
from homeport.domain.portal.credentials.codes import derive_code
from homeport.store import Transaction
from homeport.wire.envelope import Answer

NOT_SHARED = ErrorKind("ERROR_NOT_FOUND", "Nothing is shared here", 404)

_PATH = re.compile(r"/~(?P<word>[A-Za-z0-9_-]{16})(?:/(?P<id>[1-9][0-9]{0,17}))?/*")


COOKIE = "homeport-link"
"""What a browser shows that was told the password; only on the paths of the link."""
MAX_FORM = 8_192
"""Bytes of a form with a password."""


class Found(NamedTuple):
    """What a path leads to: a file, or else a page, or a folder with what is in it.

    :param link: of the disk; None: something else is shared
    :param up: the path of what is shared
    :param word: that somebody came by, where that is to be noted
    """

    link: Link | None
    shared: Shared | None
    file: Stored | None
    children: list[Shared]
    up: str
    sheet: Sheet | None = None
    word: str = ""


def find(tx: Transaction, clock: Clock, path: str) -> Found:
    """What a path of a public link leads to, whatever password it asks for.

    :raises CallError: with status 404
    """
    asked = _PATH.fullmatch(path)
    if asked is None:
        raise NOT_SHARED()
    link = links.find(tx, asked["word"], clock.stamp())
    if link is None:
        return _opened(tx, clock, asked["word"], asked["id"])
    shared: Shared | None = link.shared
    if asked["id"]:
        shared = None if link.shared.is_file else links.within(tx, link.id, int(asked["id"]))
    if shared is None:
        raise NOT_SHARED()
    up = f"/~{asked['word']}"
    if not shared.is_file:
        return Found(link, shared, None, links.children(tx, shared.id), up)
    stored = links.content(tx, shared)
    if stored is None:
        raise NOT_SHARED()
    return Found(link, shared, stored, [], up)


def is_open(key: bytes, link: Link, cookies: str) -> bool:
    """Whether a browser may see what a link leads to.

    :param key: the portal's
    :param cookies: the header of the request
    """
    if link.password is None:
        return True
    try:
        shown = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return False
    return shown is not None and hmac.compare_digest(shown.value.encode(), _mark(key, link).encode())


def _opened(tx: Transaction, clock: Clock, word: str, number: str | None) -> Found:
    """What a link of anything but the disk leads to: a file, or a page with one, which has the number 1."""
    opened = public.opened(tx, clock, word)
    up = f"/~{word}"
    if isinstance(opened, Stored) and number is None:
        return Found(None, None, opened, [], up, word=word)
    if isinstance(opened, Sheet) and number is None:
        return Found(None, None, None, [], up, opened, word)
    if isinstance(opened, Sheet) and number == "1" and opened.file is not None:
        return Found(None, None, opened.file, [], up, word=word)
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


def question(trouble: str = "", status: int = 403) -> Answer:
    """The page that asks for the password. It does not say what is shared."""
    told = f"<p role=alert>{escape(trouble)}</p>" if trouble else ""
    form = (
        '<form method="post"><p><label for="password">Password</label> '
        '<input type="password" id="password" name="password" required autofocus autocomplete="off"> '
        "<button>Open</button></p></form>"
    )
    return _html(status, f"<title>Password</title><h1>This is shared with a password</h1>{told}{form}", forms=True)


def opened(key: bytes, link: Link, path: str, *, secure: bool) -> Answer:
    """Let a browser that has told the password see what it asked for.

    :param secure: whether it came by HTTPS
    """
    up = "/".join(path.split("/")[:2])
    cookie = f"{COOKIE}={_mark(key, link)}; Path={up}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"
    headers = [(b"location", path.encode()), (b"set-cookie", cookie.encode()), (b"cache-control", b"no-store")]
    return Answer(303, [*headers, (b"content-length", b"0")], b"")


def refusal(error: CallError) -> Answer:
    """The page of a link that leads nowhere."""
    return _html(error.status, f"<title>{error.status}</title><h1>{escape(error.description)}</h1>")


def _mark(key: bytes, link: Link) -> str:
    """What shows that the password was told; another one as soon as the link asks for another."""
    return derive_code(key, f"link {link.id} {link.password}")


def _html(status: int, content: str, *, forms: bool = False) -> Answer:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" '
    body = f'<!doctype html><html lang="en">{head}content="light dark">{content}</html>'.encode()
    policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action " + (
        "'self'" if forms else "'none'"
    )
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"cache-control", b"private, no-cache"),
    ]
    return Answer(status, headers, body)
