"""The OpenAPI document that REST 3.0 tells of itself."""

from typing import Any

import pytest
from openapi_spec_validator import validate

from tests.conftest import Answer, Wire, api_of
from tests.wire.v3.conftest import Api3


@pytest.fixture
def document(caller: Api3) -> dict[str, Any]:
    found: dict[str, Any] = caller.send("documentation").json
    return found


def test_it_is_a_valid_document(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.0.0"
    validate(document)


def test_the_product_s_own_is_valid_too(wire: Wire) -> None:
    document = Api3(api_of(wire, 1)).send("rest.documentation.openapi").json
    validate(document)
    assert set(document["paths"]) >= {"/batch", "/documentation", "/rest.documentation.openapi", "/rest.scope.list"}


@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_both_names_tell_it_without_an_envelope_by_get_and_post(caller: Api3, verb: str) -> None:
    answers: list[Answer] = [
        caller.send(name, verb=verb, body=b"") for name in ("documentation", "rest.documentation.openapi")
    ]
    assert answers[0].body == answers[1].body
    assert answers[0].status == 200
    assert answers[0].headers["content-type"] == "application/json; charset=utf-8"
    assert set(answers[0].json) == {"openapi", "info", "servers", "tags", "paths", "components"}


def test_it_has_the_methods_of_rest_3_and_no_others(document: dict[str, Any]) -> None:
    assert "/test.note.get" in document["paths"]
    assert "/test.only.v2" not in document["paths"]
    assert {"name": "test", "description": "test module methods"} in document["tags"]


def test_a_method_s_parameters_and_answer_are_described(document: dict[str, Any]) -> None:
    post = document["paths"]["/test.note.get"]["post"]
    assert (post["summary"], post["tags"]) == ("Get a note.", ["test"])
    body = post["requestBody"]["content"]["application/json"]["schema"]
    assert body["required"] == ["id"]
    select = body["properties"]["select"]
    assert select.pop("description")
    assert select == {"type": "array", "items": {"type": "string"}, "default": []}
    answer = post["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer["properties"]["result"] == {"type": "object", "additionalProperties": {"type": "object"}}
    assert answer["properties"]["time"] == {"$ref": "#/components/schemas/Time"}


def test_what_may_be_null_is_said_as_openapi_3_0_says_it(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    floor = schemas["Place"]["properties"]["floor"]
    assert floor == {"type": "integer", "nullable": True, "default": None}


def test_methods_without_parameters_may_be_got(document: dict[str, Any]) -> None:
    assert set(document["paths"]["/rest.scope.list"]) == {"get", "post"}
    assert set(document["paths"]["/test.note.get"]) == {"post"}


def test_it_can_be_switched_off(caller: Api3, bench: Wire) -> None:
    bench.set(documentation=False)
    for name in ("documentation", "rest.documentation.openapi"):
        answer = caller.send(name)
        assert answer.status == 404
        assert answer.json == {
            "error": {"code": "ERROR_MANIFEST_IS_NOT_AVAILABLE", "message": "Manifest is not available"}
        }
    bench.set(documentation=True)
    assert caller.send("documentation").status == 200
