"""b24api, which checks the types of all it is answered."""

from collections.abc import Callable

import pytest

from tests.clients.causes import CLASSIC_LISTS, Refusal, each_cause
from tests.clients.conftest import Outcomes
from tests.clients.live import Live


@pytest.fixture(scope="module")
def outcomes(run_python: Callable[[str, str], Outcomes]) -> Outcomes:
    return run_python("call_with_b24api", "SSL_CERT_FILE")


def test_it_lists_the_bindings(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["list"] == {"value": live.bindings}


@each_cause
def test_it_raises_each_error_with_code_and_text(outcomes: Outcomes, cause: str, refusal: Refusal) -> None:
    outcome = outcomes[cause]
    assert outcome["raised"][0] == "ApiResponseError"
    assert outcome["text"].startswith(f"API error [{refusal.code.lower()}]: {refusal.text} for request")


@pytest.mark.parametrize("helper", ["walk", "walk batched", "walk uncounted"])
@pytest.mark.parametrize("method", CLASSIC_LISTS)
def test_each_of_its_helpers_walks_a_whole_list(outcomes: Outcomes, live: Live, helper: str, method: str) -> None:
    assert outcomes[f"{helper} {method}"] == {"value": live.walked[method]}


@pytest.mark.parametrize("helper", ["walk", "walk batched"])
def test_its_counting_helpers_walk_the_universal_api(outcomes: Outcomes, live: Live, helper: str) -> None:
    assert outcomes[f"{helper} crm.item.list"] == {"value": live.walked["crm.deal.list"]}


def test_it_batches_any_number_of_calls(outcomes: Outcomes, live: Live) -> None:
    assert outcomes["batch"] == {"value": live.walked["crm.deal.list"]}


def test_it_raises_the_first_error_of_a_batch(outcomes: Outcomes) -> None:
    assert outcomes["batch with errors"]["text"].startswith("API error [not_found]: Element not found")
