"""Paths, verbs and names."""

import json

import pytest

from tests.conftest import Api, Wire


def _value(api: Api, path: str, **request: object) -> object:
    return api.wire.send(path, body=b'{"value": 7}', **request).result  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "path",
    [
        "/rest/{user}/{code}/test.value",
        "/rest/{user}/{code}/test.value/",
        "/rest/{user}/{code}/test.value.json",
        "/rest/{user}/{code}/test.value.json/",
        "//rest//{user}///{code}//test.value",
        "/rest/{user}/{code}//test.value//",
        "/rest/{user}/{code}/TEST.VALUE",
        "/rest/{user}/{code}/Test.Value.json",
    ],
)
def test_every_documented_shape_of_a_path_reaches_the_method(caller: Api, path: str) -> None:
    code = caller.base.split("/")[3]
    assert _value(caller, path.format(user=caller.user_id, code=code)) == 7


@pytest.mark.parametrize("path", ["/rest", "/rest/", "/other", "/rest/a/b/c", "/rest/1/code/profile/more", "/rest/a/b"])
def test_a_path_of_another_shape_is_no_method(bench: Wire, path: str) -> None:
    assert bench.send(path).error == (404, "ERROR_METHOD_NOT_FOUND", "Method not found!")


def test_a_path_of_a_webhook_without_a_method_is_no_method(caller: Api) -> None:
    assert caller.wire.send(caller.base).error[:2] == (404, "ERROR_METHOD_NOT_FOUND")


def test_a_method_that_does_not_exist_is_said_so(caller: Api) -> None:
    assert caller.refused("crm.unheard.of") == (404, "ERROR_METHOD_NOT_FOUND")


def test_the_keys_by_which_sdks_name_themselves_are_no_parameters(caller: Api) -> None:
    keys = "bx24_request_id=1&bx24_sdk_ver=2.2.0&bx24_sdk_type=b24-js-sdk"
    answer = caller.wire.send(caller.base + "test.echo", query=keys + "&value=x", body=b"{}")
    assert answer.result == {"value": "x"}


def test_a_path_of_rest_3_is_answered_in_its_own_form(caller: Api) -> None:
    code = caller.base.split("/")[3]
    answer = caller.wire.send(f"/rest/api/{caller.user_id}/{code}/tasks.task.get", body=b"{}")
    assert answer.status == 404
    assert answer.json == {
        "error": {"code": "BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION", "message": "Method not found"}
    }


def test_get_and_post_answer_the_same(caller: Api) -> None:
    got = caller.wire.send(caller.base + "test.value", verb="GET", query="value=7", content_type=None)
    posted = caller.wire.send(caller.base + "test.value", body=b"value=7", content_type=None)
    assert got.result == posted.result == "7"


def test_head_answers_without_a_body(caller: Api) -> None:
    answer = caller.wire.send(caller.base + "test.nothing", verb="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


@pytest.mark.parametrize("verb", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_other_verbs_are_refused(caller: Api, verb: str) -> None:
    assert caller.wire.send(caller.base + "test.nothing", verb=verb).error[:2] == (400, "INVALID_REQUEST")


def test_any_host_name_without_a_portal_of_its_own_reaches_the_default_one(caller: Api) -> None:
    longest = ".".join([*["a" * 63] * 3, "a" * 61])  # as long as a name may be, yet too long to name a file
    for host in ("localhost:8443", "portal.example.test", "[::1]:8080", "", "..", "a/b", longest):
        assert caller.wire.send(caller.base + "test.nothing", host=host, body=json.dumps({}).encode()).result == []
