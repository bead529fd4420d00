"""``humanresources.hcmlink.*``: companies of systems of personnel, their people, values and jobs."""

from typing import Any

import pytest
from sqlalchemy import select

from homeport.domain.hcmlink.tables import VALUE
from homeport.store import Query
from tests.apps import AppApi, app_of
from tests.conftest import Wire, api_of

NOON = 1_776_254_400.0
FIELDS = [{"field": "number", "title": "Number", "type": "STRING", "entityType": "EMPLOYEE", "ttl": 60}]
HARBOUR = {"company": "hr-1", "crmCompanyId": 1, "title": "Harbour", "data": {"taxId": "12"}, "fields": FIELDS}
VALUES = Query(select(VALUE.c.VALUE).order_by(VALUE.c.EMPLOYEE_ID))


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    wire.freeze(NOON)
    return app_of(wire, 1, "humanresources.hcmlink,crm")


def call(api: AppApi, name: str, **params: Any) -> Any:
    return api(name, **params)


def refusal(api: AppApi, name: str, **params: Any) -> tuple[Any, ...]:
    answer = api.send(name, **params)
    return answer.status, answer.json["error"], answer.json["error_description"]


def somebody(employee: str, person: str, name: str = "Klaus", **more: Any) -> dict[str, Any]:
    return {"employee": employee, "person": person, "data": {"firstName": name, "lastName": "Weber"}, **more}


def test_companies_are_linked_changed_listed_and_let_go(ada: AppApi) -> None:
    number = call(ada, "humanresources.hcmlink.company.add", fields=HARBOUR)
    shown = {
        "id": number,
        "company": "hr-1",
        "crmCompanyId": 1,
        "title": "Harbour",
        "data": {"taxId": "12"},
        "createdAt": "2026-04-15T12:00:00+00:00",
        "fields": [{"field": "number", "title": "Number", "type": "STRING", "ttl": 60}],
    }
    assert call(ada, "humanresources.hcmlink.company.list", limit=50) == [shown]
    other = call(ada, "humanresources.hcmlink.company.add", fields={**HARBOUR, "company": "hr-2", "data": None})
    assert [each["id"] for each in call(ada, "humanresources.hcmlink.company.list", limit=1, offset=1)] == [other]
    fields = [{"field": "day", "title": "Birthday"}, {"field": "number", "title": "No", "ttl": ""}]
    assert (
        call(
            ada,
            "humanresources.hcmlink.company.update",
            id=number,
            fields={**HARBOUR, "title": "Port", "fields": fields},
        )
        is True
    )
    changed = call(ada, "humanresources.hcmlink.company.list")[0]
    assert (changed["title"], changed["fields"]) == (
        "Port",
        [
            {"field": "number", "title": "No", "type": "UNKNOWN", "ttl": 86400},
            {"field": "day", "title": "Birthday", "type": "UNKNOWN", "ttl": 86400},
        ],
    )
    assert call(ada, "humanresources.hcmlink.company.delete", id=number) is True
    assert [each["id"] for each in call(ada, "humanresources.hcmlink.company.list")] == [other]
    assert refusal(ada, "humanresources.hcmlink.company.delete", id=number) == (200, "510", "Operation failed")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"company": None}, "0"), ({"crmCompanyId": "one"}, "0"), ({"title": " "}, "0"), ({"fields": []}, "0"),
        ({"fields": [{"field": "a", "title": "A", "type": "COLOUR"}]}, "0"), ({"fields": FIELDS * 2}, "0"),
        ({"fields": [{"field": "a", "title": "A", "type": ["STRING"]}]}, "0"),
        ({"fields": [{"field": "a", "title": "A", "type": "STRING", "entityType": {"a": 1}}]}, "0"),
        ({"company": "hr-1"}, "0"), ({"crmCompanyId": 99999}, "510"), ({"data": "text"}, "0"),
    ],
)  # fmt: skip
def test_a_company_that_cannot_be_linked_is_refused(ada: AppApi, change: dict[str, Any], code: str) -> None:
    number = call(ada, "humanresources.hcmlink.company.add", fields=HARBOUR)
    other = call(ada, "humanresources.hcmlink.company.add", fields={**HARBOUR, "company": "hr-3"})
    given = {**HARBOUR, "company": "hr-2", **change}
    assert refusal(ada, "humanresources.hcmlink.company.add", fields=given) == (200, code, "Operation failed")
    assert refusal(ada, "humanresources.hcmlink.company.update", id=other, fields=given) == (
        200,
        "510",
        "Operation failed",
    )
    assert [each["company"] for each in call(ada, "humanresources.hcmlink.company.list")] == ["hr-1", "hr-3"]
    assert refusal(ada, "humanresources.hcmlink.company.add") == (200, "0", "Operation failed")
    assert refusal(ada, "humanresources.hcmlink.company.update", id=number) == (200, "510", "Operation failed")


def test_people_are_told_and_mapped_to_users(wire: Wire, ada: AppApi) -> None:
    number = call(ada, "humanresources.hcmlink.company.add", fields=HARBOUR)
    told = [somebody("e1", "p1", userId=3), somebody("e2", "p1", "Kay"), somebody("e3", "p2", "Ann")]
    assert call(ada, "humanresources.hcmlink.employee.set", company="hr-1", data=told) == {"status": "ok", "errors": []}
    (found,) = call(ada, "humanresources.hcmlink.employee.list", company="hr-1")
    moment = "2026-04-15T12:00:00+00:00"
    assert [each["employee"] for each in found["employees"]] == ["e1", "e2"]
    assert found["employees"][0]["data"] == {"firstName": "Klaus", "lastName": "Weber"}
    assert found["employees"][0]["createdAt"] == moment
    del found["employees"], found["id"]
    times = {"createdAt": moment, "updatedAt": moment}
    assert found == {"company": "hr-1", "person": "p1", "userId": 3, "title": "Kay Weber", **times}
    wire.freeze(NOON + 60)
    call(ada, "humanresources.hcmlink.employee.set", company="hr-1", data=[somebody("e3", "p2", "Anna", userId=4)])
    after = call(ada, "humanresources.hcmlink.employee.list", company="hr-1", updatedAt=moment)
    assert [(each["person"], each["userId"], each["title"]) for each in after] == [("p2", 4, "Anna Weber")]
    assert [each["person"] for each in call(ada, "humanresources.hcmlink.company.list", userId=3)] == ["p1"]
    clara = ada.as_user(3)
    (mine,) = call(clara, "humanresources.hcmlink.company.user.list")
    of = {"id": number, "company": "hr-1", "crmCompanyId": 1, "title": "Harbour", "data": {"taxId": "12"}}
    assert mine == {**of, "person": "p1"}
    assert call(ada.as_user(5), "humanresources.hcmlink.company.user.list") == []
    call(
        ada, "humanresources.hcmlink.employee.set", company="hr-1", data=[somebody("e3", "p2", userId=3)]
    )  # one person for one user
    assert [each["person"] for each in call(ada, "humanresources.hcmlink.employee.list", company="hr-1")] == ["p2"]
    assert refusal(ada, "humanresources.hcmlink.employee.list", company="hr-9") == (200, "510", "Operation failed")
    assert refusal(ada, "humanresources.hcmlink.employee.list", company="hr-1", updatedAt="never") == (
        200,
        "510",
        "Operation failed",
    )


def test_what_is_wrong_with_people_is_told_of_each(ada: AppApi) -> None:
    call(ada, "humanresources.hcmlink.company.add", fields=HARBOUR)
    told = [somebody("e1", ""), somebody("e2", "p2", userId=99), somebody("e3", "p3", userId=3), {"data": {"a": ""}}]
    answer = call(ada, "humanresources.hcmlink.employee.set", company="hr-1", data=told)
    text = "Item #{} should have not empty 'employee', 'person', 'data'"
    assert answer == {"status": "error", "errors": [text.format(0), "Item #1 user '99' not found", text.format(3)]}
    assert [each["person"] for each in call(ada, "humanresources.hcmlink.employee.list", company="hr-1")] == ["p3"]
    nothing = {"status": "error", "errors": ["Parameter 'data' must be a non empty array "]}
    assert (
        call(ada, "humanresources.hcmlink.employee.set", company="hr-1")
        == call(ada, "humanresources.hcmlink.field.value.set", company="hr-1", data=[])
        == nothing
    )
    assert call(ada, "humanresources.hcmlink.employee.set", company="hr-9", data=told)["errors"] == [
        "Company 'hr-9' not found"
    ]


def test_values_are_kept_as_long_as_their_fields_say(wire: Wire, ada: AppApi) -> None:
    call(ada, "humanresources.hcmlink.company.add", fields=HARBOUR)
    call(ada, "humanresources.hcmlink.employee.set", company="hr-1", data=[somebody("e1", "p1"), somebody("e2", "p2")])
    first = {"field": "number", "employee": "e1", "value": "TN-1"}

    def kept() -> list[str]:
        with wire.portal.store.snapshot() as tx:
            return [row[0] for row in tx.all(VALUES)]

    wrong = [first, {**first, "field": "age"}, {**first, "employee": "e9"}, {**first, "value": ""}]
    assert call(ada, "humanresources.hcmlink.field.value.set", company="hr-1", data=wrong)["errors"] == [
        "Item #1 field 'age' not found for company 'hr-1'",
        "Item #2 employee 'e9' not found for company 'hr-1'",
        "Item #3 should have not empty 'value'",
    ]
    assert kept() == ["TN-1"]
    call(
        ada, "humanresources.hcmlink.field.value.set", company="1", data=[{**first, "value": "TN-2"}]
    )  # by the company of the CRM
    assert kept() == ["TN-2"]
    wire.freeze(NOON + 61)
    call(
        ada,
        "humanresources.hcmlink.field.value.set",
        company="hr-1",
        data=[{**first, "employee": "e2", "value": "TN-3"}],
    )
    assert kept() == ["TN-3"]


def test_a_linked_company_is_asked_for_its_people(wire: Wire, ada: AppApi) -> None:
    event = "ONHUMANRESOURCESHCMLINKEMPLOYEELISTREQUESTED"
    assert event in ada("events")
    ada("event.bind", event=event, event_type="offline")
    call(ada, "humanresources.hcmlink.company.add", fields=HARBOUR)
    (told,) = ada("event.offline.get")["events"]
    data = told["EVENT_DATA"]
    assert (data["company"], data["date"]) == ("hr-1", "2026-04-15T12:00:00+00:00")
    job = data["jobId"]
    assert call(ada, "humanresources.hcmlink.job.status.get", id=job) == {"alive": True}
    assert (
        call(ada, "humanresources.hcmlink.job.update", id=job, fields={"status": "IN_PROGRESS", "total": 10, "sent": 1})
        is True
    )
    assert refusal(ada, "humanresources.hcmlink.job.update", id=job, fields={"status": "STARTED"}) == (
        200,
        "0",
        "Operation failed",
    )
    assert refusal(ada, "humanresources.hcmlink.job.update", id=job, fields={"status": "DONE", "sent": -1}) == (
        200,
        "0",
        "Operation failed",
    )
    assert (
        refusal(
            ada,
            "humanresources.hcmlink.employee.set",
            company="hr-1",
            data=[somebody("e1", "p1", userId=3)],
            job={"id": 99},
        )[1]
        == "0"
    )
    assert call(ada, "humanresources.hcmlink.employee.list", company="hr-1") == []  # nothing of a call that is refused
    done = {"id": job, "fields": {"status": "DONE", "total": 1, "sent": 1}}
    assert (
        call(ada, "humanresources.hcmlink.employee.set", company="hr-1", data=[somebody("e1", "p1")], job=done)[
            "status"
        ]
        == "ok"
    )
    assert call(ada, "humanresources.hcmlink.job.status.get", id=job) == {"alive": False}
    assert refusal(ada, "humanresources.hcmlink.job.update", id=job, fields={"status": "IN_PROGRESS"}) == (
        200,
        "0",
        "Operation failed",
    )
    assert refusal(ada, "humanresources.hcmlink.job.status.get", id=99) == (200, "0", "Operation failed")
    value = [{"field": "number", "employee": "e1", "value": "5"}]
    other = call(ada, "humanresources.hcmlink.company.add", fields={**HARBOUR, "company": "hr-2"})
    assert (
        other and refusal(ada, "humanresources.hcmlink.field.value.set", data=value, job=done)[1] == "0"
    )  # over by then


def test_only_administrators_call_and_only_by_an_application(wire: Wire, ada: AppApi) -> None:
    clara = ada.as_user(3)
    names = ("company.add", "company.update", "company.delete", "company.list", "employee.list", "employee.set",
             "field.value.set", "job.update", "job.status.get")  # fmt: skip
    for name in names:
        assert refusal(clara, f"humanresources.hcmlink.{name}", id=1) == (
            403,
            "ACCESS_DENIED",
            "Access denied! Access denied.",
        )
    webhook = api_of(wire, 1, "humanresources.hcmlink")
    for name in (*names, "company.user.list"):
        answer = webhook.send(f"humanresources.hcmlink.{name}", id=1)
        assert (answer.status, answer.json["error"]) == (403, "WRONG_AUTH_TYPE")
