"""The request builder's form, in a browser: it and the JSON follow each other."""

import json

from playwright.sync_api import expect

from tests.console.chromium import violations
from tests.console.conftest import Open


def test_the_form_and_the_json_say_the_same(open_as: Open) -> None:
    page = open_as(1, "/developer/builder/?method=crm.deal.list")
    params = page.locator("#params")
    params.fill(
        '{"filter": {">=OPPORTUNITY": 100, "@STAGE_ID": ["NEW", "WON"]}, "order": {"ID": "DESC"}, "other": {"a": [1]}}'
    )
    params.dispatch_event("change")
    form = page.locator("#asked")
    expect(form).to_contain_text("Fields to sort by, each with ASC or DESC")
    expect(form.get_by_label("Value of OPPORTUNITY")).to_have_value("100")
    expect(form.get_by_label("Operator of STAGE_ID")).to_have_value("@")
    expect(form.get_by_label("Value of STAGE_ID")).to_have_value("NEW, WON")
    expect(form.get_by_label("Direction of ID")).to_have_value("DESC")
    form.get_by_label("Value of OPPORTUNITY").fill("5000")
    form.get_by_role("button", name="Add a condition").click()
    form.get_by_label("Field of filter").last.fill("TITLE")
    form.get_by_label("Operator of the field").select_option("%")
    form.get_by_label("Value of the field").fill("lines")
    form.get_by_label("select", exact=True).fill("ID, TITLE")
    assert json.loads(params.input_value()) == {
        "filter": {">=OPPORTUNITY": 5000, "@STAGE_ID": ["NEW", "WON"], "%TITLE": "lines"},
        "order": {"ID": "DESC"},
        "other": {"a": [1]},
        "select": ["ID", "TITLE"],
    }
    assert violations(page) == []
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#outcome")).to_contain_text("200")
    params.fill("{ no JSON")
    params.dispatch_event("change")
    expect(form).to_be_hidden()


def test_calls_are_kept_by_a_name_and_found_again(open_as: Open) -> None:
    page = open_as(1, "/developer/builder/?method=crm.deal.list")
    params = page.locator("#params")
    params.fill('{"filter": {"ID": 7}}')
    params.dispatch_event("change")
    page.locator("#as").select_option("user:3")
    saved = page.locator("#saved-calls")
    saved.get_by_label("Keep this call as").fill("the <b>seventh</b> & last")
    saved.get_by_role("button", name="Save").click()
    page.goto("/developer/builder/?method=profile")
    expect(saved.get_by_role("listitem")).to_have_count(1)
    saved.get_by_role("link", name="the <b>seventh</b> & last").click()
    expect(page.locator("#method")).to_have_value("crm.deal.list")
    expect(params).to_have_value('{"filter": {"ID": 7}}')
    expect(page.locator("#as")).to_have_value("user:3")
    expect(page.locator("#asked").get_by_label("Value of ID")).to_have_value("7")
    params.fill("{}")
    page.goto("/developer/builder/?method=crm.deal.list")
    saved.get_by_role("link").click()
    expect(params).to_have_value('{"filter": {"ID": 7}}')
    assert violations(page) == []
    saved.get_by_role("button", name="Remove the").click()
    expect(saved.get_by_role("listitem")).to_have_count(0)
    page.evaluate("localStorage.setItem('homeport-calls', 'no JSON')")
    page.reload()
    expect(saved.get_by_role("button", name="Save")).to_be_visible()
