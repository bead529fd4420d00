"""pybitrix24 as an application."""

import ssl
import urllib.request

import pytest

from tests.clients.office import EXPIRED, Office
from tests.clients.running import Outcomes, python


@pytest.fixture(scope="module")
def outcomes(office: Office) -> Outcomes:
    expired = office.held()
    office.portal.clock.advance(EXPIRED)
    told = office.told(expired=expired, fresh=office.held(), code=office.app.code(3))
    return python("authorize_pybitrix24", told, SSL_CERT_FILE=office.portal.trust["SSL_CERT_FILE"])


def test_it_leads_people_to_where_they_sign_in(outcomes: Outcomes, office: Office) -> None:
    url = outcomes["authorization URL"]["value"]
    context = ssl.create_default_context(cafile=office.portal.trust["SSL_CERT_FILE"])
    with urllib.request.urlopen(url, context=context) as answer:
        assert answer.status == 200
        assert answer.url.startswith(f"{office.portal.https}/")
        assert b"<form" in answer.read()


def test_it_exchanges_a_code_and_calls(outcomes: Outcomes) -> None:
    got = outcomes["exchange"]["value"]
    assert {"access_token", "refresh_token", "expires_in", "client_endpoint", "member_id"} <= set(got.pop("given"))
    assert got == {"user": 3, "calls as": "3", "with parameters": 50, "in batch": "3"}


def test_it_is_told_that_a_token_has_expired_and_renews_it(outcomes: Outcomes) -> None:
    assert outcomes["expired"] == {"value": {"before": "expired_token", "after": "3"}}


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        ("exchange again", "invalid_grant"),
        ("used refresh token", "invalid_grant"),
        ("wrong secret", "invalid_client"),
        ("unknown client", "wrong_client"),
    ],
)
def test_it_hands_out_what_the_authorization_server_refuses(outcomes: Outcomes, outcome: str, code: str) -> None:
    assert outcomes[outcome]["value"]["error"] == code
