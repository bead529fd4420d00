"""``crm.automatedsolution.*``: digital workplaces."""

from typing import Any

import pytest

from tests.conftest import Api, Wire


def made(api: Api, **fields: Any) -> dict[str, Any]:
    return dict(api("crm.automatedsolution.add", fields=fields)["automatedSolution"])


@pytest.fixture
def types(admin: Api) -> list[int]:
    """The ids of two smart processes."""
    fields = [{"title": title, "entityTypeId": number} for title, number in (("Repair", 2024), ("Fleet", 2026))]
    return [admin("crm.type.add", fields=each)["type"]["id"] for each in fields]


def test_a_workplace_has_smart_processes_until_others_take_them(admin: Api, types: list[int]) -> None:
    service = made(admin, title="Service", typeIds=types)
    assert service == {"id": service["id"], "title": "Service", "typeIds": types}
    assert admin("crm.automatedsolution.get", id=service["id"])["automatedSolution"] == service
    assert admin("crm.type.get", id=types[0])["type"]["customSectionId"] == service["id"]
    yard = made(admin, title="Yard", typeIds=types[1:])
    listed = admin("crm.automatedsolution.list", order={"id": "DESC"})["automatedSolutions"]
    assert [(each["id"], each["typeIds"]) for each in listed[:2]] == [
        (yard["id"], types[1:]),
        (service["id"], types[:1]),
    ]
    changed = admin("crm.automatedsolution.update", id=service["id"], fields={"title": "Repairs"})
    assert changed["automatedSolution"] == {**service, "title": "Repairs", "typeIds": types[:1]}
    emptied = admin("crm.automatedsolution.update", id=service["id"], fields={"typeIds": []})
    assert emptied["automatedSolution"]["typeIds"] == []
    assert admin("crm.type.get", id=types[0])["type"]["customSectionId"] is None


def test_a_workplace_with_smart_processes_is_not_deleted(admin: Api, types: list[int]) -> None:
    number = made(admin, title="Service", typeIds=types[:1])["id"]
    text = "Cannot delete the workplace that has SPAs. Move them to another workplace"
    assert admin.send("crm.automatedsolution.delete", id=number).error == (400, "HAS_BOUND_TYPES", text)
    admin("crm.automatedsolution.update", id=number, fields={"typeIds": ""})
    assert admin("crm.automatedsolution.delete", id=number) is None
    assert admin.refused("crm.automatedsolution.get", id=number) == (400, "NOT_FOUND")


def test_workplaces_are_found_by_parts_of_their_titles(admin: Api) -> None:
    for title in ("HR", "HR abroad", "Customers"):
        made(admin, title=title)
    either = {"logic": "OR", "0": {"=%title": "HR%"}, "1": {"%title": "stom"}}

    def found(**given: Any) -> list[str]:
        answer = admin.send("crm.automatedsolution.list", order={"title": "ASC"}, filter=given)
        assert answer.json["total"] == len(answer.result["automatedSolutions"])
        return [each["title"] for each in answer.result["automatedSolutions"]]

    assert found(**{"0": either, ">id": 0}) == ["Customers", "HR", "HR abroad"]
    assert found(**{"=%title": "HR%"}) == ["HR", "HR abroad"]
    assert admin.refused("crm.automatedsolution.list", order={"typeIds": "ASC"}) == (400, "INVALID_ARG_VALUE")
    assert admin.refused("crm.automatedsolution.list", filter={"colour": "red"}) == (400, "INVALID_ARG_VALUE")


def test_what_is_no_workplace_is_refused(admin: Api, types: list[int]) -> None:
    for verb, given in (("add", {}), ("update", {"id": made(admin, title="Service")["id"]})):
        name = f"crm.automatedsolution.{verb}"
        empty = (400, "BX_EMPTY_REQUIRED", "The required field 'Title' is not filled")
        assert admin.send(name, fields={"title": ""}, **given).error == empty
        assert admin.refused(name, fields={"title": "Yard", "typeIds": [999]}, **given) == (400, "INVALID_ARG_VALUE")
        assert admin.refused(name, fields={"title": "Yard", "typeIds": "all"}, **given) == (400, "INVALID_ARG_VALUE")
    titles = [each["title"] for each in admin("crm.automatedsolution.list")["automatedSolutions"]]
    assert titles == ["Service"]


def test_only_administrators_have_to_do_with_workplaces(admin: Api, seller: Api) -> None:
    number = made(admin, title="Service")["id"]
    for verb in ("add", "get", "update", "delete", "list", "fields"):
        refused = seller.refused(f"crm.automatedsolution.{verb}", id=number, fields={"title": "Mine"})
        assert refused == (400, "ACCESS_DENIED"), verb


def test_a_plan_without_smart_processes_has_no_workplaces(wire: Wire, admin: Api) -> None:
    wire.set(plan="basic")
    assert admin.refused("crm.automatedsolution.add", fields={"title": "Yard"}) == (400, "LIMIT_EXCEEDED")


def test_a_smart_process_is_put_into_a_workplace_that_is_there(admin: Api, types: list[int]) -> None:
    number = made(admin, title="Service")["id"]
    admin("crm.type.update", id=types[0], fields={"customSectionId": number, "isExternal": "true"})
    assert admin("crm.automatedsolution.get", id=number)["automatedSolution"]["typeIds"] == types[:1]
    assert admin.refused("crm.type.update", id=types[0], fields={"customSectionId": 999}) == (400, "0")
    assert admin.refused("crm.type.update", id=types[0], fields={"isExternal": "true"}) == (400, "0")
    admin("crm.type.delete", id=types[0])
    assert admin("crm.automatedsolution.get", id=number)["automatedSolution"]["typeIds"] == []


def test_fields_are_described(admin: Api) -> None:
    found = admin("crm.automatedsolution.fields")
    assert found["typeIds"] == {
        "type": "crm_dynamic_type",
        "isRequired": False,
        "isReadOnly": False,
        "isImmutable": False,
        "isMultiple": True,
        "isDynamic": False,
        "title": "TYPE_IDS",
        "upperName": "TYPE_IDS",
    }
    assert (found["id"]["isReadOnly"], found["title"]["isRequired"]) == (True, True)
