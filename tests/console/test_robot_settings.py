"""``tutorials/bizproc/setting-robot.md``: an application's own page fills in the properties of its robot."""

import json

from homeport.testing.portal import LocalPortal
from tests.console.app_site import AppSite, frame_of
from tests.console.chromium import violations
from tests.console.conftest import Open

SET = "new Promise((resolve) => BX24.placement.call('setPropertyValue', {s1: 'Hello', tags: ['a', 'b']}, resolve))"
PROPERTIES = {
    "s1": {"Name": "Text", "Type": "string", "Default": "Usual"},
    "tags": {"Name": "Tags", "Type": "string", "Multiple": "Y"},
}


def test_the_page_is_told_of_the_robot_and_sets_its_properties(
    open_as: Open, site: AppSite, portal: LocalPortal
) -> None:
    app = portal.app("Robots", scope="bizproc,crm,placement")
    step = {"CODE": "robot", "HANDLER": site.url, "NAME": "Embedded", "PROPERTIES": PROPERTIES, "AUTH_USER_ID": 1}
    app.call("bizproc.robot.add", **step, USE_PLACEMENT="Y", PLACEMENT_HANDLER=site.url, USE_SUBSCRIPTION="N")
    assert app.call("bizproc.robot.list") == ["robot"]
    page = open_as(1, "/crm/deal/automation/")
    page.get_by_label("Robot", exact=True).select_option(label="Embedded (Robots)")
    page.locator("#robot-stage").select_option("EXECUTING")
    page.get_by_role("button", name="Fill in").click()
    frame = frame_of(page)
    told = json.loads(site.posted()[1]["PLACEMENT_OPTIONS"])
    assert (told["code"], told["current_values"]["s1"]) == ("robot", "Usual")
    assert told["properties"]["tags"]["Multiple"] is True
    assert told["document_type"] == ["crm", "CCrmDocumentDeal", "DEAL"]
    assert told["document_fields"]["TITLE"]["Type"] == "string"
    assert "setPropertyValue" in frame.evaluate("new Promise((done) => BX24.placement.getInterface(done))")["command"]
    frame.evaluate(SET)
    assert violations(page) == []
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/crm/deal/automation/?category=0")
    page.get_by_role("link", name="Embedded (Robots)").click()
    frame_of(page)
    again = json.loads(site.posted()[1]["PLACEMENT_OPTIONS"])
    assert again["current_values"] == {"s1": "Hello", "tags": ["a", "b"]}
    assert again["activity_name"] == "R1"
    app.call("bizproc.robot.delete", CODE="robot")
    assert app.call("bizproc.robot.list") == []
