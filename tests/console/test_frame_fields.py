"""Fields of records whose type an application has defined: its page within the field, on cards and in forms."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from homeport.testing.credentials import Application
from homeport.testing.portal import LocalPortal
from tests.console.app_site import WITH_B24JSSDK, AppSite, frame_of
from tests.console.chromium import violations
from tests.console.conftest import Open

ASKED = "new Promise((resolve) => BX24.placement.call('getValue', null, resolve))"


@pytest.fixture
def app(portal: LocalPortal, site: AppSite) -> Iterator[Application]:
    app = portal.app("Gauges")
    gauge = {"USER_TYPE_ID": "gauge", "HANDLER": site.url, "TITLE": "Gauge", "OPTIONS": {"height": 60}}
    assert app.call("userfieldtype.add", **gauge) is True
    return app


def a_deal(app: Application, value: Any = None, **fields: Any) -> int:
    """A deal with a field of the type."""
    given = {"FIELD_NAME": "LEVEL", "USER_TYPE_ID": f"rest_{app.id}_gauge", "LABEL": "Water level", "XML_ID": "level"}
    app.call("crm.deal.userfield.add", fields={**given, **fields})
    deal: int = app.call("crm.deal.add", fields={"TITLE": "Oars", "ASSIGNED_BY_ID": 3, "UF_CRM_LEVEL": value})
    return deal


def level(app: Application, deal: int) -> Any:
    return app.call("crm.deal.get", id=deal)["UF_CRM_LEVEL"]


def test_a_card_shows_the_application_within_the_field_which_is_told_of_it(
    open_as: Open, site: AppSite, app: Application
) -> None:
    deal = a_deal(app, "12 m")
    page = open_as(3, f"/crm/deal/{deal}/")
    frame = frame_of(page)
    form = site.posted()[1]
    assert form["PLACEMENT"] == "USERFIELD_TYPE"
    told = json.loads(form["PLACEMENT_OPTIONS"])
    del told["URI"]
    assert told == {
        "MODE": "view",
        "ENTITY_ID": "CRM_DEAL",
        "FIELD_NAME": "UF_CRM_LEVEL",
        "ENTITY_VALUE_ID": str(deal),
        "VALUE": "12 m",
        "MULTIPLE": "N",
        "MANDATORY": "N",
        "XML_ID": "level",
        "ENTITY_DATA": {"entityTypeId": 2, "entityId": str(deal), "module": "crm"},
    }
    expect(page.locator("dt", has_text="Water level")).to_be_visible()
    interface = frame.evaluate("new Promise((resolve) => BX24.placement.getInterface(resolve))")
    assert sorted(interface["command"]) == ["getValue", "setValue"]
    assert frame.evaluate(ASKED) == "12 m"
    expect(page.locator("[data-field] iframe")).to_have_css("height", "60px")
    frame.evaluate("new Promise((resolve) => BX24.placement.call('setValue', '13 m', resolve))")
    assert (frame.evaluate(ASKED), level(app, deal)) == ("12 m", "12 m"), "a card is only shown"
    assert violations(page) == []


def test_a_form_keeps_what_the_application_sets_once_it_is_saved(
    open_as: Open, site: AppSite, app: Application
) -> None:
    deal = a_deal(app)
    page = open_as(3, f"/crm/deal/{deal}/edit/")
    frame = frame_of(page)
    told = json.loads(site.posted()[1]["PLACEMENT_OPTIONS"])
    assert (told["MODE"], told["VALUE"]) == ("edit", None)
    assert frame.evaluate("new Promise((resolve) => BX24.placement.call('setValue', '13 m', resolve))") == []
    assert frame.evaluate(ASKED) == "13 m"
    assert level(app, deal) == ""
    assert violations(page) == []
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/crm/deal/{deal}/")
    assert level(app, deal) == "13 m"


def test_several_values_are_a_list(open_as: Open, site: AppSite, app: Application) -> None:
    deal = a_deal(app, ["12 m", "7"], MULTIPLE="Y")
    page = open_as(3, f"/crm/deal/{deal}/edit/")
    frame = frame_of(page)
    assert json.loads(site.posted()[1]["PLACEMENT_OPTIONS"])["VALUE"] == ["12 m", "7"]
    frame.evaluate("new Promise((resolve) => BX24.placement.call('setValue', ['8 m', 9], resolve))")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/crm/deal/{deal}/")
    assert level(app, deal) == ["8 m", "9"]


def test_a_form_that_is_saved_as_it_was_changes_nothing(open_as: Open, app: Application) -> None:
    deal = a_deal(app, ["12 m"], MULTIPLE="Y")
    page = open_as(3, f"/crm/deal/{deal}/edit/")
    frame_of(page)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/crm/deal/{deal}/")
    assert level(app, deal) == ["12 m"]


def test_a_new_record_has_it_too(open_as: Open, site: AppSite, app: Application) -> None:
    a_deal(app)
    page = open_as(3, "/crm/deal/add/")
    frame = frame_of(page)
    told = json.loads(site.posted()[1]["PLACEMENT_OPTIONS"])
    assert (told["MODE"], told["ENTITY_VALUE_ID"], told["VALUE"]) == ("edit", "0", None)
    frame.evaluate("new Promise((resolve) => BX24.placement.call('setValue', '14 m', resolve))")
    page.locator("input[name='f.title']").fill("Rudders")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("heading", name="Rudders").wait_for()
    deal = int(page.url.rstrip("/").rpartition("/")[2])
    assert level(app, deal) == "14 m"


def test_b24jssdk_sets_and_asks_for_the_value(open_as: Open, app: Application) -> None:
    deal = a_deal(app)
    with AppSite(WITH_B24JSSDK) as site:
        app.call("userfieldtype.update", USER_TYPE_ID="gauge", HANDLER=site.url)
        page = open_as(3, f"/crm/deal/{deal}/edit/")
        frame = frame_of(page)
        assert frame.evaluate("b24.placement.options.FIELD_NAME") == "UF_CRM_LEVEL"
        frame.evaluate("b24.placement.setValue('15 m')")
        assert frame.evaluate("b24.placement.call('getValue')") == "15 m"
        page.get_by_role("button", name="Save").click()
        page.wait_for_url(f"**/crm/deal/{deal}/")
        assert level(app, deal) == "15 m"


def test_who_may_not_see_the_application_sees_the_text(open_as: Open, portal: LocalPortal, site: AppSite) -> None:
    app = portal.app("Gauges", open_to=("U1",))
    app.call("userfieldtype.add", USER_TYPE_ID="gauge", HANDLER=site.url)
    deal = a_deal(app, "12 m")
    page = open_as(3, f"/crm/deal/{deal}/")
    expect(page.locator("dl.facts").get_by_text("12 m")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
    page.goto(f"/crm/deal/{deal}/edit/")
    expect(page.get_by_label("Water level")).to_have_value("12 m")
    app.uninstall()
    page.goto(f"/crm/deal/{deal}/")
    expect(page.locator("dl.facts").get_by_text("12 m")).to_be_visible()
