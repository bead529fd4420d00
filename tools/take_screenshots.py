"""Takes the pictures that README and docs show: ``make screenshots``. Look at them before they are committed."""

import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page
from tests.console.app_site import AppSite
from tests.console.chromium import NARROW, chromium

from homeport.testing import Refused
from homeport.testing.portal import LocalPortal
from homeport.testing.session import ThreadSession

FOLDER = Path(__file__).parents[1] / "docs" / "images"
SCREEN = {"width": 1280, "height": 860}


class Picture(NamedTuple):
    """A picture.

    :param options: of the browser
    """

    name: str
    path: str
    options: Mapping[str, Any] = MappingProxyType({})


PICTURES = (
    Picture("card", "/crm/deal/1/"),
    Picture("board", "/crm/deal/board/"),
    Picture("card-narrow-dark", "/crm/deal/1/", {"viewport": NARROW, "color_scheme": "dark"}),
    Picture("requests-dark", "/developer/requests/", {"color_scheme": "dark"}),
    Picture("reference", "/reference/methods/crm.activity.binding.list/"),
)


APPLICATION = """<!doctype html><title>Bindings</title>
<style>
  body { margin: 1.5rem; font: 1rem/1.5 system-ui; color: #14222b; }
  table { border-collapse: collapse; }
  td, th { padding: .375rem 1.5rem .375rem 0; text-align: left; border-bottom: 1px solid #d3dde3; }
</style>
<h2>What the activities of this deal are bound to</h2>
<table><thead><tr><th>Activity</th><th>Bindings</th></tr></thead><tbody></tbody></table>
<script src="PORTAL/api/v1/"></script>
<script>
BX24.init(() => {
  const { ID } = BX24.placement.info().options
  const filter = { OWNER_TYPE_ID: 2, OWNER_ID: ID }
  BX24.callMethod('crm.activity.list', { filter, select: ['ID', 'SUBJECT'] }, (found) => {
    const calls = found.data().map((each) => ['crm.activity.binding.list', { activityId: each.ID }])
    BX24.callBatch(calls, (answers) => {
      found.data().forEach(({ SUBJECT }, index) => {
        const row = document.querySelector('tbody').insertRow()
        row.insertCell().textContent = SUBJECT
        const bound = answers[index].data().map((each) => `${each.entityTypeId}:${each.entityId}`)
        row.insertCell().textContent = bound.slice(0, 8).join(', ') + (bound.length > 8 ? ', …' : '')
      })
    })
  })
})
</script>"""
"""An application that is a tab of a deal's card."""


def main() -> None:
    """Take them all."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        ThreadSession(Path(place) / "data") as session,
        session.fresh("demo") as portal,
        chromium() as browser,
    ):
        _ask_something(portal)
        for picture in PICTURES:
            _take(browser, portal, picture)
            print(f"{picture.name}.png")
        with AppSite(APPLICATION.replace("PORTAL", portal.http)) as site:
            app = portal.app("Bindings")
            app.call("placement.bind", PLACEMENT="CRM_DEAL_DETAIL_TAB", HANDLER=site.url, TITLE="Bindings")
            _take(browser, portal, Picture("application", "/crm/deal/1/app/1/"))
            print("application.png")


def _ask_something(portal: LocalPortal) -> None:
    """So that the request log has something to show."""
    seller = portal.webhook(user=3, scope="crm", code="example0code")
    portal.faults.add(method="crm.deal.*", error="QUERY_LIMIT_EXCEEDED", times=1)
    for method, number in (("crm.activity.binding.list", 1), ("crm.deal.get", 1), ("crm.deal.get", 1), ("user.get", 3)):
        with suppress(Refused):
            seller.call(method, activityId=number, id=number)
    seller.call("batch", cmd={"bindings": "crm.activity.binding.list?activityId=3", "deals": "crm.deal.list?start=-1"})


def _take(browser: Browser, portal: LocalPortal, picture: Picture) -> None:
    context = browser.new_context(base_url=portal.http, **{"viewport": SCREEN, **picture.options})
    page: Page = context.new_page()
    page.goto("/sign-in/")
    page.locator("button[name=user][value='1']").click()
    page.wait_for_url("**/")
    page.goto(picture.path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


if __name__ == "__main__":
    main()
