"""orm-bitrix24, which reads and writes records as objects."""

from collections.abc import Callable

import pytest

from tests.clients.causes import CLASSIC_LISTS
from tests.clients.conftest import Outcomes
from tests.clients.live import Live


@pytest.fixture(scope="module")
def outcomes(run_newer_python: Callable[..., Outcomes]) -> Outcomes:
    return run_newer_python("call_with_orm_bitrix24", "SSL_CERT_FILE")


@pytest.mark.parametrize("method", CLASSIC_LISTS)
def test_its_filters_walk_a_whole_list(outcomes: Outcomes, live: Live, method: str) -> None:
    assert outcomes[f"walk {method}"] == {"value": live.walked[method]}


def test_it_makes_changes_and_follows_records(outcomes: Outcomes) -> None:
    assert outcomes["write"] == {"value": {"title": "Mapped and changed", "opportunity": 12.5, "contact": 1}}


def test_it_raises_errors(outcomes: Outcomes) -> None:
    assert outcomes["missing"]["raised"][0] == "ErrorInServerResponseException"
    assert "Not found" in outcomes["missing"]["text"]
    assert outcomes["wrong code"]["status"] == 401
