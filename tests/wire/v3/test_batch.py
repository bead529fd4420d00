"""``batch`` of REST 3.0."""

from typing import Any

import pytest

from tests.conftest import Wire
from tests.wire.v3.conftest import Api3


def command(method: str, query: Any = None, **more: Any) -> dict[str, Any]:
    return {"method": method, "query": query or {}, **more}


def added(*titles: str) -> list[dict[str, Any]]:
    return [command("test.note.add", {"fields": {"title": title}}) for title in titles]


def test_an_array_of_calls_is_answered_by_an_array_of_results(caller: Api3) -> None:
    calls = [*added("Milk", "Eggs"), command("test.note.list")]
    first, second, listed = caller("batch", calls)
    assert (first, second) == ({"id": 1}, {"id": 2})
    assert [note["title"] for note in listed["items"]] == ["Milk", "Eggs"]


def test_a_numbered_object_is_taken_for_an_array(caller: Api3) -> None:
    calls = {
        "0": command("test.note.add", {"fields": {"title": "Milk"}}, parallel=False),
        "1": command("test.echo", {"value": 1}, parallel=True, **{"as": "echo"}),
        "auth": "ignored beside a webhook",
    }
    assert caller("batch", calls) == [{"id": 1}, {"item": {"value": 1}}]


@pytest.mark.parametrize("body", [b"[]", b"{}", b""])
def test_an_empty_batch_has_no_results(caller: Api3, body: bytes) -> None:
    assert caller("batch", body) == []


@pytest.mark.parametrize("query", [None, [], {}])
def test_a_call_without_parameters_may_say_so_in_each_way(caller: Api3, query: Any) -> None:
    assert caller("batch", [{"method": "test.note.list", "query": query}]) == [{"items": []}]
    assert caller("batch", [{"method": "test.note.list"}]) == [{"items": []}]


@pytest.mark.parametrize(
    ("last", "refusal"),
    [
        (command("test.note.get", {"id": 9}), (400, "ENTITYNOTFOUND")),
        (command("test.note.get", {}), (400, "VALIDATION_REQUESTVALIDATION")),
        (command("test.scoped"), (403, "INSUFFICIENTSCOPE")),
        (command("test.no.such"), (404, "METHODNOTFOUND")),
        (command("test.only.v2"), (404, "METHODNOTFOUND")),
        (command("test.explode"), (500, "INTERNAL_SERVER_ERROR")),
        (command("batch"), (405, "ERROR_BATCH_METHOD_NOT_ALLOWED")),
        (command("documentation"), (405, "ERROR_BATCH_METHOD_NOT_ALLOWED")),
    ],
)
def test_one_call_that_fails_fails_all_and_nothing_is_changed(
    caller: Api3, last: dict[str, Any], refusal: tuple[int, str]
) -> None:
    assert caller.refused("batch", [*added("Milk"), last, *added("Eggs")]) == refusal
    assert caller.notes() == []


def test_what_a_failed_batch_says_is_the_error_of_the_call(caller: Api3) -> None:
    answer = caller.send("batch", [command("test.note.add", {"fields": {}})])
    assert answer.json["error"]["validation"] == [{"message": "Required field `title` is not filled", "field": "title"}]


def test_fifty_calls_are_taken_and_no_more(caller: Api3) -> None:
    calls = added(*map(str, range(50)))
    assert len(caller("batch", calls)) == 50
    assert caller.refused("batch", [*calls, *added("one more")]) == (400, "ERROR_BATCH_LENGTH_EXCEEDED")
    assert len(caller.notes()) == 50


@pytest.mark.parametrize(
    "body",
    [
        {"cmd": {"a": "test.note.list"}, "halt": 0},
        {"cmd": ["test.note.list"]},
        {"halt": 1},
        {"a": {"method": "test.note.list"}},
        {"0": {"method": "test.note.list"}, "-1": {"method": "test.note.list"}},
        {"٣": {"method": "test.note.list"}},
        {"": {"method": "test.note.list"}},
    ],
)
def test_the_form_of_rest_2_is_not_recognized(caller: Api3, body: Any) -> None:
    assert caller.refused("batch", body) == (400, "INVALIDSELECT")


@pytest.mark.parametrize(
    ("element", "field"),
    [
        ("test.note.list", "1.method"),
        (None, "1.method"),
        ([], "1.method"),
        ({}, "1.method"),
        ({"method": ""}, "1.method"),
        ({"method": 1}, "1.method"),
        ({"method": "test.note.list", "query": "id=1"}, "1"),
        ({"method": "test.note.list", "query": [1]}, "1.query"),
        ({"method": "test.note.list", "as": 1}, "1"),
        ({"method": "test.note.list", "parallel": "yes"}, "1"),
    ],
)
def test_an_element_that_is_no_call_is_named(caller: Api3, element: Any, field: str) -> None:
    answer = caller.send("batch", [*added("Milk"), element])
    assert answer.status == 400
    assert [said["field"] for said in answer.json["error"]["validation"]] == [field]
    assert caller.notes() == []


def refer(*commands: dict[str, Any], to: Any) -> list[dict[str, Any]]:
    return [*commands, command("test.echo", {"value": to})]


GET = command("test.note.get", {"id": 2}, **{"as": "milk"})
LIST = command("test.note.list", **{"as": "notes"})


@pytest.mark.parametrize(
    ("marker", "value"),
    [
        ({"$ref": "milk.item.id"}, 2),
        ({"$ref": "milk.item.title"}, "Milk"),
        ({"$ref": "milk.item"}, {"id": 2, "title": "Milk", "author": {"id": 1}}),
        ({"$ref": "milk.item.author.id"}, 1),
        ({"$ref": "notes.items.0.title"}, "Eggs"),
        ({"$refArray": "notes.id"}, [1, 2]),
        ({"$refArray": "notes.author.id"}, [1, 1]),
        ([["id", "in", {"$refArray": "notes.id"}], {"deep": {"$ref": "milk.item.id"}}], None),
        ({"$ref": "milk.item.id", "beside": 1}, None),
        ("$ref", None),
    ],
)
def test_a_later_call_takes_data_of_an_earlier_one(caller: Api3, marker: Any, value: Any) -> None:
    caller("batch", added("Eggs", "Milk"))
    *_, echo = caller("batch", refer(GET, LIST, to=marker))
    if isinstance(marker, list):
        value = [["id", "in", [1, 2]], {"deep": 2}]
    elif value is None:
        value = marker
    assert echo == {"item": {"value": value}}


def test_a_call_without_a_name_is_referred_to_by_its_number(caller: Api3) -> None:
    caller("batch", added("Eggs", "Milk"))
    calls = {"0": command("test.note.get", {"id": 2}), "1": command("test.echo", {"value": {"$ref": "0.item.id"}})}
    assert caller("batch", calls)[1] == {"item": {"value": 2}}
    assert caller("batch", list(calls.values()))[1] == {"item": {"value": 2}}


def test_a_list_of_nothing_gives_an_empty_array(caller: Api3) -> None:
    assert caller("batch", refer(LIST, to={"$refArray": "notes.id"}))[1] == {"item": {"value": []}}


@pytest.mark.parametrize(
    "marker",
    [
        {"$ref": "milk"},
        {"$ref": "milk.item.nothing"},
        {"$ref": "milk.item.id.deeper"},
        {"$ref": "notes.items.7.id"},
        {"$ref": "notes.items.-1.id"},
        {"$ref": "notes.items.99999999999999999999"},
        {"$ref": "notes.items.²"},
        {"$ref": "added.id"},
        {"$ref": "later.item.value"},
        {"$ref": ""},
        {"$ref": "."},
        {"$ref": None},
        {"$ref": ["milk.item"]},
        {"$refArray": "notes"},
        {"$refArray": "notes."},
        {"$refArray": "milk.id"},
        {"$refArray": "notes.nothing"},
        {"$refArray": "nobody.id"},
        {"$refArray": 1},
    ],
)
def test_a_reference_that_leads_nowhere_fails_the_batch(caller: Api3, marker: Any) -> None:
    caller("batch", added("Eggs", "Milk"))
    new = command("test.note.add", {"fields": {"title": "Salt"}}, **{"as": "added"})
    later = command("test.echo", {"value": 1}, **{"as": "later"})
    if marker == {"$ref": "milk"}:
        marker = {"$ref": "nobody"}
    assert caller.refused("batch", [*refer(GET, LIST, new, to=marker), later]) == (400, "INVALIDSELECT")
    assert caller.notes() == ["Eggs", "Milk"]


def test_a_marker_stands_for_a_value_and_not_for_all_parameters(caller: Api3) -> None:
    caller("batch", added("Eggs", "Milk"))
    calls = [GET, {"method": "test.note.get", "query": {"$ref": "milk.item"}}]
    assert caller.refused("batch", calls) == (400, "VALIDATION_REQUESTVALIDATION")


def test_what_references_stand_for_is_bounded(caller: Api3) -> None:
    long = command("test.note.long", **{"as": "long"})
    marker = {"$ref": "long.item.text"}
    assert len(caller("batch", [long, command("test.note.list", {"note": [marker] * 30})])) == 2
    refused = [long, command("test.note.list", {"note": [marker] * 40})]
    assert caller.refused("batch", refused) == (400, "INVALID_REQUEST")


def test_each_call_s_time_counts_for_its_own_method_when_so_set(caller: Api3, bench: Wire) -> None:
    bench.set(operating_limit=1e-9, operating_threshold=0.0, batch_billing="commands")
    assert caller("batch", [command("test.echo")]) == [{"item": {"value": None}}]
    assert caller.refused("test.echo") == (429, "OPERATION_TIME_LIMIT")
    assert caller.refused("batch", [command("test.echo")]) == (429, "OPERATION_TIME_LIMIT")
    assert caller("batch", []) == []


def test_a_batch_s_time_counts_for_batch(caller: Api3, bench: Wire) -> None:
    bench.set(operating_limit=1e-9, operating_threshold=0.0)
    caller("batch", [command("test.echo")])
    caller("test.echo")
    assert caller.refused("batch", []) == (429, "OPERATION_TIME_LIMIT")
