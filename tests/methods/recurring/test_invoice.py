"""``crm.invoice.recurring.*``: invoices that are made by templates, as the portal's clock goes on."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from homeport.domain.crm.invoice import periods
from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.methods.recurring.test_deal import freeze, on

ROWS = [{"PRODUCT_NAME": "Berth", "PRICE": 120, "QUANTITY": 2}]
MONTHLY = {"PERIOD": "month", "TYPE": 1, "NUM_DAY_IN_MONTH": 10}


@pytest.fixture
def wire(wire: Wire) -> Wire:
    freeze(wire, on("2026-03-10"))
    return wire


def a_template(api: Api, **fields: Any) -> int:
    given = {
        "ORDER_TOPIC": "Berth A7",
        "PERSON_TYPE_ID": 1,
        "PAY_SYSTEM_ID": 1,
        "IS_RECURRING": "Y",
        "STATUS_ID": "P",
        "UF_COMPANY_ID": 1,
        "PRODUCT_ROWS": ROWS,
        "INVOICE_PROPERTIES": {"COMPANY": "Moor"},
        **fields,
    }
    return int(api("crm.invoice.add", fields=given))


def a_rule(api: Api, invoice: int, params: Any = MONTHLY, **fields: Any) -> int:
    given = {"INVOICE_ID": invoice, "START_DATE": "2026-03-15", "PARAMS": params, **fields}
    return int(api("crm.invoice.recurring.add", fields=given))


def made(api: Api) -> list[dict[str, Any]]:
    return list(api("crm.invoice.list", filter={"IS_RECURRING": "N"}, order={"ID": "ASC"}))


def test_invoices_are_made_as_the_clock_goes_on(wire: Wire, admin: Api) -> None:
    until = {"DATE_PAY_BEFORE_OFFSET_TYPE": "day", "DATE_PAY_BEFORE_OFFSET_VALUE": 14}
    template = a_template(admin)
    number = a_rule(admin, template, MONTHLY | until, IS_LIMIT="T", LIMIT_REPEAT=2)
    rule = admin("crm.invoice.recurring.get", id=number)
    assert (rule["NEXT_EXECUTION"], rule["PARAMS"]["PERIOD"]) == ("2026-04-10T01:00:00+00:00", "month")
    freeze(wire, on("2026-07-01"))
    found = made(admin)
    assert [(row["DATE_BILL"][:10], row["DATE_PAY_BEFORE"][:10]) for row in found] == [
        ("2026-04-10", "2026-04-24"),
        ("2026-05-10", "2026-05-24"),
    ]
    first = admin("crm.invoice.get", id=found[0]["ID"])
    assert (first["STATUS_ID"], first["PRICE"], first["UF_COMPANY_ID"]) == ("N", "240.00", "1")
    assert first["INVOICE_PROPERTIES"] == {"COMPANY": "Moor"}
    assert [row["PRODUCT_NAME"] for row in first["PRODUCT_ROWS"]] == ["Berth"]
    assert len(admin("crm.invoice.get", id=template)["PRODUCT_ROWS"]) == 1
    rule = admin("crm.invoice.recurring.get", id=number)
    assert (rule["ACTIVE"], rule["NEXT_EXECUTION"], rule["COUNTER_REPEAT"]) == ("N", "", "2")


def test_an_invoice_is_made_when_somebody_asks(admin: Api) -> None:
    number = a_rule(admin, a_template(admin), None)
    answer = admin("crm.invoice.recurring.expose", id=number)
    [row] = made(admin)
    assert answer == {"INVOICE_ID": int(row["ID"])}
    assert admin("crm.invoice.recurring.get", id=number)["NEXT_EXECUTION"] == ""
    assert admin.send("crm.invoice.recurring.expose", id=999).error == (400, "", "Not found")


@pytest.mark.parametrize(
    ("params", "days"),
    [
        ({"PERIOD": "day", "INTERVAL": 30}, ["2026-03-15", "2026-04-14", "2026-05-14"]),
        ({"PERIOD": "day", "IS_WORKING_ONLY": "Y"}, ["2026-03-16", "2026-03-16", "2026-03-17"]),
        ({"PERIOD": "week", "WEEKDAY": "Wednesday", "INTERVAL": 2}, ["2026-03-18", "2026-04-01", "2026-04-15"]),
        ({"PERIOD": "month", "TYPE": 1, "NUM_DAY_IN_MONTH": 31}, ["2026-03-31", "2026-04-30", "2026-05-31"]),
        (
            {"MODE": "month", "TYPE": 2, "WEEKDAY": "Monday", "NUM_WEEKDAY_IN_MONTH": 2, "INTERVAL": 3},
            ["2026-06-08", "2026-09-14", "2026-12-14"],
        ),
        ({"PERIOD": "month", "TYPE": 2, "WEEKDAY": "Friday", "NUM_WEEKDAY_IN_MONTH": 5}, ["2026-03-27", "2026-04-24"]),
        (
            {"PERIOD": "year", "NUM_DAY_IN_MONTH": 1, "FIELD_YEARLY_INTERVAL_MONTH_NAME": 2},
            ["2027-02-01", "2028-02-01"],
        ),
        ({}, []),
    ],
)
def test_days_follow_from_the_period(params: dict[str, Any], days: list[str]) -> None:
    stored = periods.PARAMETERS.read(params, ZoneInfo("UTC"))
    series = periods.series_of(stored, date(2026, 3, 15))  # a Sunday
    found = [day.isoformat() for number in range(len(days) or 1) if (day := series(number)) is not None]
    assert found == days


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"INVOICE_ID": None}, "INVOICE_ID"),
        ({"INVOICE_ID": 999_999}, "INVOICE_ID"),
        ({"PARAMS": "monthly"}, "PARAMS"),
        ({"PARAMS": {"PERIOD": "hour"}}, "PARAMS"),
        ({"PARAMS": {"PERIOD": "month", "WEEKDAY": "Moonday"}}, "PARAMS"),
        ({"PARAMS": {"PERIOD": "year", "FIELD_YEARLY_INTERVAL_MONTH_NAME": 13}}, "PARAMS"),
        ({"PARAMS": {"PERIOD": "day", "INTERVAL": 10**9}}, "PARAMS"),
    ],
)
def test_what_is_no_rule_is_refused(admin: Api, fields: dict[str, Any], wanted: str) -> None:
    given = {"INVOICE_ID": a_template(admin), "PARAMS": MONTHLY, **fields}
    refused = (400, "", f'Invalid value for the "{wanted}" field')
    assert admin.send("crm.invoice.recurring.add", fields=given).error == refused
    ordinary = a_template(admin, IS_RECURRING="N")
    refused = (400, "", 'Invalid value for the "INVOICE_ID" field')
    assert admin.send("crm.invoice.recurring.add", fields={"INVOICE_ID": ordinary}).error == refused
    assert admin("crm.invoice.recurring.list") == []


def test_rules_go_with_their_invoices_and_applications_are_told(wire: Wire, admin: Api) -> None:
    template = a_template(admin)
    app = app_of(wire, 1, "crm")
    for verb in ("Add", "Update", "Delete", "Expose"):
        app("event.bind", event=f"onCrmInvoiceRecurring{verb}", event_type="offline")
    first, second = a_rule(admin, template), a_rule(admin, template)
    admin("crm.invoice.recurring.update", id=first, fields={"SEND_BILL": "Y", "EMAIL_ID": 136})
    exposed = admin("crm.invoice.recurring.expose", id=first)["INVOICE_ID"]
    assert admin("crm.invoice.recurring.delete", id=first) is True
    admin("crm.invoice.delete", id=template)
    freeze(wire, on("2026-07-01"))
    assert [int(row["ID"]) for row in made(admin)] == [exposed]
    app = app.as_user(1)
    told = [(each["EVENT_NAME"], each["EVENT_DATA"]["FIELDS"]) for each in app("event.offline.get", clear=1)["events"]]
    of_template = {"RECURRING_INVOICE_ID": template}
    prefix = "ONCRMINVOICERECURRING"
    for event in (
        (f"{prefix}ADD", {"ID": second, **of_template}),
        (f"{prefix}UPDATE", {"ID": first, **of_template}),
        (f"{prefix}EXPOSE", {"ID": first, **of_template, "INVOICE_ID": exposed}),
        (f"{prefix}DELETE", {"ID": first}),
        (f"{prefix}DELETE", {"ID": second}),
    ):
        assert event in told
