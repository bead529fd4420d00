"""``telephony.externalLine.*``: the lines of an application, which are gone with it."""

from typing import Any

import pytest

from homeport.domain.app import applications
from homeport.domain.telephony import lines
from tests.apps import AppApi, app_of
from tests.conftest import Wire, api_of

SUPPORT = {"NUMBER": "14151234567", "NAME": "Support", "CRM_AUTO_CREATE": "N"}


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 3, "telephony")


def test_lines_are_added_changed_listed_and_deleted(app: AppApi) -> None:
    number = app("telephony.externalLine.add", **SUPPORT)["ID"]
    app("telephony.externalLine.add", NUMBER="12", NAME="Front desk")
    desk = {"NUMBER": "12", "NAME": "Front desk", "CRM_AUTO_CREATE": "Y"}
    assert app("telephony.externalLine.get") == [desk, SUPPORT]
    changed = app("telephony.externalLine.update", NUMBER="14151234567", NAME="Help")
    assert changed == {"ID": str(number)}
    app("telephony.externalLine.update", NUMBER="14151234567", CRM_AUTO_CREATE="Y")
    assert app("telephony.externalLine.get")[1] == {**SUPPORT, "NAME": "Help", "CRM_AUTO_CREATE": "Y"}
    assert app("telephony.externalLine.delete", NUMBER="14151234567") == []
    assert app("telephony.externalLine.get") == [desk]


def test_each_application_has_lines_of_its_own_that_go_with_it(app: AppApi) -> None:
    app("telephony.externalLine.add", **SUPPORT)
    other = app_of(app.wire, 1, "telephony")
    assert other("telephony.externalLine.get") == []
    assert other.send("telephony.externalLine.delete", NUMBER="14151234567").error == (
        400,
        "ERROR_CORE",
        "Could not find line with number 14151234567",
    )
    other("telephony.externalLine.add", **SUPPORT)
    portal = app.wire.portal
    portal.store.write_now(lambda tx: applications.uninstall(tx, portal.clock, app.app))
    with portal.store.snapshot() as tx:
        assert lines.find(tx, app.app.id, "14151234567") is None
    assert other("telephony.externalLine.get") == [SUPPORT]


@pytest.mark.parametrize(
    ("verb", "params", "text"),
    [
        ("add", {}, "NUMBER should not be empty"),
        ("add", {"NUMBER": " "}, "NUMBER should not be empty"),
        ("add", {"NUMBER": ["1"]}, "NUMBER should not be empty"),
        ("add", SUPPORT, "Line already exists"),
        ("update", {"NUMBER": "14151234567"}, "There are no fields to update"),
        ("update", {"NAME": "x"}, "NUMBER should not be empty"),
        ("update", {"NUMBER": "7", "NAME": "x"}, "Could not find line with number 7"),
        ("delete", {}, "NUMBER should not be empty"),
        ("delete", {"NUMBER": "7"}, "Could not find line with number 7"),
    ],
)
def test_what_cannot_be_is_refused(app: AppApi, verb: str, params: dict[str, Any], text: str) -> None:
    app("telephony.externalLine.add", **SUPPORT)
    assert app.send(f"telephony.externalLine.{verb}", **params).error == (400, "ERROR_CORE", text)
    assert app("telephony.externalLine.get") == [SUPPORT]


@pytest.mark.parametrize("verb", ["add", "update", "get", "delete"])
def test_webhooks_have_no_lines(wire: Wire, verb: str) -> None:
    refused = api_of(wire, 1, "telephony").send(f"telephony.externalLine.{verb}", NUMBER="1", NAME="x")
    assert refused.error == (403, "WRONG_AUTH_TYPE", "Current authorization type is denied for this method")
