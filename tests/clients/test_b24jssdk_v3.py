"""The official JavaScript SDK on Node, @bitrix24/b24jssdk, with its actions of REST 3.0."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.clients.conftest import Outcomes


@pytest.fixture(scope="module")
def outcomes(run_node: Callable[[str], Outcomes]) -> Outcomes:
    return run_node("hook_v3")


def methods(result: dict[str, Any]) -> set[str]:
    """The methods that ``rest.scope.list`` names."""
    return {item["method"] for item in result["items"]}


def test_it_calls_a_method_and_reads_its_time(outcomes: Outcomes) -> None:
    answer = outcomes["call"]["value"]
    assert answer["success"]
    assert {"crm.activity.binding.list", "rest.scope.list"} <= methods(answer["data"]["result"])
    assert isinstance(answer["data"]["time"]["operating_reset_at"], int)


def test_it_knows_the_error_of_a_method_that_rest_3_does_not_have(outcomes: Outcomes) -> None:
    answer = outcomes["no method"]["value"]
    assert (answer["success"], answer["errors"]) == (False, ["Method not found"])


def test_it_throws_a_wrong_code(outcomes: Outcomes) -> None:
    outcome = outcomes["wrong code"]
    assert (outcome["raised"], outcome["status"], outcome["code"]) == (["AjaxError"], 401, "INVALID_CREDENTIALS")


def test_it_runs_a_batch_of_listed_calls(outcomes: Outcomes) -> None:
    answer = outcomes["batch as a list"]["value"]
    assert answer["success"]
    assert [bool(methods(result)) for result in answer["data"]] == [True, True]


def test_it_runs_a_batch_of_named_calls(outcomes: Outcomes) -> None:
    answer = outcomes["batch by name"]["value"]
    assert answer["success"]
    assert set(answer["data"]) == {"first", "second"}


def test_its_references_are_understood(outcomes: Outcomes) -> None:
    assert outcomes["batch with references"]["value"]["success"]
    refused = outcomes["batch with a wrong reference"]["value"]
    assert refused["errors"] == ["Unable to recognize select expression `scopes.nothing`"]


def test_one_call_that_fails_fails_its_batch(outcomes: Outcomes) -> None:
    answer = outcomes["batch with an error"]["value"]
    assert (answer["success"], answer["errors"], answer["data"]) == (False, ["Method not found"], [])
