"""aiobitrix24, which hands out the whole answers."""

from collections.abc import Callable

import pytest

from tests.clients.causes import Refusal, each_cause
from tests.clients.conftest import Outcomes
from tests.clients.live import Live


@pytest.fixture(scope="module")
def outcomes(run_newer_python: Callable[..., Outcomes]) -> Outcomes:
    return run_newer_python("call_with_aiobitrix24", "SSL_CERT_FILE")


def test_it_lists_the_bindings(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["list"] == {"value": live.bindings}


@each_cause
def test_it_hands_out_each_error(outcomes: Outcomes, cause: str, refusal: Refusal) -> None:
    assert outcomes[cause] == {"value": {"error": refusal.code, "error_description": refusal.text}}


def test_what_it_writes_into_a_query_is_read(outcomes: Outcomes) -> None:
    assert outcomes["by query"] == {"value": 50}


def test_it_runs_a_batch(outcomes: Outcomes, live: Live) -> None:
    value = outcomes["batch"]["value"]
    assert value["result"] == {"good": live.bindings}
    assert value["result_error"]["bad"]["error"] == "NOT_FOUND"


def test_it_walks_a_whole_list(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["walk crm.item.list"] == {"value": live.walked["crm.deal.list"]}


def test_it_makes_and_changes_records_in_batches(outcomes: Outcomes) -> None:
    assert outcomes["create and update"] == {"value": [f"Made {number}, changed" for number in range(3)]}
