"""Widgets with the built-in interface: an unseen page describes it, and the card draws it."""

import json
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from homeport.testing.credentials import Application
from homeport.testing.portal import LocalPortal
from tests.console.app_site import WITH_B24JSSDK, AppSite, frame_of
from tests.console.chromium import NARROW, WIDE, violations
from tests.console.conftest import Open

MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
COLORS = ("base_50", "base_60", "base_70", "base_90", "primary", "warning", "danger", "success")
SECTIONS = ("default", "primary", "warning", "danger", "success", "withBorder")

COMMANDS = [
    "reloadData", "setLayout", "setLayoutItemState", "setPrimaryButtonState", "setSecondaryButtonState",
    "bindLayoutEventCallback", "bindValueChangeCallback", "bindPrimaryButtonClickCallback",
    "bindSecondaryButtonClickCallback", "bindEntityUpdateCallback", "lock", "unlock", "finish",
]  # fmt: skip

LISTEN = """() => {
  window.heard = []
  const hear = (name, id) => {
    BX24.placement.call(`bind${name}Callback`, id, (...given) => { heard.push([name, id, ...given]) })
  }
  for (const name of ['LayoutEvent', 'ValueChange', 'PrimaryButtonClick', 'SecondaryButtonClick', 'EntityUpdate']) {
    hear(name, null)
  }
  hear('ValueChange', 'email')
}"""

CALL = "([command, params]) => new Promise((resolve) => BX24.placement.call(command, JSON.parse(params), resolve))"


def block(kind: str, **properties: Any) -> dict[str, Any]:
    return {"type": kind, "properties": properties}


def link(text: str, **action: Any) -> dict[str, Any]:
    return block("link", text=text, action=action)


def call(frame: Frame, command: str, params: Any = None) -> Any:
    return frame.evaluate(CALL, [command, json.dumps(params)])


def hears(frame: Frame, *told: Any) -> None:
    """What callbacks got, in order; it is forgotten then."""
    frame.wait_for_function("(count) => window.heard.length >= count", arg=len(told), polling=20)  # it is not painted
    assert frame.evaluate("window.heard.splice(0)") == list(told)


@pytest.fixture
def app(portal: LocalPortal, site: AppSite) -> Application:
    return bound(portal, site)


def bound(portal: LocalPortal, site: AppSite) -> Application:
    app = portal.app("Meetings", handler=site.url, api_only=False)
    options = {"useBuiltInInterface": "Y"}
    where = "CRM_DEAL_DETAIL_ACTIVITY"
    app.call("placement.bind", PLACEMENT=where, HANDLER=site.url, TITLE="Send a link", OPTIONS=options)
    return app


def opened(page: Page) -> Frame:
    page.get_by_text("Send a link").click()
    return frame_of(page)


def test_the_card_draws_what_the_page_describes_and_tells_it_what_people_do(
    open_as: Open, portal: LocalPortal, site: AppSite, app: Application
) -> None:
    deal = portal.webhook(3).call("crm.deal.add", fields={"TITLE": "Anchors"})
    page = open_as(3, f"/crm/deal/{deal}/")
    frame = opened(page)
    told = json.loads(site.posted()[1]["PLACEMENT_OPTIONS"])
    assert told == {
        "ID": str(deal), "entityTypeId": 2, "entityId": deal, "useBuiltInInterface": "Y", "URI": f"/crm/deal/{deal}/",
    }  # fmt: skip
    assert frame.evaluate("new Promise((done) => BX24.placement.getInterface(done))") == {
        "command": COMMANDS,
        "event": [],
    }
    frame.evaluate(LISTEN)
    blocks = {
        "email": block("input", title="E-mail", value="a@b", placeholder="Enter it"),
        "note": block("textarea", title="Note"),
        "city": block("select", title="City", values={"nyc": "New York", "la": "Los Angeles"}, selectedValue="la"),
        "menu": block("dropdownMenu", values={"": "- not selected -", "client": "client"}),
        "more": block("section", type="primary", blocks={"go": link("Look it up", type="layoutEvent", value={"n": 1})}),
    }
    layout = {"blocks": blocks, "primaryButton": {"title": "Send"}, "secondaryButton": {"title": "Cancel"}}
    assert call(frame, "setLayout", layout) == []
    expect(page.locator("iframe")).to_be_hidden()

    email = page.get_by_label("E-mail", exact=True)
    email.press("End")
    email.press("c")
    value = {"id": "email", "value": "a@bc"}
    hears(frame, ["ValueChange", None, value], ["ValueChange", "email", value])
    call(frame, "setLayoutItemState", {"id": "email", "properties": {"errorText": "No such address"}})
    expect(email).to_have_accessible_description("No such address")
    email.press("d")
    expect(email).to_be_focused()
    expect(email).to_have_value("a@bcd")
    expect(page.get_by_label("City")).to_have_value("la")
    page.get_by_label("City").select_option("New York")
    page.get_by_label("Choice").select_option("client")
    page.get_by_role("button", name="Look it up").click()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Send").click()
    value["value"] = "a@bcd"
    hears(
        frame,
        ["ValueChange", None, value],
        ["ValueChange", "email", value],
        ["ValueChange", None, {"id": "city", "value": "nyc"}],
        ["ValueChange", None, {"id": "menu", "value": "client"}],
        ["LayoutEvent", None, {"id": "go", "value": {"n": 1}}],
        ["PrimaryButtonClick", None],
        ["PrimaryButtonClick", None],
    )

    call(frame, "setPrimaryButtonState", {"state": "disabled", "title": "Sending"})
    expect(page.get_by_role("button", name="Sending")).to_be_disabled()
    call(frame, "setLayoutItemState", {"id": "note", "visible": False})
    expect(page.get_by_label("Note")).to_be_hidden()
    email.focus()
    call(frame, "lock")
    assert page.evaluate("document.querySelector('.built-in-body').inert")
    expect(page.get_by_text("Please wait")).to_be_visible()
    call(frame, "unlock")
    expect(email).to_be_focused()
    email.press("Home")
    again = {**blocks, "email": block("input", title="E-mail", value="new")}
    call(frame, "setLayout", {**layout, "blocks": again})
    email.press("a")
    expect(email, "whoever types goes on").to_have_value("anew")
    frame.evaluate("window.heard.splice(0)")

    page.locator("form.stages button:not([aria-current])").nth(1).click()
    hears(frame, ["EntityUpdate", None])
    expect(email, "the card stays").to_have_value("anew")
    elsewhere = page.context.new_page()
    elsewhere.goto(f"/crm/deal/{deal}/edit/")
    elsewhere.locator("[name='f.title']").fill("Anchors and chains")
    elsewhere.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Anchors and chains")).to_be_visible()
    hears(frame, ["EntityUpdate", None])

    page.get_by_role("button", name="Cancel").click()
    hears(frame, ["SecondaryButtonClick", None])
    portal.webhook(3).call(
        "crm.timeline.comment.add", fields={"ENTITY_ID": deal, "ENTITY_TYPE": "deal", "COMMENT": "Sent"}
    )
    frame.evaluate("() => { BX24.placement.call('finish', null) }")
    expect(page.locator("iframe")).to_have_count(0)
    expect(email).to_be_hidden()
    expect(page.locator("[data-built-in] summary")).to_be_focused()
    expect(page.locator("p.text", has_text="Sent")).to_be_visible()
    assert call(opened(page), "setLayoutItemState", {"id": "email"}) == [
        {"result": "error", "errorCode": "ITEM_NOT_FOUND"}
    ], "it begins anew"


def test_blocks_in_an_array_are_known_by_their_numbers(open_as: Open, app: Application) -> None:
    page = open_as(1, "/crm/deal/5/")
    frame = opened(page)
    call(frame, "setLayout", {"blocks": [block("input", title="First"), block("input", title="Second")]})
    frame.evaluate(
        """() => {
          window.heard = []
          BX24.placement.call('bindValueChangeCallback', 1, (told) => { heard.push(told) })
        }"""
    )
    call(frame, "setLayoutItemState", {"id": 1, "properties": {"value": "b"}})
    page.get_by_label("First").press("a")
    page.get_by_label("Second").press("End")
    page.get_by_label("Second").press("c")
    hears(frame, {"id": "1", "value": "bc"})


def test_links_lead_to_pages_of_the_portal_to_others_and_to_the_application(
    open_as: Open, site: AppSite, app: Application
) -> None:
    page = open_as(1, "/crm/deal/5/")
    frame = opened(page)
    size = {"title": "All of it", "width": 700}
    blocks = {
        "card": link("The deal", type="redirect", uri="/crm/deal/details/5/"),
        "outer": link("The site", type="redirect", value="https://example.test/a"),
        "app": link("The application", type="openRestApp", value={"myId": 1, "entityId": 9}, sliderParams=size),
        "wish": link("A text", type="openRestApp", value="howto"),
    }
    call(frame, "setLayout", {"blocks": blocks})
    outer = page.get_by_role("link", name="The site")
    assert [outer.get_attribute(name) for name in ("href", "target", "rel")] == [
        "https://example.test/a", "_blank", "noopener noreferrer",
    ]  # fmt: skip
    page.get_by_role("link", name="The deal").click()
    slider = page.locator("dialog.slider")
    slider.frame_locator("iframe").locator("#about-record").wait_for()
    slider.get_by_role("button", name="Close").click()
    site.posted()
    for name, told in (
        (
            "The application",
            {"value": {"myId": 1, "entityId": 9}, "myId": 1, "bx24_title": "All of it", "bx24_width": 700},
        ),
        ("A text", {"value": "howto"}),
    ):
        page.get_by_role("button", name=name).click()
        options = json.loads(site.posted()[1]["PLACEMENT_OPTIONS"])
        del options["URI"]
        slid = {"IFRAME": "Y", "IFRAME_TYPE": "SIDE_SLIDER"}
        assert options == {**told, **slid, "entityTypeId": 2, "entityId": 5}
        slider.get_by_role("button", name="Close").click()


def test_a_widget_that_could_not_be_opened_may_be_opened_once_more(open_as: Open, app: Application) -> None:
    page = open_as(1, "/crm/deal/5/")
    page.route("**/open/", lambda route: route.abort())
    widget = page.locator("[data-built-in]")
    widget.locator("summary").click()
    expect(widget.get_by_text("Send a link could not be opened")).to_be_visible()
    page.unroute("**/open/")
    widget.locator("summary").click()
    expect(widget).not_to_have_attribute("open", "")
    widget.locator("summary").click()
    assert call(frame_of(page), "setLayout", {"blocks": {"a": block("text", value="Here it is")}}) == []
    expect(widget.get_by_text("Here it is")).to_be_visible()


def test_layouts_with_something_else_in_mind_come_to_nothing(open_as: Open, app: Application) -> None:
    page = open_as(1, "/crm/deal/5/")
    frame = opened(page)
    text = block("text", value="Fine")
    for unfit in (
        None, 5, "x", [], {}, {"blocks": None}, {"blocks": "x"}, {"blocks": {"a": None, "b": {"type": "html"}}},
        {"blocks": {"a": block("constructor"), "b": block("list", blocks={"c": block("input")})}},
    ):  # fmt: skip
        assert call(frame, "setLayout", unfit) == [{"result": "error", "errorCode": "LAYOUT_IS_EMPTY"}]
    deep = text
    for _ in range(50):
        deep = block("section", blocks={"in": deep, "many": text})
    blocks: dict[str, Any] = {
        "markup": block("text", value=MARKUP, color="red; } *", size="9em", bold="<b>"),
        "title": block("withTitle", title=MARKUP, block=block("link", text=MARKUP, action={"type": "eval"})),
        "typed": block("input", value={"a": 1}, title=[MARKUP], errorText=5, placeholder=MARKUP, disabled="maybe"),
        "chosen": block("select", values={"<b>": MARKUP, "x": {}}, selectedValue="none of them"),
        "wrong": block("lineOfBlocks", blocks={"a": block("section", blocks={"b": text}), "c": text}),
        "twenty": block("section", blocks={f"n{each}": block("text", value="One of many") for each in range(30)}),
        "images": block("section", imageSrc="javascript:window.hacked=1", blocks={"a": text}),
        "local": block("section", imageSrc="data:image/svg+xml,<svg/>", blocks={"a": text}),
        "deep": deep,
        "constructor": text,
    }
    addresses = (
        "javascript:window.hacked=1", "JavaScript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "vbscript:x",
        "example.test", "file:///etc/hosts", "blob:x", "http://", None, 5, {"a": 1},
    )  # fmt: skip
    for number, address in enumerate(addresses):
        blocks[f"link{number}"] = link("Somewhere", type="redirect", value=address)
    layout = {"blocks": blocks, "primaryButton": {"title": MARKUP, "state": "gone"}, "secondaryButton": "x"}
    assert call(frame, "setLayout", layout) == []
    drawn = page.locator(".layout").first
    expect(drawn.get_by_text(MARKUP, exact=True)).to_have_count(4)
    expect(drawn.get_by_text("One of many")).to_have_count(20)
    expect(drawn.get_by_text("Somewhere").first).to_be_visible()
    expect(drawn.locator("a, img, script, [onclick], [style]")).to_have_count(0)
    assert drawn.locator(".layout-section").count() < 20
    call(
        frame, "setLayoutItemState", {"id": "link0", "properties": {"action": {"type": "redirect", "uri": "https://"}}}
    )
    call(frame, "setLayoutItemState", {"id": "__proto__", "visible": False, "properties": {"__proto__": {"value": 1}}})
    call(frame, "setPrimaryButtonState", [])
    frame.evaluate(
        "() => { for (let n = 0; n < 500; n++) BX24.placement.call('bindValueChangeCallback', {}, () => {}) }"
    )
    assert call(frame, "unlock") == []
    expect(drawn.locator("a")).to_have_count(0)
    assert page.evaluate("window.hacked ?? null") is None


def test_b24jssdk_hears_every_event_the_first_as_well(open_as: Open, portal: LocalPortal) -> None:
    with AppSite(WITH_B24JSSDK) as site:
        bound(portal, site)
        page = open_as(1, "/crm/deal/5/")
        frame = opened(page)
        told = frame.evaluate(
            """async () => {
              window.heard = []
              const bind = (what, id, tell) => b24.placement.callCustomBind(`bind${what}Callback`, id, tell)
              const name = { type: 'input', properties: { title: 'Name' } }
              const blocks = { name, other: { type: 'input', properties: {} } }
              return [
                await bind('ValueChange', 'name', (told) => heard.push(told)),
                await bind('PrimaryButtonClick', null, () => heard.push('clicked')),
                await b24.placement.call('setLayout', { blocks, primaryButton: { title: 'Save' } })
              ]
            }"""
        )
        assert told == ["", "", []], "answered, so that the first event is no answer"
        page.get_by_role("textbox", name="Text").fill("no one's")
        page.get_by_label("Name").press("a")
        page.get_by_label("Name").press("b")
        page.get_by_role("button", name="Save").click()
        hears(frame, {"id": "name", "value": "a"}, {"id": "name", "value": "ab"}, "clicked")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_is_accessible_in_all_looks(open_as: Open, site: AppSite, app: Application, scheme: str) -> None:
    site.pages["/sign.svg"] = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    page = open_as(1, "/crm/deal/5/", color_scheme=scheme, viewport=WIDE if scheme == "light" else NARROW)
    frame = opened(page)
    words = {color: block("text", value=f"In {color}", color=color, size="xs") for color in COLORS}
    words |= {
        "link": link("Read on", type="redirect", value="https://example.test/"),
        "event": link("Do it", type="layoutEvent", value="x"),
        "title": block("withTitle", title="Owner", inline=True, block=block("lineOfBlocks", blocks=words.copy())),
    }
    blocks = {look: block("section", type=look, blocks=words) for look in SECTIONS}
    blocks["withBorder"]["properties"]["imageSrc"] = f"{site.origin}/sign.svg"
    blocks |= {
        "list": block("list", blocks={"one": block("text", value="One"), "two": link("Two", type="layoutEvent")}),
        "email": block("input", title="E-mail", errorText="No such address", value="a"),
        "note": block("textarea", placeholder="Write"),
        "menu": block("dropdownMenu", values={"": "Nothing", "a": "A"}),
        "city": block("select", title="City", values={"a": "A"}, disabled=True, errorText="Choose one"),
    }
    call(
        frame,
        "setLayout",
        {"blocks": blocks, "primaryButton": {"title": "Save"}, "secondaryButton": {"title": "Cancel"}},
    )
    expect(page.get_by_text("In success").first).to_be_visible()
    expect(page.locator(".layout img")).to_have_js_property("naturalWidth", 9)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
