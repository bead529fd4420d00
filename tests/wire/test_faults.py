"""Faults that a test asks for: what each does, how often, and that the log says so."""

from typing import Any

import pytest

from homeport.core.errors import SYSTEM
from homeport.domain.portal.calls import faults
from homeport.domain.portal.calls.requests import Entry, entries
from tests.conftest import Api, Wire


def fault(wire: Wire, **rule: Any) -> int:
    """Ask for a fault."""
    return wire.portal.store.write_now(lambda tx: faults.add(tx, faults.Rule(**rule)))


def log(wire: Wire) -> list[Entry]:
    journal = wire.portal.journal
    assert journal is not None
    return list(entries(journal))


def statuses(api: Api, method: str, count: int) -> list[int]:
    return [api.send(method).status for _ in range(count)]


def leads(api: Api) -> int:
    total: int = api.send("crm.lead.list", select=["ID"]).json["total"]
    return total


@pytest.mark.parametrize("kind", SYSTEM.values(), ids=lambda kind: kind.code)
def test_every_system_error_can_be_asked_for_by_its_code_alone(wire: Wire, admin: Api, kind: Any) -> None:
    fault(wire, error=kind.code)
    assert admin.send("server.time").error == (kind.status, kind.code, kind.text)


def test_any_other_error_can_be_asked_for_too(wire: Wire, admin: Api) -> None:
    fault(wire, error="NOT_FOUND", description="Element not found", status=404)
    assert admin.send("server.time").error == (404, "NOT_FOUND", "Element not found")
    assert admin.send("scope").error[0] == 404


def test_a_bare_status_is_a_page_that_is_no_json(wire: Wire, admin: Api) -> None:
    fault(wire, status=502)
    answer = admin.send("server.time")
    assert answer.status == 502
    assert answer.headers["content-type"].startswith("text/html")
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json  # noqa: B018


def test_a_method_is_named_by_a_pattern_in_any_case(wire: Wire, admin: Api) -> None:
    fault(wire, method="crm.LEAD.*", error="QUERY_LIMIT_EXCEEDED")
    assert admin.send("crm.lead.fields").status == 503
    assert admin.send("CRM.Lead.Fields").status == 503
    assert admin.send("crm.deal.fields").status == 200


def test_a_credential_is_named_by_its_key(wire: Wire, admin: Api, seller: Api) -> None:
    admin("server.time")
    fault(wire, credential=log(wire)[-1].credential, error="OVERLOAD_LIMIT")
    assert admin.send("server.time").status == 503
    assert seller.send("server.time").status == 200


def test_a_fault_can_spare_the_first_calls_and_end_after_some(wire: Wire, admin: Api) -> None:
    fault(wire, method="server.time", skip=2, times=3, error="QUERY_LIMIT_EXCEEDED")
    assert statuses(admin, "server.time", 8) == [200, 200, 503, 503, 503, 200, 200, 200]


def test_chance_follows_from_the_seed(wire: Wire, admin: Api) -> None:
    runs = []
    for seed in (1, 1, 2):
        fault_id = fault(wire, probability=0.5, seed=seed, error="QUERY_LIMIT_EXCEEDED")
        runs.append(statuses(admin, "server.time", 40))
        wire.portal.store.write_now(lambda tx, fault_id=fault_id: faults.remove(tx, fault_id))
    assert runs[0] == runs[1] != runs[2]
    assert 8 < runs[0].count(503) < 32


def test_an_error_before_the_call_changes_nothing_and_one_after_it_leaves_what_was_written(
    wire: Wire, admin: Api
) -> None:
    before = leads(admin)
    fault(wire, method="crm.lead.add", times=1, error="INTERNAL_SERVER_ERROR")
    fault(wire, method="crm.lead.add", times=1, when="after", error="INTERNAL_SERVER_ERROR")
    assert admin.send("crm.lead.add", fields={"TITLE": "A"}).status == 500
    assert leads(admin) == before
    assert admin.send("crm.lead.add", fields={"TITLE": "A"}).status == 500
    assert leads(admin) == before + 1


@pytest.mark.parametrize(("when", "written"), [("before", 0), ("after", 1)])
def test_a_connection_is_dropped_before_or_after_the_commit(wire: Wire, admin: Api, when: str, written: int) -> None:
    before = leads(admin)
    fault(wire, method="crm.lead.add", when=when, drop=True)
    with pytest.raises(ConnectionAbortedError):
        admin.send("crm.lead.add", fields={"TITLE": "A"})
    assert leads(admin) == before + written


def test_a_delay_lets_the_call_go_on(wire: Wire, admin: Api) -> None:
    fault(wire, delay=0.02)
    assert admin.send("server.time").status == 200
    assert log(wire)[-1].duration >= 0.02


def test_a_delay_comes_before_another_fault(wire: Wire, admin: Api) -> None:
    first = fault(wire, delay=0.01)
    second = fault(wire, error="QUERY_LIMIT_EXCEEDED")
    assert admin.send("server.time").status == 503
    assert log(wire)[-1].faults == (first, second)


def test_the_log_marks_each_firing(wire: Wire, admin: Api) -> None:
    fault_id = fault(wire, times=1, error="expired_token")
    statuses(admin, "server.time", 2)
    assert [(entry.status, entry.error, entry.faults) for entry in log(wire)] == [
        (401, "expired_token", (fault_id,)),
        (200, "", ()),
    ]


def callers(wire: Wire, api: Api) -> list[dict[str, Any]]:
    """Requests of all kinds of callers, known and unknown."""
    wrong = ({"path": "/rest/1/wrong/server.time"}, {"path": "/rest/server.time", "query": "auth=wrong"})
    return [{"path": api.base + "server.time"}, *wrong, {"path": "/rest/server.time"}, {"path": "/rest/no.such.method"}]


@pytest.mark.parametrize(
    "rule", [{"status": 502}, {"status": 429}, {"error": "QUERY_LIMIT_EXCEEDED"}, {"error": "expired_token"}]
)
def test_a_fault_on_arrival_strikes_whoever_calls(wire: Wire, admin: Api, rule: dict[str, Any]) -> None:
    expected = {"QUERY_LIMIT_EXCEEDED": 503, "expired_token": 401}.get(rule.get("error", ""), rule.get("status"))
    fault_id = fault(wire, when="arrival", **rule)
    for request in callers(wire, admin):
        answer = wire.send(**request)
        assert answer.status == expected
        assert answer.headers["content-type"].startswith("text/html" if "status" in rule else "application/json")
        assert (log(wire)[-1].faults, log(wire)[-1].credential) == ((fault_id,), "")
    wire.portal.store.write_now(faults.clear)
    assert [wire.send(**request).status for request in callers(wire, admin)] == [200, 401, 401, 401, 401]


@pytest.mark.parametrize("setting", [{"switched_off": True}, {"require_https": True}, {"plan": "free"}])
def test_a_fault_on_arrival_strikes_before_the_settings_refuse(wire: Wire, admin: Api, setting: dict[str, Any]) -> None:
    wire.set(**setting)
    fault(wire, when="arrival", status=502, times=1)
    assert admin.send("server.time").status == 502
    assert admin.send("server.time").status in (500, 400, 403)


def test_a_fault_on_arrival_drops_the_connection_of_a_wrong_token(wire: Wire) -> None:
    fault(wire, when="arrival", drop=True)
    with pytest.raises(ConnectionAbortedError):
        wire.send("/rest/server.time", query="auth=wrong")
    assert log(wire)[-1].credential == ""


def test_a_delay_on_arrival_lets_the_request_go_on_to_other_faults(wire: Wire, admin: Api) -> None:
    delay = fault(wire, when="arrival", delay=0.02)
    other = fault(wire, error="OVERLOAD_LIMIT", method="crm.*")
    assert wire.send("/rest/1/wrong/server.time").error[:2] == (401, "INVALID_CREDENTIALS")
    assert log(wire)[-1].duration >= 0.02
    assert admin("server.time")
    assert log(wire)[-1].faults == (delay,)
    assert admin.refused("crm.lead.fields") == (503, "OVERLOAD_LIMIT")
    assert log(wire)[-1].faults == (delay, other)
    wire.portal.store.write_now(lambda tx: faults.remove(tx, other))
    before = leads(admin)
    admin("crm.lead.add", fields={"TITLE": "Late"})
    assert leads(admin) == before + 1


def test_a_fault_on_arrival_is_counted_and_named_by_its_method(wire: Wire, admin: Api) -> None:
    fault(wire, when="arrival", method="crm.*", skip=1, times=1, status=429)
    assert [wire.send("/rest/crm.deal.list").status for _ in range(3)] == [401, 429, 401]
    assert statuses(admin, "server.time", 2) == [200, 200]


def test_a_fault_on_arrival_reaches_rest_3_and_the_authorization_server(wire: Wire, admin: Api) -> None:
    fault(wire, when="arrival", error="QUERY_LIMIT_EXCEEDED")
    refused = wire.send(admin.base.replace("/rest/", "/rest/api/") + "rest.scope.list")
    assert (refused.status, refused.json["error"]["code"]) == (503, "QUERY_LIMIT_EXCEEDED")
    wire.portal.store.write_now(faults.clear)
    fault(wire, when="arrival", method="oauth/token", status=502)
    assert wire.send("/oauth/token/", query="client_id=nobody").status == 502
    assert wire.send("/rest/app.info", query="auth=x", host="oauth.bitrix.info").status == 401
    fault(wire, when="arrival", method="app.info", drop=True)
    with pytest.raises(ConnectionAbortedError):
        wire.send("/rest/app.info", query="auth=x", host="oauth.bitrix.info")


def test_a_fault_on_arrival_knows_no_credential() -> None:
    with pytest.raises(ValueError, match="nobody knows the credential"):
        faults.Rule(when="arrival", credential="app:*", status=502)


def test_a_rule_must_do_something() -> None:
    with pytest.raises(ValueError, match="needs an error"):
        faults.Rule(method="crm.*")


def test_faults_are_gone_when_they_are_cleared(wire: Wire, admin: Api) -> None:
    fault(wire, error="QUERY_LIMIT_EXCEEDED")
    assert admin.send("server.time").status == 503
    wire.portal.store.write_now(faults.clear)
    assert admin.send("server.time").status == 200
