"""``crm.tracking.trace.*``: by which ways clients came."""

from typing import Any

import pytest

from homeport.core.owner import Owner
from homeport.domain.crm.tracking import removal
from tests.conftest import Api, Wire, api_of
from tests.methods.requisite.client import allow

TRACE = '{"tags":{"list":{"utm_source":"boat-fair"}}}'


def traces_of(wire: Wire, entity_type_id: int, number: int) -> list[int]:
    return wire.portal.store.write_now(lambda tx: removal.of_record(tx, Owner(entity_type_id, number)))


def test_a_trace_is_linked_to_records_until_it_is_deleted(wire: Wire, admin: Api) -> None:
    records = [{"TYPE": "CONTACT", "ID": 1}, {"TYPE": "LEAD", "ID": "2"}, {"TYPE": "CONTACT", "ID": 1}]
    number = admin("crm.tracking.trace.add", TRACE=TRACE, ENTITIES=records)
    assert traces_of(wire, 3, 1) == traces_of(wire, 1, 2) == [number]
    assert admin("crm.tracking.trace.add", TRACE=TRACE) == number + 1
    assert admin("crm.tracking.trace.delete", id=number) is None
    assert traces_of(wire, 3, 1) == traces_of(wire, 1, 2) == []


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, "Parameter `TRACE` required."),
        ({"TRACE": "{tags"}, "Can not parse JSON in parameter `TRACE`."),
        ({"TRACE": "7"}, "Can not parse JSON in parameter `TRACE`."),
        (
            {"TRACE": TRACE, "ENTITIES": [{"TYPE": "TASK", "ID": 1}]},
            "Wrong TYPE in parameter `ENTITIES`. Allowed types: COMPANY,CONTACT,DEAL,LEAD,QUOTE",
        ),
        ({"TRACE": TRACE, "ENTITIES": [{"TYPE": "DEAL", "ID": "x"}]}, "Wrong ID in parameter `ENTITIES`."),
        (
            {"TRACE": TRACE, "ENTITIES": [{"TYPE": "DEAL", "ID": 999_999}]},
            "You have no access to entity `DEAL` with ID `999999`.",
        ),
    ],
)
def test_what_is_no_trace_is_refused(admin: Api, given: dict[str, Any], wanted: str) -> None:
    first = admin("crm.tracking.trace.add", TRACE=TRACE)
    assert admin.send("crm.tracking.trace.add", **given).error == (400, "ERROR_CORE", wanted)
    assert admin("crm.tracking.trace.add", TRACE=TRACE) == first + 1


def test_links_are_made_and_deleted_by_who_may_change_their_records(wire: Wire, admin: Api) -> None:
    allow(wire, CONTACT={"READ": "X", "WRITE": "X"}, DEAL={"READ": "X"})
    seller = api_of(wire, 3)
    refused = seller.refused("crm.tracking.trace.add", TRACE=TRACE, ENTITIES=[{"TYPE": "DEAL", "ID": 1}])
    assert refused == (400, "ERROR_CORE")
    both = [{"TYPE": "DEAL", "ID": 1}, {"TYPE": "CONTACT", "ID": 1}]
    number = admin("crm.tracking.trace.add", TRACE=TRACE, ENTITIES=both)
    seller("crm.tracking.trace.delete", id=number)
    assert (traces_of(wire, 2, 1), traces_of(wire, 3, 1)) == ([number], [])
    assert seller.send("crm.tracking.trace.delete").error == (400, "ERROR_CORE", "Parameter `id` required.")


def test_links_go_with_records_and_follow_those_that_become_part_of_others(wire: Wire, admin: Api) -> None:
    first, second, third = (admin("crm.contact.add", fields={"NAME": "Ann"}) for _ in range(3))
    linked = [{"TYPE": "CONTACT", "ID": number} for number in (second, third)]
    number = admin("crm.tracking.trace.add", TRACE=TRACE, ENTITIES=linked)
    admin("crm.contact.delete", id=third)
    assert traces_of(wire, 3, third) == []
    admin("crm.entity.mergeBatch", params={"entityTypeId": 3, "entityIds": [first, second]})
    assert traces_of(wire, 3, first) == [number]
