"""``crm.activity.add``, ``get`` and the two ``fields``, as their pages describe them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Api

LEAD, DEAL, CONTACT, COMPANY = 1, 2, 3, 4
MEETING, CALL, TASK, EMAIL, PROVIDED = 1, 2, 3, 4, 6

CONTRACT = Path(__file__).parents[2] / "contract" / "fields.json"


def a_deal(api: Api, **fields: Any) -> int:
    deal: int = api("crm.deal.add", fields={"TITLE": "A deal", **fields})
    return deal


def a_call(api: Api, deal: int, **fields: Any) -> int:
    """A call about a deal."""
    activity: int = api("crm.activity.add", fields=call_of(deal) | fields)
    return activity


def call_of(deal: int) -> dict[str, Any]:
    return {
        "OWNER_TYPE_ID": DEAL,
        "OWNER_ID": deal,
        "TYPE_ID": CALL,
        "SUBJECT": "Ask about the order",
        "RESPONSIBLE_ID": 1,
        "COMMUNICATIONS": [{"VALUE": "+49301234567"}],
    }


def bound(api: Api, activity: int) -> list[tuple[int, int]]:
    return [(each["entityTypeId"], each["entityId"]) for each in api("crm.activity.binding.list", activityId=activity)]


def communications(api: Api, activity: int) -> list[dict[str, Any]]:
    (found,) = api("crm.activity.list", filter={"ID": activity}, select=["COMMUNICATIONS"])
    assert set(found) == {"ID", "COMMUNICATIONS"}
    listed: list[dict[str, Any]] = found["COMMUNICATIONS"]
    return listed


def text_of(api: Api, method: str, **params: Any) -> str:
    """The description of a refusal that has no code."""
    status, code, text = api.send(method, **params).error
    assert (status, code) == (400, "")
    return text


@pytest.mark.parametrize(
    ("method", "name"),
    [("crm.activity.fields", "activity"), ("crm.activity.communication.fields", "activity_communication")],
)
def test_fields_are_the_documented_ones(admin: Api, method: str, name: str) -> None:
    documented = json.loads(CONTRACT.read_bytes())["objects"][name]["fields"]
    answered = admin(method)
    assert set(answered) == set(documented)
    for field, said in documented.items():
        ours = answered[field]
        assert ours["type"] == said["type"]
        if not said.get("table_only"):
            flags = ("isRequired", "isReadOnly", "isImmutable", "isMultiple", "isDynamic")
            theirs = ("required", "readonly", "immutable", "multiple", "dynamic")
            assert [ours[flag] for flag in flags] == [said[flag] for flag in theirs], field
        assert ours["title"]


def test_a_call_is_answered_as_the_page_of_get_shows_it(admin: Api) -> None:
    deal = a_deal(admin)
    call = a_call(
        admin,
        deal,
        START_TIME="2026-05-04T10:00:00+02:00",
        END_TIME="2026-05-04T11:00:00+02:00",
        DIRECTION=2,
        COMPLETED="Y",
    )
    answer = admin("crm.activity.get", id=call)
    assert answer.pop("CREATED") == answer.pop("LAST_UPDATED")
    assert answer == {
        "ID": str(call),
        "OWNER_ID": str(deal),
        "OWNER_TYPE_ID": "2",
        "TYPE_ID": "2",
        "PROVIDER_ID": "VOXIMPLANT_CALL",
        "PROVIDER_TYPE_ID": "CALL",
        "PROVIDER_GROUP_ID": None,
        "ASSOCIATED_ENTITY_ID": "0",
        "SUBJECT": "Ask about the order",
        "START_TIME": "2026-05-04T08:00:00+00:00",
        "END_TIME": "2026-05-04T09:00:00+00:00",
        "DEADLINE": "2026-05-04T08:00:00+00:00",
        "COMPLETED": "Y",
        "STATUS": "2",
        "RESPONSIBLE_ID": "1",
        "PRIORITY": "2",
        "NOTIFY_TYPE": "0",
        "NOTIFY_VALUE": "0",
        "DESCRIPTION": "",
        "DESCRIPTION_TYPE": "1",
        "DIRECTION": "2",
        "LOCATION": "",
        "SETTINGS": [],
        "ORIGINATOR_ID": None,
        "ORIGIN_ID": None,
        "AUTHOR_ID": "1",
        "EDITOR_ID": "1",
        "PROVIDER_PARAMS": [],
        "PROVIDER_DATA": None,
        "RESULT_MARK": "0",
        "RESULT_VALUE": None,
        "RESULT_SUM": None,
        "RESULT_CURRENCY_ID": None,
        "RESULT_STATUS": "0",
        "RESULT_STREAM": "0",
        "RESULT_SOURCE_ID": None,
        "AUTOCOMPLETE_RULE": "0",
    }


@pytest.mark.parametrize(
    ("type_id", "provider", "deadline"),
    [
        (MEETING, ("CRM_MEETING", "MEETING"), "START_TIME"),
        (CALL, ("VOXIMPLANT_CALL", "CALL"), "START_TIME"),
        (EMAIL, ("CRM_EMAIL", "EMAIL"), "END_TIME"),
    ],
)
def test_provider_and_deadline_follow_from_the_type(
    admin: Api, type_id: int, provider: tuple[str, str], deadline: str
) -> None:
    activity = a_call(
        admin,
        a_deal(admin),
        TYPE_ID=type_id,
        START_TIME="2026-05-04 10:00:00",
        END_TIME="2026-05-05 10:00:00",
        DEADLINE="2026-07-01 10:00:00",
    )
    answer = admin("crm.activity.get", id=activity)
    assert (answer["PROVIDER_ID"], answer["PROVIDER_TYPE_ID"]) == provider
    assert answer["DEADLINE"] == answer[deadline]


def test_an_activity_of_a_provider_keeps_its_own_deadline_and_provider(admin: Api) -> None:
    fields = {"TYPE_ID": PROVIDED, "PROVIDER_ID": "CRM_TODO", "DEADLINE": "2026-07-01T10:00:00Z", "COMMUNICATIONS": []}
    activity = a_call(admin, a_deal(admin), **fields)
    answer = admin("crm.activity.get", id=activity)
    assert answer["PROVIDER_TYPE_ID"] == "TODO"
    assert answer["DEADLINE"] == answer["END_TIME"] == "2026-07-01T10:00:00+00:00"
    admin("crm.activity.update", id=activity, fields={"START_TIME": "2026-06-01T10:00:00Z"})
    assert admin("crm.activity.get", id=activity)["DEADLINE"] == "2026-07-01T10:00:00+00:00"


@pytest.mark.parametrize("year", ["0002", "0999", "9998"])
def test_a_moment_of_any_year_that_can_be_stored_comes_back(admin: Api, year: str) -> None:
    activity = a_call(admin, a_deal(admin), START_TIME=f"{year}-03-04T05:06:07+00:00")
    assert admin("crm.activity.get", id=activity)["START_TIME"] == f"{year}-03-04T05:06:07+00:00"


def test_settings_come_back_as_they_were_given(admin: Api) -> None:
    settings = {"DISABLE_SENDING_MESSAGE_COPY": "Y", "nested": {"a": [1, "ä"]}}
    activity = a_call(admin, a_deal(admin), TYPE_ID=EMAIL, SETTINGS=settings, PROVIDER_PARAMS={"x": "y"})
    answer = admin("crm.activity.get", id=activity)
    assert answer["SETTINGS"] == settings
    assert answer["PROVIDER_PARAMS"] == {"x": "y"}
    admin("crm.activity.update", id=activity, fields={"SETTINGS": {}})
    assert admin("crm.activity.get", id=activity)["SETTINGS"] == []


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"SUBJECT": ""}, "The field SUBJECT is not defined or empty"),
        ({"SUBJECT": ["a"]}, "The field SUBJECT is not defined or empty"),
        ({"RESPONSIBLE_ID": 987654}, "The field RESPONSIBLE_ID is not defined or invalid"),
        ({"TYPE_ID": None}, "The field TYPE_ID is not defined or invalid"),
        ({"TYPE_ID": 0}, "The field TYPE_ID is not defined or invalid"),
        ({"TYPE_ID": 7}, "The field TYPE_ID is not defined or invalid"),
        ({"TYPE_ID": {}}, "The field TYPE_ID is not defined or invalid"),
        ({"TYPE_ID": TASK}, 'The activity type "TASK" is not supported in current context'),
        ({"TYPE_ID": 5}, 'The activity type "ACTIVITY" is not supported in current context'),
        ({"COMMUNICATIONS": None}, "The field COMMUNICATIONS is not defined or invalid"),
        ({"COMMUNICATIONS": []}, "The field COMMUNICATIONS is not defined or invalid"),
        ({"COMMUNICATIONS": "+49301234567"}, "The field COMMUNICATIONS is not defined or invalid"),
        ({"COMMUNICATIONS": [{}]}, "The field COMMUNICATIONS is not defined or invalid"),
        ({"COMMUNICATIONS": [{"ENTITY_ID": 1}]}, "The field COMMUNICATIONS is not defined or invalid"),
        ({"COMMUNICATIONS": [{"ENTITY_ID": {}}]}, "The field COMMUNICATIONS is not defined or invalid"),
        (
            {"COMMUNICATIONS": [{"VALUE": "1"}, {"VALUE": "2"}]},
            "The only one communication is allowed for activity of specified type",
        ),
        (
            {"COMMUNICATIONS": [{"VALUE": "1", "ENTITY_ID": 10**9, "ENTITY_TYPE_ID": 3}]},
            "Could not find 'CONTACT' with ID: 1000000000",
        ),
        ({"OWNER_ID": 10**9}, "Could not find 'DEAL' with ID: 1000000000"),
        (
            {"OWNER_TYPE_ID": "deal"},
            "Could not build binding. Please ensure that owner info and communications are defined correctly",
        ),
        (
            {"OWNER_TYPE_ID": None, "OWNER_ID": None},
            "Could not build binding. Please ensure that owner info and communications are defined correctly",
        ),
        ({"TYPE_ID": 6}, "The custom activity without provider is not supported in current context"),
        (
            {"TYPE_ID": 6, "PROVIDER_ID": "CONFIGURABLE_REST_APP"},
            "Use crm.activity.configurable.add for this activity provider",
        ),
        ({"TYPE_ID": 6, "PROVIDER_ID": "REST_APP"}, "Application context required"),
        ({"START_TIME": "soon"}, 'Invalid value for the "START_TIME" field'),
        ({"PRIORITY": 9}, 'Invalid value for the "PRIORITY" field'),
        ({"SETTINGS": "x"}, 'Invalid value for the "SETTINGS" field'),
        ({"FILES": [{"fileData": ["a.txt", "?"]}]}, 'Invalid value for the "FILES" field'),
    ],
)
def test_unfit_fields_are_refused_in_the_documented_words(admin: Api, change: dict[str, Any], text: str) -> None:
    deal = a_deal(admin)
    before = admin.send("crm.activity.list", filter={}).json["total"]
    assert text_of(admin, "crm.activity.add", fields=call_of(deal) | change) == text
    assert admin.send("crm.activity.list", filter={}).json["total"] == before


def test_the_first_missing_field_is_named_when_nothing_is_given(admin: Api) -> None:
    assert text_of(admin, "crm.activity.add") == "The field SUBJECT is not defined or empty"
    assert text_of(admin, "crm.activity.add", fields=5) == "Parameter 'fields' must be array."


def test_whoever_may_not_edit_the_owner_adds_nothing_to_it(admin: Api, seller: Api) -> None:
    foreign = a_deal(admin, ASSIGNED_BY_ID=1, OPENED="Y")
    assert text_of(seller, "crm.activity.add", fields=call_of(foreign)) == "Access denied."
    own = a_deal(admin, ASSIGNED_BY_ID=3)
    assert a_call(seller, own)


def test_whoever_may_not_read_a_client_names_it_in_no_communication(admin: Api, seller: Api) -> None:
    own = a_deal(admin, ASSIGNED_BY_ID=3)
    lead = admin("crm.lead.add", fields={"TITLE": "A secret", "ASSIGNED_BY_ID": 1})
    talks = [{"VALUE": "1", "ENTITY_TYPE_ID": LEAD, "ENTITY_ID": lead}]
    assert text_of(seller, "crm.activity.add", fields=call_of(own) | {"COMMUNICATIONS": talks}) == "Access denied."


def test_an_activity_is_written_down_as_the_last_of_its_records(admin: Api, seller: Api) -> None:
    deal = a_deal(admin, ASSIGNED_BY_ID=3)
    a_call(seller, deal)
    assert admin("crm.deal.get", id=deal)["LAST_ACTIVITY_BY"] == "3"


def test_get_needs_an_activity_that_may_be_read(admin: Api, seller: Api) -> None:
    secret = a_call(admin, a_deal(admin, ASSIGNED_BY_ID=1, OPENED="N"))
    assert text_of(seller, "crm.activity.get", id=secret) == "Access denied."
    assert text_of(seller, "crm.activity.get", id=10**9) == "Activity is not found"
    assert text_of(seller, "crm.activity.get") == "ID is not defined or invalid."


@pytest.mark.parametrize("value", [None, "", "x", "1'; DROP TABLE crm_activity", -1, 2**70, 1.5, [], {}, [[1]], True])
def test_no_value_in_any_field_breaks_anything(admin: Api, value: Any) -> None:
    deal = a_deal(admin)
    call = a_call(admin, deal)
    for name in admin("crm.activity.fields"):
        for method, params in (
            ("crm.activity.add", {"fields": call_of(deal) | {name: value}}),
            ("crm.activity.update", {"id": call, "fields": {name: value}}),
            ("crm.activity.list", {"filter": {name: value}}),
            ("crm.activity.list", {"filter": {f"!{name}": value, f">={name}": value, f"%{name}": value}}),
            ("crm.activity.list", {"order": {name: value}, "select": [value, name]}),
            ("crm.activity.list", {name.lower(): value, "filter": {name: [value]}, "select": name}),
        ):
            answer = admin.send(method, **params)
            assert answer.status in (200, 400), answer.body
            assert answer.status == 200 or answer.error[1] in ("", "INVALID_ARG_VALUE"), answer.body
    for params in ({"id": value}, {"fields": value}, {"filter": value}, {"select": value}, {"start": value}):
        for verb in ("add", "get", "list", "update", "delete"):
            answer = admin.send(f"crm.activity.{verb}", **params)
            assert answer.status in (200, 400), answer.body
