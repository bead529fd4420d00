"""``widget-as-field-in-lead-page.md``: a field of an application's own type on the card of leads. What its page does on
the card is in ``tests/console/test_frame_fields.py``.
"""

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire

HANDLER = "https://app.example.test/handler.php"
FIELD = {
    "FIELD_NAME": "PHONE_DATA",
    "XML_ID": "PHONE_DATA",
    "MANDATORY": "N",
    "SHOW_IN_LIST": "Y",
    "EDIT_IN_LIST": "Y",
    "EDIT_FORM_LABEL": "Phone data",
    "LIST_COLUMN_LABEL": "Phone data",
    "SETTINGS": {},
}


@pytest.fixture
def app(wire: Wire) -> AppApi:
    """The administrator, by an application."""
    return app_of(wire, 1, "crm,placement")


@pytest.mark.parametrize(("noun", "type_id"), [("lead", 1), ("deal", 2), ("contact", 3), ("company", 4)])
def test_a_field_of_the_applications_type_holds_what_its_page_sets(app: AppApi, noun: str, type_id: int) -> None:
    described = {"TITLE": "Phone data", "DESCRIPTION": "A phone", "OPTIONS": {"height": 60}}
    assert app("userfieldtype.add", USER_TYPE_ID="phone_data", HANDLER=HANDLER, **described) is True
    about = app("app.info")
    assert about["INSTALLED"] is True
    assert app.send(f"crm.{noun}.userfield.add", fields={**FIELD, "USER_TYPE_ID": "phone_data"}).error[2] == (
        "Invalid custom type specified."
    )
    full = f"rest_{about['ID']}_phone_data"
    number = app(f"crm.{noun}.userfield.add", fields={**FIELD, "USER_TYPE_ID": full})
    shown = app(f"crm.{noun}.userfield.get", id=number)
    assert (shown["FIELD_NAME"], shown["USER_TYPE_ID"]) == ("UF_CRM_PHONE_DATA", full)
    first = app("crm.item.list", entityTypeId=type_id, select=["id"], order={"id": "ASC"})["items"][0]["id"]
    item = app("crm.item.get", entityTypeId=type_id, id=str(first))["item"]
    phone = next((each["value"] for each in item.get("fm") or [] if each["typeId"] == "PHONE"), "+49 30 23125 999")
    app("crm.item.update", entityTypeId=type_id, id=first, fields={"ufCrmPhoneData": phone})
    assert app("crm.item.get", entityTypeId=type_id, id=first)["item"]["ufCrmPhoneData"] == phone
    assert app.refused("crm.item.get", entityTypeId=type_id, id=999_999)[1] == "NOT_FOUND"
