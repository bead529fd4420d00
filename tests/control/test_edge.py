"""Who gets in, and what is refused before anything is done."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from homeport.control import ROOT
from homeport.control.application import ENDPOINTS
from homeport.control.endpoint import Endpoint
from homeport.control.openapi import document
from tests.conftest import Wire
from tests.control.conftest import Plane
from tests.property.profile import examples

PATHS = {"name": "default", "snapshot": "x", "code": "support", "member": "U3"}


def path_of(endpoint: Endpoint) -> str:
    return endpoint.path.format(**{name: PATHS.get(name, "1") for name in endpoint.path_types})


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda each: each.name)
def test_nobody_gets_in_without_the_token(wire: Wire, plane: Plane, endpoint: Endpoint) -> None:
    given = ["", "Bearer", "Bearer ", f"Bearer {plane.token}x", f"Bearer {plane.token[:-1]}", plane.token]
    for authorization in (*given, f"Basic {plane.token}", "Bearer \xff"):
        answer = wire.send(ROOT + path_of(endpoint), verb=endpoint.verb, headers={"authorization": authorization})
        if endpoint.name == "health_health":
            assert answer.status == 200
        else:
            assert (answer.status, answer.json["error"]) == (401, "unauthorized")
            assert answer.headers["www-authenticate"] == "Bearer"
            assert plane.token.encode() not in answer.body


def test_a_token_of_another_folder_is_none(wire: Wire, plane: Plane, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Wire(tmp_path_factory.mktemp("other"))
    theirs = Plane(other).token
    other.close()
    assert theirs != plane.token
    assert wire.send(f"{ROOT}/clock", verb="GET", headers={"authorization": f"Bearer {theirs}"}).status == 401


def test_health_needs_nothing_and_readiness_names_the_portals(wire: Wire, plane: Plane) -> None:
    assert wire.send(f"{ROOT}/health", verb="GET").json["status"] == "ok"
    assert plane("GET", "/ready") == {"portals": ["default"], "status": "ready"}
    wire.set(switched_off=True)
    assert plane.refused("GET", "/ready") == (503, "not_ready")


def test_what_is_not_there_is_not_found_and_other_verbs_are_named(plane: Plane) -> None:
    for path in ("", "/nothing", "/portals/default/nothing", "/clock/freeze/more", "/faults/x"):
        assert plane.refused("GET", path)[0] in (404, 400, 405), path
    answer = plane.send("PUT", "/clock")
    assert (answer.status, answer.headers["allow"]) == (405, "GET")
    assert plane.refused("GET", "/clock", portal="gone.example.test") == (404, "not_found")
    assert plane.refused("GET", "/clock", portal="../../etc") == (404, "not_found")


def test_unknown_and_repeated_parameters_are_refused(plane: Plane) -> None:
    assert plane.refused("GET", "/clock", potral="default") == (400, "invalid_request")
    assert plane.refused("GET", "/requests?limit=1&limit=2"[:9], **{"limit": "1&limit=2"}) == (400, "invalid_request")
    assert plane.refused("GET", "/requests", limit="0") == (400, "invalid_request")
    assert plane.refused("POST", "/clock/freeze", {"at": 1, "more": 2}) == (400, "invalid_request")
    assert plane.refused("POST", "/clock/real", {"at": 1}) == (400, "invalid_request")
    assert plane.refused("POST", "/clock/advance") == (400, "invalid_request")


def test_a_body_that_is_too_large_is_refused(plane: Plane) -> None:
    assert plane.refused("POST", "/faults", b" " * (1024 * 1024 + 1)) == (413, "too_large")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS if each.body], ids=lambda each: each.name)
@examples(25, one_fixture=True)
@given(data=st.data())
def test_no_body_is_too_strange_to_be_answered(plane: Plane, endpoint: Endpoint, data: st.DataObject) -> None:
    assert endpoint.body is not None
    names = [*endpoint.body.__struct_fields__, "other"]
    body: Any = data.draw(
        st.dictionaries(st.sampled_from(names), json_values, max_size=5).map(lambda found: json.dumps(found).encode())
        | json_values.map(lambda found: json.dumps(found).encode())
        | st.binary(max_size=50)
    )
    answer = plane.send(endpoint.verb, path_of(endpoint), body)
    assert answer.status < 500, (body, answer.body)
    assert isinstance(answer.json, dict | list)


def test_the_document_is_valid_openapi_and_describes_every_endpoint(plane: Plane) -> None:
    document = plane("GET", "/openapi.json")
    OpenAPIV31SpecValidator(document).validate()
    described = {(verb.upper(), path) for path, verbs in document["paths"].items() for verb in verbs}
    assert described == {(each.verb, ROOT + each.path) for each in ENDPOINTS}
    assert len({each.name for each in ENDPOINTS}) == len(ENDPOINTS)
    names = [part["name"] for part in document["paths"][f"{ROOT}/requests"]["get"]["parameters"]]
    assert names == ["portal", "method", "status", "error", "credential", "since", "faulted", "limit"]
    assert document["paths"][f"{ROOT}/health"]["get"]["security"] == []
    for verbs in document["paths"].values():
        assert all(operation["summary"].endswith(".") for operation in verbs.values())


def test_every_whole_number_of_a_request_has_bounds() -> None:
    """So that none reaches a column that cannot hold it."""
    described = document(ENDPOINTS)
    schemas, waiting, seen = described["components"]["schemas"], [], set()
    for operations in described["paths"].values():
        for operation in operations.values():
            waiting += [
                (f"{operation['operationId']} {each['name']}", each) for each in operation.get("parameters", ())
            ]
            waiting.append((operation["operationId"], operation.get("requestBody", {})))
    while waiting:
        name, part = waiting.pop()
        if isinstance(part, list):
            waiting += [(name, each) for each in part]
        elif isinstance(part, dict):
            if part.get("type") == "integer":
                assert {"minimum", "maximum"} <= set(part), name
            if "$ref" in part and (name, part["$ref"]) not in seen:
                seen.add((name, part["$ref"]))
                waiting.append((name, schemas[part["$ref"].rpartition("/")[2]]))
            waiting += [(f"{name} {key}", each) for key, each in part.items()]


def test_numbers_that_no_column_holds_are_refused(plane: Plane) -> None:
    large = 2**63
    calls: list[tuple[str, str, Any]] = [
        ("DELETE", f"/faults/{large}", None),
        ("POST", f"/users/{-large - 1}/dismiss", None),
        ("DELETE", f"/webhooks/{large}", None),
        ("POST", f"/apps/{large}/install", None),
        ("POST", "/confirmations", {"app": large, "method": "user.add", "allow": True}),
        ("POST", "/webhooks", {"user": large}),
        ("POST", "/users", {"name": "Ann", "email": "ann@example.test", "departments": [large]}),
        ("POST", "/faults", {"error": "OOPS", "times": large}),
        ("GET", f"/explain?user={large}&type=deal&id=1", None),
    ]
    for verb, target, body in calls:
        path, _, query = target.partition("?")
        asked = dict(part.split("=") for part in query.split("&") if part)
        assert plane.refused(verb, path, body, **asked) == (400, "invalid_request"), path
    assert plane("GET", "/clock")


def test_a_text_with_a_nul_character_is_refused_wherever_it_is(plane: Plane) -> None:
    calls: list[tuple[str, str, Any]] = [
        ("POST", "/users", {"name": "A\0", "email": "ann@example.test"}),
        ("POST", "/apps", {"title": "A\0"}),
        ("POST", "/faults", {"error": "\0", "times": 1}),
        ("POST", "/portals", {"name": "shop\0.example.test"}),
        ("PATCH", "/settings", {"language": "e\0"}),
        ("DELETE", "/baseline/a\0", None),
    ]
    for verb, path, body in calls:
        assert plane.refused(verb, path, body) == (400, "invalid_request"), (path, body)
    assert plane.refused("GET", "/clock", portal="%00") == (400, "invalid_request")
