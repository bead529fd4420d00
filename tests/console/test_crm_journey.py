"""What somebody does in their first five minutes, in a browser."""

import pytest
from playwright.sync_api import Page, expect

from homeport.testing.portal import LocalPortal
from tests.console.conftest import Open

LEADS = "Lead name;Phone;Amount\n" + "".join(f"Regatta {number};+49 40 {number};{number}00\n" for number in range(20))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_a_first_visit(open_as: Open, portal: LocalPortal, width: int, scheme: str) -> None:
    """A contact is found by phone from any page, its deal moved and that undone, its history read, a field edited,
    leads imported, goods written, a call built and copied, and the reason of its refusal seen.
    """
    webhook = portal.webhook(1)
    page = open_as(1, "/reference/", viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.keyboard.press("Control+k")
    if width < 800:
        page.wait_for_url("/find/")
    expect(page.locator(":focus")).to_have_attribute("name", "q")
    page.keyboard.type("+49 30 23125 101")
    hit = page.locator(".found-all:visible a.hit", has_text="Contact #1")
    expect(hit).to_contain_text("Anna Ankerstein")
    hit.click()
    page.get_by_role("link", name="Mooring lines for Tidewell Boatworks", exact=True).first.click()
    page.get_by_role("button", name="Prepayment invoice").click()
    expect(page.locator("#notice")).to_contain_text("Saved.")
    assert webhook.call("crm.deal.get", id=1)["STAGE_ID"] == "PREPAYMENT_INVOICE"
    page.locator("#notice").get_by_role("button", name="Undo").click()
    expect(page.locator(".entry", has_text="Prepayment invoice")).to_have_count(2)
    assert webhook.call("crm.deal.get", id=1)["STAGE_ID"] == "EXECUTING"
    page.get_by_label("Edit Probability").click(force=True)
    page.get_by_label("Probability", exact=True).fill("55")
    page.keyboard.press("Enter")
    expect(page.locator("#fact-probability")).to_contain_text("55 %")
    expect(page.locator("#notice")).to_contain_text("Probability was changed.")
    page.goto("/crm/lead/import/")
    page.set_input_files("#file", files=[{"name": "leads.csv", "mimeType": "text/csv", "buffer": LEADS.encode()}])
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Import 20 rows").click()
    expect(page.get_by_role("status")).to_contain_text("20 of 20 rows: 20 added.")
    page.get_by_role("link", name="To the list").click()
    expect(page.get_by_role("link", name="Regatta 19")).to_be_visible()
    page.goto("/crm/deal/1/products/")
    page.locator("[name='r.0.productName']").fill("Rope")
    page.locator("[name='r.0.price']").fill("12.5")
    page.locator("[name='r.0.quantity']").fill("4")
    expect(page.locator("[data-total]")).to_have_text("50 EUR")
    _call_and_see_why_it_is_refused(page)


def _call_and_see_why_it_is_refused(page: Page) -> None:
    """The same person builds a call, copies it as code, makes it as somebody who may not, and reads the reason."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/developer/builder/")
    page.locator("#method").fill("crm.activity.binding.list")
    page.keyboard.press("Enter")
    page.wait_for_url("**/developer/builder/?method=crm.activity.binding.list**")
    page.locator("#asked").get_by_label("activityId").fill("7")
    page.locator("#as").select_option("user:3")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#outcome")).to_contain_text("ACCESS_DENIED")
    page.locator("#outcome summary", has_text="Python").click()
    page.locator("#outcome").get_by_role("button", name="Copy Python").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "crm.activity.binding.list" in copied
    assert '"activityId": 7' in copied
    page.goto("/developer/requests/")
    page.locator("#lines a", has_text="crm.activity.binding.list").first.click()
    expect(page.get_by_role("heading", name="Why")).to_be_visible()
    expect(page.locator("[aria-labelledby=why]")).to_contain_text("Clara Mast may not read activity 7")
    expect(page.locator("[aria-labelledby=answered]")).to_contain_text("ACCESS_DENIED")
    page.locator("[aria-labelledby=facts]").get_by_role("link", name="ACCESS_DENIED").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ACCESS_DENIED")
    expect(page.get_by_role("link", name="crm.activity.binding.list", exact=True).first).to_be_visible()
