"""a24wh, which answers errors as dictionaries with what the portal said."""

from collections.abc import Callable

import pytest

from tests.clients.causes import CLASSIC_LISTS, Refusal, each_cause
from tests.clients.conftest import Outcomes
from tests.clients.live import Live


@pytest.fixture(scope="module")
def outcomes(run_newer_python: Callable[..., Outcomes]) -> Outcomes:
    return run_newer_python("call_with_a24wh", "REQUESTS_CA_BUNDLE")


def test_it_lists_the_bindings(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["list"] == {"value": live.bindings}


@each_cause
def test_it_hands_out_each_error_with_its_status(outcomes: Outcomes, cause: str, refusal: Refusal) -> None:
    value = outcomes[cause]["value"]
    assert (value["error_type"], value["status_code"]) == ("http_error", refusal.status)
    assert value["details"] == {"error": refusal.code, "error_description": refusal.text}


def test_it_reaches_rest_3(outcomes: Outcomes) -> None:
    assert outcomes["REST 3.0"]["value"]["result"]["items"]


@pytest.mark.parametrize("helper", ["walk", "walk in batches"])
@pytest.mark.parametrize("method", [*CLASSIC_LISTS, "crm.item.list"])
def test_each_of_its_helpers_walks_a_whole_list(outcomes: Outcomes, live: Live, helper: str, method: str) -> None:
    walked = live.walked["crm.deal.list" if method == "crm.item.list" else method]
    assert outcomes[f"{helper} {method}"] == {"value": walked}


def test_it_batches_any_number_of_calls(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["batch"] == {"value": live.walked["crm.deal.list"]}


def test_it_tells_the_errors_of_a_batch_by_command(outcomes: Outcomes) -> None:
    value = outcomes["batch with errors"]["value"]
    assert value["error_type"] == "batch_error"
    assert value["details"]["step_0"]["error"] == "NOT_FOUND"
