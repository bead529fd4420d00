"""What applications describe on timelines, as the card draws it, and what they are told of it."""

from typing import Any

from playwright.sync_api import expect

from homeport.testing.portal import LocalPortal
from tests.console.app_site import AppSite, frame_of
from tests.console.conftest import Open

DEAL = 2


def layout_of(**button: Any) -> dict[str, Any]:
    return {
        "icon": {"code": "info"},
        "header": {"title": "Three pallets", "tags": {"state": {"title": "packed", "type": "success"}}},
        "body": {
            "logo": {"code": "document"},
            "blocks": {
                "gate": {
                    "type": "withTitle",
                    "properties": {"title": "Gate", "block": {"type": "text", "properties": {"value": "<b>4</b>"}}},
                },
                "due": {"type": "deadline"},
                "phone": {"type": "text", "properties": {"value": "On telephones", "scope": "mobile"}},
            },
        },
        "footer": {"buttons": {"done": {"title": "All loaded", "type": "primary", **button}}},
    }


def test_a_configurable_activity_is_drawn_and_its_application_told(
    open_as: Open, portal: LocalPortal, site: AppSite
) -> None:
    app = portal.app("Pallets", handler=site.url, api_only=False)
    deal = portal.webhook(3).call("crm.deal.add", fields={"TITLE": "Anchors"})
    app.call("event.bind", event="onCrmTimelineItemAction", handler=f"{site.url}/told")
    action = {"type": "restEvent", "id": "loaded", "actionParams": {"pallet": 3}, "animationType": "disable"}
    given = {"ownerTypeId": DEAL, "ownerId": deal, "fields": {"deadline": "2030-01-02T10:00:00+00:00"}}
    added = app.call("crm.activity.configurable.add", **given, layout=layout_of(action=action))["activity"]["id"]
    page = open_as(3, f"/crm/deal/{deal}/")
    entry = page.locator(f"#activity-{added}")
    expect(entry).to_contain_text("Three pallets")
    expect(entry.locator(".tags")).to_have_text("packed")
    expect(entry).to_contain_text("<b>4</b>")
    expect(entry).to_contain_text("2030")
    expect(entry).not_to_contain_text("On telephones")
    button = entry.get_by_role("button", name="All loaded")
    with page.expect_response(lambda answer: answer.url.endswith("/actions/")) as told:
        button.click()
    assert told.value.status == 200
    expect(button).to_have_attribute("inert", "")
    changed = layout_of(action=action)
    changed["header"]["tags"]["state"]["title"] = "loaded"
    app.call("crm.activity.configurable.update", id=added, fields={}, layout=changed)
    expect(page.locator(f"#activity-{added} .tags")).to_have_text("loaded")
    expect(page.locator(f"#activity-{added}").get_by_role("button", name="All loaded")).to_be_enabled()


def test_blocks_on_a_comment_open_their_application(open_as: Open, portal: LocalPortal, site: AppSite) -> None:
    app = portal.app("Pallets", handler=site.url, api_only=False)
    clara = portal.webhook(3)
    deal = clara.call("crm.deal.add", fields={"TITLE": "Anchors"})
    fields = {"ENTITY_TYPE": "deal", "ENTITY_ID": deal, "COMMENT": "Look"}
    comment = clara.call("crm.timeline.comment.add", fields=fields)
    action = {"type": "openRestApp", "actionParams": {"pallet": 3}, "sliderParams": {"title": "Pallet three"}}
    blocks = {
        "long": {"type": "largeText", "properties": {"value": "word " * 100}},
        "open": {"type": "link", "properties": {"text": "Show it", "action": action}},
    }
    where = {"entityTypeId": DEAL, "entityId": deal, "timelineId": comment}
    app.call("crm.timeline.layout.blocks.set", **where, layout={"blocks": blocks})
    page = open_as(3, f"/crm/deal/{deal}/")
    added = page.get_by_role("group", name="Pallets")
    expect(added.locator("details")).not_to_have_attribute("open", "")
    added.get_by_role("button", name="Show it").click()
    expect(page.get_by_role("dialog", name="Pallet three")).to_be_visible()
    info = frame_of(page).evaluate("new Promise((resolve) => BX24.init(() => resolve(BX24.placement.info())))")
    assert (info["options"]["pallet"], info["options"]["timelineId"]) == (3, str(comment))
