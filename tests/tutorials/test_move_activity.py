"""``how-to-move-activity.md``, ``how-to-move-activity-between-objects.md``: an e-mail that came to the wrong record."""

from typing import Any

import pytest

from tests.conftest import Api

LEAD, DEAL, COMPANY = 1, 2, 4


@pytest.fixture
def lead(admin: Api) -> int:
    """A lead with two e-mails."""
    made: int = admin("crm.lead.add", fields={"TITLE": "Oars"})
    for text in ("first email", "second email"):
        fields = {
            "SUBJECT": "for leads",
            "DESCRIPTION": f"<div>{text}</div>\r\n",
            "OWNER_TYPE_ID": LEAD,
            "OWNER_ID": made,
            "TYPE_ID": 4,
            "COMMUNICATIONS": [{"VALUE": "mueller@example.com"}],
        }
        admin("crm.activity.add", fields=fields)
    return made


def activities_of(admin: Api, type_id: int, entity_id: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = admin(
        "crm.activity.list",
        filter={"OWNER_TYPE_ID": type_id, "OWNER_ID": entity_id},
        select=["ID", "OWNER_TYPE_ID", "OWNER_ID", "SUBJECT", "DESCRIPTION"],
    )
    return found


def test_an_activity_moves_to_a_new_lead(admin: Api, lead: int) -> None:
    first, second = activities_of(admin, LEAD, lead)
    assert second == {
        "ID": second["ID"],
        "OWNER_TYPE_ID": "1",
        "OWNER_ID": str(lead),
        "SUBJECT": "for leads",
        "DESCRIPTION": "<div>second email</div>\r\n",
    }
    fields = {"TITLE": "Paddles", "ASSIGNED_BY_ID": 1}
    target = admin("crm.lead.add", fields=fields, params={"REGISTER_SONET_EVENT": "Y"})
    moved = {
        "activityId": second["ID"],
        "sourceEntityTypeId": LEAD,
        "sourceEntityId": lead,
        "targetEntityTypeId": LEAD,
        "targetEntityId": target,
    }
    assert admin("crm.activity.binding.move", **moved) is True
    left = admin("crm.activity.binding.list", activityId=second["ID"])
    assert left == [{"entityTypeId": LEAD, "entityId": target}]
    assert [each["ID"] for each in activities_of(admin, LEAD, lead)] == [first["ID"]]
    assert [each["ID"] for each in activities_of(admin, LEAD, target)] == [second["ID"]]


def test_moving_within_a_type_is_refused_in_the_documented_words(admin: Api, nobody: Api, lead: int) -> None:
    _, activity = activities_of(admin, LEAD, lead)
    target = admin("crm.lead.add", fields={"TITLE": "Paddles"})
    whole = {
        "activityId": activity["ID"],
        "sourceEntityTypeId": LEAD,
        "sourceEntityId": lead,
        "targetEntityTypeId": LEAD,
        "targetEntityId": target,
    }
    method = "crm.activity.binding.move"
    for change, code in (
        ({"targetEntityTypeId": DEAL, "targetEntityId": 1}, "SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR"),
        ({"targetEntityId": lead}, "SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR"),
        ({"sourceEntityId": 1}, "BINDING_NOT_FOUND"),
        ({"activityId": 999_999}, "NOT_FOUND"),
    ):
        assert admin.refused(method, **whole | change) == (400, code)
    for name in whole:
        assert admin.refused(method, **{key: each for key, each in whole.items() if key != name}) == (400, "100")
    assert nobody.refused(method, **whole) == (400, "ACCESS_DENIED")
    admin("crm.activity.binding.add", activityId=activity["ID"], entityTypeId=LEAD, entityId=target)
    assert admin.refused(method, **whole) == (400, "ACTIVITY_IS_ALREADY_BOUND")


def test_an_activity_moves_to_a_company(admin: Api, lead: int) -> None:
    company = admin("crm.company.add", fields={"TITLE": "Company_Name"})
    activity, _ = activities_of(admin, LEAD, lead)
    (found,) = admin("crm.company.list", filter={"TITLE": "Company_Name"}, select=["ID", "TITLE"])
    assert found == {"ID": str(company), "TITLE": "Company_Name"}
    of_company = {"activityId": activity["ID"], "entityTypeId": COMPANY, "entityId": found["ID"]}
    of_lead = {"activityId": activity["ID"], "entityTypeId": LEAD, "entityId": lead}
    assert admin("crm.activity.binding.add", **of_company) is True
    assert activity["ID"] in [each["ID"] for each in activities_of(admin, LEAD, lead)]  # the lead is its owner still
    assert admin("crm.activity.binding.delete", **of_lead) is True
    left = admin("crm.activity.binding.list", activityId=activity["ID"])
    assert left == [{"entityTypeId": COMPANY, "entityId": company}]
    assert activity["ID"] not in [each["ID"] for each in activities_of(admin, LEAD, lead)]
    assert [each["ID"] for each in activities_of(admin, COMPANY, company)] == [activity["ID"]]


def test_moving_between_types_is_refused_in_the_documented_words(admin: Api, nobody: Api, lead: int) -> None:
    activity, _ = activities_of(admin, LEAD, lead)
    add, delete = "crm.activity.binding.add", "crm.activity.binding.delete"
    to_lead = {"activityId": activity["ID"], "entityTypeId": LEAD, "entityId": lead}
    assert admin.refused(delete, **to_lead) == (400, "LAST_BINDING_CANNOT_BE_DELETED")
    assert admin.refused(add, **to_lead) == (400, "ACTIVITY_IS_ALREADY_BOUND")
    assert admin.refused(delete, **to_lead | {"entityTypeId": COMPANY, "entityId": 1}) == (400, "BINDING_NOT_FOUND")
    for method in (add, delete):
        assert admin.refused(method, **to_lead | {"activityId": 999_999}) == (400, "NOT_FOUND")
        assert nobody.refused(method, **to_lead) == (400, "ACCESS_DENIED")
        for name in to_lead:
            rest = {key: value for key, value in to_lead.items() if key != name}
            assert admin.refused(method, **rest) == (400, "100")
    assert admin.refused(add, **to_lead | {"entityTypeId": COMPANY, "entityId": 999_999}) == (400, "OWNER_NOT_FOUND")
