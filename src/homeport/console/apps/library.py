"""``/api/v1/``: BX24.js, the script by which applications in frames talk with the portal.

Its parts in ``static/bx24/`` are joined to one script, which shows nothing of itself but ``BX24``. Applications load it
from ``api.bitrix24.com``: when that name reaches this server, it is answered here, whatever the portal.
"""

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

PARTS = ("channel", "encoding", "calls", "page", "lifecycle", "portal", "library")
"""In order; each may use at once what the ones before it declare."""

_FOLDER = Path(__file__).parents[1] / "static" / "bx24"
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "max-age=300",
    "X-Content-Type-Options": "nosniff",
}


def routes() -> list[BaseRoute]:
    """Where it is."""
    return [Route("/api/v1", _answer, methods=["GET"])]


@cache
def script() -> str:
    """The whole script."""
    parts = "\n".join((_FOLDER / f"{part}.js").read_text() for part in PARTS)
    return f"(() => {{\n'use strict'\n\n{parts}\n}})()\n"


async def _answer(request: Request) -> Response:
    return Response(script(), headers=_HEADERS, media_type="text/javascript")
