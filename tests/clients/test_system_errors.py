"""Each of the system's errors as curl meets it on a portal of its own, from the cause that ``docs/errors.md`` names."""

import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from homeport.testing import LocalPortal
from tests.clients.live import environment

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
GUEST = """
[users.guest]
email = "guest@example.test"
extranet = true
[webhooks.guest]
user = "guest"
code = "guestcode"
scope = ["crm"]
"""

Call = list[str]
"""What curl is given."""


class Told(NamedTuple):
    """How a call was answered."""

    status: int
    code: str


def curl(*arguments: str) -> "subprocess.CompletedProcess[str]":
    program = shutil.which("curl")
    assert program is not None, "curl is not installed; `make test` installs it"
    command = [program, "--silent", "--show-error", "-w", "\n%{http_code} %{content_type}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment(), check=False)


def told(call: Call) -> Told:
    """What curl is answered; errors are JSON, with a code and a text."""
    done = curl(*call)
    assert done.returncode == 0, done.stderr
    body, _, line = done.stdout.rpartition("\n")
    status, _, content_type = line.partition(" ")
    assert content_type.startswith("application/json")
    answer = json.loads(body)
    if isinstance(answer["error"], dict):  # of REST 3.0
        assert answer["error"]["message"]
        return Told(int(status), answer["error"]["code"])
    assert set(answer) == {"error", "error_description"}
    assert answer["error_description"]
    return Told(int(status), answer["error"])


def with_token(portal: LocalPortal, method: str, token: str) -> Call:
    return ["-d", f"auth={token}", f"{portal.http}/rest/{method}"]


def form(portal: LocalPortal, method: str, *fields: str) -> Call:
    return [*(part for field in fields for part in ("-d", field)), portal.webhook().url + method]


# What makes each error happen; the answer is the call to make then


def nothing(portal: LocalPortal) -> Call:
    return [f"{portal.http}/rest/server.time"]


def wrong_code(portal: LocalPortal) -> Call:
    return [f"{portal.http}/rest/1/wrong/server.time"]


def dismissed(portal: LocalPortal) -> Call:
    hook = portal.webhook(user=3)
    portal.dismiss(3)
    return [f"{hook.url}server.time"]


def token_of_the_dismissed(portal: LocalPortal) -> Call:
    token = portal.app().token(user=3)
    portal.dismiss(3)
    return with_token(portal, "server.time", token.access)


def uninstalled(portal: LocalPortal) -> Call:
    app = portal.app()
    token = app.token()
    app.uninstall()
    return with_token(portal, "server.time", token.access)


def uninstalled_long_ago(portal: LocalPortal) -> Call:
    call = uninstalled(portal)
    portal.clock.advance(3601)
    return call


def ended_subscription(portal: LocalPortal) -> Call:
    hook = portal.webhook()
    portal.settings(subscription="ended")
    return [hook.url + "server.time"]


def unknown_token(portal: LocalPortal) -> Call:
    return with_token(portal, "server.time", "wrong")


def old_token(portal: LocalPortal) -> Call:
    token = portal.app().token()
    portal.clock.advance(3601)
    return with_token(portal, "server.time", token.access)


def closed_application(portal: LocalPortal) -> Call:
    return with_token(portal, "server.time", portal.app(open_to=("U1",)).token(user=3).access)


def narrow_scope(portal: LocalPortal) -> Call:
    return [portal.webhook(scope="crm").url + "user.get"]


def narrow_scope_with_another_status(portal: LocalPortal) -> Call:
    portal.settings(insufficient_scope=401)
    return narrow_scope(portal)


def unheard_method(portal: LocalPortal) -> Call:
    return [portal.webhook().url + "no.such.method"]


def full_bucket(portal: LocalPortal) -> Call:
    hook = portal.webhook()
    portal.settings(plan="professional")
    portal.clock.freeze()
    for _ in range(50):
        hook.call("server.time")
    return [hook.url + "server.time"]


def long_work(portal: LocalPortal) -> Call:
    hook = portal.webhook()
    portal.settings(operating_limit=1e-6, operating_threshold=0.0)
    hook.call("crm.lead.list")
    return [hook.url + "crm.lead.list"]


def blocked_webhook(portal: LocalPortal) -> Call:
    hook = portal.webhook()
    hook.block()
    return [hook.url + "server.time"]


def blocked_application(portal: LocalPortal) -> Call:
    app = portal.app()
    app.block()
    return with_token(portal, "server.time", app.token().access)


def batch_of_3(portal: LocalPortal, methods: list[str]) -> Call:
    url = portal.webhook().url.replace("/rest/", "/rest/api/") + "batch"
    return ["-H", "Content-Type: application/json", "-d", json.dumps([{"method": method} for method in methods]), url]


def long_batch(portal: LocalPortal) -> Call:
    return batch_of_3(portal, ["rest.scope.list"] * 51)


def batch_in_batch(portal: LocalPortal) -> Call:
    return batch_of_3(portal, ["batch"])


def plain_http(portal: LocalPortal) -> Call:
    hook = portal.webhook()
    portal.settings(require_https=True)
    return [hook.url + "server.time"]


def torn_body(portal: LocalPortal) -> Call:
    return ["-H", "Content-Type: application/json", "-d", '{"a": ', portal.webhook().url + "server.time"]


def plan_without_rest(portal: LocalPortal) -> Call:
    hook = portal.webhook()
    portal.settings(plan="free")
    return [hook.url + "server.time"]


def switched_off(portal: LocalPortal) -> Call:
    hook = portal.webhook()
    portal.settings(switched_off=True)
    return [hook.url + "server.time"]


def hidden_document(portal: LocalPortal) -> Call:
    hook = portal.webhook()
    portal.settings(documentation=False)
    return [hook.url.replace("/rest/", "/rest/api/") + "documentation"]


def slow_request(portal: LocalPortal) -> Call:
    call = form(portal, "batch", *(f"cmd[{number}]=crm.contact.list" for number in range(50)))
    portal.settings(request_seconds=0.001)
    return call


def lost_table(portal: LocalPortal) -> Call:
    call = [portal.webhook().url + "crm.deal.list"]
    with sqlite3.connect(portal.folder.portal_file(portal.name)) as database:
        database.execute("DROP TABLE crm_deal")
    return call


def unconfirmed(portal: LocalPortal) -> Call:
    return with_token(portal, "voximplant.user.get", portal.app().token().access)


def denied_by_administrator(portal: LocalPortal) -> Call:
    app = portal.app()
    token = app.token().access
    assert told(with_token(portal, "voximplant.user.get", token)).code == "METHOD_CONFIRM_WAITING"
    app.confirm("voximplant.user.get", allow=False)
    return with_token(portal, "voximplant.user.get", token)


def guest(portal: LocalPortal) -> Call:
    portal.apply(GUEST)
    (user,) = (each for each in portal.webhook().call("user.get", FILTER={"EMAIL": "guest@example.test"}))
    return ["-d", "entityTypeId=2", f"{portal.http}/rest/{user['ID']}/guestcode/crm.item.list"]


def webhook_binds_a_placement(portal: LocalPortal) -> Call:
    return form(portal, "placement.bind", "PLACEMENT=CRM_LEAD_DETAIL_TAB", "HANDLER=https://app.example.test/tab")


def webhook_asks_for_options(portal: LocalPortal) -> Call:
    return [portal.webhook().url + "app.option.get"]


CAUSES: dict[Callable[[LocalPortal], Call], Told] = {
    nothing: Told(401, "NO_AUTH_FOUND"),
    wrong_code: Told(401, "INVALID_CREDENTIALS"),
    dismissed: Told(403, "INVALID_CREDENTIALS"),
    token_of_the_dismissed: Told(401, "authorization_error"),
    uninstalled: Told(401, "APPLICATION_NOT_FOUND"),
    uninstalled_long_ago: Told(401, "ERROR_OAUTH"),
    ended_subscription: Told(401, "PAYMENT_REQUIRED"),
    unknown_token: Told(401, "invalid_token"),
    old_token: Told(401, "expired_token"),
    closed_application: Told(403, "user_access_error"),
    narrow_scope: Told(403, "insufficient_scope"),
    narrow_scope_with_another_status: Told(401, "insufficient_scope"),
    unheard_method: Told(404, "ERROR_METHOD_NOT_FOUND"),
    full_bucket: Told(503, "QUERY_LIMIT_EXCEEDED"),
    long_work: Told(429, "OPERATION_TIME_LIMIT"),
    blocked_webhook: Told(503, "OVERLOAD_LIMIT"),
    blocked_application: Told(503, "OVERLOAD_LIMIT"),
    long_batch: Told(400, "ERROR_BATCH_LENGTH_EXCEEDED"),
    batch_in_batch: Told(405, "ERROR_BATCH_METHOD_NOT_ALLOWED"),
    plain_http: Told(400, "INVALID_REQUEST"),
    torn_body: Told(400, "INVALID_REQUEST"),
    plan_without_rest: Told(403, "ACCESS_DENIED"),
    switched_off: Told(500, "PORTAL_DELETED"),
    hidden_document: Told(404, "ERROR_MANIFEST_IS_NOT_AVAILABLE"),
    slow_request: Told(500, "ERROR_UNEXPECTED_ANSWER"),
    lost_table: Told(500, "INTERNAL_SERVER_ERROR"),
    unconfirmed: Told(401, "METHOD_CONFIRM_WAITING"),
    denied_by_administrator: Told(403, "METHOD_CONFIRM_DENIED"),
    guest: Told(403, "allowed_only_intranet_user"),
    webhook_binds_a_placement: Told(403, "WRONG_AUTH_TYPE"),
    webhook_asks_for_options: Told(403, "ACCESS_DENIED"),
}


@pytest.mark.parametrize(("cause", "expected"), CAUSES.items(), ids=[cause.__name__ for cause in CAUSES])
def test_each_error_comes_from_its_cause(
    portal: LocalPortal, cause: Callable[[LocalPortal], Call], expected: Told
) -> None:
    call = cause(portal)
    assert told(call) == expected
    assert (portal.requests.last.status, portal.requests.last.error) == expected


def test_each_error_can_be_asked_for_with_its_documented_status(portal: LocalPortal) -> None:
    hook = portal.webhook()
    for status, code in dict.fromkeys(CAUSES.values()):
        fault = portal.faults.add(error=code, times=1)
        answer = told([hook.url + "server.time"])
        assert answer == Told(403 if code in ("INVALID_CREDENTIALS", "insufficient_scope") else status, code)
        assert portal.requests.last.faults == (fault,)


def test_the_page_of_errors_has_every_cause_and_no_other() -> None:
    table = PAGE.read_text().partition("\n| error |")[2].partition("\n\n")[0]
    documented: set[Told] = set()
    for row in table.splitlines()[1:]:
        codes, statuses = re.findall(r"`(\w+)`", row.split("|")[1]), re.findall(r"\d+", row.split("|")[2])
        if codes:  # a row without one is of something that is no error
            documented |= {Told(int(status), code) for code, status in zip(codes, statuses, strict=True)}
    assert documented == set(CAUSES.values())


def test_a_batch_of_rest_2_tells_what_it_does_not_run_beside_what_it_does(portal: LocalPortal) -> None:
    commands = ["batch", *["server.time"] * 50]
    done = curl(*form(portal, "batch", *(f"cmd[{number}]={name}" for number, name in enumerate(commands))))
    body, _, line = done.stdout.rpartition("\n")
    result = json.loads(body)["result"]
    assert line.startswith("200 ")
    assert len(result["result"]) == 49
    assert {key: error["error"] for key, error in result["result_error"].items()} == {
        "0": "ERROR_BATCH_METHOD_NOT_ALLOWED",
        "50": "ERROR_BATCH_LENGTH_EXCEEDED",
    }


def test_a_scope_is_missing_within_a_batch_too(portal: LocalPortal) -> None:
    done = curl("-d", "cmd[a]=user.get&cmd[b]=crm.lead.fields", portal.webhook(scope="crm").url + "batch")
    result = json.loads(done.stdout.rpartition("\n")[0])["result"]
    assert {key: error["error"] for key, error in result["result_error"].items()} == {"a": "insufficient_scope"}
    assert set(result["result"]) == {"b"}
    app = portal.app(scope="crm")
    done = curl(*with_token(portal, "batch", app.token().access), "-d", "halt=1&cmd[a]=user.get&cmd[b]=crm.lead.fields")
    result = json.loads(done.stdout.rpartition("\n")[0])["result"]
    assert set(result["result_error"]) == {"a"}
    assert result["result"] == []


def test_a_page_that_is_no_json_and_a_dropped_connection_and_a_slow_answer(portal: LocalPortal) -> None:
    hook = portal.webhook()
    portal.faults.add(status=502, times=1)
    done = curl(hook.url + "server.time")
    assert done.stdout.rpartition("\n")[2].startswith("502 text/html")
    portal.faults.add(drop=True, when="after", times=1)
    assert curl("-d", "fields[TITLE]=Dropped", hook.url + "crm.lead.add").returncode == 52
    assert len(hook.call("crm.lead.list", filter={"TITLE": "Dropped"})) == 1
    portal.faults.add(delay=1, times=1)
    assert curl("--max-time", "0.2", hook.url + "server.time").returncode == 28
