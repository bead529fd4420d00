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
