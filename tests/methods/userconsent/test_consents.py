"""``userconsent.*``: agreements are read, and consents kept."""

from typing import Any

import pytest
from sqlalchemy import select

from homeport.domain.userconsent.tables import CONSENT
from homeport.store import Query
from tests.apps import AppApi, app_of
from tests.conftest import Wire

NOON = 1_776_254_400.0
KEPT = Query(select(CONSENT).order_by(CONSENT.c.ID))


@pytest.fixture
def clara(wire: Wire) -> AppApi:
    wire.freeze(NOON)
    return app_of(wire, 3, "userconsent")


def test_an_agreement_is_found_read_and_consented_to(wire: Wire, clara: AppApi) -> None:
    (found,) = clara("userconsent.agreement.list")
    name = "Consent to the processing of personal data"
    assert found == {"ID": "1", "NAME": name, "ACTIVE": "Y", "LANGUAGE_ID": ""}
    usual = clara("userconsent.agreement.text", id=found["ID"])
    assert set(usual) == {"LABEL", "TEXT"} and "I agree" in usual["LABEL"]
    fields = {"company_name": "Harbour {EMAIL}", "EMAIL": "data@example.test", "PURPOSES": ["none"]}
    said = clara("userconsent.agreement.text", id=1, replace={"BUTTON_CAPTION": "Yes", "fields": fields})
    assert "Yes" in said["LABEL"] and "I agree" not in said["LABEL"]
    assert "Harbour {EMAIL}" in said["TEXT"] and "data@example.test" in said["TEXT"]
    assert "answering my request" in said["TEXT"]
    given = {"AGREEMENT_ID": 1, "IP": "192.0.2.7", "USER_ID": 3, "URL": "https://example.test/", "ORIGIN_ID": "form"}
    number = clara("userconsent.consent.add", **given, ORIGINATOR_ID="a@example.test")
    other = clara("userconsent.consent.add", AGREEMENT_ID="1", IP="2001:db8::1")
    with wire.portal.store.snapshot() as tx:
        first, second = tx.dicts(KEPT)
    moment = {"DATE_INSERT": "2026-04-15 12:00:00"}
    assert first == {"ID": number, **given, "ORIGINATOR_ID": "a@example.test", **moment}
    nothing = dict.fromkeys(("USER_ID", "URL", "ORIGIN_ID", "ORIGINATOR_ID"))
    assert second == {"ID": other, "AGREEMENT_ID": 1, "IP": "2001:db8::1", **nothing, **moment}


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, "Parameter `Agreement ID` required."),
        ({"AGREEMENT_ID": 999, "IP": "192.0.2.7"}, "Agreement with id `999` not found."),
        ({"AGREEMENT_ID": 1}, "Invalid IP address."),
        ({"AGREEMENT_ID": 1, "IP": "256.0.0.1"}, "Invalid IP address."),
        ({"AGREEMENT_ID": 1, "IP": "192.0.2.7", "USER_ID": 99}, "Invalid value of the parameter `USER_ID`."),
        ({"AGREEMENT_ID": 1, "IP": "192.0.2.7", "URL": ["a"]}, "Invalid value of the parameter `URL`."),
    ],
)
def test_what_is_no_consent_is_not_kept(clara: AppApi, given: dict[str, Any], text: str) -> None:
    answer = clara.send("userconsent.consent.add", **given)
    expected = (400, "ERROR_ARGUMENT", text)
    assert (answer.status, answer.json["error"], answer.json["error_description"]) == expected
    assert clara("userconsent.consent.add", AGREEMENT_ID=1, IP="192.0.2.7") == 1


def test_an_agreement_must_be_named(clara: AppApi) -> None:
    assert clara.refused("userconsent.agreement.text") == (400, "ERROR_ARGUMENT")
    assert clara.refused("userconsent.agreement.text", id=999) == (400, "ERROR_ARGUMENT")
