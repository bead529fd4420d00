"""``how-to-add-repeat-lead.md``: who comes again by a form is linked to the clients of the request before."""

from typing import Any

from tests.conftest import Api

PHONE, EMAIL = "+4930000000", "klaus@example.com"


def submitted(api: Api, phone: str = PHONE, email: str = EMAIL) -> int:
    """What the tutorial's handler does with a form."""
    fields: dict[str, Any] = {
        "TITLE": "From the site: Klaus Weber",
        "NAME": "Klaus",
        "LAST_NAME": "Weber",
        "PHONE": [{"VALUE": phone, "VALUE_TYPE": "HOME"}],
        "EMAIL": [{"VALUE": email, "VALUE_TYPE": "HOME"}],
    }
    same: list[int] = []
    for kind, value in (("PHONE", phone), ("EMAIL", email)):
        found = api("crm.duplicate.findbycomm", entity_type="LEAD", type=kind, values=[value])
        same += found["LEAD"] if found else []
    if same:
        select = ["ID", "COMPANY_ID", "CONTACT_ID"]
        rows = api("crm.lead.list", filter={"=ID": same, "STATUS_ID": "CONVERTED"}, select=select)
        for row in rows[:1]:
            fields |= {name: row[name] for name in select[1:] if row[name]}
    number: int = api("crm.lead.add", fields=fields)
    return number


def test_a_repeat_lead_has_the_clients_of_the_first(admin: Api) -> None:
    first = submitted(admin)
    lead = admin("crm.lead.get", id=first)
    assert (lead["COMPANY_ID"], lead["CONTACT_ID"]) == (None, None)
    company = admin("crm.company.add", fields={"TITLE": "Weber"})
    contact = admin("crm.contact.add", fields={"NAME": "Klaus", "COMPANY_ID": company})
    clients = {"COMPANY_ID": company, "CONTACT_ID": contact}
    admin("crm.lead.update", id=first, fields={"STATUS_ID": "CONVERTED", **clients})
    second = admin("crm.lead.get", id=submitted(admin, email="other@example.com"))
    assert second["TITLE"].startswith("From the site:")
    assert (second["COMPANY_ID"], second["CONTACT_ID"]) == (str(company), str(contact))
    assert second["IS_RETURN_CUSTOMER"] == "Y"
    assert [each["VALUE"] for each in second["PHONE"]] == [PHONE]


def test_a_lead_that_was_not_converted_gives_no_clients(admin: Api) -> None:
    submitted(admin)
    again = admin("crm.lead.get", id=submitted(admin))
    assert (again["COMPANY_ID"], again["CONTACT_ID"], again["IS_RETURN_CUSTOMER"]) == (None, None, "N")


def test_another_format_of_the_phone_is_another_client(admin: Api) -> None:
    submitted(admin, phone="+49 30 1234567")
    assert admin("crm.duplicate.findbycomm", entity_type="LEAD", type="PHONE", values=["49301234567"]) == []
