"""bitrix24-api-client, synchronous and asynchronous."""

from collections.abc import Callable

import pytest

from tests.clients.causes import CAUSES, CLASSIC_LISTS
from tests.clients.conftest import Outcomes
from tests.clients.live import Live


@pytest.fixture(scope="module")
def outcomes(run_newer_python: Callable[..., Outcomes]) -> Outcomes:
    return run_newer_python("call_with_bitrix24_api_client", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")


@pytest.mark.parametrize("call", ["list", "list async"])
def test_it_lists_the_bindings(outcomes: Outcomes, live: Live, call: str) -> None:
    assert outcomes[call] == {"value": live.bindings}


@pytest.mark.parametrize("cause", sorted(CAUSES.keys() - {"no credential"}))  # it has no way to call without one
def test_it_raises_each_error_with_status_code_and_text(outcomes: Outcomes, cause: str) -> None:
    outcome, refusal = outcomes[cause], CAUSES[cause]
    assert outcome["raised"][0] == "Bitrix24HTTPError"
    assert outcome["status"] == refusal.status
    assert outcome["text"].endswith(f'{{"error":"{refusal.code}","error_description":"{refusal.text}"}}')


@pytest.mark.parametrize("helper", ["walk", "walk async"])
@pytest.mark.parametrize("method", [*CLASSIC_LISTS, "crm.item.list"])
def test_both_of_its_clients_walk_a_whole_list(outcomes: Outcomes, live: Live, helper: str, method: str) -> None:
    walked = live.walked["crm.deal.list" if method == "crm.item.list" else method]
    assert outcomes[f"{helper} {method}"] == {"value": walked}
