"""bitrixUtils, to which everything that is refused is None: what it makes and reads back tells more."""

from collections.abc import Callable

import pytest

from tests.clients.conftest import Outcomes
from tests.clients.live import Live


@pytest.fixture(scope="module")
def outcomes(run_newer_python: Callable[..., Outcomes]) -> Outcomes:
    return run_newer_python("call_with_bitrixutils", "REQUESTS_CA_BUNDLE")


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("contact", [True, "Runa", "Skipper", "+49 30 23125 900"]),
        ("company", ["Changed", True]),
        ("lead", "Runa"),
        ("stage", "PREPARATION"),
        ("types", {"CLIENT": "Client", "SUPPLIER": "Supplier", "PARTNER": "Partner", "OTHER": "Other"}),
        ("smart processes", [{"title": "Deliveries", "entityTypeId": 130}]),
        ("employees", ["1", "2", "3", "4", "5", "6"]),
        ("refused", None),
        ("wrong code", None),
    ],
)
def test_its_functions_do_what_they_say(outcomes: Outcomes, call: str, value: object) -> None:
    assert outcomes[call] == {"value": value}


def test_it_walks_a_whole_list(outcomes: Outcomes, live: Live) -> None:
    walked = outcomes["walk"]["value"]
    assert set(live.walked["crm.deal.list"]) <= set(walked)
    assert len(walked) == len(set(walked))
