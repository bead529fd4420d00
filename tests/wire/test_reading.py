"""What a request may look like."""

import base64
import json
from typing import Any

import pytest

from homeport.wire import params
from homeport.wire.http import RestApp
from tests.conftest import Api
from tests.wire.conftest import REGISTRY

FORM = "application/x-www-form-urlencoded"
NESTED = {"filter": {">ID": "1", "@STAGE_ID": ["NEW", "WON"]}, "select": ["ID", "UF_*"]}
NESTED_FORM = "filter[>ID]=1&filter[@STAGE_ID][0]=NEW&filter[@STAGE_ID][1]=WON&select[]=ID&select[]=UF_*"
NESTED_ENCODED = (
    "filter%5B%3EID%5D=1&filter%5B%40STAGE_ID%5D%5B0%5D=NEW&filter%5B%40STAGE_ID%5D%5B1%5D=WON"
    "&select%5B%5D=ID&select%5B%5D=UF_%2A&"
)


def _echo(api: Api, **request: Any) -> Any:
    return api.wire.send(api.base + "test.echo", **request).result


@pytest.mark.parametrize("text", [NESTED_FORM, NESTED_ENCODED], ids=["literal brackets", "encoded brackets"])
@pytest.mark.parametrize("place", ["query", "form", "text/plain", "no content type", "an unknown content type"])
def test_php_brackets_nest_wherever_they_stand(caller: Api, text: str, place: str) -> None:
    kinds = {"form": FORM, "text/plain": "text/plain;charset=UTF-8", "an unknown content type": "x/y"}
    if place == "query":
        assert _echo(caller, verb="GET", query=text, content_type=None) == NESTED
    else:
        assert _echo(caller, body=text.encode(), content_type=kinds.get(place)) == NESTED


@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_an_array_that_holds_nothing_is_empty(caller: Api, verb: str) -> None:
    text, expected = "select[]=&filter%5B%5D=&value[0]=", {"select": [], "filter": [], "value": [""]}
    if verb == "GET":
        assert _echo(caller, verb=verb, query=text, content_type=None) == expected
    else:
        assert _echo(caller, body=text.encode(), content_type=FORM) == expected


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", None, "text/plain"]
)
def test_a_json_object_is_read_whatever_its_type_is_called(caller: Api, kind: str | None) -> None:
    assert _echo(caller, body=json.dumps(NESTED).encode(), content_type=kind) == NESTED


def test_a_json_list_holds_positional_arguments(caller: Api) -> None:
    assert _echo(caller, body=b'[2, {"ID": "desc"}]') == {"_0": 2, "_1": {"ID": "desc"}}


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"null", b" \n"])
def test_an_empty_body_means_no_parameters(caller: Api, body: bytes) -> None:
    assert _echo(caller, body=body) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("value[]=", []),
        ("value%5B%5D=", []),
        ("value[]", []),
        ("value[a][]=", {"a": []}),
        ("value[]=&value[]=", ["", ""]),
        ("value[]=&value[]=x", ["", "x"]),
        ("value[x]=1&value[]=", {"x": "1", "0": ""}),
        ("value[0]=", [""]),
        ("value=", ""),
    ],
)
def test_empty_brackets_alone_are_an_empty_array(caller: Api, text: str, value: object) -> None:
    form = "application/x-www-form-urlencoded"
    assert caller.wire.send(caller.base + "test.value", verb="GET", query=text).result == value
    assert caller.wire.send(caller.base + "test.value", body=text.encode(), content_type=form).result == value
    assert caller("batch", cmd=[f"test.value?{text}"])["result"] == [value]


def test_query_and_body_are_merged_and_the_body_wins(caller: Api) -> None:
    merged = _echo(caller, query="value=query&select[]=ID", body=b'{"value": "body"}')
    assert merged == {"value": "body", "select": ["ID"]}


def test_multipart_forms_are_read_and_files_arrive_as_base64(caller: Api) -> None:
    content = b"\x00\xff\r\nbinary"
    body = (
        b'--xx\r\nContent-Disposition: form-data; name="filter[>ID]"\r\n\r\n1\r\n'
        b'--xx\r\nContent-Disposition: form-data; name="select[]"\r\nContent-Type: text/plain\r\n\r\nID\r\n'
        b'--xx\r\nContent-Disposition: form-data; name="value"; filename="a.bin"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n--xx--\r\n"
    )
    read = _echo(caller, body=body, content_type='multipart/form-data; boundary="xx"')
    assert read == {"filter": {">ID": "1"}, "select": ["ID"], "value": base64.b64encode(content).decode()}


def test_a_file_that_a_browser_sends_as_text_keeps_its_name_and_content(caller: Api) -> None:
    body = b"fields[FILE][0]=report.txt&fields[FILE][1]=aGVsbG8%3D"
    assert _echo(caller, body=body, content_type="text/plain;charset=UTF-8") == {
        "fields": {"FILE": ["report.txt", "aGVsbG8="]}
    }


def test_parameter_names_match_in_any_case(caller: Api) -> None:
    for name in ("numberId", "NUMBERID", "numberid"):
        assert caller("test.number", **{name: "12"}) == 12


@pytest.mark.parametrize("given", [True, 1, "1", "true", "True", "Y", "y"])
def test_yes_is_understood_in_every_spelling(caller: Api, given: object) -> None:
    assert caller("test.switch", on=given) is True


@pytest.mark.parametrize("given", [False, 0, "0", "false", "False", "N", "n", "", "None"])
def test_no_is_understood_in_every_spelling(caller: Api, given: object) -> None:
    assert caller("test.switch", on=given) is False


def test_special_characters_survive_each_encoding(caller: Api) -> None:
    text = "John & Martin + 100% = ☕ [x]"
    encoded = "John%20%26+Martin+%2B+100%25+%3D+%E2%98%95+%5Bx%5D"
    assert _echo(caller, verb="GET", query=f"value={encoded}", content_type=None) == {"value": text}
    assert _echo(caller, body=f"value={encoded}".encode(), content_type=FORM) == {"value": text}
    assert _echo(caller, body=json.dumps({"value": text}).encode()) == {"value": text}


def test_the_token_of_a_webhook_call_is_no_parameter() -> None:
    assert params.read(b"auth=a", b"", "") == {"auth": "a"}  # taken out where the credential is found


def _nested(depth: int) -> bytes:
    return b'{"value":' + b"[" * depth + b"]" * depth + b"}"


BAD = {
    "broken JSON": (b'{"value": ', "application/json"),
    "a JSON scalar": (b"7", "application/json"),
    "a JSON string": (b'"value"', "application/json"),
    "not a number": (b'{"value": NaN}', "application/json"),
    "a number beyond a float": (b'{"value": 1e999}', "application/json"),
    "a half surrogate": (b'{"value": "\\ud800"}', "application/json"),
    "JSON that is not UTF-8": (b'{"value": "\xff"}', "application/json"),
    "a NUL in JSON": (b'{"value": "\\u0000"}', "application/json"),
    "a NUL in a key of JSON": (b'{"a\\u0000": 1}', "application/json"),
    "JSON nested too deeply": (_nested(params.MAX_DEPTH), "application/json"),
    "JSON nested beyond the stack": (_nested(100_000), "application/json"),
    "JSON with too many members": (b"[" + b"1," * params.MAX_ITEMS + b"1]", "application/json"),
    "a form that is not UTF-8": (b"value=%ff", FORM),
    "a NUL in a form": (b"value=%00", FORM),
    "a form nested too deeply": (b"value" + b"[a]" * 100 + b"=1", FORM),
    "a form with too many pairs": (b"a=1&" * 10_001, FORM),
    "multipart without a boundary": (b"--x--", "multipart/form-data"),
    "multipart without its end": (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
        "multipart/form-data; boundary=x",
    ),
    "a multipart part without a name": (b"--x\r\n\r\n1\r\n--x--", "multipart/form-data; boundary=x"),
    "a NUL in multipart": (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\0\r\n--x--',
        "multipart/form-data; boundary=x",
    ),
    "multipart with too many parts": (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 1001 + b"--x--",
        "multipart/form-data; boundary=x",
    ),
}


@pytest.mark.parametrize(("body", "kind"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_an_invalid_request(caller: Api, body: bytes, kind: str) -> None:
    answer = caller.wire.send(caller.base + "test.echo", body=body, content_type=kind)
    assert answer.error[:2] == (400, "INVALID_REQUEST")
    assert caller("test.nothing") == []


def test_a_query_that_is_not_utf_8_is_an_invalid_request(caller: Api) -> None:
    answer = caller.wire.send(caller.base + "test.echo", verb="GET", query=b"value=%ff", content_type=None)
    assert answer.error[:2] == (400, "INVALID_REQUEST")


def test_a_body_over_the_limit_is_refused(caller: Api) -> None:
    body = b'{"value": "' + b"x" * (32 * 1024 * 1024) + b'"}'
    status, code, text = caller.wire.send(caller.base + "test.nothing", body=body).error
    assert (status, code) == (400, "INVALID_REQUEST")
    assert "larger than" in text


def test_a_body_over_the_limit_is_refused_at_once_too(caller: Api) -> None:
    edge = RestApp(caller.wire.portals, REGISTRY, max_body=20)
    scope = {
        "method": "POST",
        "path": caller.base + "test.echo",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    answer = edge.at_once(scope, b'{"value": "' + b"x" * 20 + b'"}')
    assert answer is not None
    assert (answer.status, json.loads(answer.body)["error"]) == (400, "INVALID_REQUEST")


def test_a_body_of_ten_megabytes_is_read(caller: Api) -> None:
    text = "x" * (10 * 1024 * 1024)
    assert _echo(caller, body=json.dumps({"value": text}).encode()) == {"value": text}
