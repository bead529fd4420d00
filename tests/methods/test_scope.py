"""``scope``, ``methods``, ``method.get``, ``feature.get`` and ``server.time`` through the wire."""

import json
from datetime import datetime

import pytest

from homeport import documented, methods
from tests.conftest import Api, Wire, api_of


def test_the_scopes_of_the_credential_are_listed(wire: Wire) -> None:
    assert api_of(wire, 3, "crm,user_brief,basic")("scope") == ["crm", "user_brief"]


def test_all_scopes_are_listed_when_asked_for(wire: Wire) -> None:
    for full in (True, "true", "Y", 1):
        found = api_of(wire, 3, "crm")("scope", full=full)
        listed = json.loads((documented.folder() / "scopes.json").read_bytes())
        assert {*listed["scopes"], *listed["deprecated"]} <= set(found)
        assert {word for method in documented.methods() for word in method.scope} - set(found) == {"basic"}
        assert {"crm", "contact_center", "imopenlines", "sign.b2e", "tasks_extended"} <= set(found)
        assert found == sorted(found)


def test_methods_are_those_that_the_credential_may_call(wire: Wire) -> None:
    found = api_of(wire, 3, "department")("methods")
    assert "department.get" in found
    assert "profile" in found
    assert "user.get" not in found


def test_methods_may_be_asked_for_whole_or_by_scope(wire: Wire) -> None:
    api = api_of(wire, 3, "department")
    assert api("methods", full="true") == [method.name for method in methods.load()]
    assert api("methods", scope="user_brief") == ["user.current", "user.fields", "user.get", "user.search"]
    assert "server.time" in api("methods", scope="")
    assert api("methods", scope="no such") == []


@pytest.mark.parametrize(
    ("name", "exists", "available"),
    [
        ("department.get", True, True),
        ("Department.Get", True, True),
        ("crm.lead.list", True, False),
        ("no.such.method", False, False),
        ("", False, False),
        (["crm.lead.list"], False, False),
    ],
)
def test_a_method_is_looked_up(wire: Wire, name: object, exists: bool, available: bool) -> None:
    answer = api_of(wire, 3, "department")("method.get", name=name)
    assert answer == {"isExisting": exists, "isAvailable": available}


def test_a_method_without_a_name_does_not_exist(seller: Api) -> None:
    assert seller("method.get") == {"isExisting": False, "isAvailable": False}


def test_features_of_other_editions_are_not_there(seller: Api) -> None:
    assert seller("feature.get", CODE="rest_sale_online") == {"value": "N"}
    assert seller("feature.get", CODE="REST_OFFLINE_EXTENDED") == {"value": "Y"}


@pytest.mark.parametrize("given", [{}, {"CODE": ""}, {"CODE": " "}, {"CODE": ["x"]}, {"CODE": None}])
def test_a_feature_without_a_code_is_refused(seller: Api, given: dict[str, object]) -> None:
    assert seller.send("feature.get", **given).error == (400, "CODE_EMPTY", "CODE can't be empty")


def test_the_server_says_its_time(seller: Api) -> None:
    text = seller("server.time")
    assert text.endswith("+00:00")
    assert datetime.fromisoformat(text).tzinfo is not None
