"""What applications bind to cards of the CRM."""

import json

from playwright.sync_api import expect

from homeport.testing.portal import LocalPortal
from tests.console.app_site import WITH_BX24, AppSite, frame_of
from tests.console.chromium import violations
from tests.console.conftest import Open


def test_an_application_has_a_tab_on_a_card_and_lets_it_be_read_again(open_as: Open, portal: LocalPortal) -> None:
    seller = portal.webhook(3)
    deal = seller.call("crm.deal.add", fields={"TITLE": "Anchors"})
    with AppSite(WITH_BX24.replace("PORTAL", portal.http)) as site:
        app = portal.app("Supplies")
        for placement, title in (("TAB", "Supplies"), ("TOOLBAR", "Print"), ("ACTIVITY", "Send a message")):
            app.call("placement.bind", PLACEMENT=f"CRM_DEAL_DETAIL_{placement}", HANDLER=site.url, TITLE=title)
        app.call("placement.bind", PLACEMENT="CRM_LEAD_DETAIL_TAB", HANDLER=site.url, TITLE="Of leads")
        app.call("placement.bind", PLACEMENT="CRM_DEAL_ACTIVITY_TIMELINE_MENU", HANDLER=site.url, TITLE="Transcribe")
        todo = {"ownerTypeId": 2, "ownerId": deal, "deadline": "2030-02-03T15:00:00+00:00", "title": "Call"}
        activity = seller.call("crm.activity.todo.add", **todo)["id"]
        page = open_as(3, f"/crm/deal/{deal}/")
        assert page.get_by_role("link", name="Transcribe").get_attribute("href") == (
            f"/apps/{app.id}/placement/5/?ENTITY_ID={deal}&ASSOCIATED_ENTITY_TYPE_ID=6&ASSOCIATED_ENTITY_ID={activity}"
        )
        for title in ("Print", "Send a message"):
            expect(page.get_by_role("link", name=title)).to_be_visible()
        expect(page.get_by_role("link", name="Of leads")).to_have_count(0)
        page.get_by_role("link", name="Supplies").click()
        frame = frame_of(page)
        options = json.loads(site.posted()[1]["PLACEMENT_OPTIONS"])
        assert options == {"ID": str(deal), "URI": f"/crm/deal/{deal}/app/1/"}
        assert violations(page) == []
        seller.call("crm.deal.update", id=deal, fields={"TITLE": "Anchors and chains"})
        frame.evaluate("() => { BX24.placement.call('reloadData', null) }")
        page.get_by_role("heading", name="Anchors and chains").wait_for()
        assert frame.evaluate("BX24.placement.info().options.ID") == str(deal), "the frame stays"
        frame.evaluate(f"() => {{ BX24.openPath('/crm/deal/details/{deal}/') }}")
        page.frame_locator("dialog.slider iframe").get_by_role("heading", name="Anchors and chains").wait_for()


def test_an_activity_that_an_application_made_is_opened_by_it_over_the_card(open_as: Open, portal: LocalPortal) -> None:
    deal = portal.webhook(3).call("crm.deal.add", fields={"TITLE": "Anchors"})
    with AppSite(WITH_BX24.replace("PORTAL", portal.http)) as site:
        app = portal.app("Stars", handler=site.url, api_only=False)
        made = {"PROVIDER_ID": "REST_APP", "PROVIDER_TYPE_ID": "STARS", "TYPE_ID": 6, "SUBJECT": "Look up"}
        owner = {"OWNER_TYPE_ID": 2, "OWNER_ID": deal, "RESPONSIBLE_ID": 3}
        activity = app.call("crm.activity.add", fields={**made, **owner})
        page = open_as(3, f"/crm/deal/{deal}/")
        expect(page.get_by_role("button", name="Complete")).to_have_count(0)
        page.get_by_role("link", name="Look up", exact=True).click()
        told = json.loads(site.posted()[1]["PLACEMENT_OPTIONS"])
        assert told["activity_id"] == str(activity)
        slider = page.get_by_role("dialog", name="Stars")
        expect(slider).to_be_visible()
        inside = slider.frame_locator("iframe").frame_locator("iframe").locator("body[data-state=ready]")
        inside.wait_for(state="attached")
        assert violations(page) == []
        inside.evaluate("() => { BX24.closeApplication() }")
        expect(slider).to_have_count(0)
        page.get_by_role("link", name="Details").click()
        expect(page.get_by_role("link", name="Open", exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="Delete")).to_have_count(0)
