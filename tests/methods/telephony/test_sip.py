"""``voximplant.sip.*`` and ``voximplant.line.*``: lines over SIP, and the one that calls go out by."""

from typing import Any

import pytest

from homeport.domain.app import applications
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire, api_of

DESK = {"SERVER": "sip.example.test", "LOGIN": "desk", "PASSWORD": "a word", "TITLE": "Desk"}
OFFICE = {**DESK, "TYPE": "office", "TITLE": ""}
DENIED = (403, "ACCESS_DENIED", "Access denied!")


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 1, "telephony")


def add(app: Api, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = app("voximplant.sip.add", **{**DESK, **more})
    return found


def test_a_line_in_the_cloud_waits_to_be_registered(app: AppApi) -> None:
    made = add(app)
    number = made["ID"]
    assert made == {
        **DESK, "ID": number, "TYPE": "cloud", "CONFIG_ID": number, "REG_ID": int(number), "AUTH_USER": None,
        "OUTBOUND_PROXY": None, "DETECT_LINE_NUMBER": "N", "LINE_DETECT_HEADER_ORDER": "diversion;to",
        "REGISTRATION_STATUS_CODE": None, "REGISTRATION_ERROR_MESSAGE": None,
    }  # fmt: skip
    told = app("voximplant.sip.status", REG_ID=number)
    assert told["LAST_UPDATED"] == app.wire.portal.clock.stamp()[:19].replace("T", " ")
    assert {**told, "LAST_UPDATED": ""} == {
        "REG_ID": int(number), "LAST_UPDATED": "", "ERROR_MESSAGE": "", "STATUS_CODE": 0, "STATUS_RESULT": "wait",
    }  # fmt: skip


def test_an_exchange_of_ones_own_calls_in_with_words_of_its_own(app: AppApi) -> None:
    made, other = add(app, **OFFICE), add(app, **OFFICE)
    assert made["INCOMING_LOGIN"] == f"sip{made['ID']}"
    assert made["INCOMING_PASSWORD"] != other["INCOMING_PASSWORD"]
    assert len(made["INCOMING_PASSWORD"]) == 32
    assert "REG_ID" not in made
    refused = app.send("voximplant.sip.status", REG_ID=made["ID"]).error
    assert refused == (400, "REG_ID_NOT_FOUND", "Settings not found")


def test_lines_are_listed_filtered_sorted_changed_and_deleted(app: AppApi) -> None:
    desk, office = add(app), add(app, **{**OFFICE, "LOGIN": "hall"})
    listed = app("voximplant.sip.get", SORT="CONFIG_ID", ORDER="DESC")
    assert [each["CONFIG_ID"] for each in listed] == [office["ID"], desk["ID"]]
    assert listed[1] == {name: value for name, value in desk.items() if name != "ID"} | {"REG_ID": desk["ID"]}
    assert "REG_ID" not in listed[0]
    assert listed[0]["INCOMING_LOGIN"] == f"sip{office['ID']}"
    for given in ({"TYPE": "office"}, {"%LOGIN": "al"}, {"?LOGIN": "hal"}, {"CONFIG_ID": [office["ID"]]}):
        found = app("voximplant.sip.get", FILTER={**given, "APP_ID": 999})
        assert [each["CONFIG_ID"] for each in found] == [office["ID"]]
    assert app("voximplant.sip.update", CONFIG_ID=desk["ID"], TITLE="Front desk", SERVER="two.example.test") == 1
    changed = app("voximplant.sip.get", FILTER={"CONFIG_ID": desk["ID"]})[0]
    assert (changed["TITLE"], changed["SERVER"], changed["LOGIN"]) == ("Front desk", "two.example.test", "desk")
    assert app("voximplant.sip.delete", CONFIG_ID=desk["ID"]) == 1
    assert [each["CONFIG_ID"] for each in app("voximplant.sip.get")] == [office["ID"]]


def test_calls_go_out_by_the_line_that_is_chosen(app: AppApi) -> None:
    assert app("voximplant.line.get") == {}
    assert app("voximplant.line.outgoing.get") == ""
    desk, office, nameless = add(app), add(app, **OFFICE), add(app, TITLE="")
    assert app("voximplant.line.get") == {
        f"reg{desk['ID']}": "Desk",
        f"sip{office['ID']}": f"Office PBX ({office['ID']})",
        f"reg{nameless['ID']}": f"Cloud PBX ({nameless['ID']})",
    }
    assert app("voximplant.line.outgoing.get") == f"reg{desk['ID']}"
    assert app("voximplant.line.outgoing.set", LINE_ID=f"sip{office['ID']}") == 1
    for unknown in ("reg999", f"sip{desk['ID']}", None, ["reg1"], {"a": 1}):
        assert app("voximplant.line.outgoing.set", LINE_ID=unknown) == 1
    assert app("voximplant.line.outgoing.get") == f"sip{office['ID']}"
    assert app("voximplant.line.outgoing.sip.set", CONFIG_ID=nameless["ID"]) == 1
    assert app("voximplant.line.outgoing.get") == f"reg{nameless['ID']}"
    refused = app.send("voximplant.line.outgoing.sip.set", CONFIG_ID=999).error
    assert refused == (400, "ERROR_ARGUMENT", "Specified CONFIG_ID is not found")
    app("voximplant.sip.delete", CONFIG_ID=nameless["ID"])
    assert app("voximplant.line.outgoing.get") == f"reg{desk['ID']}"


def test_lines_are_their_applications_and_go_with_it(app: AppApi) -> None:
    wire, desk = app.wire, add(app)
    webhook = api_of(wire, 1, "telephony")
    own = add(webhook, TITLE="Webhook's")
    for other in (webhook, app_of(wire, 1, "telephony")):
        assert desk["ID"] not in [each["CONFIG_ID"] for each in other("voximplant.sip.get")]
        for verb in ("update", "delete"):
            refused = other.send(f"voximplant.sip.{verb}", CONFIG_ID=desk["ID"], TITLE="Mine").error
            assert refused == (404, "ERROR_NOT_FOUND", "Specified CONFIG_ID is not found")
        assert other.refused("voximplant.sip.status", REG_ID=desk["ID"]) == (400, "REG_ID_NOT_FOUND")
    wire.portal.store.write_now(lambda tx: applications.uninstall(tx, wire.portal.clock, app.app))
    assert webhook("voximplant.line.get") == {f"reg{own['ID']}": "Webhook's"}


@pytest.mark.parametrize(
    ("given", "code", "text"),
    [
        ({"SERVER": ""}, "CHECK_FIELDS_ERROR", "Server address not specified"),
        ({"SERVER": ["x"]}, "CHECK_FIELDS_ERROR", "Server address not specified"),
        ({"LOGIN": " "}, "CHECK_FIELDS_ERROR", "Login for connecting to the server not specified"),
        (
            {"PASSWORD": "x" * 101},
            "CHECK_FIELDS_ERROR",
            "Password for connecting to the server cannot exceed 100 characters",
        ),
        ({"TITLE": "Desk"}, "TITLE_EXISTS", "The specified connection name is already registered in the system"),
    ],
)
def test_what_cannot_be_is_refused(app: AppApi, given: dict[str, Any], code: str, text: str) -> None:
    desk, hall = add(app), add(app, TITLE="Hall")
    assert app.send("voximplant.sip.add", **{**DESK, "TITLE": "Other", **given}).error == (400, code, text)
    assert app.send("voximplant.sip.update", CONFIG_ID=hall["ID"], **given).error == (400, code, text)
    assert app("voximplant.sip.update", CONFIG_ID=desk["ID"], TITLE="Desk") == 1
    assert [each["TITLE"] for each in app("voximplant.sip.get")] == ["Desk", "Hall"]


def test_ten_lines_are_in_the_cloud_and_any_number_in_the_office(app: AppApi) -> None:
    for number in range(10):
        add(app, TITLE=f"Desk {number}")
    refused = app.send("voximplant.sip.add", **DESK).error
    assert refused == (400, "MAX_CLOUD_PBX", "You cannot connect more than 10 virtual PBXs.")
    add(app, **OFFICE)


@pytest.mark.parametrize(
    "method",
    [f"voximplant.{name}" for name in (
        "sip.add", "sip.update", "sip.delete", "sip.get", "sip.status", "sip.connector.status", "line.get",
        "line.outgoing.get", "line.outgoing.set", "line.outgoing.sip.set",
    )],
)  # fmt: skip
def test_numbers_are_managed_by_administrators(app: AppApi, method: str) -> None:
    desk = add(app)
    seller = app.as_user(3)
    assert seller.send(method, **DESK, CONFIG_ID=desk["ID"], REG_ID=desk["REG_ID"]).error == DENIED


def test_trying_the_connector_out_costs_nothing(app: AppApi) -> None:
    assert app("voximplant.sip.connector.status") == {"FREE_MINUTES": 60, "PAID": False}
