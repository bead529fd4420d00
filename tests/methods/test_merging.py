"""``crm.entity.mergeBatch`` through the wire."""

from typing import Any

import pytest

from homeport.domain import integrity
from tests.apps import app_of
from tests.conftest import Api, Wire

DELIVERY = 130
"""The demo portal's smart process."""


def contact(api: Api, **fields: Any) -> int:
    number: int = api("crm.contact.add", fields={"NAME": "Nora", **fields})
    return number


def merge(api: Api, type_id: int, *ids: int) -> Any:
    return api("crm.entity.mergeBatch", params={"entityTypeId": type_id, "entityIds": list(ids)})


def gone(*ids: int) -> dict[str, Any]:
    return {"STATUS": "SUCCESS", "ENTITY_IDS": list(ids)}


CONFLICT = {"STATUS": "CONFLICT", "ENTITY_IDS": []}


def test_the_first_gets_what_it_lacks_and_the_others_are_gone(admin: Api) -> None:
    first = contact(admin, SECOND_NAME="M.")
    second = contact(admin, LAST_NAME="Tide", POST="Pilot", BIRTHDATE="1990-05-04")
    third = contact(admin, COMMENTS="Calls on Mondays", POST="Pilot")
    assert merge(admin, 3, first, second, third) == gone(second, third)
    found = admin("crm.contact.get", id=first)
    assert (found["NAME"], found["SECOND_NAME"], found["LAST_NAME"]) == ("Nora", "M.", "Tide")
    assert (found["POST"], found["COMMENTS"], found["BIRTHDATE"][:10]) == ("Pilot", "Calls on Mondays", "1990-05-04")
    for number in (second, third):
        assert admin.send("crm.contact.get", id=number).status == 400


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"LAST_NAME": "Tide"}, {"LAST_NAME": "Ebb"}),
        ({"SOURCE_ID": "CALL"}, {"SOURCE_ID": "EMAIL"}),
        ({"BIRTHDATE": "1990-05-04"}, {"BIRTHDATE": "1990-05-05"}),
    ],
)
def test_filled_fields_that_differ_are_a_conflict_and_nothing_is_done(
    admin: Api, mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    first, second, third = contact(admin, **mine), contact(admin, POST="Pilot"), contact(admin, **theirs)
    before = [admin("crm.contact.get", id=number) for number in (first, second, third)]
    assert merge(admin, 3, first, second, third) == CONFLICT
    assert [admin("crm.contact.get", id=number) for number in (first, second, third)] == before


def test_two_that_fill_the_gap_of_the_first_differently_are_a_conflict(admin: Api) -> None:
    first, second, third = contact(admin), contact(admin, POST="Pilot"), contact(admin, POST="Cook")
    assert merge(admin, 3, first, second, third) == CONFLICT


def test_who_is_responsible_and_what_is_switched_stays_as_the_first_has_it(admin: Api) -> None:
    first = contact(admin, ASSIGNED_BY_ID=3, OPENED="N", EXPORT="Y")
    second = contact(admin, ASSIGNED_BY_ID=4, OPENED="Y", EXPORT="N")
    assert merge(admin, 3, first, second) == gone(second)
    found = admin("crm.contact.get", id=first)
    assert (found["ASSIGNED_BY_ID"], found["OPENED"], found["EXPORT"]) == ("3", "N", "Y")


def test_phones_and_addresses_are_joined_without_repeats(admin: Api) -> None:
    first = contact(admin, PHONE=[{"VALUE": "+49 40 5550177", "VALUE_TYPE": "WORK"}])
    second = contact(
        admin,
        PHONE=[{"VALUE": "+49-40-555-01-77", "VALUE_TYPE": "HOME"}, {"VALUE": "+49 40 5550188", "VALUE_TYPE": "HOME"}],
        EMAIL=[{"VALUE": "nora@example.test", "VALUE_TYPE": "HOME"}],
    )
    merge(admin, 3, first, second)
    found = admin("crm.contact.get", id=first)
    assert [(each["VALUE"], each["VALUE_TYPE"]) for each in found["PHONE"]] == [
        ("+49 40 5550177", "WORK"), ("+49 40 5550188", "HOME"),
    ]  # fmt: skip
    assert [each["VALUE"] for each in found["EMAIL"]] == ["nora@example.test"]
    assert found["HAS_EMAIL"] == "Y"


def test_what_named_a_merged_record_names_the_one_that_stays(wire: Wire, admin: Api) -> None:
    companies = [admin("crm.company.add", fields={"TITLE": "Tide & Ebb"}) for _ in range(3)]
    first, second = contact(admin, COMPANY_ID=companies[0]), contact(admin, COMPANY_IDS=[companies[1], companies[0]])
    deal = admin("crm.deal.add", fields={"CONTACT_IDS": [second, first], "COMPANY_ID": companies[2]})
    lead = admin("crm.lead.add", fields={"TITLE": "L", "CONTACT_ID": second, "COMPANY_ID": companies[1]})
    item = admin("crm.item.add", entityTypeId=DELIVERY, fields={"contactId": second})["item"]["id"]
    merge(admin, 3, first, second)
    assert admin("crm.deal.get", id=deal)["CONTACT_ID"] == str(first)
    assert admin("crm.item.get", entityTypeId=2, id=deal)["item"]["contactIds"] == [first]
    assert admin("crm.lead.get", id=lead)["CONTACT_ID"] == str(first)
    assert admin("crm.item.get", entityTypeId=DELIVERY, id=item)["item"]["contactId"] == first
    assert admin("crm.item.get", entityTypeId=3, id=first)["item"]["companyIds"] == companies[:2]
    merge(admin, 4, *companies)
    assert admin("crm.deal.get", id=deal)["COMPANY_ID"] == str(companies[0])
    assert admin("crm.lead.get", id=lead)["COMPANY_ID"] == str(companies[0])
    assert admin("crm.item.get", entityTypeId=3, id=first)["item"]["companyIds"] == companies[:1]
    assert admin("crm.item.get", entityTypeId=4, id=companies[0])["item"]["contactIds"] == [first]


def test_activities_and_comments_come_to_the_one_that_stays(admin: Api) -> None:
    first, second = contact(admin), contact(admin)

    def activity(owner: int) -> int:
        number: int = admin(
            "crm.activity.add",
            fields={
                "TYPE_ID": 2,
                "SUBJECT": "A call",
                "OWNER_TYPE_ID": 3,
                "OWNER_ID": owner,
                "COMMUNICATIONS": [{"ENTITY_TYPE_ID": 3, "ENTITY_ID": owner, "TYPE": "PHONE", "VALUE": "+1"}],
                "START_TIME": "2027-01-01T10:00:00+00:00",
                "END_TIME": "2027-01-01T11:00:00+00:00",
            },
        )
        return number

    own, both, theirs = activity(first), activity(second), activity(second)
    admin("crm.activity.binding.add", activityId=both, entityTypeId=3, entityId=first)
    comment = admin(
        "crm.timeline.comment.add", fields={"ENTITY_ID": second, "ENTITY_TYPE": "contact", "COMMENT": "Rings twice"}
    )
    merge(admin, 3, first, second)
    for number in (own, both, theirs):
        assert admin("crm.activity.binding.list", activityId=number) == [{"entityTypeId": 3, "entityId": first}]
        assert admin("crm.activity.get", id=number)["OWNER_ID"] == str(first)
    rows = admin("crm.activity.list", filter={"ID": theirs}, select=["ID", "COMMUNICATIONS"])
    assert [each["ENTITY_ID"] for each in rows[0]["COMMUNICATIONS"]] == [str(first)]
    found = admin("crm.timeline.comment.list", filter={"ENTITY_TYPE": "contact", "ENTITY_ID": first})
    assert [row["ID"] for row in found] == [str(comment)]


def test_deals_of_one_stage_are_merged_and_others_are_not(admin: Api) -> None:
    first = admin("crm.deal.add", fields={"CURRENCY_ID": "USD"})
    second = admin("crm.deal.add", fields={"TITLE": "Chains", "OPPORTUNITY": 500, "CURRENCY_ID": "EUR"})
    third = admin("crm.deal.add", fields={"TITLE": "Chains", "STAGE_ID": "WON"})
    assert merge(admin, 2, first, second) == gone(second)
    found = admin("crm.deal.get", id=first)
    assert (found["TITLE"], found["OPPORTUNITY"], found["CURRENCY_ID"]) == ("Chains", "500.00", "EUR")
    assert merge(admin, 2, first, third) == CONFLICT
    assert len(admin("crm.stagehistory.list", entityTypeId=2, filter={"OWNER_ID": [first, second]})["items"]) == 1


@pytest.mark.parametrize("type_id", [1, 2, 4, 7, 31, DELIVERY])
def test_records_of_each_type_are_merged(admin: Api, type_id: int) -> None:
    ids = [admin("crm.item.add", entityTypeId=type_id, fields={"title": "One"})["item"]["id"] for _ in range(3)]
    assert merge(admin, type_id, ids[1], ids[0], ids[2], ids[0]) == gone(ids[0], ids[2])
    assert admin("crm.item.get", entityTypeId=type_id, id=ids[1])["item"]["title"] == "One"
    assert admin.send("crm.item.get", entityTypeId=type_id, id=ids[0]).status != 200


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"entityIds": [1, 2]}, "The parameter entityTypeId is required."),
        ({"entityTypeId": "", "entityIds": [1, 2]}, "The parameter entityTypeId is required."),
        (None, "The parameter entityTypeId is required."),
        ({"entityTypeId": 3}, "The parameter entityIds does not contains valid elements."),
        ({"entityTypeId": 3, "entityIds": []}, "The parameter entityIds does not contains valid elements."),
        ({"entityTypeId": 3, "entityIds": ["x", 1]}, "The parameter entityIds does not contains valid elements."),
        ({"entityTypeId": 3, "entityIds": [0, -1]}, "The parameter entityIds does not contains valid elements."),
        (
            {"entityTypeId": 3, "entityIds": list(range(1, 102))},
            "The parameter entityIds does not contains valid elements.",
        ),
        ({"entityTypeId": 3, "entityIds": [1]}, "The parameter entityIds must contains at least two elements."),
        ({"entityTypeId": 3, "entityIds": [1, "1"]}, "The parameter entityIds must contains at least two elements."),
        ({"entityTypeId": 3, "entityIds": [1, 99999]}, "Owner was not found"),
        ({"entityTypeId": 5, "entityIds": [1, 2]}, "Entity type 5 is not supported"),
        ({"entityTypeId": 999, "entityIds": [1, 2]}, "Entity type DYNAMIC_999 is not supported"),
        ({"entityTypeId": "deal", "entityIds": [1, 2]}, "Entity type deal is not supported"),
    ],
)
def test_what_cannot_be_merged_is_refused(admin: Api, params: Any, text: str) -> None:
    total = admin.send("crm.contact.list").json["total"]
    assert admin.send("crm.entity.mergeBatch", params=params).error == (400, "0", text)
    assert admin.send("crm.contact.list").json["total"] == total


def test_the_first_may_be_changed_and_the_others_deleted(admin: Api, seller: Api) -> None:
    """The salesperson changes and deletes leads of her own, reads all companies, and deletes none."""
    own, hers, others = (admin("crm.lead.add", fields={"TITLE": "One", "ASSIGNED_BY_ID": user}) for user in (3, 3, 1))
    denied = (403, "0", "Access denied")

    def tried(type_id: int, *ids: int) -> Any:
        return seller.send("crm.entity.mergeBatch", params={"entityTypeId": type_id, "entityIds": list(ids)})

    assert tried(1, own, others).error == denied
    assert tried(1, others, own).error == denied
    assert tried(1, own, hers).result == gone(hers)
    companies = [admin("crm.company.add", fields={"TITLE": "One", "ASSIGNED_BY_ID": 3}) for _ in range(2)]
    assert tried(4, *companies).error == denied


def test_each_change_is_told(wire: Wire, admin: Api) -> None:
    first, second = contact(admin), contact(admin)
    app = app_of(wire, 1, "crm")
    for event in ("ONCRMCONTACTUPDATE", "ONCRMCONTACTDELETE"):
        app("event.bind", event=event, event_type="offline")
    merge(admin, 3, first, second)
    rows = app("event.offline.list", order={"ID": "ASC"})
    told = {(row["EVENT_NAME"], int(row["EVENT_DATA"]["FIELDS"]["ID"])) for row in rows}
    assert told == {("ONCRMCONTACTDELETE", second), ("ONCRMCONTACTUPDATE", first)}


def test_the_portal_is_whole_afterwards(wire: Wire, admin: Api) -> None:
    found = admin("crm.contact.list", select=["ID"])
    same = {"NAME": "Nora", **dict.fromkeys(("LAST_NAME", "POST", "HONORIFIC", "SOURCE_ID"), "")}
    for row in found[:4]:
        admin("crm.contact.update", id=row["ID"], fields=same)
    latest = max(admin("crm.contact.get", id=row["ID"])["LAST_ACTIVITY_TIME"] for row in found[:4])
    assert merge(admin, 3, *(int(row["ID"]) for row in found[:4]))["STATUS"] == "SUCCESS"
    assert admin("crm.contact.get", id=found[0]["ID"])["LAST_ACTIVITY_TIME"] == latest
    with wire.portal.store.snapshot() as tx:
        assert list(integrity.broken(tx)) == []
