"""bitrix24-rest, which calls by GET only and fetches further pages at once."""

from collections.abc import Callable

import pytest

from tests.clients.causes import CLASSIC_LISTS, Refusal, each_cause
from tests.clients.conftest import Outcomes
from tests.clients.live import Live


@pytest.fixture(scope="module")
def outcomes(run_python: Callable[[str, str], Outcomes]) -> Outcomes:
    return run_python("call_with_bitrix24_rest", "SSL_CERT_FILE")


def test_it_lists_the_bindings(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["list"] == {"value": live.bindings}


@each_cause
def test_it_raises_each_error_with_its_status(outcomes: Outcomes, cause: str, refusal: Refusal) -> None:
    outcome = outcomes[cause]
    assert outcome["raised"][0] == "BitrixError"
    assert outcome["message"] == f"HTTP error: {refusal.status}"


@pytest.mark.parametrize("method", CLASSIC_LISTS)
def test_it_fetches_every_page(outcomes: Outcomes, live: Live, method: str) -> None:
    assert outcomes[f"walk {method}"] == {"value": live.walked[method]}


def test_it_fetches_every_page_of_the_universal_api(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["walk crm.item.list"] == {"value": live.walked["crm.deal.list"]}


def test_it_runs_a_batch_whose_commands_are_written_out(outcomes: Outcomes, live: Live) -> None:
    value = outcomes["batch"]["value"]
    assert value["result"]["a"] == live.bindings
    assert value["result_next"] == {"b": 50}
