"""``batch``, as its page documents it, and as clients write and read it."""

from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from tests.conftest import Api, Wire, api_of
from tests.wire.test_answers import check_time

PARTS = {"result", "result_error", "result_total", "result_next", "result_time"}


def test_a_map_of_commands_is_answered_by_its_keys(caller: Api) -> None:
    result = caller("batch", cmd={"a": "test.value?value=1", "page": "test.page"})
    assert set(result) == PARTS
    assert result["result"]["a"] == "1"
    assert len(result["result"]["page"]) == 50
    assert result["result_error"] == []
    assert result["result_total"] == {"page": 120}
    assert result["result_next"] == {"page": 50}
    assert set(result["result_time"]) == {"a", "page"}
    for time in result["result_time"].values():
        check_time(time)


def test_a_list_of_commands_is_answered_with_lists(caller: Api) -> None:
    result = caller("batch", cmd=["test.value?value=1", "test.nothing"])
    assert result["result"] == ["1", []]
    assert len(result["result_time"]) == 2


@pytest.mark.parametrize(
    ("keys", "results", "errors"),
    [
        # good, bad, page: each part is a list, or none, by the keys that it has itself
        (("0", "1", "2"), dict, dict),
        (("0", "2", "1"), list, dict),
        (("1", "0", "2"), dict, list),
        (("1", "2", "0"), dict, dict),
        (("0", "x", "1"), list, dict),
        (("00", "0", "1"), dict, list),
    ],
)
def test_a_part_with_the_keys_0_1_2_is_a_list_whoever_chose_them(
    caller: Api, keys: tuple[str, str, str], results: type, errors: type
) -> None:
    good, bad, page = keys
    result = caller("batch", cmd={good: "test.value?value=1", bad: "test.refuse", page: "test.page"})
    assert type(result["result"]) is type(result["result_time"]) is results
    assert type(result["result_error"]) is errors
    assert type(result["result_total"]) is type(result["result_next"]) is (list if page == "0" else dict)
    found = result["result"]
    assert (found[0] if results is list else found[good]) == "1"
    refused = {"error": "ACCESS_DENIED", "error_description": "Access denied."}
    assert result["result_error"] == ([refused] if errors is list else {bad: refused})


def test_numbers_as_keys_of_a_map_are_answered_as_a_list_and_referred_to_by_number(caller: Api) -> None:
    cmd = {"0": "test.value?value=1", "1": "test.value?value=$result[0]"}
    form = "&".join(f"cmd[{key}]={quote_plus(command)}" for key, command in cmd.items())
    sent = caller.wire.send(caller.base + "batch", body=form.encode(), content_type="application/x-www-form-urlencoded")
    for result in (caller("batch", cmd=cmd), sent.result):
        assert result["result"] == ["1", "1"]
        assert len(result["result_time"]) == 2
        assert result["result_error"] == result["result_total"] == result["result_next"] == []


def test_a_batch_of_nothing_is_five_empty_lists(caller: Api) -> None:
    for cmd in ({}, []):
        assert caller("batch", cmd=cmd) == {part: [] for part in PARTS}


def test_errors_of_a_list_of_commands_are_a_list_while_their_keys_are(caller: Api) -> None:
    refused = {"error": "ACCESS_DENIED", "error_description": "Access denied."}
    result = caller("batch", cmd=["test.refuse", "test.nothing"])
    assert (result["result"], result["result_error"]) == ({"1": []}, [refused])
    result = caller("batch", cmd=["test.nothing", "test.refuse"])
    assert (result["result"], result["result_error"]) == ([[]], {"1": refused})


def test_every_command_is_a_result_or_an_error(caller: Api) -> None:
    result = caller("batch", halt=0, cmd={"a": "test.refuse", "b": "test.nothing", "c": "test.number", "d": "none"})
    assert set(result["result"]) == {"b"}
    assert {key: error["error"] for key, error in result["result_error"].items()} == {
        "a": "ACCESS_DENIED", "c": "100", "d": "ERROR_METHOD_NOT_FOUND"
    }  # fmt: skip


@pytest.mark.parametrize("halt", [1, "1", True, "true"])
def test_halt_stops_at_the_first_error(caller: Api, halt: Any) -> None:
    result = caller("batch", halt=halt, cmd={"a": "test.nothing", "b": "test.refuse", "c": "test.nothing"})
    assert set(result["result"]) == {"a"}
    assert set(result["result_error"]) == {"b"}
    assert set(result["result_time"]) == {"a"}


def test_a_command_is_decoded_as_php_does(caller: Api) -> None:
    command = "test.echo?filter[%3EID]=1&filter%5B@ID%5D[0]=1&filter[@ID][]=2&select[]=UF_%2A&value=a+b%26c%2B&fields&"
    assert caller("batch", cmd={"a": command})["result"]["a"] == {
        "filter": {">ID": "1", "@ID": ["1", "2"]}, "select": ["UF_*"], "value": "a b&c+", "fields": ""
    }  # fmt: skip


def test_an_empty_array_of_a_command_is_empty(caller: Api, admin: Api) -> None:
    echo = "test.echo?filter[]=&select[]=&value[a][]=&value[b][0]="
    assert caller("batch", cmd={"a": echo})["result"]["a"] == {
        "filter": [], "select": [], "value": {"a": [], "b": [""]}
    }  # fmt: skip
    nothing = "select[]=&filter[]=&order[]="
    result = admin(
        "batch",
        cmd={
            "items": f"crm.item.list?entityTypeId=2&{nothing}",
            "types": "crm.type.list?filter[]=&order[]=",
            "statuses": "crm.status.list?filter[]=&order[]=",
            "deals": f"crm.deal.list?{nothing}",
            "activities": f"crm.activity.list?{nothing}",
            "users": "user.get?select[]=&filter[]=",
            "contact": "crm.contact.add?fields[NAME]=Greta&fields[PHONE][]=",
            "item": "crm.item.add?entityTypeId=2&fields[title]=A+deal&fields[contactIds][]=&fields[observers][]=",
            "to-do": "crm.activity.todo.add?ownerTypeId=2&ownerId=1&deadline=2027-01-01&pingOffsets[]=",
        },
    )
    assert result["result_error"] == []
    found = result["result"]
    for record in (found["items"]["items"][0], found["deals"][0], found["activities"][0], found["users"][0]):
        assert len(record) > 5, "all fields, since none is selected"


def test_a_command_may_be_an_object(caller: Api) -> None:
    result = caller("batch", cmd={"a": {"method": "test.value", "params": {"value": {"deep": [1]}}}})
    assert result["result"] == {"a": {"deep": [1]}}


@pytest.mark.parametrize(
    "command", [None, 7, "", [], {}, {"method": 7}, {"method": None}, "?value=1", ["test.nothing"]]
)
def test_a_command_of_another_kind_is_no_method(caller: Api, command: Any) -> None:
    result = caller("batch", cmd={"a": command, "b": "test.nothing"})
    assert result["result_error"]["a"]["error"] == "ERROR_METHOD_NOT_FOUND"
    assert result["result"] == {"b": []}


def test_a_command_that_cannot_be_read_is_an_invalid_request(caller: Api) -> None:
    assert caller("batch", cmd={"a": "test.value?value=%ff"})["result_error"]["a"]["error"] == "INVALID_REQUEST"


def test_later_commands_take_the_results_of_earlier_ones(caller: Api) -> None:
    result = caller(
        "batch",
        cmd={
            "page": "test.page",
            "one": "test.value?value=$result[page][49][ID]",
            "encoded": "test.value?value=%24result%5Bpage%5D%5B0%5D%5BID%5D",
            "within": "test.value?value=" + quote_plus("record $result[page][1][ID] of $result[one]"),
            "whole": "test.value?value=$result[page][2]",
            "nested": "test.echo?filter[>ID]=$result[page][3][ID]",
        },
    )["result"]
    assert result["one"] == "50"
    assert result["encoded"] == "1"
    assert result["within"] == "record 2 of 50"
    assert result["whole"] == {"ID": "3"}
    assert result["nested"] == {"filter": {">ID": "4"}}


def test_a_list_of_commands_refers_by_number(caller: Api) -> None:
    assert caller("batch", cmd=["test.value?value=x", "test.value?value=$result[0]"])["result"] == ["x", "x"]


@pytest.mark.parametrize(
    "reference",
    ["$result[none][0][ID]", "$result[page][50][ID]", "$result[page][0][NAME]", "$result[page][x]", "$result[page][-1]",
     f"$result[page][{'9' * 5000}]",
     "$result[later]", "$result[bad]"],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_is_empty(caller: Api, reference: str) -> None:
    result = caller(
        "batch",
        halt=0,
        cmd={
            "page": "test.page",
            "bad": "test.refuse",
            "a": f"test.echo?value={quote(reference)}",
            "within": f"test.value?value={quote('<' + reference + '>')}",
            "later": "test.nothing",
        },
    )
    assert result["result"]["a"] == {"value": ""}
    assert result["result"]["within"] == "<>"


def test_references_that_stand_for_too_much_are_refused(caller: Api) -> None:
    cmd = {"long": {"method": "test.value", "params": {"value": "x" * 1_000_000}}}
    cmd["text"] = {"method": "test.value", "params": {"value": "$result[long] " * 40}}
    cmd["list"] = {"method": "test.value", "params": {"value": ["$result[long]"] * 40}}
    result = caller("batch", cmd=cmd)
    assert result["result_error"]["text"]["error"] == "INVALID_REQUEST"
    assert result["result_error"]["list"]["error"] == "INVALID_REQUEST"


def test_a_reference_that_leads_nowhere_does_not_halt(caller: Api) -> None:
    result = caller("batch", halt=1, cmd={"a": "test.nothing", "b": "test.echo?filter[>ID]=$result[a][49][ID]"})
    assert result["result"]["b"] == {"filter": {">ID": ""}}


def test_truth_within_a_text_is_written_as_php_writes_it(caller: Api) -> None:
    command = {"method": "test.value", "params": {"value": [True, False]}}
    result = caller("batch", cmd={"t": command, "a": "test.value?value=<$result[t][0]|$result[t][1]>"})
    assert result["result"]["a"] == "<1|>"


def test_fifty_commands_run_and_the_next_one_is_refused(caller: Api) -> None:
    fifty = {f"c{number}": f"test.value?value={number}" for number in range(50)}
    result = caller("batch", cmd=fifty)
    assert (len(result["result"]), result["result_error"]) == (50, [])
    result = caller("batch", cmd={**fifty, "over": "test.nothing"})
    assert len(result["result"]) == 50
    assert result["result_error"] == {
        "over": {"error": "ERROR_BATCH_LENGTH_EXCEEDED", "error_description": "Max batch length exceeded"}
    }


@pytest.mark.parametrize("command", ["batch?cmd[a]=test.nothing", "BATCH?cmd[a]=test.nothing", "test.files"])
def test_what_may_not_stand_in_a_batch_is_refused(caller: Api, command: str) -> None:
    result = caller("batch", cmd={"a": command})
    assert result["result_error"]["a"] == {
        "error": "ERROR_BATCH_METHOD_NOT_ALLOWED", "error_description": "Method is not allowed for batch usage"
    }  # fmt: skip


def test_each_command_needs_its_own_scope(bench: Wire) -> None:
    result = api_of(bench, 1, "user")("batch", cmd={"a": "crm.test", "b": "test.nothing"})
    assert result["result_error"]["a"]["error"] == "insufficient_scope"
    assert result["result"] == {"b": []}


@pytest.mark.parametrize("cmd", [None, "test.nothing", 7, True, ""])
def test_commands_that_are_no_array_are_refused(caller: Api, cmd: Any) -> None:
    assert caller.refused("batch", cmd=cmd) == (400, "100")


def test_a_batch_without_commands_is_refused(caller: Api) -> None:
    assert caller.refused("batch") == (400, "100")


def test_a_batch_may_come_as_a_form(caller: Api) -> None:
    inner = quote_plus("test.echo?filter[>ID]=1&value=" + quote_plus("a&b"))
    body = f"auth=&halt=0&cmd[first]={inner}&cmd[second]=test.value%3Fvalue%3D%24result%5Bfirst%5D%5Bvalue%5D"
    for kind in ("application/x-www-form-urlencoded", "text/plain;charset=UTF-8"):
        answer = caller.wire.send(caller.base + "batch.json", body=body.encode(), content_type=kind)
        assert answer.result["result"] == {"first": {"filter": {">ID": "1"}, "value": "a&b"}, "second": "a&b"}


def test_a_batch_may_stand_in_the_query_encoded_twice(caller: Api) -> None:
    query = "cmd[0]=test.value%3Fvalue%3DJohn%2526Martin&cmd[1]=test.nothing"
    answer = caller.wire.send(caller.base + "batch", verb="GET", query=query, content_type=None)
    assert answer.result["result"] == ["John&Martin", []]


def test_the_commands_are_operating_instead_of_the_batch_where_the_portal_is_set_so(caller: Api) -> None:
    caller.wire.set(batch_billing="commands", operating_threshold=0.0)
    first = caller.send("batch", cmd={"a": "test.nothing"}).json
    second = caller.send("batch", cmd={"a": "test.nothing", "b": "test.nothing"}).json
    assert first["time"]["operating"] == second["time"]["operating"] == 0
    check_time(second["time"])
    before = first["result"]["result_time"]["a"]["operating"]
    times = second["result"]["result_time"]
    assert before < times["a"]["operating"] < times["b"]["operating"]
