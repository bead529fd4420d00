"""What an answer looks like."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import Api, Wire

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def check_time(time: dict[str, Any]) -> None:
    """The full ``time`` object, with the types that clients are strict about."""
    assert set(time) == {
        "start", "finish", "duration", "processing", "date_start", "date_finish", "operating", "operating_reset_at"
    }  # fmt: skip
    for name in ("start", "finish", "duration", "processing", "operating"):
        assert type(time[name]) is float, name
    assert type(time["operating_reset_at"]) is int
    assert ISO.fullmatch(time["date_start"])
    assert ISO.fullmatch(time["date_finish"])
    assert 0 <= time["processing"] <= time["duration"] <= time["finish"] - time["start"] + 1e-6
    assert time["start"] < time["operating_reset_at"] <= time["start"] + 600


def test_a_success_has_result_and_the_full_time(caller: Api) -> None:
    answer = caller.send("test.nothing")
    assert set(answer.json) == {"result", "time"}
    check_time(answer.json["time"])


def test_operating_adds_up_by_method_and_credential(bench: Wire, caller: Api) -> None:
    bench.set(operating_threshold=0.0)
    first = caller.send("test.nothing").json["time"]
    second = caller.send("test.nothing").json["time"]
    assert second["operating"] == pytest.approx(first["operating"] + second["processing"])
    assert second["operating_reset_at"] == first["operating_reset_at"]
    other = caller.send("test.value").json["time"]
    assert other["operating"] == other["processing"]


def test_a_call_that_fails_counts_as_operating_too(bench: Wire, caller: Api) -> None:
    bench.set(operating_threshold=0.0)
    assert caller.refused("test.number") == (400, "100")
    time = caller.send("test.number", numberId=1).json["time"]
    assert time["operating"] > time["processing"]


def test_a_page_has_total_and_next_as_numbers_beside_the_result(caller: Api) -> None:
    answer = caller.send("test.page", start=50).json
    assert (answer["total"], answer["next"], len(answer["result"])) == (120, 100, 50)


def test_the_last_page_has_no_next(caller: Api) -> None:
    answer = caller.send("test.page", start=100).json
    assert set(answer) == {"result", "total", "time"}


def test_an_empty_collection_is_a_list(caller: Api) -> None:
    assert caller.send("test.nothing").body.startswith(b'{"result":[],')


@pytest.mark.parametrize("method", ["test.nothing", "test.refuse", "test.unheard.of"])
def test_every_answer_is_json_for_any_origin(caller: Api, method: str) -> None:
    headers = caller.send(method).headers
    assert headers["content-type"].startswith("application/json")
    assert headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/rest/1/code/profile", "/rest/profile", "/oauth/token/"])
def test_a_preflight_is_allowed_without_a_credential(bench: Wire, path: str) -> None:
    answer = bench.send(path, verb="OPTIONS", content_type=None)
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "POST, GET, OPTIONS"
    assert "content-type" in answer.headers["access-control-allow-headers"]


def test_an_answer_can_be_xml(caller: Api) -> None:
    answer = caller.send("test.page.xml", start=100)
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    root = ET.fromstring(answer.body)
    assert root.tag == "response"
    assert [item.findtext("ID") for item in root.findall("result/item")] == [str(n) for n in range(101, 121)]
    assert root.findtext("total") == "120"
    assert ISO.fullmatch(root.findtext("time/date_start") or "")


def test_xml_keeps_what_no_element_can_be_called_and_drops_what_no_xml_can_hold(caller: Api) -> None:
    answer = caller.send("test.value.xml", value={"0": "a<b&c", "1x": True, "ok": None, "bell": "ding\x07"})
    result = ET.fromstring(answer.body).find("result")
    assert result is not None
    assert {item.get("key"): item.text for item in result.findall("item")} == {"0": "a<b&c", "1x": "1"}
    assert result.findtext("ok") == ""
    assert result.findtext("bell") == "ding"


def test_an_error_of_an_xml_call_is_json_too(caller: Api) -> None:
    answer = caller.send("test.refuse.xml")
    assert answer.error == (400, "ACCESS_DENIED", "Access denied.")
