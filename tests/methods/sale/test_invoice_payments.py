"""``sale.paysystem.pay.invoice`` and ``sale.paysystem.settings.invoice.get``: old invoices through payment systems."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.sale.orders import shop
from tests.methods.sale.test_payments import HANDLER

PAY, SETTINGS = "sale.paysystem.pay.invoice", "sale.paysystem.settings.invoice.get"


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return shop(wire)


@pytest.fixture
def system(admin: AppApi) -> int:
    admin("sale.paysystem.handler.add", **HANDLER)
    made = {"NAME": "Card", "PERSON_TYPE_ID": 2, "BX_REST_HANDLER": "bank", "SETTINGS": {"SHOP": {"VALUE": "4711"}}}
    return int(admin("sale.paysystem.add", **made))


def an_invoice(admin: AppApi, **fields: Any) -> int:
    given = {"ORDER_TOPIC": "Storage", "PERSON_TYPE_ID": 2, "PAY_SYSTEM_ID": 3, "UF_COMPANY_ID": 1}
    goods = [{"ID": 0, "PRODUCT_ID": 0, "PRODUCT_NAME": "Berth", "QUANTITY": 2, "PRICE": 32}]
    return int(admin("crm.invoice.add", fields={**given, "PRODUCT_ROWS": goods, **fields}))


def test_an_invoice_is_paid_by_a_system_or_its_handler(admin: AppApi, system: int) -> None:
    for named in ({"PAY_SYSTEM_ID": system}, {"BX_REST_HANDLER": "bank"}):
        invoice = an_invoice(admin)
        assert admin(PAY, INVOICE_ID=invoice, **named) is True
        paid = admin("crm.invoice.get", id=invoice)
        assert (paid["STATUS_ID"], paid["PAYED"], paid["PAY_SYSTEM_ID"]) == ("P", "Y", str(system))


def test_a_handler_is_given_what_is_set_and_what_the_invoice_says(admin: AppApi, system: int) -> None:
    invoice = an_invoice(admin, ACCOUNT_NUMBER="A-7")
    found = admin(SETTINGS, INVOICE_ID=invoice, PAY_SYSTEM_ID=system)
    assert found == admin(SETTINGS, INVOICE_ID=invoice, BX_REST_HANDLER="bank")
    assert (found["SHOP"], found["NUMBER"], found["TOTAL"]) == ("4711", "A-7", "64.00")


def test_what_is_not_there_is_refused(admin: AppApi, system: int) -> None:
    invoice = an_invoice(admin)
    for name, unknown in ((PAY, "ERROR_PROCESS_REQUEST_RESULT"), (SETTINGS, "ERROR_CHECK_FAILURE")):
        assert admin.refused(name, INVOICE_ID=invoice, PAY_SYSTEM_ID=999) == (400, unknown)
        assert admin.refused(name, INVOICE_ID=invoice, BX_REST_HANDLER="none") == (400, "ERROR_CHECK_FAILURE")
        assert admin.refused(name, INVOICE_ID=invoice) == (400, "ERROR_CHECK_FAILURE")
        assert admin.refused(name, PAY_SYSTEM_ID=system) == (400, "ERROR_CHECK_FAILURE")
        missing = {"INVOICE_ID": 999, "PAY_SYSTEM_ID": system}
        assert admin.refused(name, **missing) == (400, "ERROR_INTERNAL_INVOICE_NOT_FOUND")
        assert admin.as_user(6).refused(name, INVOICE_ID=invoice, PAY_SYSTEM_ID=system) == (403, "ACCESS_DENIED")
    assert admin("crm.invoice.get", id=invoice)["PAYED"] == "N"
