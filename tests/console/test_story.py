"""What a developer does in a real browser: a call is made, and seen to arrive."""

import json
import re
import urllib.request

import pytest
from playwright.sync_api import expect

from homeport.testing.portal import LocalPortal
from tests.console.chromium import NARROW, WIDE, violations
from tests.console.conftest import Open

PAGES = (
    "/developer/",
    "/developer/webhooks/",
    "/developer/applications/",
    "/developer/builder/?method=crm.item.list",
    "/developer/requests/",
    "/developer/events/",
    "/developer/faults/",
    "/developer/baselines/",
    "/reference/?q=binding",
    "/reference/groups/crm/",
    "/reference/methods/crm.item.list/",
    "/reference/coverage/",
    "/reference/differences/",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_is_accessible(open_as: Open, portal: LocalPortal, scheme: str, viewport: dict[str, int]) -> None:
    portal.app("Invoices", handler="https://app.example.test/")
    portal.faults.add(method="crm.lead.*", error="QUERY_LIMIT_EXCEEDED")
    portal.snapshot("before")
    portal.outgoing("http://127.0.0.1:9/hook", "ONCRMDEALUPDATE", title="Stock check")
    portal.events.trigger("ONCRMDEALUPDATE", 5)
    portal.events.wait("ONCRMDEALUPDATE")
    with pytest.raises(Exception, match="ACCESS_DENIED"):
        portal.webhook(3).call("crm.activity.binding.list", activityId=7)
    page = open_as(1, color_scheme=scheme, viewport=viewport)
    found = {}
    for path in PAGES:
        page.goto(path)
        found[path] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    page.goto("/developer/requests/")
    page.locator("#lines a").first.click()
    page.get_by_role("heading", name="Why").wait_for()
    found["a request"] = violations(page)
    page.goto("/developer/events/")
    page.locator("table.log a").first.click()
    page.get_by_role("heading", name="Answered").wait_for()
    found["an event"] = violations(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_webhook_is_made_and_its_call_arrives_in_the_log(open_as: Open) -> None:
    page = open_as(1, "/developer/webhooks/")
    page.get_by_label("Title").fill("Nightly import")
    page.get_by_label("Acts as").select_option("3")
    page.get_by_role("button", name="Make webhook").click()
    line = page.locator(".made code").nth(1).inner_text()
    url = line.partition("'")[2].partition("'")[0].removesuffix("profile")
    page.locator(".made").get_by_role("link", name="request log").click()
    page.get_by_text("Following").wait_for()
    expect(page.get_by_text("No request fits these filters")).to_be_visible()
    with urllib.request.urlopen(f"{url}crm.activity.binding.list?activityId=1") as answer:
        assert json.load(answer)["result"]
    row = page.locator("#lines tr").first
    row.wait_for()
    expect(row).to_contain_text("crm.activity.binding.list")
    expect(row).to_contain_text("Clara Mast")
    expect(page.locator("#none")).not_to_be_visible()


def test_an_outgoing_webhook_is_made_its_answer_read_and_the_call_sent_again(
    open_as: Open, portal: LocalPortal
) -> None:
    receiver = portal.handler()
    receiver.answers(500, b"not in the mood")
    page = open_as(1, "/developer/events/")
    page.get_by_label("Handler's address").fill(receiver.url)
    page.get_by_label("Events, with commas").fill("onCrmDealUpdate")
    page.get_by_role("button", name="Make outgoing webhook").click()
    token = page.locator("#made-token").inner_text()
    portal.webhook().call("crm.deal.update", id=1, fields={"TITLE": "New"})
    assert receiver.next().token == token
    portal.events.wait("ONCRMDEALUPDATE")
    page.goto("/developer/events/")
    expect(page.locator("#made-token")).to_have_count(0)
    expect(page.get_by_role("table", name="Calls, the newest first")).to_contain_text("failed")
    page.locator("table.log a").first.click()
    expect(page.get_by_text("not in the mood")).to_be_visible()
    receiver.answers(200)
    page.get_by_role("button", name="Send again").click()
    assert receiver.next().event == "ONCRMDEALUPDATE"


def test_whoever_signs_out_follows_no_longer(open_as: Open) -> None:
    page = open_as(1, "/developer/requests/")
    page.get_by_text("Following").wait_for()
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Sign out").click()
    page.get_by_text("No longer following").wait_for()


def test_the_builder_runs_a_method_by_keyboard_and_shows_its_answer(open_as: Open) -> None:
    page = open_as(1, "/developer/builder/")
    page.get_by_label("Parameters, as JSON").fill('{"activityId": 1}')
    page.keyboard.press("Control+Enter")
    answer = page.get_by_role("region", name="Answer", exact=True)
    answer.wait_for()
    expect(answer).to_contain_text('"entityTypeId": 2')
    expect(page.locator("#answer .badge")).to_have_text("200")
    page.get_by_label("Parameters, as JSON").fill("{")
    page.get_by_role("button", name="Run").click()
    page.get_by_text("The parameters are no JSON").wait_for()


def test_what_cannot_be_undone_is_asked_first(open_as: Open) -> None:
    page = open_as(1, "/developer/webhooks/")
    page.get_by_role("button", name="Revoke").first.click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="2 webhooks")).to_be_visible()
    page.get_by_role("button", name="Revoke").first.click()
    assert violations(page) == []
    page.get_by_role("button", name="Yes").click()
    page.get_by_role("heading", name="1 webhook", exact=True).wait_for()


def test_methods_are_found_while_typing(open_as: Open) -> None:
    page = open_as(3, "/reference/")
    page.get_by_label("Search by name or purpose").press_sequentially("binding list")
    expect(page, "what was found for the half of it has gone").to_have_url(re.compile(r"q=binding(\+|%20)list$"))
    page.locator("#found a", has_text="crm.activity.binding.list").click()
    page.get_by_role("heading", name="crm.activity.binding.list").wait_for()
