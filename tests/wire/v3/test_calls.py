"""A call of REST 3.0: its body, its answer, its errors."""

from typing import Any

import pytest

from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.calls import faults
from homeport.domain.portal.calls.requests import entries
from homeport.store import Transaction
from tests.conftest import Wire, api_of
from tests.wire.v3.conftest import Api3


def test_a_result_and_its_time_are_all_that_is_answered(caller: Api3) -> None:
    answer = caller.send("test.note.add", {"fields": {"title": "Milk"}})
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert set(answer.json) == {"result", "time"}
    assert answer.json["result"] == {"id": 1}
    assert isinstance(answer.json["time"]["operating_reset_at"], int)


def test_a_record_is_added_got_and_listed(caller: Api3) -> None:
    caller("test.note.add", {"fields": {"title": "Milk"}, "hungAt": {"room": "Kitchen", "floor": None}})
    milk = {"id": 1, "title": "Milk", "author": {"id": 1}}
    assert caller("test.note.get", {"id": 1, "select": ["id", "author.id"]}) == {"item": milk}
    assert caller("test.note.list", {"filter": [["id", "=", 1]]}) == {"items": [milk]}


def test_a_name_stands_for_a_method_in_each_version(caller: Api3) -> None:
    assert caller("test.echo", {"value": [1, {"a": None}]}) == {"item": {"value": [1, {"a": None}]}}
    older = caller.base.replace("/rest/api/", "/rest/")
    assert caller.wire.send(f"{older}test.echo", body=b"{}").result == "the other version"


def test_a_method_of_one_version_is_unknown_in_the_other(caller: Api3) -> None:
    assert caller.refused("test.only.v2") == (404, "METHODNOTFOUND")
    older = caller.base.replace("/rest/api/", "/rest/")
    for name in ("test.note.get", "rest.scope.list", "rest.documentation.openapi", "documentation"):
        assert caller.wire.send(older + name, body=b"{}").error[:2] == (404, "ERROR_METHOD_NOT_FOUND")


@pytest.mark.parametrize("body", [b"", b"  \n", b"{}", b"[]"])
def test_no_parameters_are_an_empty_body_or_an_empty_object_or_php_s_empty_array(caller: Api3, body: bytes) -> None:
    assert caller("test.note.list", body) == {"items": []}


def test_a_method_without_parameters_may_be_got(caller: Api3) -> None:
    answer = caller.send("rest.scope.list", verb="GET", content_type=None)
    assert answer.json["result"] == caller("rest.scope.list")


def test_the_query_is_not_read(caller: Api3) -> None:
    caller("test.note.add", {"fields": {"title": "Milk"}})
    answer = caller.send("test.note.get", verb="GET", query="id=1")
    assert answer.status == 400
    assert answer.json["error"] == {
        "code": "BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION",
        "message": "Error during request object validation",
        "validation": [{"message": "Required field `id` is not specified", "field": "id"}],
    }
    assert caller.refused("test.note.get", {}, query="id=1") == (400, "VALIDATION_REQUESTVALIDATION")
    assert caller("test.note.list", {})["items"]


@pytest.mark.parametrize(
    ("method", "given", "validation"),
    [
        ("test.note.get", {"id": None}, [("Field `id` requires data type `int` for this request", "id")]),
        ("test.note.get", {"id": "1"}, [("Field `id` requires data type `int` for this request", "id")]),
        ("test.note.get", {"ID": 1}, [("Required field `id` is not specified", "id")]),
        ("test.note.get", {"id": 10**30}, [("Field `id` requires data type `int` for this request", "id")]),
        (
            "test.note.get",
            {"id": True, "select": [1]},
            [
                ("Field `id` requires data type `int` for this request", "id"),
                ("Field `select[0]` requires data type `string` for this request", "select[0]"),
            ],
        ),
        ("test.note.add", {}, [("Required field `fields` is not specified", "fields")]),
        ("test.note.add", {"fields": []}, [("Field `fields` requires data type `object` for this request", "fields")]),
        (
            "test.note.add",
            {"fields": {}, "hungAt": {}},
            [("Required field `hungAt.room` is not specified", "hungAt.room")],
        ),
        (
            "test.note.add",
            {"fields": {}, "hungAt": {"room": "x", "floor": "first"}},
            [("Field `hungAt.floor` requires data type `int` for this request", "hungAt.floor")],
        ),
    ],
)
def test_each_parameter_that_is_missing_or_of_the_wrong_type_is_named(
    caller: Api3, method: str, given: Any, validation: list[tuple[str, str]]
) -> None:
    answer = caller.send(method, given)
    assert answer.status == 400
    error = answer.json["error"]
    assert error["code"] == "BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION"
    assert [(said["message"], said["field"]) for said in error["validation"]] == validation
    assert caller.notes() == []


def test_a_record_that_is_not_valid_is_refused_by_its_field(caller: Api3) -> None:
    answer = caller.send("test.note.add", {"fields": {"text": "x"}})
    assert answer.status == 400
    assert answer.json["error"] == {
        "code": "BITRIX_REST_V3_EXCEPTION_VALIDATION_DTOVALIDATIONEXCEPTION",
        "message": "Object validation error",
        "validation": [{"message": "Required field `title` is not filled", "field": "title"}],
    }


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"id=1", "application/x-www-form-urlencoded"),
        (b'{"id": 1}', "application/x-www-form-urlencoded"),
        (b'{"id": 1}', "text/plain"),
        (b'{"id": 1}', None),
        (b'--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n1\r\n--x--\r\n', "multipart/form-data; boundary=x"),
        (b"{", "application/json"),
        (b"id=1", "application/json"),
        (b'"1"', "application/json"),
        (b"1", "application/json"),
        (b"null", "application/json"),
        (b"[1]", "application/json"),
        (b'{"id": "\xff"}', "application/json"),
        (b'{"id": "\\ud800"}', "application/json"),
        (b'{"value": "a\\u0000b"}', "application/json"),
        (b'{"id":' + b"[" * 100 + b"]" * 100 + b"}", "application/json"),
        (b"[" * 100_000, "application/json"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(caller: Api3, body: bytes, content_type: str | None) -> None:
    assert caller.refused("test.note.get", body, content_type=content_type) == (400, "INVALIDJSON")


def test_json_may_say_its_charset(caller: Api3) -> None:
    answer = caller.send("test.note.list", {}, content_type="application/json; charset=utf-8")
    assert answer.status == 200


@pytest.mark.parametrize(
    ("method", "given", "refusal"),
    [
        ("test.note.get", {"id": 7}, (400, "ENTITYNOTFOUND")),
        ("test.note.get", {"id": 1, "select": ["author.secret"]}, (400, "UNKNOWNDTOPROPERTY")),
        ("test.note.list", {"filter": [["id", "like", 1]]}, (400, "UNKNOWNFILTEROPERATOR")),
        ("test.note.list", {"filter": ["id=1"]}, (400, "INVALIDFILTER")),
        ("test.note.add", {"fields": {"title": "forbidden"}}, (403, "ACCESSDENIED")),
        ("test.scoped", {}, (403, "INSUFFICIENTSCOPE")),
        ("tasks.task.get", {}, (404, "METHODNOTFOUND")),
        ("test.refuse", {}, (400, "ACCESS_DENIED")),
        ("", {}, (404, "METHODNOTFOUND")),
    ],
)
def test_a_method_s_errors_have_their_code_and_status(
    caller: Api3, method: str, given: Any, refusal: tuple[int, str]
) -> None:
    assert caller.refused(method, given) == refusal
    assert caller.notes() == []


def test_an_unexpected_exception_says_nothing_of_the_inside(caller: Api3) -> None:
    answer = caller.send("test.explode")
    assert (answer.status, answer.json["error"]["code"]) == (500, "INTERNAL_SERVER_ERROR")
    assert b"secret" not in answer.body


def test_the_system_s_errors_keep_their_code(caller: Api3, bench: Wire) -> None:
    narrow = api_of(bench, 1, "user")
    wrong = Api3(narrow)
    wrong.base = "/rest/api/1/0000000000000000/"
    assert wrong.refused("test.note.list") == (401, "INVALID_CREDENTIALS")
    wrong.base = "/rest/api/"
    assert wrong.refused("test.note.list") == (401, "NO_AUTH_FOUND")
    assert wrong.refused("test.note.list", {"auth": "no such token"}) == (401, "invalid_token")
    bench.set(rate_limit={"bucket": 1, "leak": 0})
    caller("test.note.list")
    assert caller.refused("test.note.list") == (503, "QUERY_LIMIT_EXCEEDED")
    bench.set(switched_off=True, rate_limit="off")
    assert caller.refused("test.note.list") == (500, "PORTAL_DELETED")


def test_the_token_is_no_parameter(caller: Api3) -> None:
    assert caller("test.echo", {"auth": "ignored beside a webhook", "value": 1}) == {"item": {"value": 1}}


def app_token(wire: Wire) -> str:
    """An access token of an application that may do no more than any credential."""
    portal, key = wire.portal, wire.folder.key()

    def issue(tx: Transaction) -> str:
        app, _ = apps.add(tx, portal.clock, key, title="Notes", scopes="user", user_id=1)
        return tokens.issue(tx, portal.clock, key, app, 1).access

    return portal.store.write_now(issue)


def test_an_application_calls_with_its_token_in_the_body(caller: Api3, bench: Wire) -> None:
    token = app_token(bench)
    caller.base = "/rest//api/"  # as one client spells it
    assert caller("test.echo", {"auth": token, "value": 1}) == {"item": {"value": 1}}
    calls = {"0": {"method": "test.echo", "query": {"value": 1}}, "auth": token}
    assert caller("batch", calls) == [{"item": {"value": 1}}]
    assert caller.refused("batch", [calls["0"]]) == (401, "NO_AUTH_FOUND")
    answer = caller.send("test.note.add", {"auth": token, "fields": {"title": "Milk"}}, key="a key")
    assert answer.headers["idempotency-key"] == "a key"
    bench.freeze(bench.portal.clock.now() + 7200)
    assert caller.refused("test.echo", {"auth": token}) == (401, "expired_token")


def test_paths_may_have_more_slashes_and_an_ending(caller: Api3) -> None:
    for path in ("//test.echo", "test.echo/", "test.echo.json", "TEST.Echo"):
        assert caller(path, {"value": 1}) == {"item": {"value": 1}}


def test_the_scopes_of_all_methods_are_listed(caller: Api3) -> None:
    items = caller("rest.scope.list")["items"]
    assert {"module": "test", "method": "test.scoped", "scopes": ["tasks"], "version": 3} in items
    echoes = [item for item in items if item["method"] == "test.echo"]
    assert [item["version"] for item in echoes] == [2, 3]


def test_the_request_log_has_calls_of_rest_3(caller: Api3, bench: Wire) -> None:
    caller("test.echo", {"value": "x", "auth": "a secret"})
    caller.send("batch", [{"method": "test.echo", "query": {"value": "x"}}])
    caller.refused("test.note.get", {"id": 1})
    journal = bench.portal.journal
    assert journal is not None
    echo, batch, refused = entries(journal)
    assert (echo.method, echo.version, echo.status) == ("test.echo", 3, 200)
    assert "a secret" not in str(echo.params)
    assert batch.params == {"0": {"method": "test.echo", "query": {"value": "x"}}}
    assert refused.error == "BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION"


def test_faults_happen_to_calls_of_rest_3_in_its_form(caller: Api3, bench: Wire) -> None:
    rule = faults.Rule(method="test.note.add", error="QUERY_LIMIT_EXCEEDED", times=1, when="after")
    bench.portal.store.write_now(lambda tx: faults.add(tx, rule))
    assert caller.refused("test.note.add", {"fields": {"title": "Milk"}}) == (503, "QUERY_LIMIT_EXCEEDED")
    assert caller.notes() == ["Milk"]
