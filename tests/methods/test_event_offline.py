"""``event.offline.*``: what changed is kept until it is fetched, once for each record and kind of change."""

from typing import Any

import pytest

from homeport.domain.events import outbox
from homeport.domain.events.offline import RESERVED_SECONDS
from homeport.store import Transaction
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire

NOON = 1_800_000_000.0
METHODS = ("event.offline.get", "event.offline.list", "event.offline.clear", "event.offline.error")


@pytest.fixture
def app(wire: Wire, admin: Api) -> AppApi:
    """The administrator, by an application that keeps what happens to leads."""
    freeze(wire, admin, NOON)
    app = app_of(wire, 1, "crm")
    keep(app)
    return app


def freeze(wire: Wire, admin: Api, at: float) -> None:
    """Hold the clock, also for tokens that are made without a call."""
    wire.freeze(at)
    admin("profile")


def keep(app: AppApi, *events: str, **params: Any) -> None:
    for event in events or ("ONCRMLEADADD", "ONCRMLEADUPDATE", "ONCRMLEADDELETE"):
        app("event.bind", event=event, event_type="offline", **params)


def a_lead(app: AppApi, **params: Any) -> int:
    lead: int = app("crm.lead.add", fields={"TITLE": "A lead"}, **params)
    return lead


def names(app: AppApi, **params: Any) -> list[str]:
    return [each["EVENT_NAME"] for each in app("event.offline.list", **params)]


def reserve(app: AppApi, **params: Any) -> tuple[str | None, list[str]]:
    found = app("event.offline.get", **{"clear": 0, **params})
    return found["process_id"], [each["ID"] for each in found["events"]]


def test_what_happened_is_listed_and_stays(app: AppApi) -> None:
    lead = a_lead(app)
    answer = app.send("event.offline.list")
    (kept,) = answer.result
    assert kept == {
        "ID": kept["ID"],
        "TIMESTAMP_X": "2027-01-15T08:00:00+00:00",
        "EVENT_NAME": "ONCRMLEADADD",
        "EVENT_DATA": {"FIELDS": {"ID": lead}},
        "EVENT_ADDITIONAL": False,
        "MESSAGE_ID": kept["ID"],
        "PROCESS_ID": "",
        "ERROR": "0",
    }
    assert answer.json["total"] == 1
    assert app("event.offline.list") == [kept]


def test_fetching_takes_away(app: AppApi) -> None:
    first, second = a_lead(app), a_lead(app)
    found = app("event.offline.get", limit=1)
    assert found["process_id"] is None
    assert [each["EVENT_DATA"]["FIELDS"]["ID"] for each in found["events"]] == [first]
    assert set(found["events"][0]) == {
        "ID", "TIMESTAMP_X", "EVENT_NAME", "EVENT_DATA", "EVENT_ADDITIONAL", "MESSAGE_ID",
    }  # fmt: skip
    (left,) = app("event.offline.get")["events"]
    assert left["EVENT_DATA"]["FIELDS"]["ID"] == second
    assert app("event.offline.get") == {"process_id": None, "events": []}


def test_a_record_that_changes_again_is_kept_once_with_the_last_time(wire: Wire, app: AppApi) -> None:
    lead = a_lead(app)
    for number in range(3):
        wire.freeze(NOON + number)
        app("crm.lead.update", id=lead, fields={"TITLE": str(number)})
    assert names(app) == ["ONCRMLEADADD", "ONCRMLEADUPDATE"]
    assert app("event.offline.list")[1]["TIMESTAMP_X"] == "2027-01-15T08:00:02+00:00"


def test_what_is_reserved_is_hidden_until_it_is_confirmed(app: AppApi) -> None:
    a_lead(app), a_lead(app), a_lead(app)
    process, ids = reserve(app, limit=2)
    assert process is not None
    other, rest = reserve(app)
    assert (len(ids), len(rest)) == (2, 1)
    assert other not in (None, process)
    assert reserve(app) == (None, [])
    assert reserve(app, process_id=process) == (process, ids), "asked for again"
    assert [each["PROCESS_ID"] for each in app("event.offline.list")] == [process, process, other]
    assert app("event.offline.clear", process_id=process, message_id=[ids[0]]) is True
    assert app("event.offline.clear", process_id=process, id=rest) is True, "another package's"
    assert [each["ID"] for each in app("event.offline.list")] == [ids[1], *rest]
    app("event.offline.clear", process_id=process)
    app("event.offline.clear", process_id=other)
    assert app("event.offline.list") == []


def test_a_change_meanwhile_is_kept_anew(app: AppApi) -> None:
    lead = a_lead(app)
    app("crm.lead.update", id=lead, fields={"TITLE": "B"})
    process, ids = reserve(app)
    app("crm.lead.update", id=lead, fields={"TITLE": "C"})
    assert len(reserve(app)[1]) == 1
    app("event.offline.clear", process_id=process)
    assert len(ids) == 2
    assert names(app) == ["ONCRMLEADUPDATE"]


def test_what_failed_is_marked_and_fetched_when_asked_for(app: AppApi) -> None:
    a_lead(app), a_lead(app)
    process, ids = reserve(app)
    assert app("event.offline.error", process_id=process, message_id=[ids[1]]) is True
    assert [each["ERROR"] for each in app("event.offline.list")] == ["0", "1"]
    assert reserve(app, process_id=process)[1] == [ids[0]]
    assert reserve(app, error=1)[1] == [ids[1]]


def test_what_is_reserved_and_forgotten_goes_after_thirty_days(wire: Wire, admin: Api, app: AppApi) -> None:
    a_lead(app)
    assert len(reserve(app)[1]) == 1
    for seconds, left in ((RESERVED_SECONDS, 1), (RESERVED_SECONDS + 1, 0)):
        freeze(wire, admin, NOON + seconds)
        later = app.as_user(1)
        reserve(later)
        assert len(names(later)) == left


def test_filters_orders_and_pages(wire: Wire, app: AppApi) -> None:
    lead = a_lead(app)
    wire.freeze(NOON + 60)
    app("crm.lead.delete", id=lead)
    first, second = (each["ID"] for each in app("event.offline.list"))
    assert names(app, order={"ID": "DESC"}) == ["ONCRMLEADDELETE", "ONCRMLEADADD"]
    assert names(app, filter={"=EVENT_NAME": "ONCRMLEADADD", ">=ID": first}) == ["ONCRMLEADADD"]
    assert names(app, filter={">MESSAGE_ID": first}) == ["ONCRMLEADDELETE"]
    assert names(app, filter={">TIMESTAMP_X": "2027-01-15T08:00:30+00:00"}) == ["ONCRMLEADDELETE"]
    assert names(app, filter={"ERROR": 1}) == []
    assert reserve(app, filter={"ID": second})[1] == [second]
    assert names(app, filter={"!PROCESS_ID": ""}) == ["ONCRMLEADDELETE"]
    for _ in range(60):
        a_lead(app)
    answer = app.send("event.offline.list", start=50)
    assert (len(answer.result), answer.json["total"]) == (12, 62)


def test_a_queue_is_not_told_of_changes_by_whom_it_is_named_after(app: AppApi) -> None:
    keep(app, auth_connector="mirror")
    own, other = a_lead(app, auth_connector="mirror"), a_lead(app)
    cmd = {"a": "crm.lead.update?id=1&fields[TITLE]=A&auth_connector=mirror"}
    assert not app("batch", cmd=cmd)["result_error"]
    mirrored = app("event.offline.list", auth_connector="mirror")
    assert [each["EVENT_DATA"]["FIELDS"]["ID"] for each in mirrored] == [other]
    assert [each["EVENT_DATA"]["FIELDS"]["ID"] for each in app("event.offline.list")] == [own, other, 1]
    assert len(app("event.offline.get", auth_connector="mirror")["events"]) == 1
    assert len(names(app)) == 3


def test_handlers_that_are_kept_need_no_address_and_are_unbound_as_such(app: AppApi) -> None:
    bound = app("event.get")
    assert bound[0] == {"event": "ONCRMLEADADD", "handler": "", "auth_type": "0", "offline": 1}
    assert app.refused("event.bind", event="ONCRMLEADADD", event_type="offline") == (400, "ERROR_CORE")
    app("event.bind", event="ONCRMLEADADD", handler="https://app.example.test/")
    assert app("event.unbind") == {"count": 1}
    assert app("event.unbind", event="ONCRMLEADADD", event_type="offline") == {"count": 1}
    a_lead(app)
    assert names(app) == []


def test_an_address_that_was_said_in_vain_may_be_said_again_to_unbind(app: AppApi) -> None:
    said = {"event": "ONCRMDEALADD", "event_type": "offline", "handler": "https://app.example.test/"}
    app("event.bind", **said)
    assert app("event.unbind", **said) == {"count": 1}
    assert "ONCRMDEALADD" not in [each["event"] for each in app("event.get")]


def test_a_choice_that_is_empty_in_a_form_is_none(app: AppApi) -> None:
    for _ in range(3):
        a_lead(app)
    process, (first, second, third) = reserve(app)
    token = f"auth={app.pair.access}&process_id={process}"
    form = {"content_type": "application/x-www-form-urlencoded"}
    body = f"{token}&id=&message_id[]={first}".encode()
    assert app.wire.send("/rest/event.offline.clear", body=body, **form).result is True
    assert [each["ID"] for each in app("event.offline.list")] == [second, third]
    assert app.wire.send("/rest/event.offline.error", body=f"{token}&message_id=".encode(), **form).result is True
    assert [each["ERROR"] for each in app("event.offline.list")] == ["1", "1"]


def test_applications_have_queues_of_their_own(wire: Wire, app: AppApi) -> None:
    other = app_of(wire, 1, "crm", title="Other")
    a_lead(app)
    process, _ = reserve(app)
    assert names(other) == []
    other("event.offline.clear", process_id=process)
    assert len(names(app)) == 1


@pytest.mark.parametrize("method", METHODS)
def test_queues_are_for_administrators_of_applications(wire: Wire, app: AppApi, admin: Api, method: str) -> None:
    assert app.as_user(3).send(method, process_id="x").error == (403, "ACCESS_DENIED", "Access denied!")
    assert admin.refused(method, process_id="x") == (403, "WRONG_AUTH_TYPE")


@pytest.mark.parametrize("method", ["event.offline.clear", "event.offline.error"])
def test_a_package_must_be_named(app: AppApi, method: str) -> None:
    assert app.send(method).error == (400, "ERROR_ARGUMENT", "Argument 'process_id' is null or empty")
    assert app(method, process_id="unknown") is True


def test_a_limit_is_a_number(app: AppApi) -> None:
    assert app.refused("event.offline.get", limit="many") == (400, "ERROR_ARGUMENT")


def notices(wire: Wire) -> list[float]:
    """When the application is told that there is something to fetch."""
    found = wire.portal.store.write_now(outbox.listed)
    return [call.next_at for call in found if call.event == "ONOFFLINEEVENT" and call.next_at is not None]


def sent(wire: Wire) -> None:
    """The notices that wait have been sent."""

    def note(tx: Transaction) -> None:
        for call in outbox.listed(tx):
            outbox.tried(tx, wire.portal.clock, call, "200", repeats=False)

    wire.portal.store.write_now(note)


@pytest.mark.parametrize(
    ("options", "wait"), [({}, 1), ({"options": {"minTimeout": 0}}, 0), ({"options": {"minTimeout": "60"}}, 60)]
)
def test_a_handler_is_told_that_there_is_something_to_fetch(
    wire: Wire, admin: Api, app: AppApi, options: dict[str, Any], wait: int
) -> None:
    app("event.bind", event="onOfflineEvent", handler="https://app.example.test/fetch", **options)
    assert notices(wire) == []
    app("batch", cmd={number: f"crm.lead.add?fields[TITLE]={number}" for number in "abc"})
    assert notices(wire) == [NOON], "one notice, however much has come"
    sent(wire)
    a_lead(app)
    assert notices(wire) == [NOON + wait], "the next not before its time"
    freeze(wire, admin, NOON + 600)
    sent(wire)
    a_lead(app)
    assert notices(wire) == [NOON + 600]


def test_what_only_becomes_newer_is_no_news(wire: Wire, app: AppApi) -> None:
    lead = a_lead(app)
    app("crm.lead.update", id=lead, fields={"TITLE": "B"})
    app("event.bind", event="ONOFFLINEEVENT", handler="https://app.example.test/fetch")
    app("crm.lead.update", id=lead, fields={"TITLE": "C"})
    assert notices(wire) == []


def test_a_timeout_that_is_no_number_is_refused(app: AppApi) -> None:
    refused = app.refused(
        "event.bind", event="ONOFFLINEEVENT", handler="https://app.example.test/", options={"minTimeout": "often"}
    )
    assert refused == (400, "ERROR_ARGUMENT")
