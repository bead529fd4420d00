"""What applications open over their page: dialogs in which people choose, sliders, pages of the portal."""

import json

import pytest
from playwright.sync_api import Frame, Page, Route, expect

from homeport.testing.credentials import Application
from homeport.testing.portal import LocalPortal
from tests.console.app_site import AppSite, frame_of, leave
from tests.console.chromium import NARROW, violations
from tests.console.conftest import Open


@pytest.fixture
def app(portal: LocalPortal, site: AppSite) -> Application:
    return portal.app("Bindings", handler=site.url, api_only=False)


def ask(frame: Frame, asked: str) -> None:
    """Call something of BX24 with a callback that keeps what it is told."""
    frame.evaluate(
        f"() => {{ window.told = 'nothing'; {asked.replace('TELL', '(value) => { window.told = value }')} }}"
    )


def told(frame: Frame) -> object:
    frame.wait_for_function("window.told !== 'nothing'")
    return frame.evaluate("window.told")


def test_a_user_is_chosen_by_keyboard(open_as: Open, app: Application) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    frame = frame_of(page)
    ask(frame, "BX24.selectUser(TELL)")
    dialog = page.get_by_role("dialog", name="Choose an employee")
    dialog.get_by_role("radio").nth(1).wait_for()
    page.keyboard.type("mast")
    dialog.get_by_text("1 shown").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert told(frame) == {"id": 3, "name": "Clara Mast"}
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_is_found_once_more_leaves_the_keyboard_where_it_is(open_as: Open, app: Application) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    ask(frame_of(page), "BX24.selectUser(TELL)")
    dialog = page.get_by_role("dialog", name="Choose an employee")
    search = dialog.get_by_role("searchbox")
    search.fill("mast")
    dialog.get_by_text("1 shown").wait_for()
    page.keyboard.press("Tab")
    dialog.get_by_role("status").evaluate(
        """(status) => {
          window.again = new Promise((resolve) => {
            new MutationObserver(() => resolve(true)).observe(status, { childList: true })
          })
        }"""
    )
    search.evaluate("(field) => { field.value = 'clara mast'; field.dispatchEvent(new Event('input')) }")
    page.evaluate("window.again")
    assert page.evaluate("document.activeElement.type") == "radio"


def test_several_users_are_chosen_and_one_is_taken_off_again(open_as: Open, app: Application) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    frame = frame_of(page)
    ask(frame, "BX24.selectUsers(TELL)")
    dialog = page.get_by_role("dialog", name="Choose employees")
    for number in range(3):
        dialog.get_by_role("checkbox").nth(number).check()
    first = dialog.locator(".chips li").nth(0)
    first.get_by_role("button").click()
    expect(dialog.get_by_role("checkbox").nth(0)).not_to_be_checked()
    dialog.get_by_role("button", name="Choose").click()
    chosen = told(frame)
    assert isinstance(chosen, list)
    assert len(chosen) == 2
    assert all(isinstance(each["id"], int) and each["name"] for each in chosen)


def test_nothing_is_told_when_nothing_is_chosen(open_as: Open, app: Application) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    frame = frame_of(page)
    ask(frame, "BX24.selectUser(TELL)")
    page.get_by_role("dialog").get_by_role("radio").nth(0).wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    ask(frame, "BX24.placement.getInterface(TELL)")
    assert told(frame) == {"command": [], "event": []}, "the next answer is the next question's"


def test_access_is_chosen_but_for_what_is_barred(open_as: Open, app: Application) -> None:
    page = open_as(1, f"/apps/{app.id}/")
    frame = frame_of(page)
    ask(frame, "BX24.selectAccess(['AU'], TELL)")
    dialog = page.get_by_role("dialog", name="Choose who has access")
    expect(dialog.get_by_label("All authorized users")).to_be_disabled()
    dialog.get_by_role("searchbox").fill("sales")
    expect(dialog.get_by_label("All authorized users"), "what was found before has gone").to_have_count(0)
    dialog.get_by_role("checkbox", name="Sales and departments below").check()
    dialog.get_by_role("button", name="Choose").click()
    (chosen,) = told(frame)  # type: ignore[misc]
    assert chosen["id"].startswith("DR")


def test_crm_records_are_chosen_among_those_that_the_person_may_read(
    open_as: Open, portal: LocalPortal, app: Application
) -> None:
    admin = portal.webhook(1)
    hidden = admin.call("crm.deal.add", fields={"TITLE": "Anchor for the boss", "ASSIGNED_BY_ID": 1, "OPENED": "N"})
    shown = portal.webhook(3).call("crm.deal.add", fields={"TITLE": "Anchor <b>chain</b>"})
    company = portal.webhook(3).call("crm.company.add", fields={"TITLE": "Anchor works"})
    page = open_as(3, f"/apps/{app.id}/")
    frame = frame_of(page)
    wish = f"{{ entityType: ['deal', 'company'], multiple: true, value: ['CO_{company}', 'D_{hidden}', 'L_1'] }}"
    ask(frame, f"BX24.selectCRM({wish}, TELL)")
    dialog = page.get_by_role("dialog", name="Choose CRM records")
    dialog.get_by_role("button", name="Remove Anchor works").wait_for()
    expect(dialog.locator(".chips li"), "what may be read, of the types").to_have_count(1)
    dialog.get_by_role("searchbox").fill("anchor <b>")
    dialog.get_by_text("1 shown").wait_for()
    assert violations(page) == []
    dialog.get_by_role("checkbox", name="Anchor <b>chain</b>").check()
    dialog.get_by_role("button", name="Choose").click()
    assert told(frame) == {
        "lead": [],
        "contact": [],
        "company": [
            {
                "id": f"CO_{company}", "type": "company", "place": "company", "title": "Anchor works", "desc": "",
                "url": f"/crm/company/show/{company}/",
            }
        ],
        "deal": [
            {
                "id": f"D_{shown}", "type": "deal", "place": "deal", "title": "Anchor <b>chain</b>", "desc": "",
                "url": f"/crm/deal/show/{shown}/",
            }
        ],
        "quote": [],
    }  # fmt: skip


def slider_of(page: Page) -> Frame:
    """The application's frame in the slider."""
    inner = page.frame_locator("dialog.slider iframe")
    inner.locator("body[data-state='ready']").wait_for(state="attached")
    element = page.locator("dialog.slider iframe").element_handle()
    assert element is not None
    frame = element.content_frame()
    assert frame is not None
    return frame


@pytest.mark.parametrize("viewport", [{"width": 1600, "height": 900}, NARROW], ids=["wide", "narrow"])
def test_an_application_opens_itself_in_a_slider_and_closes_it(
    open_as: Open, app: Application, viewport: dict[str, int]
) -> None:
    page = open_as(3, f"/apps/{app.id}/", viewport=viewport)
    frame = frame_of(page)
    ask(frame, "BX24.openApplication({ deal: 5 }, () => { window.told = 'closed' }, { width: 700, title: 'Deal 5' })")
    inner = slider_of(page)
    slider = page.get_by_role("dialog", name="Deal 5")
    size = slider.bounding_box()
    assert size is not None
    assert size["width"] == min(700, viewport["width"])
    info = inner.evaluate("BX24.placement.info()")
    assert info["placement"] == "DEFAULT"
    assert info["options"] == {
        "URI": f"/apps/{app.id}/", "deal": 5, "bx24_width": 700, "bx24_title": "Deal 5", "IFRAME": "Y",
        "IFRAME_TYPE": "SIDE_SLIDER",
    }  # fmt: skip
    assert violations(page) == []
    inner.evaluate("BX24.setTitle('Renamed')")
    page.get_by_role("dialog", name="Renamed").wait_for()
    expect(page.locator("h1")).to_have_text("Bindings")
    leave(inner, "BX24.closeApplication()")
    assert told(frame) == "closed"
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_slider_that_is_closed_before_the_application_is_there_opens_nothing_any_more(
    open_as: Open, site: AppSite, app: Application
) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    frame = frame_of(page)
    site.posted()
    held: list[Route] = []
    page.route("**/open/", lambda route: held.append(route))  # noqa: PLW0108  Playwright marks what it is given
    with page.expect_request("**/open/"):
        frame.evaluate("() => { BX24.openApplication({ deal: 5 }) }")
    slider = page.get_by_role("dialog")
    slider.get_by_role("button", name="Close").click()
    expect(slider).to_have_count(0)
    with page.expect_response("**/open/"):
        held[0].continue_()
    page.unroute("**/open/")
    frame.evaluate("() => { BX24.openApplication({ deal: 6 }) }")
    slider_of(page)
    assert json.loads(site.posted()[1]["PLACEMENT_OPTIONS"])["deal"] == 6
    assert page.context.pages == [page]


def test_a_page_of_the_portal_opens_in_a_slider_and_no_other_address(open_as: Open, app: Application) -> None:
    page = open_as(1, f"/apps/{app.id}/")
    frame = frame_of(page)
    for path in (
        "https://elsewhere.example.test/crm/deal/details/5/",
        "//elsewhere.example.test/marketplace/",
        "javascript:alert(1)",
        "/sign-out/",
        "/workgroups/group/4/",
        "/company/personal/user/1/edit/",
        "/crm/deal/details/5/../../../../apps/",
    ):
        ask(frame, f"BX24.openPath('{path}', TELL)")
        assert told(frame) == {"result": "error", "errorCode": "PATH_NOT_AVAILABLE"}, path
    ask(frame, "BX24.openPath('/crm/type/0/details/0/../../../../../marketplace/', TELL)")  # as b24jssdk writes them
    inner = page.frame_locator("dialog.slider iframe")
    inner.get_by_role("heading", name="Applications", level=1).wait_for()
    expect(inner.locator(".menu")).not_to_be_visible()
    dialog = page.get_by_role("dialog", name="Applications", exact=True)
    dialog.get_by_role("button", name="Close").click()
    assert told(frame) == {"result": "close"}


def test_a_slider_of_openpath_says_its_title_once(open_as: Open, app: Application) -> None:
    page = open_as(1, f"/apps/{app.id}/")
    ask(frame_of(page), "BX24.openPath('/crm/deal/details/1/', TELL)")
    title = "Mooring lines for Tidewell Boatworks"
    dialog = page.get_by_role("dialog", name=title)
    inner = page.frame_locator("dialog.slider iframe")
    expect(inner.get_by_role("heading", level=1)).to_contain_text(title)
    size = dialog.get_by_role("heading").bounding_box()
    assert size is not None
    assert size["width"] <= 1, "it is there for those who hear it, and not to be seen"
    assert violations(page) == []


@pytest.mark.parametrize("viewport", [{"width": 1600, "height": 900}, NARROW], ids=["wide", "narrow"])
def test_a_person_is_opened_in_a_slider_and_alone(open_as: Open, app: Application, viewport: dict[str, int]) -> None:
    page = open_as(3, f"/apps/{app.id}/", viewport=viewport)
    ask(frame_of(page), "BX24.openPath('/company/personal/user/1/', TELL)")
    inner = page.frame_locator("dialog.slider iframe")
    inner.get_by_role("heading", name="Ada Keel").wait_for()
    expect(inner.get_by_text("Managing director")).to_be_visible()
    expect(inner.get_by_text("Harbour Trading")).to_be_visible()
    assert violations(page) == []
    page.goto("/company/personal/user/1/")
    assert page.title() == "Ada Keel · Homeport"
    assert (
        page.get_by_role("link", name="ada.keel@example.test").get_attribute("href") == "mailto:ada.keel@example.test"
    )
    assert violations(page) == []
    page.goto("/company/personal/user/999999/")
    page.get_by_role("heading", name="There is no such person").wait_for()


def test_a_wish_for_a_messenger_is_answered_truthfully(open_as: Open, app: Application) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    frame_of(page).evaluate("BX24.im.openMessenger('chat1')")
    expect(page.get_by_text("Bindings wants to open a chat. This portal has no messenger")).to_be_visible()
