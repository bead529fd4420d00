"""fast_bitrix24 with a token function, and its back-off."""

from itertools import pairwise

import pytest

from tests.clients.office import EXPIRED, USER, Office
from tests.clients.running import Outcomes, python


@pytest.fixture(scope="module")
def outcomes(office: Office) -> Outcomes:
    expired = {name: office.held() for name in ("expired", "expired before a list")}
    office.portal.clock.advance(EXPIRED)
    told = office.told(**expired, fresh=office.held())
    office.portal.clock.set(office.portal.clock.now())  # it runs, so that the log tells how long the client waits
    office.portal.faults.add(method="crm.lead.fields", error="QUERY_LIMIT_EXCEEDED", times=4)
    office.portal.faults.add(method="crm.deal.fields", error="OPERATION_TIME_LIMIT")
    return python("authorize_fast_bitrix24", told, SSL_CERT_FILE=office.portal.trust["SSL_CERT_FILE"])


def test_it_asks_for_a_token_once_and_calls_with_it(outcomes: Outcomes) -> None:
    assert outcomes["fresh"]["value"]["result"]["ID"] == "3"
    assert outcomes["fresh"]["value"]["tokens"] == 1


def test_it_asks_for_another_when_the_token_has_expired(outcomes: Outcomes, office: Office) -> None:
    assert outcomes["expired"]["value"]["result"]["ID"] == "3"
    assert outcomes["expired"]["value"]["tokens"] == 2
    assert office.answered("profile") == [(200, ""), (401, "expired_token"), (200, "")]


def test_it_gets_a_whole_list_after_its_token_has_expired(outcomes: Outcomes, office: Office) -> None:
    hook = office.portal.webhook(user=USER)
    pages = [hook.call("crm.contact.list", select=["ID"], order={"ID": "ASC"}, start=start) for start in (0, 50, 100)]
    readable = [int(contact["ID"]) for page in pages for contact in page]
    assert len(readable) > 50
    assert outcomes["expired before a list"]["value"] == {"found": readable, "tokens": 2}


def test_it_backs_off_ever_longer_from_a_busy_portal(outcomes: Outcomes, office: Office) -> None:
    assert outcomes["busy"]["value"]["result"]["ID"]
    assert office.answered("crm.lead.fields") == [(503, "QUERY_LIMIT_EXCEEDED")] * 4 + [(200, "")]
    came = [entry.at for entry in office.portal.requests.of("crm.lead.fields")]
    waits = [later - earlier for earlier, later in pairwise(came)]
    for wait, least in zip(waits, (0.14, 0.22, 0.33, 0.5), strict=True):
        assert wait >= least


@pytest.mark.parametrize(("outcome", "status"), [("beyond the scope", 403), ("slowed down", 429)])
def test_it_raises_what_it_does_not_repeat(outcomes: Outcomes, outcome: str, status: int) -> None:
    assert outcomes[outcome]["raised"][0] == "ClientResponseError"
    assert outcomes[outcome]["status"] == status
