"""Pages for developers: credentials, calls, the request log."""

import json
import re
from html import unescape
from urllib.parse import urlsplit

import pytest

from tests.apps import app_of
from tests.conftest import Wire, api_of
from tests.oauth.browser import Browser, Page
from tests.oauth.conftest import browser

__all__ = ["browser"]

WEBHOOKS = "/developer/webhooks/"
BUILDER = "/developer/builder/"
LOG = "/developer/requests/"
SCRIPT = "<img src=x onerror=alert(1)>"


@pytest.fixture
def developer(browser: Browser) -> Browser:
    """The administrator."""
    browser.sign_in(1)
    return browser


def made_url(page: Page) -> str:
    """The address that a page shows once."""
    return page.text.partition("shown this once. ")[2].partition(" ")[0]


def make_webhook(developer: Browser, **fields: str) -> Page:
    token = developer.page(WEBHOOKS).forms[WEBHOOKS]["token"]
    answer = developer.post(WEBHOOKS, {"token": token, "user": "3", "scope_crm": "on", **fields})
    return Page(answer)


def run(developer: Browser, method: str, params: object, actor: str = "user:3") -> Page:
    token = developer.page(BUILDER).forms[BUILDER]["token"]
    fields = {"token": token, "method": method, "as": actor, "params": json.dumps(params)}
    return Page(developer.post(BUILDER, fields))


def requests(developer: Browser, query: str = "") -> str:
    return developer.page(LOG, query).text


def newest(developer: Browser) -> str:
    """The id of the newest request of the log."""
    found = re.search(rf'href="{LOG}([0-9a-f]+-[0-9a-f]+)/"', developer.get(LOG).body.decode())
    assert found
    return found[1]


@pytest.mark.parametrize("path", [WEBHOOKS, BUILDER, LOG, LOG + "follow/", LOG + "1-1/"])
def test_developer_pages_are_for_administrators(browser: Browser, path: str) -> None:
    browser.sign_in(3)
    answer = browser.get(path)
    assert answer.status == 403
    assert "This is for administrators" in Page(answer).text
    assert b'<a href="/">To the start page</a>' in answer.body


@pytest.mark.parametrize("path", [WEBHOOKS, WEBHOOKS + "1/revoke/", WEBHOOKS + "1/block/", BUILDER, LOG + "clear/"])
def test_a_form_of_another_site_changes_nothing(developer: Browser, path: str) -> None:
    before = developer.page(WEBHOOKS).text
    answer = developer.post(path, {"token": "stolen", "user": "1", "scope_crm": "on"})
    assert answer.status == 403
    assert developer.page(WEBHOOKS).text == before


def test_a_salesperson_can_make_no_webhook(browser: Browser) -> None:
    browser.sign_in(3)
    token = browser.page("/").forms["/sign-out/"]["token"]
    assert browser.post(WEBHOOKS, {"token": token, "user": "1", "scope_crm": "on"}).status == 403


def test_a_webhook_is_shown_once_and_calls_as_its_user(developer: Browser, wire: Wire) -> None:
    url = made_url(make_webhook(developer, title="Nightly import"))
    path = "/rest/" + url.partition("/rest/")[2]
    assert wire.send(path + "crm.activity.binding.list", body=b'{"activityId": 1}').status == 200
    assert wire.send(path + "user.get").error[:2] == (403, "insufficient_scope")
    again = developer.page(WEBHOOKS).text
    assert "Nightly import" in again
    assert url.rsplit("/", 2)[1] not in again


def test_a_webhook_expires_by_the_portals_clock(developer: Browser, wire: Wire) -> None:
    url = made_url(make_webhook(developer, expires="1 hour"))
    path = "/rest/" + url.partition("/rest/")[2] + "profile"
    assert wire.send(path).status == 200
    wire.freeze(wire.portal.clock.now() + 3601)
    assert wire.send(path).status == 401


def test_a_webhook_is_blocked_and_let_call_again_and_revoked(developer: Browser, wire: Wire) -> None:
    page = make_webhook(developer)
    path = "/rest/" + made_url(page).partition("/rest/")[2] + "profile"
    number = page.text.partition(" is made")[0].rpartition("Webhook ")[2]
    for blocked, status in (("yes", 503), ("no", 200)):
        action = f"{WEBHOOKS}{number}/block/"
        form = developer.page(WEBHOOKS).forms[action]
        assert form["blocked"] == blocked
        assert developer.post(action, form).status == 303
        assert wire.send(path).status == status
    action = f"{WEBHOOKS}{number}/revoke/"
    developer.post(action, developer.page(WEBHOOKS).forms[action])
    assert wire.send(path).status == 401


@pytest.mark.parametrize(
    "fields", [{"scope_crm": "", "user": "999"}, {"user": "x"}, {"title": "x" * 300}, {"more": "y" * 3000}]
)
def test_a_webhook_that_cannot_be_is_refused_and_what_was_typed_stays(
    developer: Browser, fields: dict[str, str]
) -> None:
    before = developer.page(WEBHOOKS).text
    token = developer.page(WEBHOOKS).forms[WEBHOOKS]["token"]
    answer = developer.post(WEBHOOKS, {"token": token, "user": "3", "scope_crm": "on", "title": "Kept", **fields})
    assert answer.status == 400
    assert f'value="{fields.get("title", "Kept")}"' in answer.body.decode()
    assert developer.page(WEBHOOKS).text == before


def test_a_webhook_may_have_every_scope_and_words_that_are_none_are_told(developer: Browser, wire: Wire) -> None:
    path = urlsplit(made_url(make_webhook(developer, scope_all="on"))).path
    scopes = wire.send(path + "scope").result
    assert {"crm", "im", "tasks_extended"} < set(scopes)
    assert "all" not in scopes
    assert "Note: there is no documented scope crmm" in make_webhook(developer, more="crmm, im").text


def test_a_webhook_needs_a_scope(developer: Browser) -> None:
    token = developer.page(WEBHOOKS).forms[WEBHOOKS]["token"]
    answer = developer.post(WEBHOOKS, {"token": token, "user": "3"})
    assert answer.status == 400
    assert "at least one scope" in Page(answer).text


def test_the_builder_calls_as_whom_it_is_told_and_shows_status_answer_and_code(developer: Browser) -> None:
    page = run(developer, "crm.activity.binding.list", {"activityId": 1})
    assert "Answer 200" in page.text
    assert '"entityTypeId": 2, "entityId": 1' in page.text
    assert "content-type" in page.text
    for part in ('curl "$HOMEPORT_WEBHOOK"crm.activity.binding.list', "BitrixWebhook(", "B24Hook.", "CRest::call("):
        assert part in page.text
    refused = run(developer, "crm.activity.binding.list", {"activityId": 7})
    assert "Answer 400" in refused.text
    assert "ACCESS_DENIED" in refused.text


def test_what_the_builder_calls_is_in_the_log_without_its_code(developer: Browser) -> None:
    run(developer, "crm.deal.get", {"id": 1})
    text = requests(developer)
    assert "crm.deal.get Clara Mast webhook:" in text
    listed = developer.page(WEBHOOKS).text
    assert listed.count("Request builder webhook:") == 1
    run(developer, "crm.deal.get", {"id": 2})
    assert developer.page(WEBHOOKS).text == listed, "one credential is used again"


def test_what_the_builder_writes_is_written(developer: Browser, wire: Wire) -> None:
    run(developer, "crm.deal.update", {"id": 1, "fields": {"TITLE": "By hand"}}, "user:1")
    assert api_of(wire, 1)("crm.deal.get", id=1)["TITLE"] == "By hand"


def test_the_builder_calls_as_an_application(developer: Browser, wire: Wire) -> None:
    app = app_of(wire, 1, "crm")
    page = run(developer, "app.info", {}, f"app:{app.app.id}")
    assert "Answer 200" in page.text


def test_the_builder_reaches_rest_3(developer: Browser) -> None:
    page = run(developer, "rest.scope.list", {})
    assert "Answer 200" in page.text
    assert "rest/api/" in unescape(page.text)


@pytest.mark.parametrize(
    ("method", "params", "said"),
    [
        ("crm.deal.get", "{", "no JSON"),
        ("crm.deal.get", '"text"', "JSON object"),
        ("", "{}", "Name a method"),
        ("../../developer", "{}", "ERROR_METHOD_NOT_FOUND"),
        ("no.such.method", "{}", "ERROR_METHOD_NOT_FOUND"),
        (SCRIPT, "{}", "ERROR_METHOD_NOT_FOUND"),
    ],
)
def test_the_builder_says_what_is_wrong(developer: Browser, method: str, params: str, said: str) -> None:
    token = developer.page(BUILDER).forms[BUILDER]["token"]
    answer = developer.post(BUILDER, {"token": token, "method": method, "as": "user:1", "params": params})
    assert said in Page(answer).text
    assert SCRIPT.encode() not in answer.body


@pytest.mark.parametrize("actor", ["user:999", "user:x", "app:999", "", "user:1/../../"])
def test_the_builder_knows_only_who_works_here(developer: Browser, actor: str) -> None:
    token = developer.page(BUILDER).forms[BUILDER]["token"]
    answer = developer.post(BUILDER, {"token": token, "method": "profile", "as": actor, "params": "{}"})
    assert answer.status == 400


def test_the_log_is_filtered(developer: Browser, wire: Wire) -> None:
    seller = api_of(wire, 3)
    seller.send("crm.deal.get", id=1)
    seller.send("crm.activity.binding.list", activityId=7)
    assert "crm.deal.get" in requests(developer, "method=crm.deal.*")
    assert "crm.activity" not in requests(developer, "method=crm.deal.*").partition("Pause")[2]
    refused = requests(developer, "error=*").partition("Pause")[2]
    assert "crm.activity.binding.list" in refused
    assert "crm.deal.get" not in refused
    assert "crm.deal.get" in requests(developer, "status=200")
    assert "No request fits" in requests(developer, "credential=app:*")
    assert "A status is a number" in requests(developer, "status=abc")


def test_a_request_is_shown_whole_with_the_reason_of_its_refusal(developer: Browser, wire: Wire) -> None:
    api_of(wire, 3).send("crm.activity.binding.list", activityId=7)
    entry = newest(developer)
    page = developer.page(f"{LOG}{entry}/")
    assert "Clara Mast may not read activity 7" in page.text
    assert "Role" in page.text
    assert '"activityId": 7' in page.text
    assert "pytest.raises(Refused)" in page.text
    again = developer.page(BUILDER, f"request={entry}").text
    assert '"activityId": 7' in again


def test_secrets_are_not_in_the_log(developer: Browser, wire: Wire) -> None:
    seller = api_of(wire, 3)
    seller.send("crm.deal.list", auth="s3cret-token", filter={"password": "s3cret-word"})
    entry = newest(developer)
    for path in (LOG, f"{LOG}{entry}/"):
        body = developer.get(path).body.decode()
        assert "crm.deal.list" in body
        assert "s3cret" not in body
        assert seller.base.split("/")[3] not in body


def test_markup_in_titles_names_and_errors_stays_text(developer: Browser, wire: Wire) -> None:
    make_webhook(developer, title=SCRIPT)
    api_of(wire, 3).send(SCRIPT, **{SCRIPT: SCRIPT})
    entry = newest(developer)
    for path in (WEBHOOKS, LOG, f"{LOG}{entry}/"):
        body = developer.get(path).body.decode()
        assert SCRIPT not in body
        assert "&lt;img src" in body


def test_the_log_is_emptied(developer: Browser, wire: Wire) -> None:
    api_of(wire, 3).send("crm.deal.get", id=1)
    action = f"{LOG}clear/"
    assert developer.post(action, developer.page(LOG).forms[action]).status == 303
    assert "Nothing was asked yet" in requests(developer)
    assert developer.get(f"{LOG}abc-1/").status == 404


def test_a_fault_is_made_from_a_line_of_the_log(developer: Browser, wire: Wire) -> None:
    api_of(wire, 1).send("crm.deal.get", id=99999)
    line = re.findall(r'href="(/developer/requests/[^"/?]+/)"', developer.get("/developer/requests/").body.decode())[0]
    text = developer.get(line).body.decode()
    address = re.search(r'href="/developer/faults/\?([^"]+)"', text)
    assert address
    filled = developer.get("/developer/faults/", unescape(address[1])).body.decode()
    assert 'name="method" maxlength="500" value="crm.deal.get"' in filled
    assert 'name="times" min="1" value="1"' in filled


def test_two_calls_of_a_method_are_compared(developer: Browser, wire: Wire) -> None:
    api = api_of(wire, 1)
    for number in (1, 99999):
        api.send("crm.deal.get", id=number)
    line = re.findall(r'href="(/developer/requests/[^"/?]+/)"', developer.get("/developer/requests/").body.decode())[0]
    text = developer.get(line).body.decode()
    other = re.search(r'<option value="([^"]+)">[^<]* 200 ', text)
    assert other
    query = f"one={line.split('/')[3]}&other={other[1]}"
    told = developer.get("/developer/requests/compare/", query).body.decode()
    assert 'Status <span class="badge warn">differs</span>' in told
    assert "Method</th>" in told
    assert re.search(r"<del>- .*99999.*</del>", told)
    assert re.search(r"<ins>\+ .*1.*</ins>", told)
    assert developer.get("/developer/requests/compare/", "one=x&other=y").status == 404


def test_the_builder_has_what_a_form_of_the_method_is_made_of(developer: Browser) -> None:
    def asked(method: str) -> tuple[list[str], list[str]]:
        text = developer.get("/developer/builder/", f"method={method}").body.decode()
        found = re.search(r"data-asked='([^']*)' data-fields='([^']*)'", text)
        assert found
        parameters, fields = (json.loads(unescape(each)) for each in found.groups())
        return [each["name"] for each in parameters], fields

    names, fields = asked("crm.deal.list")
    assert names == ["select", "filter", "order", "start"]
    assert {"TITLE", "STAGE_ID", "OPPORTUNITY"} <= set(fields)
    names, fields = asked("crm.item.list")
    assert names[0] == "entityTypeId"
    assert {"title", "stageId"} <= set(fields)
    assert asked("crm.activity.binding.add") == (["activityId", "entityTypeId", "entityId"], [])
    assert asked("nonsense") == ([], [])
