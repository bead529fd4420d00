"""The tools of assistants, used by the package's own client."""

import pytest
from mcp.shared.exceptions import MCPError

from homeport.testing.portal import LocalPortal
from tests.mcp.conftest import Assistant, Http, Said, Stdio

DOCUMENTATION = {
    "bitrix-search",
    "bitrix-method-details",
    "bitrix-event-details",
    "bitrix-article-details",
    "bitrix-app-development-doc-details",
}
READING = {
    "homeport-explain-access",
    "homeport-requests",
    "homeport-events",
    "homeport-event",
    "homeport-faults",
    "homeport-clock",
}
CHANGING = {
    "homeport-add-fault",
    "homeport-remove-fault",
    "homeport-set-clock",
    "homeport-reset",
    "homeport-resend-event",
    "homeport-trigger-event",
}
CALL = "homeport-call"


async def tools(assistant: Assistant) -> set[str]:
    return await assistant.tools()


def test_an_assistant_sees_the_tools_that_it_may_use(http: Http, portal: LocalPortal) -> None:
    assert http(tools) == DOCUMENTATION | READING | {CALL}
    assert http(tools, writes=True) == DOCUMENTATION | READING | CHANGING | {CALL}
    hook = portal.webhook(3)
    assert http(tools, token=f"3/{hook.code}", writes=True) == DOCUMENTATION | {CALL}


def test_clients_of_the_older_protocol_are_served_too(http: Http) -> None:
    assert http(tools, mode="legacy") == DOCUMENTATION | READING | {CALL}


def test_over_standard_input_and_output_the_same_tools_are_there(stdio: Stdio, portal: LocalPortal) -> None:
    async def job(assistant: Assistant) -> tuple[set[str], Said, Said]:
        read = await assistant.use(CALL, method="crm.activity.binding.list", params={"activityId": 1}, as_user=3)
        return await assistant.tools(), read, await assistant.use(CALL, method="crm.deal.delete", params={"id": 1})

    found, read, refused = stdio(job)
    assert found == DOCUMENTATION | READING | {CALL}
    assert {"entityTypeId": 2, "entityId": 1} in read.json["answer"]["result"]
    assert refused.failed
    assert [entry.user for entry in portal.requests.of("crm.activity.binding.list")] == [3]


def test_what_a_command_allows_is_done(stdio: Stdio, portal: LocalPortal) -> None:
    async def job(assistant: Assistant) -> Said:
        return await assistant.use(CALL, method="crm.deal.update", params={"id": 1, "fields": {"TITLE": "By mouth"}})

    assert stdio(job, writes=True).json["answer"]["result"] is True
    assert portal.webhook(1).call("crm.deal.get", id=1)["TITLE"] == "By mouth"


def test_methods_events_and_pages_are_found_and_described(http: Http) -> None:
    async def job(assistant: Assistant) -> list[Said]:
        return [
            await assistant.use("bitrix-search", query="activity binding"),
            await assistant.use("bitrix-method-details", method="crm.activity.binding.list"),
            await assistant.use("bitrix-method-details", method="rpa.type.add"),
            await assistant.use("bitrix-event-details", event="onCrmDealAdd"),
            await assistant.use("bitrix-event-details", event="onAppPayment"),
            await assistant.use("bitrix-article-details", title="Making each error happen"),
            await assistant.use("bitrix-app-development-doc-details", title="oauth"),
            await assistant.use("bitrix-search", query="oauth"),
        ]

    found, method, planned, event, planned_event, article, development, oauth = http(job)
    names = {each["name"]: each["built"] for each in found.json["methods"]}
    assert names["crm.activity.binding.list"] is True
    assert "activityId" in method.text
    assert '"entityTypeId": 2' in method.text, "the example was run"
    assert "not built" in planned.text
    assert "ONCRMDEALADD" in event.text.upper()
    assert "Built in Homeport" in event.text
    assert "not built" in planned_event.text
    assert article.text.startswith("# Making each error happen")
    assert development.text.startswith("# OAuth")
    assert "oauth" in [each["name"] for each in oauth.json["articles"]]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("bindings of an activity", "crm.activity.binding.list"),
        ("how do I add a comment to the timeline of a deal", "crm.timeline.comment.add"),
        ("list all companies", "crm.company.list"),
        ("crm.deal.lst", "crm.deal.list"),
    ],
)
def test_a_question_in_whole_words_finds_the_method(http: Http, asked: str, answer: str) -> None:
    async def job(assistant: Assistant) -> Said:
        return await assistant.use("bitrix-search", query=asked)

    assert answer in [each["name"] for each in http(job).json["methods"]]


def test_what_handlers_were_told_is_read_sent_again_and_asked_for(stdio: Stdio, portal: LocalPortal) -> None:
    receiver = portal.handler()
    portal.outgoing(receiver.url, "ONCRMDEALUPDATE").pause()

    async def job(assistant: Assistant) -> tuple[Said, Said, Said, Said]:
        told = await assistant.use("homeport-trigger-event", event="onCrmDealUpdate", record="5")
        listed = await assistant.use("homeport-events", event="ONCRMDEAL*")
        (call,) = listed.json
        again = await assistant.use("homeport-resend-event", id=call["id"])
        return told, listed, again, await assistant.use("homeport-event", id=call["id"])

    told, listed, again, one = stdio(job, writes=True)
    assert told.json == {"handlers": 1}
    assert [(each["event"], each["record"], each["state"], each["triggered"]) for each in listed.json] == [
        ("ONCRMDEALUPDATE", "5", "held", True)
    ]
    assert "made again" in again.text
    assert one.json["data"] == {"FIELDS": {"ID": "5"}}


def test_what_no_method_has_half_the_words_of_is_not_found(http: Http) -> None:
    async def job(assistant: Assistant) -> Said:
        return await assistant.use("bitrix-search", query="deal zeppelin hangar")

    assert http(job).json["methods"] == []


@pytest.mark.parametrize(
    ("tool", "given", "said"),
    [
        ("bitrix-method-details", {"method": "crm.activity.bind.list"}, "There is no method"),
        ("bitrix-event-details", {"event": "ONNOTHING"}, "There is no event"),
        ("bitrix-article-details", {"title": "no such page"}, "There is no page"),
        ("bitrix-app-development-doc-details", {"title": "performance"}, "no such page on developing"),
        ("bitrix-search", {}, "query"),
        ("bitrix-search", {"query": "x", "limit": 0}, "limit"),
        ("homeport-call", {"method": "profile", "as_user": 999}, "does not exist"),
        ("homeport-call", {"method": "profile", "as_app": 999}, "no application"),
        ("homeport-explain-access", {"user": 999, "type": "deal", "id": 1}, "no user"),
        ("homeport-explain-access", {"user": 3, "type": "spaceship", "id": 1}, "no type"),
        ("homeport-set-clock", {"do": "set"}, "needs at"),
        ("homeport-set-clock", {"do": "freeze", "at": "tomorrow"}, "no moment"),
        ("homeport-remove-fault", {"id": 999}, "no fault"),
        ("homeport-event", {"id": 999}, "no call"),
        ("homeport-resend-event", {"id": 999}, "no call"),
        ("homeport-trigger-event", {"event": "ONNOTHING", "record": "1"}, "no event"),
        ("homeport-add-fault", {"rule": {}}, "needs an error"),
        ("homeport-reset", {"baseline": "none"}, "no baseline"),
        ("no-such-tool", {}, "no tool"),
    ],
)
def test_what_cannot_be_done_is_said(http: Http, tool: str, given: dict[str, object], said: str) -> None:
    async def job(assistant: Assistant) -> Said:
        return await assistant.use(tool, **given)

    answer = http(job, writes=True)
    assert answer.failed
    assert said in answer.text


@pytest.mark.parametrize("method", ["crm.deal.update", "crm.activity.binding.add", "batch", "CRM.DEAL.DELETE"])
def test_nothing_is_changed_unless_it_was_allowed(http: Http, portal: LocalPortal, method: str) -> None:
    async def job(assistant: Assistant) -> Said:
        params = {"id": 1, "fields": {"TITLE": "X"}, "cmd": {"a": "crm.deal.delete?id=1"}}
        return await assistant.use(CALL, method=method, params=params)

    before = portal.webhook(1).call("crm.deal.get", id=1)
    answer = http(job)
    assert answer.failed
    assert "may only read" in answer.text
    assert portal.webhook(1).call("crm.deal.get", id=1) == before


@pytest.mark.parametrize("method", ["crm.deal.delete.json", "crm.deal.delete.xml", "crm.deal.delete/", "no.such"])
def test_a_name_that_nobody_knows_is_not_called(http: Http, portal: LocalPortal, method: str) -> None:
    async def job(assistant: Assistant) -> Said:
        return await assistant.use(CALL, method=method, params={"id": 1})

    answer = http(job)
    assert answer.failed
    assert "There is no method" in answer.text
    assert portal.webhook(1).call("crm.deal.get", id=1)["ID"] == "1"


def test_tools_that_change_something_are_refused_by_name_too(http: Http, portal: LocalPortal) -> None:
    async def job(assistant: Assistant) -> list[Said]:
        return [
            await assistant.use("homeport-reset"),
            await assistant.use("homeport-add-fault", rule={"drop": True}),
            await assistant.use("homeport-set-clock", do="freeze"),
        ]

    assert all("no tool" in answer.text for answer in http(job))


def test_a_webhooks_assistant_does_what_the_webhook_may_and_no_more(http: Http, portal: LocalPortal) -> None:
    hook = portal.webhook(3, scope="crm")

    async def job(assistant: Assistant) -> list[Said]:
        return [
            await assistant.use(CALL, method="crm.activity.binding.list", params={"activityId": 1}),
            await assistant.use(CALL, method="crm.activity.binding.list", params={"activityId": 7}),
            await assistant.use(CALL, method="user.get"),
            await assistant.use(CALL, method="profile", as_user=1),
            await assistant.use("homeport-requests"),
        ]

    read, denied, scope, other, log = http(job, token=f"3/{hook.code}")
    assert read.json["status"] == 200
    assert denied.json["answer"]["error"] == "ACCESS_DENIED"
    assert scope.json["answer"]["error"] == "insufficient_scope"
    assert "own webhook only" in other.text
    assert "no tool" in log.text
    assert {entry.credential for entry in portal.requests.of("crm.activity.binding.list")} == {hook.key}


def test_an_operator_reads_the_log_with_reasons_and_explains_access(http: Http, portal: LocalPortal) -> None:
    with pytest.raises(Exception, match="ACCESS_DENIED"):
        portal.webhook(3).call("crm.activity.binding.list", activityId=7)

    async def job(assistant: Assistant) -> list[Said]:
        return [
            await assistant.use("homeport-requests", error="*"),
            await assistant.use("homeport-requests", error="*", answers=True),
            await assistant.use("homeport-explain-access", user=3, type="activity", id=7),
        ]

    log, whole, access = http(job)
    (entry,) = log.json
    assert "answer" not in entry
    assert whole.json[0]["answer"]["error"] == "ACCESS_DENIED"
    assert entry["error"] == "ACCESS_DENIED"
    assert entry["access"].startswith("not allowed")
    assert access.json["allowed"] is False


def test_an_operator_asks_for_faults_holds_the_clock_and_resets(http: Http, portal: LocalPortal) -> None:
    async def job(assistant: Assistant) -> list[Said]:
        return [
            await assistant.use("homeport-add-fault", rule={"method": "crm.*", "error": "QUERY_LIMIT_EXCEEDED"}),
            await assistant.use(CALL, method="crm.deal.get", params={"id": 1}),
            await assistant.use("homeport-faults"),
            await assistant.use("homeport-remove-fault"),
            await assistant.use("homeport-set-clock", do="freeze", at="2030-01-01T00:00:00+00:00"),
            await assistant.use("homeport-set-clock", do="advance", seconds=60),
            await assistant.use("homeport-clock"),
            await assistant.use(CALL, method="crm.deal.delete", params={"id": 1}),
            await assistant.use("homeport-reset"),
            await assistant.use(CALL, method="crm.deal.get", params={"id": 1}),
        ]

    added, struck, faults, removed, _, moved, clock, deleted, reset, again = http(job, writes=True)
    assert struck.json["status"] == 503
    assert [each["id"] for each in faults.json] == [added.json["id"]]
    assert "no faults" in removed.text
    assert moved.json["iso"] == clock.json["iso"] == "2030-01-01T00:01:00+00:00"
    assert deleted.json["status"] == 200
    assert "demo" in reset.text
    assert again.json["status"] == 200


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_is_told_why_it_is_refused(http: Http, portal: LocalPortal, mode: str) -> None:
    hook = portal.webhook(3)
    assert http(tools, token=hook.https_url, mode=mode) == http(tools, token=f"3/{hook.code}", mode=mode)
    with pytest.raises(ExceptionGroup) as caught:
        http(tools, token="1/abcdefgh12345678", mode=mode)
    assert caught.group_contains(MCPError, match="Invalid request credentials")
