"""The official Python SDK: b24pysdk."""

from collections.abc import Callable

import pytest

from tests.clients.causes import CLASSIC_LISTS, Refusal, each_cause
from tests.clients.conftest import Outcomes
from tests.clients.live import Live

CLASSES = {
    "missing": "BitrixAPIBadRequest",
    "unknown": "BitrixAPINotFound",
    "denied": "BitrixAPIAccessDenied",
    "wrong code": "BitrixAPIInvalidCredentials",
    "no credential": "BitrixOAuthNoAuthFound",
    "narrow": "BitrixAPIInsufficientScope",
    "no method": "BitrixAPINotFound",
}


@pytest.fixture(scope="module")
def outcomes(run_python: Callable[[str, str], Outcomes]) -> Outcomes:
    return run_python("call_with_b24pysdk", "REQUESTS_CA_BUNDLE")


def test_it_lists_the_bindings_as_numbers(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["list"] == {"value": live.bindings}


def test_it_reads_the_time(outcomes: Outcomes) -> None:
    assert outcomes["time"] == {
        "value": {"start": "float", "duration": "float", "date_start": "datetime", "operating": "float"}
    }


@each_cause
def test_it_raises_the_class_of_each_error(outcomes: Outcomes, cause: str, refusal: Refusal) -> None:
    outcome = outcomes[cause]
    assert outcome["raised"][0] == CLASSES[cause]
    assert (outcome["status"], outcome["code"], outcome["description"]) == refusal


@pytest.mark.parametrize("helper", ["walk", "walk fast"])
@pytest.mark.parametrize("method", CLASSIC_LISTS)
def test_its_helpers_walk_a_whole_list(outcomes: Outcomes, live: Live, helper: str, method: str) -> None:
    assert outcomes[f"{helper} {method}"] == {"value": live.walked[method]}


@pytest.mark.parametrize("helper", ["walk", "walk fast"])
def test_its_helpers_walk_the_items_of_the_universal_api(outcomes: Outcomes, live: Live, helper: str) -> None:
    assert outcomes[f"{helper} crm.item.list"] == {"value": live.walked["crm.deal.list"]}


def test_it_runs_a_batch(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["batch"] == {
        "value": {"keys": ["bindings", "deals"], "bindings": live.bindings, "next": {"deals": 50}}
    }


def test_what_it_writes_of_empty_arrays_in_a_batch_is_read_as_such(outcomes: Outcomes) -> None:
    assert outcomes["batch with empty arrays"] == {"value": {"errors": 0, "has titles": True}}


def test_it_runs_more_commands_than_one_batch_takes(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["batches"] == {"value": live.walked["crm.deal.list"]}


def test_it_reads_the_errors_of_calls_without_names(outcomes: Outcomes, live: Live) -> None:
    value = outcomes["batch whose first call fails"]["value"]
    assert value == {"errors": ["NOT_FOUND"], "results": {"1": live.bindings}}


def test_it_reads_what_a_webhook_is_told_of_itself(outcomes: Outcomes) -> None:
    told = {"read as": "AppInfoWebhook", "license": "en_ent10000", "scope": ["user"]}
    assert outcomes["about the webhook"] == {"value": told}


def test_it_hands_out_the_errors_of_a_batch_by_command(outcomes: Outcomes, live: Live) -> None:
    value = outcomes["batch with errors"]["value"]
    assert value["result"] == {"good": live.bindings}
    assert value["result_error"] == {"bad": {"error": "NOT_FOUND", "error_description": "Element not found"}}
