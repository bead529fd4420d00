"""The official JavaScript SDK as an application: tokens that it renews, and how its limiter waits."""

import pytest

from tests.clients.office import EXPIRED, Office
from tests.clients.running import Outcomes, node

FAULTS = {
    "crm.lead.fields": {"error": "QUERY_LIMIT_EXCEEDED", "times": 2},
    "crm.deal.fields": {"error": "QUERY_LIMIT_EXCEEDED"},
    "crm.contact.fields": {"error": "OPERATION_TIME_LIMIT", "times": 1},
    "crm.company.fields": {"error": "OPERATION_TIME_LIMIT"},
}


@pytest.fixture(scope="module")
def outcomes(office: Office) -> Outcomes:
    names = ("", " by its own clock", " before a batch", " before many calls")
    expired = {f"expired{name}": office.held() for name in names}
    office.portal.clock.advance(EXPIRED)
    for method, rule in FAULTS.items():
        office.portal.faults.add(method=method, **rule)
    told = office.told(**expired, fresh=office.held())
    return node("oauth", told, NODE_EXTRA_CA_CERTS=office.portal.trust["NODE_EXTRA_CA_CERTS"])


@pytest.fixture
def told(office: Office) -> dict[str, object]:
    """What the callback of whoever stores the tokens is told."""
    endpoint = f"{office.portal.https}/rest/"
    return {"fresh": True, "same": True, "endpoint": endpoint, "scope": "crm,user", "status": "L"}


def test_it_calls_with_a_token(outcomes: Outcomes) -> None:
    assert outcomes["fresh"] == {"value": {"value": "3", "told": []}}
    assert outcomes["admin"] == {"value": False}
    assert outcomes["REST 3.0"] == {"value": {"value": {"success": True, "errors": []}, "told": []}}


@pytest.mark.parametrize(
    ("outcome", "value"),
    [
        ("expired", "3"),
        ("expired by its own clock", "3"),
        ("expired before a batch", {"who": "3", "deals": 50}),
    ],
)
def test_it_renews_an_expired_token_once_tells_the_new_one_and_repeats_the_call(
    outcomes: Outcomes, told: dict[str, object], outcome: str, value: object
) -> None:
    assert outcomes[outcome] == {"value": {"value": value, "told": [told]}}


def test_calls_at_once_get_through_an_expired_token_together(outcomes: Outcomes, told: dict[str, object]) -> None:
    got = outcomes["expired before many calls"]["value"]
    assert got["value"] == ["3"] * 5
    assert told in got["told"]  # a refusal that comes late makes the SDK renew the new token once more


@pytest.mark.parametrize(
    ("outcome", "code"), [("used refresh token", "invalid_grant"), ("wrong secret", "invalid_client")]
)
def test_it_throws_what_the_authorization_server_refuses(outcomes: Outcomes, outcome: str, code: str) -> None:
    refused = outcomes[outcome]
    assert (refused["raised"], refused["status"], refused["code"]) == (["SdkError"], 400, code)


def test_it_waits_ever_longer_for_a_busy_portal(outcomes: Outcomes, office: Office) -> None:
    waited = outcomes["busy"]["value"]
    assert waited["value"] is True
    first, second = waited["waits"]
    assert second > first > 1000
    assert office.answered("crm.lead.fields") == [(503, "QUERY_LIMIT_EXCEEDED")] * 2 + [(200, "")]


def test_it_gives_up_a_busy_portal_after_three_attempts(outcomes: Outcomes, office: Office) -> None:
    refused = outcomes["busy for good"]["value"]
    assert (refused["status"], refused["code"]) == (503, "QUERY_LIMIT_EXCEEDED")
    assert len(office.answered("crm.deal.fields")) == 3


def test_it_waits_ten_seconds_where_a_method_is_blocked_for_its_time(outcomes: Outcomes, office: Office) -> None:
    waited = outcomes["slowed down"]["value"]
    assert waited["value"] is True
    (wait,) = waited["waits"]
    assert wait >= 10_000
    assert office.answered("crm.contact.fields") == [(429, "OPERATION_TIME_LIMIT"), (200, "")]


def test_it_gives_up_a_blocked_method_after_three_attempts(outcomes: Outcomes, office: Office) -> None:
    refused = outcomes["slowed down for good"]["value"]
    assert (refused["status"], refused["code"]) == (429, "OPERATION_TIME_LIMIT")
    assert [wait >= 10_000 for wait in refused["waits"]] == [True, True]
    assert len(office.answered("crm.company.fields")) == 3
