"""The official JavaScript SDK on Node: @bitrix24/b24jssdk."""

from collections.abc import Callable
from itertools import chain

import pytest

from tests.clients.causes import CLASSIC_LISTS, Refusal, each_cause
from tests.clients.conftest import Outcomes
from tests.clients.live import Live
from tests.wire.test_answers import ISO


@pytest.fixture(scope="module")
def outcomes(run_node: Callable[[str], Outcomes]) -> Outcomes:
    return run_node("hook")


def test_it_lists_the_bindings(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["list"] == {"value": live.bindings}


def test_it_reads_the_time_that_it_demands(outcomes: Outcomes) -> None:
    time = outcomes["time"]["value"]
    assert ISO.fullmatch(time["date_start"])
    assert time["operating"] == 0
    assert isinstance(time["operating_reset_at"], int)


@each_cause
def test_it_throws_each_error_at_once(outcomes: Outcomes, cause: str, refusal: Refusal) -> None:
    outcome = outcomes[cause]
    assert outcome["raised"] == ["AjaxError"]
    assert (outcome["status"], outcome["code"], outcome["text"]) == refusal


@pytest.mark.parametrize("method", CLASSIC_LISTS)
def test_call_list_walks_a_whole_list(outcomes: Outcomes, live: Live, method: str) -> None:
    assert outcomes[f"walk {method}"] == {"value": live.walked[method]}


@pytest.mark.parametrize("method", CLASSIC_LISTS)
def test_fetch_list_walks_a_whole_list_in_pages_of_fifty(outcomes: Outcomes, live: Live, method: str) -> None:
    pages = outcomes[f"fetch {method}"]["value"]
    assert [len(page) for page in pages] == [50, 50, 30]
    assert list(chain(*pages)) == live.walked[method]


def test_call_list_and_fetch_list_walk_the_items_of_the_universal_api(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["walk items"] == {"value": live.walked["crm.deal.list"]}
    assert list(chain(*outcomes["fetch items"]["value"])) == live.walked["crm.deal.list"]


def test_a_list_can_be_walked_by_next_and_has_its_total(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["walk by next"] == {"value": {"total": 130, "found": live.walked["crm.deal.list"]}}


def test_it_runs_a_batch_of_named_calls(outcomes: Outcomes, live: Live) -> None:
    value = outcomes["batch"]["value"]
    assert (value["success"], value["data"]["a"], len(value["data"]["b"])) == (True, live.bindings, 50)


def test_it_runs_a_batch_of_listed_calls(outcomes: Outcomes, live: Live) -> None:
    value = outcomes["batch as a list"]["value"]
    assert (value["success"], value["data"][0], len(value["data"][1])) == (True, live.bindings, 50)


def test_it_tells_the_errors_of_a_batch_beside_the_results(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["batch with errors"]["value"] == {
        "success": False,
        "errors": ["Element not found"],
        "data": {"good": live.bindings},
    }


def test_it_runs_more_calls_than_one_batch_takes(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["batch by chunk"] == {"value": live.walked["crm.deal.list"]}
