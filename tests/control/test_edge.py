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
