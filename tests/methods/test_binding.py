"""``crm.activity.binding.*``: the records that an activity is bound to, who sees them, and how they come and go."""

import json
from typing import Any

import pytest

from tests.conftest import Answer, Api, Wire
from tests.methods.test_activity import COMPANY, CONTACT, DEAL, LEAD, a_call, a_deal

VERBS = {
    "list": {},
    "add": {"entityTypeId": DEAL, "entityId": 1},
    "delete": {"entityTypeId": DEAL, "entityId": 1},
    "move": {"sourceEntityTypeId": DEAL, "sourceEntityId": 1, "targetEntityTypeId": DEAL, "targetEntityId": 2},
}
"""The methods with their parameters beside ``activityId``."""

Record = tuple[int, int]


def listed(api: Api, activity: int, **params: Any) -> list[Record]:
    answer = api("crm.activity.binding.list", activityId=activity, **params)
    assert all(set(each) == {"entityTypeId", "entityId"} for each in answer)
    return [(each["entityTypeId"], each["entityId"]) for each in answer]


def bind(api: Api, activity: int, record: Record) -> Any:
    return api("crm.activity.binding.add", activityId=activity, entityTypeId=record[0], entityId=record[1])


def unbind(api: Api, activity: int, record: Record) -> Any:
    return api("crm.activity.binding.delete", activityId=activity, entityTypeId=record[0], entityId=record[1])


def moving(activity: int, source: Record, target: Record) -> dict[str, int]:
    return {
        "activityId": activity,
        "sourceEntityTypeId": source[0],
        "sourceEntityId": source[1],
        "targetEntityTypeId": target[0],
        "targetEntityId": target[1],
    }


def owner_of(api: Api, activity: int) -> Record:
    answer = api("crm.activity.get", id=activity)
    return int(answer["OWNER_TYPE_ID"]), int(answer["OWNER_ID"])


def a_contact(api: Api, **fields: Any) -> Record:
    return CONTACT, api("crm.contact.add", fields={"NAME": "Greta", **fields})


def a_smart_process_record(api: Api) -> Record:
    made = api("crm.type.add", fields={"title": "Berths"})["type"]["entityTypeId"]
    return made, api("crm.item.add", entityTypeId=made, fields={"title": "Berth 1"})["item"]["id"]


@pytest.fixture
def deal(admin: Api) -> Record:
    """A deal of the administrator's that others may read but not edit."""
    return DEAL, a_deal(admin, ASSIGNED_BY_ID=1, OPENED="Y")


@pytest.fixture
def call(admin: Api, deal: Record) -> int:
    """A call bound to that deal alone."""
    return a_call(admin, deal[1])


def test_records_are_listed_as_integers_in_the_order_bound(admin: Api, call: int, deal: Record) -> None:
    later = [a_contact(admin), (COMPANY, admin("crm.company.add", fields={"TITLE": "Bollard"})), a_contact(admin)]
    lead = (LEAD, admin("crm.lead.add", fields={"TITLE": "A lead"}))
    for record in (*later, lead):
        assert bind(admin, call, record) is True
    assert listed(admin, call) == [deal, *later, lead]
    answer = admin.send("crm.activity.binding.list", activityId=call)
    assert set(answer.json) == {"result", "time"}
    assert answer.result[0] == {"entityTypeId": 2, "entityId": deal[1]}


def test_only_records_that_the_caller_may_read_are_listed(admin: Api, seller: Api, call: int, deal: Record) -> None:
    secret = (LEAD, admin("crm.lead.add", fields={"TITLE": "A secret", "ASSIGNED_BY_ID": 1}))
    own = (LEAD, admin("crm.lead.add", fields={"TITLE": "Her own", "ASSIGNED_BY_ID": 3}))
    bind(admin, call, secret)
    bind(admin, call, own)
    assert listed(admin, call) == [deal, secret, own]
    assert listed(seller, call) == [deal, own]


def test_an_activity_of_which_no_record_may_be_read_is_denied(admin: Api, seller: Api) -> None:
    secret = a_call(admin, a_deal(admin, ASSIGNED_BY_ID=1, OPENED="N"))
    assert seller.refused("crm.activity.binding.list", activityId=secret) == (400, "ACCESS_DENIED")


@pytest.mark.parametrize("verb", VERBS)
def test_an_unknown_activity_is_not_found(admin: Api, verb: str) -> None:
    answer = admin.send(f"crm.activity.binding.{verb}", activityId=10**9, **VERBS[verb])
    assert answer.error == (400, "NOT_FOUND", "Element not found")


@pytest.mark.parametrize("verb", VERBS)
def test_a_missing_or_unfit_parameter_is_named(admin: Api, call: int, verb: str) -> None:
    whole = {"activityId": call, **VERBS[verb]}
    for name in whole:
        rest = {key: value for key, value in whole.items() if key != name}
        missing = (400, "100", f"Could not find value for parameter {{{name}}}")
        assert admin.send(f"crm.activity.binding.{verb}", **rest).error == missing
        assert admin.send(f"crm.activity.binding.{verb}", **rest, **{name: None}).error == missing
        for unfit in ("x", "", [], [1], {}, {"a": 1}, 1.5, 2**64, -(2**64), "1 OR 1=1", True):
            answer = admin.send(f"crm.activity.binding.{verb}", **rest, **{name: unfit})
            assert answer.error[:2] == (400, "100"), (name, unfit, answer.body)
            assert name in answer.error[2]


def test_what_clients_send_beside_the_parameters_does_no_harm(admin: Api, call: int, deal: Record) -> None:
    extra = {"order": {"ID": "ASC"}, "filter": {">ID": 0}, "__order": "1", "select": ["*"], "bx24_x": [1]}
    for start in (0, "0", None, "", "x", [], {}, -1):
        assert listed(admin, call, start=start, **extra) == [deal]
    assert listed(admin, call, START=0, ACTIVITYID=call) == [deal]


def test_more_than_fifty_bindings_come_in_pages(admin: Api, call: int, deal: Record) -> None:
    contacts = [(CONTACT, number) for number in range(1, 58)]
    for record in contacts[:49]:
        bind(admin, call, record)
    assert not {"total", "next"} & admin.send("crm.activity.binding.list", activityId=call).json.keys()
    for record in contacts[49:]:
        bind(admin, call, record)
    first = admin.send("crm.activity.binding.list", activityId=call).json
    assert (len(first["result"]), first["total"], first["next"]) == (50, 58, 50)
    second = admin.send("crm.activity.binding.list", activityId=call, start=50).json
    assert (len(second["result"]), second["total"]) == (8, 58)
    assert "next" not in second
    assert listed(admin, call) + listed(admin, call, start=50) == [deal, *contacts]
    assert listed(admin, call, start=100) == []
    uncounted = admin.send("crm.activity.binding.list", activityId=call, start=-1).json
    assert len(uncounted["result"]) == 58
    assert not {"total", "next"} & uncounted.keys()


def test_bindings_are_ordered_and_filtered_by_their_numbers(admin: Api, call: int, deal: Record) -> None:
    contacts = [(CONTACT, number) for number in range(1, 61)]
    for record in contacts:
        bind(admin, call, record)
    by_type = {"order": {"entityTypeId": "DESC", "entityId": "asc"}}
    assert listed(admin, call, start=-1, **by_type) == [*contacts, deal]
    assert listed(admin, call, **by_type, start=50) == [*contacts[50:], deal]
    assert listed(admin, call, filter={">entityId": 20, "entityTypeId": CONTACT}) == contacts[20:]
    assert listed(admin, call, filter={"@ENTITYID": [3, "5", 10**6], "!entitytypeid": DEAL}) == [
        (CONTACT, 3),
        (CONTACT, 5),
    ]
    assert listed(admin, call, filter={"><entityId": [2, 4], "!=entityId": 3}) == [(CONTACT, 2), (CONTACT, 4)]
    assert listed(admin, call, filter={"entityTypeId": [DEAL]}) == [deal]
    for nothing in ({"entityTypeId": 1}, {">entityId": "x"}, {"entityId": ""}, {"%entityId": "1"}, {"@entityId": []}):
        assert listed(admin, call, filter=nothing) == []
    for ignored in ({">ID": 5}, [], "", "x", {"": ""}):
        assert listed(admin, call, filter=ignored, order=ignored, start=-1) == [deal, *contacts]


def test_a_record_is_bound_once(admin: Api, call: int, deal: Record) -> None:
    contact = a_contact(admin)
    bind(admin, call, contact)
    for record in (deal, contact):
        params = {"activityId": call, "entityTypeId": record[0], "entityId": record[1]}
        assert admin.refused("crm.activity.binding.add", **params) == (400, "ACTIVITY_IS_ALREADY_BOUND")
    assert listed(admin, call) == [deal, contact]


@pytest.mark.parametrize("record", [(DEAL, 10**9), (99, 1), (0, 1), (-1, 1), (DEAL, -1), (2**40, 1), (CONTACT, 0)])
def test_a_record_that_does_not_exist_is_not_found(admin: Api, call: int, deal: Record, record: Record) -> None:
    params = {"activityId": call, "entityTypeId": record[0], "entityId": record[1]}
    for verb in ("add", "delete"):
        assert admin.refused(f"crm.activity.binding.{verb}", **params) == (400, "OWNER_NOT_FOUND")
    for source, target in ((deal, record), (record, deal)):
        refusal = admin.refused("crm.activity.binding.move", **moving(call, source, target))
        assert refusal == (400, "OWNER_NOT_FOUND")
    assert listed(admin, call) == [deal]


def test_a_change_needs_the_right_to_edit_the_activity_and_the_record(admin: Api, seller: Api) -> None:
    own, foreign = a_deal(admin, ASSIGNED_BY_ID=3), a_deal(admin, ASSIGNED_BY_ID=1, OPENED="Y")
    call, foreign_call = a_call(admin, own), a_call(admin, foreign)
    for activity, record in ((call, foreign), (foreign_call, own)):
        params = {"activityId": activity, "entityTypeId": DEAL, "entityId": record}
        for verb in ("add", "delete"):
            assert seller.refused(f"crm.activity.binding.{verb}", **params) == (400, "ACCESS_DENIED")
    for source, target in ((own, foreign), (foreign, own)):
        change = moving(call, (DEAL, source), (DEAL, target))
        assert seller.refused("crm.activity.binding.move", **change) == (400, "ACCESS_DENIED")
    assert listed(admin, call) == [(DEAL, own)]
    assert listed(admin, foreign_call) == [(DEAL, foreign)]


def test_an_activity_has_at_most_a_hundred_bindings(admin: Api, call: int, deal: Record) -> None:
    for number in range(1, 100):
        bind(admin, call, (CONTACT, number))
    params = {"activityId": call, "entityTypeId": CONTACT, "entityId": 100}
    assert admin.refused("crm.activity.binding.add", **params) == (400, "BINDING_LIMIT_EXCEEDED")
    assert admin.send("crm.activity.binding.list", activityId=call).json["total"] == 100
    unbind(admin, call, (CONTACT, 50))
    assert bind(admin, call, (CONTACT, 100)) is True
    assert listed(admin, call, start=50)[-1] == (CONTACT, 100)


def test_of_many_that_race_for_the_last_places_only_as_many_get_one(admin: Api, wire: Wire, call: int) -> None:
    for number in range(1, 98):
        bind(admin, call, (CONTACT, number))

    def sent(contact: int) -> dict[str, Any]:
        params = {"activityId": call, "entityTypeId": CONTACT, "entityId": contact}
        return {"path": admin.base + "crm.activity.binding.add", "body": json.dumps(params).encode()}

    more = [a_contact(admin)[1] for _ in range(64)]
    answers: list[Answer] = wire.send_together([sent(contact) for contact in more])
    refusals = [answer.error[:2] for answer in answers if answer.status != 200]
    assert refusals == [(400, "BINDING_LIMIT_EXCEEDED")] * 62
    assert admin.send("crm.activity.binding.list", activityId=call).json["total"] == 100


def test_of_many_that_bind_the_same_record_at_once_one_succeeds(admin: Api, wire: Wire, call: int) -> None:
    params = {"activityId": call, "entityTypeId": CONTACT, "entityId": 1}
    request = {"path": admin.base + "crm.activity.binding.add", "body": json.dumps(params).encode()}
    answers = wire.send_together([request] * 16)
    assert sorted(answer.status for answer in answers) == [200] + [400] * 15
    assert listed(admin, call).count((CONTACT, 1)) == 1


def test_the_last_binding_is_never_deleted(admin: Api, call: int, deal: Record) -> None:
    contact = a_contact(admin)
    params = {"activityId": call, "entityTypeId": contact[0], "entityId": contact[1]}
    assert admin.refused("crm.activity.binding.delete", **params) == (400, "BINDING_NOT_FOUND")
    params = {"activityId": call, "entityTypeId": deal[0], "entityId": deal[1]}
    assert admin.refused("crm.activity.binding.delete", **params) == (400, "LAST_BINDING_CANNOT_BE_DELETED")
    bind(admin, call, contact)
    assert unbind(admin, call, deal) is True
    assert listed(admin, call) == [contact]


def test_of_two_deletions_at_once_one_leaves_the_last_binding(admin: Api, wire: Wire, call: int, deal: Record) -> None:
    contact = a_contact(admin)
    bind(admin, call, contact)
    requests = [
        {
            "path": admin.base + "crm.activity.binding.delete",
            "body": json.dumps({"activityId": call, "entityTypeId": record[0], "entityId": record[1]}).encode(),
        }
        for record in (deal, contact)
    ]
    answers = wire.send_together(requests)
    assert sorted(answer.status for answer in answers) == [200, 400]
    assert len(listed(admin, call)) == 1


def test_a_moved_binding_keeps_its_place(admin: Api, call: int, deal: Record) -> None:
    contact, other = a_contact(admin), (DEAL, a_deal(admin))
    bind(admin, call, contact)
    assert admin("crm.activity.binding.move", **moving(call, deal, other)) is True
    assert listed(admin, call) == [other, contact]


def test_a_binding_moves_only_where_it_can(admin: Api, call: int, deal: Record) -> None:
    contact, other = a_contact(admin), (DEAL, a_deal(admin))
    for source, target, code in (
        (deal, contact, "SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR"),
        (deal, deal, "SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR"),
        (other, (DEAL, a_deal(admin)), "BINDING_NOT_FOUND"),
    ):
        assert admin.refused("crm.activity.binding.move", **moving(call, source, target)) == (400, code)
    bind(admin, call, other)
    refusal = admin.refused("crm.activity.binding.move", **moving(call, deal, other))
    assert refusal == (400, "ACTIVITY_IS_ALREADY_BOUND")
    assert listed(admin, call) == [deal, other]


def test_records_of_smart_processes_bind_like_any_other(admin: Api, call: int, deal: Record) -> None:
    record = a_smart_process_record(admin)
    assert record[0] >= 128
    bind(admin, call, record)
    assert listed(admin, call) == [deal, record]
    second = admin("crm.item.add", entityTypeId=record[0], fields={"title": "Berth 2"})["item"]["id"]
    admin("crm.activity.binding.move", **moving(call, record, (record[0], second)))
    assert listed(admin, call) == [deal, (record[0], second)]
    admin("crm.item.delete", entityTypeId=record[0], id=second)
    assert listed(admin, call) == [deal]


def test_the_owner_follows_the_bindings(admin: Api, call: int, deal: Record) -> None:
    other, contact, company = (DEAL, a_deal(admin)), a_contact(admin), (COMPANY, 1)
    assert owner_of(admin, call) == deal
    admin("crm.activity.binding.move", **moving(call, deal, other))
    assert owner_of(admin, call) == other
    bind(admin, call, contact)
    bind(admin, call, company)
    unbind(admin, call, company)
    assert owner_of(admin, call) == other
    unbind(admin, call, other)
    assert owner_of(admin, call) == contact


def test_a_deleted_record_takes_its_bindings_and_the_last_one_the_activity(admin: Api, call: int, deal: Record) -> None:
    contact = a_contact(admin)
    bind(admin, call, contact)
    admin("crm.deal.delete", id=deal[1])
    assert listed(admin, call) == [contact]
    assert owner_of(admin, call) == contact
    admin("crm.contact.delete", id=contact[1])
    assert admin.refused("crm.activity.binding.list", activityId=call) == (400, "NOT_FOUND")
    assert admin.refused("crm.activity.get", id=call) == (400, "")
