"""``how-to-send-email.md``: an e-mail of the responsible person's to a contact. It is stored; nothing is sent here."""

from typing import Any

from tests.conftest import Api, Wire, api_of
from tests.tutorials.test_add_activity_to_contact import a_contact

CONTACT, EMAIL = 3, 4


def test_an_e_mail_to_a_contact_is_stored_with_its_sender(admin: Api) -> None:
    contact = a_contact(admin, EMAIL=[{"VALUE": "mueller@example.com", "VALUE_TYPE": "WORK"}])
    (employee,) = admin("user.get", filter={"ID": contact["ASSIGNED_BY_ID"]})
    sender = f"{employee['NAME']} {employee['LAST_NAME']} <{employee['EMAIL']}>"
    talk: dict[str, Any] = {
        "VALUE": contact["EMAIL"][0]["VALUE"],
        "ENTITY_ID": contact["ID"],
        "ENTITY_TYPE_ID": CONTACT,
    }
    fields = {
        "SUBJECT": "subject email now",
        "DESCRIPTION": "body email now",
        "DESCRIPTION_TYPE": 3,
        "COMPLETED": "Y",
        "DIRECTION": 2,
        "OWNER_ID": contact["ID"],
        "OWNER_TYPE_ID": CONTACT,
        "TYPE_ID": EMAIL,
        "COMMUNICATIONS": [talk],
        "START_TIME": "2027-05-20T14:00:00+03:00",
        "END_TIME": "2027-05-20T15:00:00+03:00",
        "RESPONSIBLE_ID": employee["ID"],
        "SETTINGS": {"MESSAGE_FROM": sender},
    }
    activity = admin("crm.activity.add", fields=fields)
    (found,) = admin(
        "crm.activity.list",
        filter={"OWNER_TYPE_ID": CONTACT, "OWNER_ID": contact["ID"]},
        select=["ID", "TYPE_ID", "DIRECTION", "COMPLETED", "SETTINGS", "COMMUNICATIONS"],
    )
    talks = found.pop("COMMUNICATIONS")
    assert found == {
        "ID": str(activity),
        "TYPE_ID": "4",
        "DIRECTION": "2",
        "COMPLETED": "Y",
        "SETTINGS": {"MESSAGE_FROM": sender},
    }
    assert [(each["TYPE"], each["VALUE"]) for each in talks] == [("EMAIL", "mueller@example.com")]
    assert admin("crm.activity.delete", id=activity) is True


def test_the_brief_scope_shows_no_addresses_of_people(wire: Wire, encoding: type[Api]) -> None:
    brief = api_of(wire, 1, "user_brief")
    caller = encoding(wire, 1, brief.base.split("/")[3])
    assert "EMAIL" not in caller("user.get", filter={"ID": 3})[0]
