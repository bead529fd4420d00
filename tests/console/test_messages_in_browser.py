"""The tutorial of SMS providers, from start to end."""

import re

from playwright.sync_api import expect

from homeport.testing.portal import LocalPortal
from tests.console.conftest import Open

STATUS = "messageservice.message.status.update"


def test_the_whole_way_from_the_card_to_the_handler_and_back(open_as: Open, portal: LocalPortal) -> None:
    """The tutorial: an application registers a sender, somebody sends, the handler is called, the status comes back."""
    application = portal.app("Pigeon", scope="messageservice,crm")
    handler = portal.handler()
    page = open_as(3, "/crm/contact/1/")
    expect(page.get_by_text("SMS", exact=True)).to_have_count(0)  # without a sender nothing is sent
    application.call("messageservice.sender.add", CODE="provider1", TYPE="SMS", HANDLER=handler.url, NAME="Provider 1")
    page.reload()
    page.get_by_text("SMS", exact=True).click()
    phone = page.get_by_label("Phone", exact=True).locator("visible=true")
    expect(phone).not_to_have_value("")  # that of the contact
    number = "+" + re.sub(r"\D", "", phone.input_value())
    page.get_by_label("Text", exact=True).locator("visible=true").fill("Your confirmation code: 1234")
    page.get_by_role("button", name="Send it").click()
    form = handler.next().form
    assert form.keys() == {
        *("module_id", "bindings", "properties", "type", "code", "message_id", "message_to", "message_body"),
        *("ts", "auth"),
    }
    assert form["bindings"] == {"0": {"OWNER_TYPE_ID": "3", "OWNER_ID": "1"}} or form["bindings"] == [
        {"OWNER_TYPE_ID": "3", "OWNER_ID": "1"}
    ]
    assert form["properties"] == {"phone_number": number, "message_text": "Your confirmation code: 1234"}
    assert (form["module_id"], form["type"], form["code"], form["message_to"]) == ("crm", "SMS", "provider1", number)
    assert form["auth"]["user_id"] == "3"
    assert form["auth"]["application_token"] == application.application_token
    expect(page.locator(".entry", has_text="Your confirmation code: 1234")).to_contain_text("Queued")
    key = {"CODE": "provider1", "MESSAGE_ID": form["message_id"]}
    application.call(STATUS, user=3, **key, STATUS="delivered")
    page.reload()
    expect(page.locator(".entry", has_text="Your confirmation code: 1234")).to_contain_text("Delivered")
    activity = application.call("crm.activity.list", order={"ID": "DESC"}, select=["SETTINGS"])[0]
    assert activity["SETTINGS"]["MESSAGE_ID"] == form["message_id"]
