"""b24pysdk as an application: codes, tokens that are renewed, and a portal that has another name now."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from homeport.portals import lifecycle
from homeport.portals.folder import DataFolder
from homeport.testing import LocalPortal, LocalServer
from tests.clients.office import EXPIRED, Office
from tests.clients.running import Outcomes, python

OLD, NEW = "shop.example.test", "store.example.test"
AUTHORIZATION_SERVER = "oauth.bitrix24.tech"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A portal that was renamed, on a server whose certificate covers both names."""
    folder = DataFolder(tmp_path_factory.mktemp("office") / "data")
    lifecycle.ensure_default(folder, demo=True)
    lifecycle.create(folder, OLD, "demo")
    lifecycle.rename(folder, OLD, NEW)
    with LocalServer(folder, (OLD, NEW)) as server:
        portal = LocalPortal(folder, server.addresses, NEW)
        yield Office(portal)
        portal.close()


@pytest.fixture(scope="module")
def outcomes(office: Office) -> Outcomes:
    expired = ("expired", "expired before a batch", "expired before app.info", "expired for good")
    told = {name: office.held() for name in expired}
    office.portal.clock.advance(EXPIRED)
    for method, rule in {
        "crm.lead.fields": {"error": "QUERY_LIMIT_EXCEEDED", "times": 2},
        "crm.deal.fields": {"error": "OVERLOAD_LIMIT"},
        "crm.contact.fields": {"error": "OPERATION_TIME_LIMIT"},
    }.items():
        office.portal.faults.add(method=method, **rule)
    settings = office.told(
        old=OLD,
        new=NEW,
        code=office.app.code(3),
        fresh=office.held(),
        webhook=urlsplit(office.portal.webhook().url).path.removeprefix("/rest/"),
        **told,
    )
    return python("authorize_b24pysdk", settings, REQUESTS_CA_BUNDLE=office.portal.trust["REQUESTS_CA_BUNDLE"])


def test_it_exchanges_a_code_at_the_authorization_servers_own_name_and_calls(
    outcomes: Outcomes, office: Office
) -> None:
    assert "value" in outcomes["exchange"], outcomes["exchange"]
    got = outcomes["exchange"]["value"]
    install = got.pop("install")
    assert got == {
        "domain": NEW,
        "user": 3,
        "scope": ["crm", "user"],
        "status": "L",
        "server": f"https://{AUTHORIZATION_SERVER}/rest/",
        "calls as": "3",
        "expired": False,
        "agrees with app.info": True,
    }
    assert (install["domain"], install["installed"], install["status"]) == (NEW, True, "L")


def test_it_renews_a_token_when_the_portal_says_that_it_has_expired(outcomes: Outcomes, office: Office) -> None:
    assert outcomes["fresh"]["value"] == {"user": "3", "domain": NEW, "renewed": [False, False]}
    assert outcomes["expired"]["value"] == {"user": "3", "domain": NEW, "renewed": [True, True]}
    assert (401, "expired_token") in office.answered("profile")


def test_it_renews_a_token_before_a_batch_and_before_app_info(outcomes: Outcomes) -> None:
    assert outcomes["expired before a batch"]["value"] == {"user": "3", "refused": "insufficient_scope"}
    assert outcomes["expired before app.info"]["value"] == {"user": 3, "renewed": True}


def test_it_follows_a_portal_to_its_new_name(outcomes: Outcomes) -> None:
    assert outcomes["renamed portal"]["value"] == {"user": "3", "domain": NEW, "renewed": [False, False]}
    assert outcomes["renamed portal by webhook"]["value"] == {"user": "1", "domain": NEW}


def test_it_calls_a_busy_portal_again(outcomes: Outcomes, office: Office) -> None:
    assert outcomes["busy"] == {"value": "integer"}
    assert office.answered("crm.lead.fields") == [(503, "QUERY_LIMIT_EXCEEDED")] * 2 + [(200, "")]


@pytest.mark.parametrize(
    ("outcome", "kind", "status", "code"),
    [
        ("exchange again", "BitrixOAuthInvalidGrant", 400, "invalid_grant"),
        ("used refresh token", "BitrixOAuthInvalidGrant", 400, "invalid_grant"),
        ("wrong secret", "BitrixOAuthInvalidClient", 400, "invalid_client"),
        ("unknown client", "BitrixOauthWrongClient", 200, "wrong_client"),
        ("no token", "BitrixOAuthNoAuthFound", 401, "NO_AUTH_FOUND"),
        ("unknown token", "BitrixAPIInvalidToken", 401, "invalid_token"),
        ("expired for good", "BitrixAPIExpiredToken", 401, "expired_token"),
        ("beyond the scope", "BitrixAPIInsufficientScope", 403, "insufficient_scope"),
        ("busy for good", "BitrixAPIOverloadLimit", 503, "OVERLOAD_LIMIT"),
        ("slowed down", "BitrixAPIOperationTimeLimit", 429, "OPERATION_TIME_LIMIT"),
    ],
)
def test_it_raises_the_class_of_each_refusal(
    outcomes: Outcomes, outcome: str, kind: str, status: int, code: str
) -> None:
    refused = outcomes[outcome]
    assert refused["raised"][0] == kind, refused
    assert (refused["status"], refused["code"]) == (status, code)


def test_only_what_is_busy_is_asked_again(outcomes: Outcomes, office: Office) -> None:
    assert len(office.answered("crm.deal.fields")) == 3
    assert len(office.answered("crm.contact.fields")) == 1
