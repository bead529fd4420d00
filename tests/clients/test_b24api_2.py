"""b24api since its second version, which proves that it has walked the whole of a list."""

from collections.abc import Callable

import pytest

from tests.clients.causes import CAUSES, CLASSIC_LISTS, Refusal
from tests.clients.conftest import Outcomes
from tests.clients.live import Live


@pytest.fixture(scope="module")
def outcomes(run_newer_python: Callable[..., Outcomes]) -> Outcomes:
    return run_newer_python("call_with_b24api_2", "SSL_CERT_FILE")


def test_it_lists_the_bindings(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["list"] == {"value": live.bindings}


@pytest.mark.parametrize("cause", sorted(CAUSES.keys() - {"no credential"}))  # it refuses such an address itself
def test_it_raises_each_error_with_status_code_and_text(outcomes: Outcomes, cause: str) -> None:
    outcome = outcomes[cause]
    assert outcome["raised"][0] == "ApiResponseError"
    assert Refusal(outcome["status"], outcome["code"], outcome["description"]) == CAUSES[cause]


@pytest.mark.parametrize("helper", ["walk", "walk counted", "walk by key"])
@pytest.mark.parametrize("method", [*CLASSIC_LISTS, "crm.item.list"])
def test_each_of_its_ways_walks_a_whole_list(outcomes: Outcomes, live: Live, helper: str, method: str) -> None:
    walked = live.walked["crm.deal.list" if method == "crm.item.list" else method]
    assert outcomes[f"{helper} {method}"] == {"value": {"ids": walked, "state": "completed"}}


def test_it_batches_any_number_of_calls(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["batch"] == {"value": live.walked["crm.deal.list"]}


def test_it_tells_the_errors_of_a_batch_from_results(outcomes: Outcomes) -> None:
    assert outcomes["batch with errors"] == {"value": ["CommandFailure", "CommandSuccess"]}
