"""``how-to-add-activity-to-contact.md``: a meeting with a contact, from the contact's own card."""

from typing import Any

import pytest

from tests.conftest import Api

CONTACT, MEETING, CALL, EMAIL = 3, 1, 2, 4


def a_contact(admin: Api, **fields: Any) -> dict[str, Any]:
    """A contact with a phone number, of user 3's, as ``crm.contact.get`` answers it."""
    phone = [{"VALUE": "498001001020", "VALUE_TYPE": "MOBILE"}]
    known = {"NAME": "Klaus", "LAST_NAME": "Müller", "ASSIGNED_BY_ID": 3, "PHONE": phone}
    contact: dict[str, Any] = admin("crm.contact.get", id=admin("crm.contact.add", fields=known | fields))
    return contact


def meeting_with(contact: dict[str, Any], **fields: Any) -> dict[str, Any]:
    phone = contact["PHONE"][0]["VALUE"]
    return {
        "SUBJECT": "calendar title",
        "DESCRIPTION": "calendar body",
        "DESCRIPTION_TYPE": 3,
        "OWNER_ID": contact["ID"],
        "OWNER_TYPE_ID": CONTACT,
        "TYPE_ID": MEETING,
        "COMMUNICATIONS": [{"VALUE": phone, "ENTITY_ID": contact["ID"], "ENTITY_TYPE_ID": CONTACT}],
        "START_TIME": "2027-05-20T14:00:00+03:00",
        "END_TIME": "2027-05-20T15:00:00+03:00",
        "RESPONSIBLE_ID": contact["ASSIGNED_BY_ID"],
        **fields,
    }


def test_a_meeting_stands_in_the_contacts_timeline(admin: Api) -> None:
    contact = a_contact(admin)
    assert contact["FACE_ID"] is None
    assert "EMAIL" not in contact
    activity = admin("crm.activity.add", fields=meeting_with(contact))
    assert isinstance(activity, int)
    answer = admin.send(
        "crm.activity.list",
        filter={"OWNER_TYPE_ID": CONTACT, "OWNER_ID": contact["ID"]},
        select=["ID", "OWNER_ID", "TYPE_ID", "SUBJECT", "COMPLETED", "RESPONSIBLE_ID", "COMMUNICATIONS"],
    ).json
    assert answer["total"] == 1
    (found,) = answer["result"]
    (talk,) = found.pop("COMMUNICATIONS")
    assert found == {
        "ID": str(activity),
        "OWNER_ID": contact["ID"],
        "TYPE_ID": "1",
        "SUBJECT": "calendar title",
        "COMPLETED": "N",
        "RESPONSIBLE_ID": "3",
    }
    assert {name: talk[name] for name in ("TYPE", "VALUE", "ENTITY_ID", "ENTITY_TYPE_ID")} == {
        "TYPE": "",
        "VALUE": "498001001020",
        "ENTITY_ID": contact["ID"],
        "ENTITY_TYPE_ID": "3",
    }


def test_communications_are_answered_when_they_are_selected(admin: Api) -> None:
    contact = a_contact(admin)
    admin("crm.activity.add", fields=meeting_with(contact))
    wanted = {"filter": {"OWNER_TYPE_ID": CONTACT, "OWNER_ID": contact["ID"]}}
    assert "COMMUNICATIONS" not in admin("crm.activity.list", **wanted)[0]


@pytest.mark.parametrize("nobody_named", [None, "", 0, "0", "me"])
def test_without_a_responsible_person_the_contacts_own_is_taken(admin: Api, nobody_named: Any) -> None:
    contact = a_contact(admin)
    activity = admin("crm.activity.add", fields=meeting_with(contact, RESPONSIBLE_ID=nobody_named))
    assert admin("crm.activity.get", id=activity)["RESPONSIBLE_ID"] == "3"
    fields = meeting_with(contact)
    del fields["RESPONSIBLE_ID"]
    assert admin("crm.activity.get", id=admin("crm.activity.add", fields=fields))["RESPONSIBLE_ID"] == "3"


def test_running_it_again_adds_one_more(admin: Api) -> None:
    contact = a_contact(admin)
    fields = meeting_with(contact)
    assert admin("crm.activity.add", fields=fields) != admin("crm.activity.add", fields=fields)


NO_COMMUNICATION = "The field COMMUNICATIONS is not defined or invalid"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"OWNER_ID": 999_999}, "Could not find 'CONTACT' with ID: 999999"),
        ({"SUBJECT": ""}, "The field SUBJECT is not defined or empty"),
        ({"COMMUNICATIONS": ""}, NO_COMMUNICATION),
        ({"COMMUNICATIONS": [{"VALUE": "", "ENTITY_ID": 1, "ENTITY_TYPE_ID": CONTACT}]}, NO_COMMUNICATION),
        ({"TYPE_ID": EMAIL, "COMMUNICATIONS": [{"VALUE": "a@b.example", "TYPE": "PHONE"}]}, NO_COMMUNICATION),
        ({"TYPE_ID": CALL, "COMMUNICATIONS": [{"VALUE": "1", "TYPE": "EMAIL"}]}, NO_COMMUNICATION),
        ({"RESPONSIBLE_ID": 999_999}, "The field RESPONSIBLE_ID is not defined or invalid"),
        ({"TYPE_ID": 0}, "The field TYPE_ID is not defined or invalid"),
        ({"TYPE_ID": 7}, "The field TYPE_ID is not defined or invalid"),
        ({"TYPE_ID": 3}, 'The activity type "TASK" is not supported in current context'),
        ({"TYPE_ID": 5}, 'The activity type "ACTIVITY" is not supported in current context'),
        (
            {"COMMUNICATIONS": [{"VALUE": "1"}, {"VALUE": "2"}]},
            "The only one communication is allowed for activity of specified type",
        ),
        (
            {"OWNER_ID": "", "OWNER_TYPE_ID": "", "COMMUNICATIONS": [{"VALUE": "1"}]},
            "Could not build binding. Please ensure that owner info and communications are defined correctly",
        ),
    ],
)
def test_every_row_of_the_errors_has_its_cause(admin: Api, change: dict[str, Any], text: str) -> None:
    contact = a_contact(admin)
    before = admin.send("crm.activity.list").json["total"]
    assert admin.send("crm.activity.add", fields=meeting_with(contact, **change)).error == (400, "", text)
    assert admin.send("crm.activity.list").json["total"] == before


def test_who_may_not_change_the_contact_is_denied(admin: Api, nobody: Api) -> None:
    assert nobody.send("crm.activity.add", fields=meeting_with(a_contact(admin))).error == (400, "", "Access denied.")


def test_an_empty_communication_beside_a_full_one_is_none(admin: Api) -> None:
    contact = a_contact(admin)
    talks = [{"VALUE": ""}, {"VALUE": "1"}]
    activity = admin("crm.activity.add", fields=meeting_with(contact, COMMUNICATIONS=talks))
    (found,) = admin("crm.activity.list", filter={"ID": activity}, select=["ID", "COMMUNICATIONS"])
    assert [talk["VALUE"] for talk in found["COMMUNICATIONS"]] == ["1"]
