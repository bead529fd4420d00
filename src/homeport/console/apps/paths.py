"""The documented paths of the portal's pages, which applications open and link to, and where these pages are.

Source: ``sdk/bx24-js-sdk/additional-functions/bx24-open-path.md``.
"""

from starlette.responses import Response

from homeport.console.pages import redirect
from homeport.console.section import Signed
from homeport.console.visit import here

RECORD = "/crm/{kind}/details/{id}"
SHOWN = "/crm/{kind}/show/{id}"
ITEM = "/crm/type/{type}/details/{id}"
MARKET = "/marketplace"


async def lead_to_record(visit: Signed) -> Response:
    """The card of a record."""
    return _lead(visit, f"/crm/{visit.path('kind')}/{visit.number('id')}/")


async def lead_to_item(visit: Signed) -> Response:
    """The card of a smart process's item."""
    return _lead(visit, f"/crm/dynamic-{visit.number('type')}/{visit.number('id')}/")


async def lead_to_applications(visit: Signed) -> Response:
    """The list of applications."""
    return _lead(visit, "/apps/")


def _lead(visit: Signed, path: str) -> Response:
    query = here(visit.request).partition("?")[2]
    return redirect(f"{path}?{query}" if query else path)
