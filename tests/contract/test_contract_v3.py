"""The methods of REST 3.0 beside the documentation: parameters, errors, scopes, and the shapes of answers."""

import json
from typing import Any

import msgspec
import pytest

from homeport import documented
from homeport.methods import load
from homeport.rpc import Method
from tests.apps import app_of
from tests.conftest import Wire
from tests.contract import departures
from tests.contract.examples_v3 import example_of
from tests.contract.test_examples import differences
from tests.methods.v3 import Api3

DOCUMENTED = {entry.called: entry for entry in documented.methods() if entry.api == "v3"}
METHODS = {method.name: method for method in load().v3 if method.name in DOCUMENTED}
EVERYWHERE = {"BITRIX_REST_V3_EXCEPTION_INSUFFICIENTSCOPEEXCEPTION"}
"""Answered by the dispatch."""


def page_of(name: str) -> dict[str, Any]:
    page: dict[str, Any] = departures.DETAILS[DOCUMENTED[name].name]
    return page


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_a_method_takes_the_documented_parameters(method: Method) -> None:
    taken = {field.encode_name: field for field in msgspec.structs.fields(method.params)}
    for param in page_of(method.name)["params"]:
        found = taken.get(param["name"])
        assert found is not None, param["name"]
        assert found.required == bool(param["required"]), param["name"]


LACKING = {
    "note.collection.delete": {"NOTE_COLLECTION_UNDER_IMPORT"},  # nothing imports documents here
    "note.document.update": {"NOTE_DOCUMENT_HAS_UNSAVED_CHANGES"},  # nobody writes a document together with others
}
"""The documented errors that cannot happen here."""


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_a_method_has_the_documented_errors_and_scope(method: Method) -> None:
    known = {kind.code for kind in method.errors} | EVERYWHERE
    assert {error["code"] for error in page_of(method.name)["errors"]} - known == LACKING.get(method.name, set())
    assert set(method.scope) == set(DOCUMENTED[method.name].scope)


@pytest.mark.parametrize("name", sorted(METHODS))
def test_a_documented_example_is_answered_in_the_shape_shown(wire: Wire, name: str) -> None:
    scopes = ",".join(sorted({scope for entry in DOCUMENTED.values() for scope in entry.scope}))
    app = app_of(wire, 1, f"{scopes},task,disk,department,user,sonet")
    answer = Api3(app).send(name, **example_of(app, name, page_of(name)))
    assert answer.status == 200, answer.body
    shown = page_of(name)["response_example"]
    if isinstance(shown, str):
        shown = json.loads(shown)
    assert list(differences(shown, answer.json, "$")) == []
