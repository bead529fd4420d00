"""A PHP script that writes the wire as CRest does: forms, GET without parameters, renewal by a form."""

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.clients.live import environment
from tests.clients.office import EXPIRED, USER, Office
from tests.clients.running import HERE, Outcomes, php, php_program

PAGE_SECONDS = 120


@pytest.fixture(scope="module")
def outcomes(office: Office) -> Outcomes:
    expired = {name: office.held() for name in ("expired", "expired before a batch", "expired for good")}
    office.portal.clock.advance(EXPIRED)
    told = office.told(
        **expired,
        fresh=office.held(),
        code=office.app.code(USER),
        webhook=office.portal.webhook().https_url,
        server=f"127.0.0.1:{urlsplit(office.portal.https).port}",
    )
    return php("application", told, office.portal.trust["CURL_CA_BUNDLE"])


def test_it_calls_by_get_where_there_is_nothing_to_send_and_by_post_where_there_is(
    outcomes: Outcomes, office: Office
) -> None:
    assert outcomes["without parameters"] == {"value": "string"}
    assert [entry.verb for entry in office.portal.requests.of("crm.lead.fields")] == ["GET"]
    assert {entry.verb for entry in office.portal.requests.of("crm.lead.add")} == {"POST"}


def test_what_it_writes_in_forms_is_read_as_it_was(outcomes: Outcomes) -> None:
    assert outcomes["written"]["value"] == {
        "title": 'Rope & "anchor" 100% ёж',
        "opened": "Y",
        "phones": [["+1 555 0100", "WORK"], ["555", "HOME"]],
    }
    assert outcomes["filtered"] == {"value": 3}


def test_it_runs_a_batch(outcomes: Outcomes) -> None:
    value = outcomes["batch"]["value"]
    assert set(value) == {"result", "result_error", "result_total", "result_next", "result_time"}
    assert value["result"]["one"]["ID"] == value["result"]["deals"][0]["ID"]
    assert value["result"]["who"]["ID"] == "1"
    assert set(value["result_error"]) == {"bad"}
    assert set(value["result_time"]) >= {"deals", "one", "who"}


def test_it_is_handed_a_refusal_as_it_is(outcomes: Outcomes) -> None:
    assert outcomes["refused"]["value"] == {
        "error": "100",
        "error_description": "Could not find value for parameter {activityId}",
    }


def test_it_exchanges_a_code_at_the_authorization_servers_own_name(outcomes: Outcomes, office: Office) -> None:
    assert outcomes["exchange"] == {"value": {"endpoint": f"{office.portal.https}/rest/", "user": "3"}}
    assert outcomes["exchange again"]["value"]["error"] == "invalid_grant"


def test_it_renews_an_expired_token_there_and_goes_on_with_the_new_one(outcomes: Outcomes, office: Office) -> None:
    assert outcomes["fresh"] == {"value": "3"}
    assert outcomes["expired"] == {
        "value": {"users": ["3", "3"], "told": [["oauth.bitrix.info", f"{office.portal.https}/rest/", "L"]]}
    }
    renewals = [entry for entry in office.portal.requests.of("oauth/token") if entry.status == 200]
    assert {entry.verb for entry in renewals} == {"POST"}


def test_a_batch_with_an_expired_token_is_sent_again(outcomes: Outcomes) -> None:
    value = outcomes["expired before a batch"]["value"]
    assert value["result"]["who"]["ID"] == "3"
    assert value["result_error"]["departments"]["error"] == "insufficient_scope"


@pytest.mark.parametrize("outcome", ["used refresh token", "wrong secret"])
def test_where_it_cannot_renew_a_token_it_has_the_first_refusal(outcomes: Outcomes, outcome: str) -> None:
    assert outcomes[outcome]["value"]["error"] == "expired_token"


class Page:
    """An application's page, served by PHP."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stderr is not None
        assert process.stdout is not None
        started = re.search(r"\((http://[\d.:]+)\) started", process.stderr.readline())
        assert started is not None
        self.url = f"{started[1]}/install.php"
        self._said = process.stdout

    def said(self) -> Any:
        """What the page made of the next call."""
        return json.loads(self._said.readline())


@pytest.fixture
def page(office: Office) -> Iterator[Page]:
    ca = office.portal.trust["CURL_CA_BUNDLE"]
    command = [php_program(), "-d", f"curl.cainfo={ca}", "-S", "127.0.0.1:0", str(HERE / "php" / "install.php")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    ) as process:
        impatience = threading.Timer(PAGE_SECONDS, process.kill)  # ends what is read, so that nothing waits for ever
        impatience.start()
        try:
            yield Page(process)
        finally:
            impatience.cancel()
            process.terminate()


def test_its_page_is_told_of_the_installation_and_calls_back_at_once(office: Office, page: Page) -> None:
    app = office.portal.app(scope="crm,user", install=page.url)
    said = page.said()
    expires = said.pop("expires")
    assert int(expires[0]) == int(office.portal.clock.now()) + int(expires[1])
    assert said.pop("data")["VERSION"] == "1"
    assert said == {
        "event": "ONAPPINSTALL",
        "scope": "crm,user",
        "application_token": app.application_token,
        "user": "1",
        "installed": True,
    }
    app.uninstall()
    assert page.said()["event"] == "ONAPPUNINSTALL"
