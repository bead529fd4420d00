"""Scopes of applications and webhooks: checked on every call and every batch command, told by the service methods."""

from collections.abc import Callable

import pytest

from homeport.domain.portal.apps import apps
from tests.apps import app_of
from tests.conftest import Api, Wire, api_of

Make = Callable[[Wire, int, str], Api]


@pytest.fixture(params=[api_of, app_of], ids=["webhook", "application"])
def make(request: pytest.FixtureRequest) -> Make:
    made: Make = request.param
    return made


def test_each_call_is_checked(wire: Wire, make: Make) -> None:
    caller = make(wire, 1, "department")
    assert caller("department.get")
    assert caller.refused("crm.lead.fields") == (403, "insufficient_scope")
    assert caller.refused("user.current") == (403, "insufficient_scope")


def test_each_command_of_a_batch_is_checked(wire: Wire, make: Make) -> None:
    commands = {"may": "department.get", "may_not": "crm.lead.list", "writes": "crm.lead.add?fields[TITLE]=x"}
    found = make(wire, 1, "department")("batch", cmd=commands)
    assert list(found["result"]) == ["may"]
    assert {name: error["error"] for name, error in found["result_error"].items()} == {
        "may_not": "insufficient_scope",
        "writes": "insufficient_scope",
    }


def test_a_credential_is_told_its_own_scopes(wire: Wire, make: Make) -> None:
    assert make(wire, 3, "crm,department")("scope") == ["crm", "department"]
    assert make(wire, 3, "")("scope") == []


def test_a_credential_is_told_which_methods_it_may_call(wire: Wire, make: Make) -> None:
    caller = make(wire, 1, "department,placement")
    listed = caller("methods")
    assert "department.get" in listed
    assert "crm.lead.list" not in listed
    by_application = make is app_of
    for method in ("app.option.get", "placement.bind", "user.option.get"):
        assert (method in listed) is by_application
        assert caller("method.get", name=method) == {"isExisting": True, "isAvailable": by_application}
    for method in listed:
        assert caller.send(method).json.get("error") not in ("insufficient_scope", "WRONG_AUTH_TYPE")


def test_tokens_keep_the_scopes_that_they_were_issued_with(wire: Wire) -> None:
    app = app_of(wire, 1, "crm,department")
    wire.portal.store.write_now(lambda tx: apps.change(tx, app.app.id, SCOPES="crm"))
    assert app("scope") == ["crm", "department"]
