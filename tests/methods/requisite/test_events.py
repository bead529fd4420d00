"""What applications are told of requisites, bank details and addresses."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire
from tests.methods.requisite.client import COMPANY, LEAD, account, company, key, requisite

EVENTS = (
    *(f"ONCRM{noun}{verb}" for noun in ("REQUISITE", "BANKDETAIL") for verb in ("ADD", "UPDATE", "DELETE")),
    "ONCRMADDRESSREGISTER",
    "ONCRMADDRESSUNREGISTER",
)


@pytest.fixture
def app(wire: Wire, admin: Api) -> AppApi:
    """The administrator, by an application that keeps what happens to requisites."""
    app = app_of(wire, 1, "crm")
    for event in EVENTS:
        app("event.bind", event=event, event_type="offline")
    return app


def told(app: AppApi) -> list[tuple[str, Any]]:
    """What was kept since it was last asked for, in order."""
    found = app("event.offline.get", clear=1)["events"]
    return [
        (each["EVENT_NAME"], each["EVENT_DATA"]["FIELDS"]) for each in sorted(found, key=lambda each: int(each["ID"]))
    ]


@pytest.mark.parametrize("noun", ["requisite", "bankdetail"])
def test_what_comes_changes_and_goes_is_told_by_its_id(app: AppApi, noun: str) -> None:
    number = requisite(app, company(app))
    prefix = "crm.requisite"
    if noun == "bankdetail":
        told(app)
        prefix, number = f"crm.requisite.{noun}", account(app, number)
    assert told(app) == [(f"ONCRM{noun.upper()}ADD", {"ID": number})]
    app(f"{prefix}.update", id=number, fields={"NAME": "Other"})
    assert told(app) == [(f"ONCRM{noun.upper()}UPDATE", {"ID": number})]
    app(f"{prefix}.delete", id=number)
    assert told(app) == [(f"ONCRM{noun.upper()}DELETE", {"ID": number})]


def test_an_address_is_told_by_its_key_and_whose_it_is_in_the_end(app: AppApi) -> None:
    client = company(app)
    number = requisite(app, client)
    told(app)
    app("crm.address.add", fields={**key(number), "CITY": "Portsmouth"})
    wanted = {**key(number), "ANCHOR_ID": client, "ANCHOR_TYPE_ID": COMPANY}
    assert told(app) == [("ONCRMADDRESSREGISTER", wanted)]
    app("crm.address.update", fields={**key(number), "CITY": "Kittery"})
    assert told(app) == []
    app("crm.address.delete", fields=key(number))
    assert told(app) == [("ONCRMADDRESSUNREGISTER", wanted)]


def test_a_leads_own_address_is_told_too(app: AppApi) -> None:
    lead = app("crm.lead.add", fields={"TITLE": "Fenders", "ADDRESS_CITY": "Kittery"})
    wanted = {**key(lead, LEAD), "ANCHOR_ID": lead, "ANCHOR_TYPE_ID": LEAD}
    assert told(app) == [("ONCRMADDRESSREGISTER", wanted)]
    app("crm.lead.delete", id=lead)
    assert told(app) == [("ONCRMADDRESSUNREGISTER", wanted)]


def test_what_goes_with_its_owner_is_told(app: AppApi) -> None:
    client = company(app)
    number = requisite(app, client)
    bank = account(app, number)
    app("crm.address.add", fields={**key(number), "CITY": "Portsmouth"})
    told(app)
    app("crm.company.delete", id=client)
    assert told(app) == [
        ("ONCRMBANKDETAILDELETE", {"ID": bank}),
        ("ONCRMADDRESSUNREGISTER", {**key(number), "ANCHOR_ID": client, "ANCHOR_TYPE_ID": COMPANY}),
        ("ONCRMREQUISITEDELETE", {"ID": number}),
    ]
