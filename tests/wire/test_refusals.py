"""Errors as clients know them."""

import logging
import re

import pytest

from tests.conftest import Api, Wire, api_of


def test_the_key_error_is_absent_from_a_success(caller: Api) -> None:
    assert b'"error' not in caller.send("test.nothing").body


def test_an_error_has_a_code_and_a_text_and_nothing_else(caller: Api) -> None:
    assert caller.send("test.refuse").error == (400, "ACCESS_DENIED", "Access denied.")


def test_a_missing_parameter_is_named_as_documented(caller: Api) -> None:
    assert caller.send("test.number").error == (400, "100", "Could not find value for parameter {numberId}")
    assert caller.send("test.number", numberId=None).error[:2] == (400, "100")


@pytest.mark.parametrize("value", ["", "x", [], {}, [1], 1.5, True, "1" * 30, 10**30, "1; DROP TABLE b_user"])
def test_a_parameter_of_the_wrong_kind_is_named(caller: Api, value: object) -> None:
    status, code, text = caller.send("test.number", numberId=value).error
    assert (status, code) == (400, "100")
    assert "numberId" in text


def test_no_credential_is_said_so(bench: Wire) -> None:
    assert bench.send("/rest/test.nothing", body=b"{}").error == (401, "NO_AUTH_FOUND", "Wrong authorization data")


@pytest.mark.parametrize(
    ("query", "body", "kind"),
    [
        ("", b'{"auth": "abc"}', "application/json"),
        ("", b"auth=abc", "application/x-www-form-urlencoded"),
        ("", b"auth=abc", "text/plain;charset=UTF-8"),
        ("auth=abc", b"", None),
    ],
    ids=["JSON", "form", "text", "query"],
)
def test_an_unknown_token_is_found_wherever_it_stands(bench: Wire, query: str, body: bytes, kind: str | None) -> None:
    answer = bench.send("/rest/test.nothing", query=query, body=body, content_type=kind)
    assert answer.error[:2] == (401, "invalid_token")


@pytest.mark.parametrize(
    "path", ["/rest/1/wrong/test.nothing", "/rest/999/wrong/test.nothing", "/rest/1/%00☕/test.nothing"]
)
def test_a_wrong_webhook_code_is_refused(bench: Wire, path: str) -> None:
    assert bench.send(path).error == (401, "INVALID_CREDENTIALS", "Invalid request credentials")


def test_the_code_of_another_user_is_wrong(caller: Api) -> None:
    code = caller.base.split("/")[3]
    assert caller.wire.send(f"/rest/3/{code}/test.nothing").error[:2] == (401, "INVALID_CREDENTIALS")


def test_a_scope_that_the_webhook_lacks_is_missing(bench: Wire) -> None:
    narrow = api_of(bench, 1, "user")
    assert narrow.refused("crm.test") == (403, "insufficient_scope")
    assert narrow("test.nothing") == []


@pytest.mark.parametrize("method", ["test.explode", "test.explode.writing"])
def test_an_unexpected_exception_is_logged_under_a_request_id_and_not_shown(
    caller: Api, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    with caplog.at_level(logging.ERROR, "homeport"):
        answer = caller.send(method)
    status, code, text = answer.error
    assert (status, code) == (500, "INTERNAL_SERVER_ERROR")
    assert b"secret" not in answer.body
    assert b"Traceback" not in answer.body
    request_id = re.fullmatch(r"Internal server error \(request ([0-9a-f]+-[0-9a-f]+)\)", text)
    assert request_id is not None
    (record,) = caplog.records
    assert request_id[1] in record.getMessage()
    assert record.exc_info is not None
    assert "the secret of the inside" in str(record.exc_info[1])
    assert caller("test.nothing") == []


def test_an_unexpected_exception_in_a_batch_costs_only_its_command(
    caller: Api, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "homeport"):
        result = caller("batch", cmd={"bad": "test.explode.writing", "good": "test.value?value=1"})
    assert result["result"] == {"good": "1"}
    assert result["result_error"]["bad"]["error"] == "INTERNAL_SERVER_ERROR"
    assert "secret" not in str(result)
    assert re.search(r"request [0-9a-f]{16}", result["result_error"]["bad"]["error_description"])
    assert len(caplog.records) == 1
