"""``how-to-add-objects-with-crm-mode.md``: a lead from a form, and a to-do for it or for the deal that it became."""

from typing import Any

import pytest

from tests.conftest import Api

LEAD, DEAL = 1, 2
FORM: dict[str, Any] = {
    "TITLE": "From website: Klaus Weber",
    "NAME": "Klaus",
    "LAST_NAME": "Weber",
    "COMPANY_TITLE": "",
    "PHONE": [{"VALUE": "+49 900 000 00 00", "VALUE_TYPE": "WORK"}],
    "EMAIL": [],
}


@pytest.mark.parametrize("deadline", ["2027-08-19 15:00:00", "2027-08-19T15:00:00"])
def test_a_lead_and_a_reminder_to_call(admin: Api, deadline: str) -> None:
    lead = admin("crm.lead.add", fields=FORM)
    stored = admin("crm.lead.get", id=lead)
    assert (stored["STATUS_ID"], stored["TITLE"]) == ("NEW", FORM["TITLE"])
    assert [phone["VALUE"] for phone in stored["PHONE"]] == ["+49 900 000 00 00"]
    told = {"title": "Call client", "description": "A request from the site"}
    made = admin("crm.activity.todo.add", ownerTypeId=LEAD, ownerId=lead, deadline=deadline, **told)
    (found,) = admin("crm.activity.list", filter={"OWNER_TYPE_ID": LEAD, "OWNER_ID": lead})
    assert (found["ID"], found["SUBJECT"]) == (str(made["id"]), "Call client")
    assert found["DEADLINE"].startswith("2027-08-19T15:00:00")


def test_the_deal_of_a_converted_lead_gets_the_reminder(admin: Api) -> None:
    lead = admin("crm.lead.add", fields=FORM)
    admin("crm.lead.update", id=lead, fields={"STATUS_ID": "CONVERTED"})
    admin("crm.item.add", entityTypeId=DEAL, fields={"title": "Oars", "leadId": lead})
    assert admin("crm.lead.get", id=lead)["STATUS_ID"] == "CONVERTED"
    answer = admin.send("crm.deal.list", filter={"LEAD_ID": lead}, select=["ID"]).json
    assert answer["total"] == 1
    deal = answer["result"][0]["ID"]
    pings = {"pingOffsets": [0, 15]}
    when = {"deadline": "2027-08-19 15:00:00", "title": "Call client"}
    made = admin("crm.activity.todo.add", ownerTypeId=DEAL, ownerId=deal, **when, **pings)
    (found,) = admin("crm.activity.list", filter={"OWNER_TYPE_ID": DEAL, "OWNER_ID": deal})
    assert (found["ID"], found["SUBJECT"]) == (str(made["id"]), "Call client")


def test_errors(admin: Api, nobody: Api) -> None:
    assert nobody.send("crm.lead.add", fields=FORM).error == (400, "", "Access denied.")
    whole = {"ownerTypeId": LEAD, "ownerId": 1, "deadline": "2027-08-19 15:00:00"}
    assert nobody.refused("crm.activity.todo.add", **whole) == (400, "ACCESS_DENIED")
    for name in whole:
        rest = {key: value for key, value in whole.items() if key != name}
        assert admin.refused("crm.activity.todo.add", **rest) == (400, "100")
    lead_for_deal = whole | {"ownerTypeId": DEAL, "ownerId": admin("crm.lead.add", fields=FORM) + 900_000}
    assert admin.refused("crm.activity.todo.add", **lead_for_deal) == (400, "OWNER_NOT_FOUND")
    assert admin.refused("crm.activity.todo.add", **whole | {"deadline": "soon"}) == (400, "WRONG_DATETIME_FORMAT")
