"""``crm.invoice.*``: old invoices, their statuses and the fields that people add to them."""

import base64
from typing import Any

import pytest

from tests.apps import app_of
from tests.conftest import Api, Wire, api_of
from tests.methods.requisite.client import allow
from tests.methods.test_field_files import picture

COMPANY, CONTACT, DEAL, QUOTE = 4, 3, 2, 7
BILL = {"ORDER_TOPIC": "Winter storage", "PERSON_TYPE_ID": 2, "PAY_SYSTEM_ID": 6}


@pytest.fixture
def wire(wire: Wire) -> Wire:
    wire.freeze(1_900_000_000)
    return wire


def a_bill(api: Api, **fields: Any) -> int:
    return int(api("crm.invoice.add", fields={**BILL, **fields}))


def of(api: Api, number: int) -> dict[str, Any]:
    return dict(api("crm.invoice.get", id=number))


def part(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def test_an_invoice_is_as_it_was_given_with_what_follows(admin: Api) -> None:
    given = {
        **BILL,
        "DATE_BILL": "2030-03-01",
        "DATE_PAY_BEFORE": "2030-04-01",
        "COMMENTS": "for the yard",
        "USER_DESCRIPTION": "Thank you",
        "UF_COMPANY_ID": 1,
        "UF_CONTACT_ID": 2,
        "UF_DEAL_ID": 3,
        "RESPONSIBLE_ID": 3,
        "INVOICE_PROPERTIES": {"COMPANY": "Moor & Daughters", "phone": "+1 555 0100", "INN": ""},
        "PRODUCT_ROWS": [
            {"ID": 0, "PRODUCT_NAME": "Berth", "PRICE": 100, "QUANTITY": 3, "VAT_RATE": 0.2, "VAT_INCLUDED": "N"},
            {"ID": 0, "PRODUCT_NAME": "Crane", "PRICE": 59.5, "QUANTITY": 1, "VAT_RATE": 0.19, "VAT_INCLUDED": "Y"},
        ],
    }
    number = int(admin("crm.invoice.add", fields=given))
    found = of(admin, number)
    rows = found.pop("PRODUCT_ROWS")
    assert found["INVOICE_PROPERTIES"] == {"COMPANY": "Moor & Daughters", "PHONE": "+1 555 0100", "INN": ""}
    assert part(found, "ID", "ACCOUNT_NUMBER", "STATUS_ID", "PAYED", "CREATED_BY") == {
        "ID": str(number),
        "ACCOUNT_NUMBER": str(number),
        "STATUS_ID": "N",
        "PAYED": "N",
        "CREATED_BY": "1",
    }
    assert part(found, "PRICE", "TAX_VALUE", "CURRENCY") == {"PRICE": "419.50", "TAX_VALUE": "69.50", "CURRENCY": "EUR"}
    assert found["DATE_INSERT"] == found["DATE_UPDATE"] == found["DATE_STATUS"] == "2030-03-17T17:46:40+00:00"
    assert (found["DATE_BILL"], found["DATE_PAYED"]) == ("2030-03-01T00:00:00+00:00", "")
    assert part(found, "RESPONSIBLE_ID", "RESPONSIBLE_NAME", "RESPONSIBLE_LAST_NAME") == {
        "RESPONSIBLE_ID": "3",
        "RESPONSIBLE_NAME": "Clara",
        "RESPONSIBLE_LAST_NAME": "Mast",
    }
    assert found["RESPONSIBLE_EMAIL"] == found["RESPONSIBLE_LOGIN"]
    names = ("PRODUCT_NAME", "PRICE", "QUANTITY", "VAT_RATE", "VAT_INCLUDED", "PRODUCT_ID")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("Berth", "100", "3", "0.2", "N", "0"),
        ("Crane", "59.5", "1", "0.19", "Y", "0"),
    ]


def test_rows_are_changed_by_their_ids_and_replaced_without(admin: Api) -> None:
    rows = [{"ID": 0, "PRODUCT_NAME": name, "PRICE": 10, "QUANTITY": 1} for name in ("Rope", "Chain")]
    number = a_bill(admin, PRODUCT_ROWS=rows)
    first = of(admin, number)["PRODUCT_ROWS"][0]["ID"]
    changed = [{"ID": first, "PRODUCT_NAME": "Rope", "PRICE": 12.5, "QUANTITY": 4}, {"ID": 0, "PRODUCT_NAME": "Buoy"}]
    admin("crm.invoice.update", id=number, fields={"PRODUCT_ROWS": changed})
    found = of(admin, number)
    assert [(row["PRODUCT_NAME"], row["PRICE"]) for row in found["PRODUCT_ROWS"]] == [("Rope", "12.5"), ("Buoy", "0")]
    assert (found["PRODUCT_ROWS"][0]["ID"], found["PRICE"]) == (first, "50.00")
    admin("crm.invoice.update", id=number, fields={"USER_DESCRIPTION": "soon"})
    assert of(admin, number)["PRICE"] == "50.00"


def test_a_row_takes_name_and_unit_of_its_product(admin: Api) -> None:
    product = admin("crm.product.add", fields={"NAME": "Anchor", "PRICE": 80, "CURRENCY_ID": "EUR"})
    number = a_bill(admin, PRODUCT_ROWS=[{"PRODUCT_ID": product, "PRICE": 80, "QUANTITY": 1}])
    [row] = of(admin, number)["PRODUCT_ROWS"]
    assert (row["PRODUCT_NAME"], row["MEASURE_CODE"]) == ("Anchor", "796")


def test_properties_that_are_not_named_stay(admin: Api) -> None:
    number = a_bill(admin, INVOICE_PROPERTIES={"FIO": "Ann Moor", "EMAIL": "ann@example.test"})
    admin("crm.invoice.update", id=number, fields={"INVOICE_PROPERTIES": {"EMAIL": "moor@example.test"}})
    assert of(admin, number)["INVOICE_PROPERTIES"] == {"FIO": "Ann Moor", "EMAIL": "moor@example.test"}


def test_a_status_says_whether_an_invoice_is_paid_and_who_said_so(wire: Wire, admin: Api, seller: Api) -> None:
    number = a_bill(admin, RESPONSIBLE_ID=3)
    wire.freeze(1_900_000_100)
    seller("crm.invoice.update", id=number, fields={"STATUS_ID": "P", "PAY_VOUCHER_NUM": "876"})
    paid = "2030-03-17T17:48:20+00:00"
    names = ("PAYED", "DATE_PAYED", "EMP_PAYED_ID", "DATE_STATUS", "EMP_STATUS_ID", "PAY_VOUCHER_NUM")
    assert tuple(of(admin, number)[name] for name in names) == ("Y", paid, "3", paid, "3", "876")
    wire.freeze(1_900_000_200)
    admin("crm.invoice.update", id=number, fields={"STATUS_ID": "D", "REASON_MARKED": "too late"})
    assert tuple(of(admin, number)[name] for name in ("PAYED", "DATE_PAYED", "EMP_STATUS_ID")) == ("N", "", "1")


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"ORDER_TOPIC": ""}, 'The "ORDER_TOPIC" field is required'),
        ({"PERSON_TYPE_ID": None}, 'The "PERSON_TYPE_ID" field is required'),
        ({"STATUS_ID": "X"}, 'Invalid value for the "STATUS_ID" field'),
        ({"UF_COMPANY_ID": 999_999}, 'Invalid value for the "UF_COMPANY_ID" field'),
        ({"RESPONSIBLE_ID": 999_999}, 'Invalid value for the "RESPONSIBLE_ID" field'),
        ({"PRODUCT_ROWS": "all"}, 'Invalid value for the "PRODUCT_ROWS" field'),
        ({"PRODUCT_ROWS": [{"PRICE": -1}]}, 'Invalid value for the "PRODUCT_ROWS" field'),
        ({"PRODUCT_ROWS": [{"PRICE": "much"}]}, 'Invalid value for the "PRODUCT_ROWS" field'),
        ({"INVOICE_PROPERTIES": "none"}, 'Invalid value for the "INVOICE_PROPERTIES" field'),
    ],
)
def test_what_is_no_invoice_is_refused_and_changes_nothing(admin: Api, fields: dict[str, Any], wanted: str) -> None:
    number = a_bill(admin, PRODUCT_ROWS=[{"PRICE": 5}])
    before = of(admin, number)
    assert admin.send("crm.invoice.add", fields={**BILL, **fields}).error == (400, "", wanted)
    assert admin.send("crm.invoice.update", id=number, fields=fields).error == (400, "", wanted)
    assert of(admin, number) == before
    assert admin.send("crm.invoice.list").json["total"] == 1


def test_lists_have_neither_rows_nor_properties(admin: Api) -> None:
    for price in (50, 150):
        a_bill(admin, PRODUCT_ROWS=[{"PRICE": price}], ORDER_TOPIC=f"For {price}")
    names = ["ID", "ORDER_TOPIC", "PRICE", "CURRENCY", "RESPONSIBLE_NAME", "PRODUCT_ROWS"]
    [row] = admin("crm.invoice.list", filter={">PRICE": 100}, order={"DATE_INSERT": "ASC"}, select=names)
    assert row == {
        "ID": row["ID"],
        "ORDER_TOPIC": "For 150",
        "PRICE": "150.00",
        "CURRENCY": "EUR",
        "RESPONSIBLE_NAME": "Ada",
    }
    assert "INVOICE_PROPERTIES" not in admin("crm.invoice.list")[0]
    assert admin("crm.invoice.list", filter={"%RESPONSIBLE_LAST_NAME": "nobody"}) == []


def test_an_invoice_is_seen_by_who_may_see_invoices(wire: Wire, admin: Api) -> None:
    mine, theirs = a_bill(admin, RESPONSIBLE_ID=3), a_bill(admin)
    allow(wire, SMART_INVOICE={"READ": "A", "WRITE": "A"})
    seller = api_of(wire, 3)
    assert [row["ID"] for row in seller("crm.invoice.list")] == [str(mine)]
    denied = (400, "", "Access denied.")
    assert seller.send("crm.invoice.get", id=theirs).error == denied
    assert seller.send("crm.invoice.update", id=theirs, fields={"COMMENTS": "x"}).error == denied
    assert seller.send("crm.invoice.delete", id=mine).error == denied
    assert seller.send("crm.invoice.add", fields=BILL).error == denied
    assert seller.send("crm.invoice.update", id=mine, fields={"UF_COMPANY_ID": 1}).error == denied
    assert seller("crm.invoice.update", id=mine, fields={"COMMENTS": "mine"}) is True
    admin("crm.invoice.delete", id=theirs)
    assert admin.send("crm.invoice.get", id=theirs).error == (400, "", "Not found")


def test_invoices_follow_the_records_that_they_lead_to(admin: Api) -> None:
    first, second = (admin("crm.company.add", fields={"TITLE": "Moor"}) for _ in range(2))
    number = a_bill(admin, UF_COMPANY_ID=second, UF_MYCOMPANY_ID=second)
    admin("crm.entity.mergeBatch", params={"entityTypeId": COMPANY, "entityIds": [first, second]})
    assert part(of(admin, number), "UF_COMPANY_ID", "UF_MYCOMPANY_ID") == dict.fromkeys(
        ("UF_COMPANY_ID", "UF_MYCOMPANY_ID"), str(first)
    )
    admin("crm.company.delete", id=first)
    assert of(admin, number)["UF_COMPANY_ID"] is None


def test_statuses_are_a_directory_of_their_own(admin: Api, seller: Api) -> None:
    assert [row["STATUS_ID"] for row in admin("crm.invoice.status.list")] == ["N", "S", "P", "D"]
    added = admin("crm.invoice.status.add", fields={"NAME": "Reminded", "SORT": 25, "STATUS_ID": "MINE"})
    row = admin("crm.invoice.status.get", id=added)
    assert part(row, "ENTITY_ID", "NAME", "SORT", "SYSTEM") == {
        "ENTITY_ID": "INVOICE_STATUS",
        "NAME": "Reminded",
        "SORT": "25",
        "SYSTEM": "N",
    }
    assert row["STATUS_ID"].startswith("UC_")
    number = a_bill(admin, STATUS_ID=row["STATUS_ID"])
    refused = admin.send("crm.invoice.status.delete", id=added).error
    assert refused == (400, "", "There are invoices in this status.")
    admin("crm.invoice.update", id=number, fields={"STATUS_ID": "S"})
    assert admin("crm.invoice.status.update", id=added, fields={"NAME": "Reminded twice"}) is True
    entries = admin("crm.status.list", filter={"ENTITY_ID": "INVOICE_STATUS"}, order={"SORT": "ASC"})
    assert [entry["NAME"] for entry in entries] == ["New", "Sent to client", "Reminded twice", "Paid", "Not paid"]
    first = admin("crm.invoice.status.list")[0]["ID"]
    kept = (400, "", "A status that came with the portal cannot be deleted.")
    assert admin.send("crm.invoice.status.delete", id=first).error == kept
    assert seller.send("crm.invoice.status.delete", id=added).error == (400, "", "Access denied.")
    lead = admin("crm.status.list", filter={"ENTITY_ID": "STATUS"})[0]["ID"]
    assert admin.send("crm.invoice.status.get", id=lead).error == (400, "", "Not found")
    assert admin("crm.invoice.status.delete", id=added) is True


def test_people_add_fields_to_invoices(admin: Api) -> None:
    field = admin("crm.invoice.userfield.add", fields={"FIELD_NAME": "BERTH", "USER_TYPE_ID": "string"})
    number = a_bill(admin, UF_CRM_BERTH="A7")
    assert of(admin, number)["UF_CRM_BERTH"] == "A7"
    [row] = admin("crm.invoice.list", select=["ID", "UF_*"], filter={"UF_CRM_BERTH": "A7"})
    assert row == {"ID": str(number), "UF_CRM_BERTH": "A7"}
    assert admin("crm.invoice.userfield.get", id=field)["ENTITY_ID"] == "CRM_INVOICE"
    admin("crm.invoice.userfield.update", id=field, fields={"EDIT_FORM_LABEL": "Berth"})
    assert [each["ID"] for each in admin("crm.invoice.userfield.list")] == [str(field)]
    assert admin("crm.invoice.userfield.delete", id=field) is True
    assert "UF_CRM_BERTH" not in of(admin, number)


def test_applications_are_told_of_invoices(wire: Wire, admin: Api) -> None:
    a_bill(admin)
    app = app_of(wire, 1, "crm")
    for verb in ("Add", "Update", "Delete", "SetStatus", "UserFieldAdd", "UserFieldDelete"):
        app("event.bind", event=f"onCrmInvoice{verb}", event_type="offline")
    number = a_bill(admin)
    admin("crm.invoice.update", id=number, fields={"STATUS_ID": "S"})
    admin("crm.invoice.delete", id=number)
    field = admin("crm.invoice.userfield.add", fields={"FIELD_NAME": "BERTH", "USER_TYPE_ID": "string"})
    admin("crm.invoice.userfield.delete", id=field)
    told = [each["EVENT_NAME"] for each in app("event.offline.get", clear=1)["events"]]
    assert sorted(told) == sorted(
        f"ONCRMINVOICE{verb}" for verb in ("ADD", "UPDATE", "SETSTATUS", "DELETE", "USERFIELDADD", "USERFIELDDELETE")
    )


def test_an_invoice_shows_the_photo_of_who_is_responsible(admin: Api) -> None:
    number = a_bill(admin, RESPONSIBLE_ID=3)
    assert of(admin, number)["RESPONSIBLE_PERSONAL_PHOTO"] is None
    admin("user.update", ID=3, PERSONAL_PHOTO=["a.png", base64.b64encode(picture()).decode()])
    photo = of(admin, number)["RESPONSIBLE_PERSONAL_PHOTO"]
    assert photo.isdecimal()
    listed = admin("crm.invoice.list", filter={"ID": number}, select=["ID", "RESPONSIBLE_PERSONAL_PHOTO"])
    assert listed == [{"ID": str(number), "RESPONSIBLE_PERSONAL_PHOTO": photo}]
