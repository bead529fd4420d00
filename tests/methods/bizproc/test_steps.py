"""Robots and activities of applications: what may be registered, changed, listed and deleted."""

from typing import Any

import pytest
from sqlalchemy import func, select

from homeport.domain.app import applications
from homeport.domain.bizproc.tables import STEP, TEMPLATE
from homeport.store import Query
from tests.apps import app_of
from tests.bpt import node
from tests.conftest import Api, Wire
from tests.methods.bizproc.conftest import HANDLER, SCOPES, Office, error_of

KINDS = ("robot", "activity")
GIVEN = {"CODE": "sms", "HANDLER": HANDLER, "NAME": "Send"}
INVALID = "ERROR_ACTIVITY_VALIDATION_FAILURE"


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_added_changed_listed_and_deleted(office: Office, kind: str) -> None:
    said = {**GIVEN, "NAME": {"en": "Send", "de": "Senden"}, "DESCRIPTION": "Sends", "USE_SUBSCRIPTION": "Y"}
    said["PROPERTIES"] = {"text": {"Name": "Text", "Type": "text", "Default": "{=Document:TITLE}"}}
    said["FILTER"] = {"INCLUDE": [["crm", "CCrmDocumentDeal"], "lists"], "EXCLUDE": ["b24"]}
    assert office(f"bizproc.{kind}.add", **said) is True
    assert office(f"bizproc.{kind}.add", **{**GIVEN, "CODE": "second.one-2_x"}) is True
    other = KINDS[kind == KINDS[0]]
    assert office(f"bizproc.{kind}.list") == ["sms", "second.one-2_x"]
    assert office(f"bizproc.{other}.list") == []
    assert office(f"bizproc.{kind}.update", CODE="sms", FIELDS={"USE_SUBSCRIPTION": "N", "NAME": "Say"}) is True
    refused = office.error(f"bizproc.{kind}.add", **GIVEN)
    assert refused[0] == "ERROR_ACTIVITY_ALREADY_INSTALLED"
    assert office.error(f"bizproc.{other}.add", **GIVEN)[0] == "ERROR_ACTIVITY_ADD_FAILURE"
    assert office(f"bizproc.{kind}.delete", code="sms") is True
    assert office(f"bizproc.{kind}.list") == ["second.one-2_x"]
    assert office.error(f"bizproc.{kind}.delete", CODE="sms")[0] == "ERROR_ACTIVITY_NOT_FOUND"
    assert office.error(f"bizproc.{other}.delete", CODE="second.one-2_x")[0] == "ERROR_ACTIVITY_NOT_FOUND"
    assert office.error(f"bizproc.{other}.update", CODE="sms", FIELDS={"NAME": "x"})[0] == "ERROR_ACTIVITY_NOT_FOUND"


WRONG: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"CODE": ""}, (INVALID, "Empty activity code!")),
    ({"CODE": "two words"}, (INVALID, "Wrong activity code!")),
    ({"HANDLER": "ftp://app.example.test/"}, ("ERROR_UNSUPPORTED_PROTOCOL", "Unsupported handler protocol")),
    ({"HANDLER": "https://"}, ("ERROR_WRONG_HANDLER_URL", "Wrong handler URL")),
    ({"HANDLER": None}, ("ERROR_WRONG_HANDLER_URL", "Wrong handler URL")),
    ({"NAME": ""}, (INVALID, "Empty activity NAME!")),
    ({"NAME": {}}, (INVALID, "Empty activity NAME!")),
    ({"PROPERTIES": "text"}, (INVALID, "Wrong properties array!")),
    ({"RETURN_PROPERTIES": {"one": "text"}}, (INVALID, "Wrong properties array!")),
    ({"PROPERTIES": {"1st": {"Name": "x"}}}, (INVALID, "Wrong property key 1st!")),
    ({"RETURN_PROPERTIES": {"one": {"Type": "int"}}}, (INVALID, "Empty property NAME one!")),
    ({"FILTER": "crm"}, (INVALID, "Wrong activity FILTER!")),
    ({"FILTER": {"ONLY": [["crm"]]}}, (INVALID, "Wrong activity FILTER!")),
    ({"FILTER": {"INCLUDE": [[]]}}, (INVALID, "Wrong activity FILTER!")),
    ({"DOCUMENT_TYPE": ["crm", "CCrmDocumentDeal"]}, (INVALID, "Wrong activity DOCUMENT_TYPE!")),
    ({"DOCUMENT_TYPE": ["crm", "CCrmDocumentDeal", "LEAD"]}, (INVALID, "Wrong activity DOCUMENT_TYPE!")),
    ({"USE_PLACEMENT": "Y"}, ("ERROR_WRONG_HANDLER_URL", "Wrong handler URL")),
]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_with_one_is_said_and_changes_nothing(office: Office, kind: str) -> None:
    for more, refusal in WRONG:
        assert office.error(f"bizproc.{kind}.add", **{**GIVEN, **more}) == refusal, more
    assert office.error(f"bizproc.{kind}.add") == (INVALID, "Empty data!")
    assert office(f"bizproc.{kind}.list") == []
    office(f"bizproc.{kind}.add", **GIVEN)
    for more, refusal in WRONG:
        if "CODE" not in more:
            assert office.error(f"bizproc.{kind}.update", CODE="sms", FIELDS=more) == refusal, more
    for fields in ({}, "", {"TITLE": "x"}):
        assert office.error(f"bizproc.{kind}.update", CODE="sms", FIELDS=fields) == (
            INVALID,
            "No fields to update",
        )


def test_they_are_for_administrators_through_applications(office: Office, admin: Api) -> None:
    clara = office.app.as_user(3)
    for kind in KINDS:
        for verb in ("add", "update", "list", "delete"):
            method = f"bizproc.{kind}.{verb}"
            assert error_of(admin, method, **GIVEN) == ("ACCESS_DENIED", "Application context required")
            assert error_of(clara, method, **GIVEN) == ("ACCESS_DENIED", "Access denied!")


def test_handlers_are_where_the_application_is(wire: Wire) -> None:
    office = Office(wire, handler_url="https://app.example.test/")
    office.robot()
    elsewhere = {"CODE": "far", "NAME": "Far", "HANDLER": "https://other.example.test/step.php"}
    assert office.error("bizproc.robot.add", **elsewhere)[0] == "ERROR_WRONG_HANDLER_URL"
    placed = {"USE_PLACEMENT": "Y", "PLACEMENT_HANDLER": "https://other.example.test/settings.php"}
    assert office.error("bizproc.robot.update", CODE="sms", FIELDS=placed)[0] == "ERROR_WRONG_HANDLER_URL"


def test_they_go_with_the_application(office: Office) -> None:
    office.robot()
    office.template(node("rest_sms", "A1"))
    other = app_of(office.wire, 1, SCOPES)
    other("bizproc.robot.add", **GIVEN)
    portal = office.wire.portal
    portal.store.write_now(lambda tx: applications.uninstall(tx, portal.clock, office.app.app))
    with portal.store.snapshot() as tx:
        counts = [tx.value(Query(select(func.count()).select_from(table))) for table in (STEP, TEMPLATE)]
    assert counts == [1, 0]
    assert other("bizproc.robot.list") == ["sms"]
