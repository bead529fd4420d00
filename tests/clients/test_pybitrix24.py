"""pybitrix24, which hands out answers as they come, errors too."""

from collections.abc import Callable

import pytest

from tests.clients.causes import CAUSES, CLASSIC_LISTS
from tests.clients.conftest import Outcomes
from tests.clients.live import Live

MET = [cause for cause in CAUSES if cause != "no credential"]
"""This client has no way to call without a credential: before it has a token it sends the word ``None`` for one."""


@pytest.fixture(scope="module")
def outcomes(run_python: Callable[[str, str], Outcomes]) -> Outcomes:
    return run_python("call_with_pybitrix24", "SSL_CERT_FILE")


def test_it_lists_the_bindings(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["list"] == {"value": live.bindings}


@pytest.mark.parametrize("cause", MET)
def test_it_hands_out_each_error(outcomes: Outcomes, cause: str) -> None:
    _, code, text = CAUSES[cause]
    assert outcomes[cause] == {"value": {"error": code, "error_description": text}}


def test_it_calls_by_get_when_there_are_no_parameters(outcomes: Outcomes) -> None:
    assert outcomes["missing by GET"] == outcomes["missing"]


def test_its_calls_without_a_token_have_an_unknown_one(outcomes: Outcomes) -> None:
    assert outcomes["no token"]["value"]["error"] == "invalid_token"


@pytest.mark.parametrize("method", CLASSIC_LISTS)
def test_a_list_can_be_walked_by_next(outcomes: Outcomes, live: Live, method: str) -> None:
    assert outcomes[f"walk {method}"] == {"value": live.walked[method]}


def test_the_items_of_the_universal_api_can_be_walked_by_next(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["walk crm.item.list"] == {"value": live.walked["crm.deal.list"]}


def test_it_runs_a_batch(outcomes: Outcomes, live: Live) -> None:
    value = outcomes["batch"]["value"]
    assert value["result"]["a"] == live.bindings
    assert (value["result_error"], value["result_next"]) == ([], {"b": 50})


def test_it_hands_out_the_errors_of_a_batch(outcomes: Outcomes, live: Live) -> None:
    value = outcomes["batch with errors"]["value"]
    assert value["result"] == {"b": live.bindings}
    assert value["result_error"] == {"a": {"error": "NOT_FOUND", "error_description": "Element not found"}}


def test_a_batch_that_halts_has_no_results_after_the_error(outcomes: Outcomes) -> None:
    value = outcomes["batch that halts"]["value"]
    assert (value["result"], set(value["result_error"])) == ([], {"a"})
