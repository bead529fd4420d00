"""Pages of sites, for everybody.

A page has whatever HTML and scripts its authors gave it, at the address where people sign in to the console. So a
browser is told to keep it apart: in a sandbox it is of no origin, has no cookies, and can act as nobody.
"""

from homeport.core.errors import ErrorKind
from homeport.domain.landing import visiting
from homeport.store import Transaction
from homeport.wire.envelope import Answer

NOT_PUBLISHED = ErrorKind("ERROR_NOT_FOUND", "There is no such page", 404)

_POLICY = (
    b"sandbox allow-scripts allow-popups; default-src 'none'; img-src * data:; media-src *; font-src *; "
    b"style-src * 'unsafe-inline'; script-src https: 'unsafe-inline'; connect-src https:; frame-ancestors 'none'; "
    b"base-uri 'none'; form-action 'none'"
)


def page(tx: Transaction, path: str) -> Answer:
    """The page that a path leads to.

    :raises CallError: with status 404, for what is not published too
    """
    seen = visiting.seen(tx, path)
    if seen is None:
        raise NOT_PUBLISHED()
    body = seen.html.encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"content-security-policy", _POLICY),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"cache-control", b"no-cache"),
    ]
    return Answer(seen.status, headers, body)
