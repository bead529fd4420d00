"""fast_bitrix24, which knows statuses but no error codes, and lower-cases method names."""

from collections.abc import Callable

import pytest

from tests.clients.causes import CLASSIC_LISTS, Refusal, each_cause
from tests.clients.conftest import Outcomes
from tests.clients.live import Live


@pytest.fixture(scope="module")
def outcomes(run_python: Callable[[str, str], Outcomes]) -> Outcomes:
    return run_python("call_with_fast_bitrix24", "SSL_CERT_FILE")


@pytest.mark.parametrize("how", ["list", "list all"])
def test_it_lists_the_bindings(outcomes: Outcomes, live: Live, how: str) -> None:
    assert outcomes[how] == {"value": live.bindings}


@each_cause
def test_it_raises_each_error_with_its_status(outcomes: Outcomes, cause: str, refusal: Refusal) -> None:
    outcome = outcomes[cause]
    assert outcome["raised"][0] == "ClientResponseError"
    assert outcome["status"] == refusal.status


@pytest.mark.parametrize("method", CLASSIC_LISTS)
def test_it_gets_a_whole_list_by_batches(outcomes: Outcomes, live: Live, method: str) -> None:
    assert outcomes[f"walk {method}"] == {"value": live.walked[method]}


def test_it_gets_the_items_of_the_universal_api(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["walk crm.item.list"] == {"value": live.walked["crm.deal.list"]}


def test_it_gets_records_by_their_ids(outcomes: Outcomes, live: Live) -> None:
    wanted = live.walked["crm.deal.list"][:60]
    assert outcomes["by id"] == {"value": {str(deal): f"Walked {number}" for number, deal in enumerate(wanted, 1)}}


def test_it_calls_a_method_for_each_of_several_records(outcomes: Outcomes, live: Live) -> None:
    assert [int(deal["ID"]) for deal in outcomes["each"]["value"]] == live.walked["crm.deal.list"][:3]


def test_it_runs_a_batch(outcomes: Outcomes, live: Live) -> None:
    value = outcomes["batch"]["value"]
    assert value["a"] == live.bindings
    assert len(value["b"]) == 50


def test_it_raises_the_errors_of_a_batch(outcomes: Outcomes) -> None:
    outcome = outcomes["batch with errors"]
    assert outcome["raised"][0] == "ErrorInServerResponseException"
    assert outcome["text"] == str({"a": {"error": "NOT_FOUND", "error_description": "Element not found"}})
