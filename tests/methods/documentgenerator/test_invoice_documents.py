"""Documents about old invoices, and the requisites that are chosen for them."""

from typing import Any

import pytest

from homeport.domain.integrity import broken
from tests.conftest import Api, Wire
from tests.methods.documentgenerator.conftest import of_deals
from tests.methods.documentgenerator.test_crm_documents import DENIED, Sale, file_of
from tests.methods.documentgenerator.word import paragraphs, rows, word
from tests.methods.requisite.client import allow

INVOICE = 5
GOODS = [
    {"ID": 0, "PRODUCT_NAME": "Berth", "PRICE": 100, "QUANTITY": 3, "VAT_RATE": 0.2, "VAT_INCLUDED": "N"},
    {
        "ID": 0, "PRODUCT_NAME": "Crane", "PRICE": 59.5, "QUANTITY": 1, "VAT_RATE": 0.19, "VAT_INCLUDED": "Y",
        "DISCOUNT_PRICE": 10, "MEASURE_NAME": "h", "MEASURE_CODE": 356,
    },
    {"ID": 0, "PRODUCT_NAME": "Flag", "PRICE": 5, "QUANTITY": 2},
]  # fmt: skip


@pytest.fixture
def sale(admin: Api) -> Sale:
    return Sale(admin)


def bill(api: Api, sale: Sale, **fields: Any) -> int:
    given = {"ORDER_TOPIC": "Winter storage", "PERSON_TYPE_ID": 2, "PAY_SYSTEM_ID": 6, "PRODUCT_ROWS": GOODS}
    given |= {"UF_COMPANY_ID": sale.client, "UF_MYCOMPANY_ID": sale.own, "RESPONSIBLE_ID": 3, **fields}
    return int(api("crm.invoice.add", fields=given))


def about(api: Api, number: int, content: bytes, **more: Any) -> dict[str, Any]:
    """A document about an old invoice."""
    template = of_deals(api, content, entityTypeId=[INVOICE])
    params = {"templateId": template, "entityTypeId": INVOICE, "entityId": number, **more}
    found: dict[str, Any] = api("crm.documentgenerator.document.add", **params)["document"]
    return found


def test_a_document_says_what_an_old_invoice_says(sale: Sale, admin: Api) -> None:
    said = {"COMPANY": "Harbour, as it said", "COMPANY_ADR": "Pier 4"}
    number = bill(admin, sale, DATE_BILL="2026-03-08", DATE_PAY_BEFORE="2026-04-01", INVOICE_PROPERTIES=said)
    content = word(
        "{DocumentNumber} {DocumentTitle} {OrderTopic} {AccountNumber} {DateBill} {DatePayBefore} {StatusId}",
        "{InvoicePropertiesCompany}; {InvoicePropertiesCompanyAdr}; {InvoicePropertiesFio}",
        "{ClientPhone} {CompanyTitle}; {RequisiteRqCompanyName}; {RequisiteRegisteredAddressText}",
        "{BankDetailRqBankName}; {MyCompanyTitle}; {MyCompanyRequisiteRqCompanyName}",
        "{AssignedName} {ResponsibleLastName}; {Price} {TaxValue}",
        "{TotalSum} {TotalTax} {TotalDiscount} {TotalRaw} {TotalRows} {TotalQuantity}",
        table=[
            ["{ProductsIndex}", "{ProductsProductName}", "{ProductsProductQuantity} {ProductsProductMeasureName}"],
            ["{ProductsProductPrice}", "{ProductsProductPriceSum}", "{ProductsProductPriceRaw}"],
            ["{TaxesTaxTitle}", "{TaxesTaxRate}", "{TaxesTaxValue}"],
        ],
    )
    document = about(admin, number, content)
    found = file_of(admin, document)
    names = {each["STATUS_ID"]: each["NAME"] for each in admin("crm.invoice.status.list")}
    assert paragraphs(found) == [
        f"1 Offer 1 Winter storage {number} 08.03.2026 01.04.2026 {names['N']}",
        "Harbour, as it said; Pier 4; ",
        "+49 1 Harbour & Sons; Harbour and Sons Limited; Pier 3, Hamburg, Germany",
        "Example Bank; Own Ltd; Own Limited",
        "Clara Mast; €429.50 €69.50",
        "€429.50 €69.50 €10.00 €370.00 3 6",
    ]
    assert rows(found) == [
        ["1", "Berth", "3 pcs"], ["€120.00", "€360.00", "€100.00"],
        ["2", "Crane", "1 h"], ["€59.50", "€59.50", "€60.00"],
        ["3", "Flag", "2 pcs"], ["€5.00", "€10.00", "€5.00"],
        ["Tax 20%", "20", "€60.00"],
        ["Tax 19%", "19", "€9.50"],
    ]  # fmt: skip
    assert document["products"] == {"currencyId": "EUR", "totalSum": "429.50", "totalRows": 3}
    assert (document["entityTypeId"], document["entityId"]) == ("5", str(number))
    invoice = admin("crm.invoice.get", id=number)
    assert (invoice["PRICE"], invoice["TAX_VALUE"]) == ("429.50", "69.50"), "as the invoice itself says"


def test_requisites_are_chosen_for_an_old_invoice_as_for_a_deal(sale: Sale, admin: Api) -> None:
    number = bill(admin, sale)
    fields = {"ENTITY_TYPE_ID": 4, "ENTITY_ID": sale.client, "PRESET_ID": 1, "NAME": "S", "RQ_COMPANY_NAME": "Second"}
    second = admin("crm.requisite.add", fields=fields)
    ours = admin("crm.requisite.list", filter={"ENTITY_TYPE_ID": 4, "ENTITY_ID": sale.own})[0]["ID"]
    chosen = {"REQUISITE_ID": second, "BANK_DETAIL_ID": 0, "MC_REQUISITE_ID": ours, "MC_BANK_DETAIL_ID": 0}
    key = {"ENTITY_TYPE_ID": INVOICE, "ENTITY_ID": number}
    register = "crm.requisite.link.register"
    assert admin(register, fields={**key, **chosen}) is True
    assert admin("crm.requisite.link.get", entityTypeId=INVOICE, entityId=number)["REQUISITE_ID"] == str(second)
    assert [row["ENTITY_ID"] for row in admin("crm.requisite.link.list", filter=key)] == [str(number)]
    assert paragraphs(file_of(admin, about(admin, number, word("{RequisiteRqCompanyName}")))) == ["Second"]
    alien = bill(admin, sale, UF_COMPANY_ID=None)
    assert admin.send(register, fields={**key, **chosen, "ENTITY_ID": alien}).status == 400
    assert admin.send(register, fields={**key, **chosen, "ENTITY_ID": 99_999}).error[2] == "Entity is not found"
    assert admin("crm.requisite.link.unregister", entityTypeId=INVOICE, entityId=number) is True


def test_papers_of_an_old_invoice_go_with_it(sale: Sale, admin: Api, wire: Wire) -> None:
    number = bill(admin, sale)
    document = about(admin, number, word("{OrderTopic}"))
    none = {"REQUISITE_ID": 0, "BANK_DETAIL_ID": 0, "MC_REQUISITE_ID": 0, "MC_BANK_DETAIL_ID": 0}
    key = {"ENTITY_TYPE_ID": INVOICE, "ENTITY_ID": number}
    admin("crm.requisite.link.register", fields={**key, **none})
    admin("crm.invoice.delete", id=number)
    assert admin.send("crm.documentgenerator.document.get", id=document["id"]).error == (400, "0", "Document not found")
    assert admin("crm.requisite.link.list", filter=key) == []
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []


def test_papers_of_an_old_invoice_are_for_who_may_read_it(sale: Sale, admin: Api, seller: Api, wire: Wire) -> None:
    mine, secret = bill(admin, sale), bill(admin, sale, RESPONSIBLE_ID=1)
    for number in (mine, secret):
        chosen = {"REQUISITE_ID": 0, "BANK_DETAIL_ID": 0, "MC_REQUISITE_ID": 0, "MC_BANK_DETAIL_ID": 0}
        admin("crm.requisite.link.register", fields={"ENTITY_TYPE_ID": INVOICE, "ENTITY_ID": number, **chosen})
    document, other = (about(admin, number, word("{OrderTopic}")) for number in (mine, secret))
    allow(wire, SMART_INVOICE={"READ": "A"})
    assert seller("crm.documentgenerator.document.get", id=document["id"])["document"]["id"] == str(document["id"])
    assert seller.send("crm.documentgenerator.document.get", id=other["id"]).error == DENIED
    listed = seller("crm.documentgenerator.document.list", filter={"entityTypeId": INVOICE})["documents"]
    assert [row["id"] for row in listed] == [str(document["id"])]
    found = seller("crm.requisite.link.list", filter={"ENTITY_TYPE_ID": INVOICE})
    assert [row["ENTITY_ID"] for row in found] == [str(mine)]
    template = of_deals(admin, word("x"), entityTypeId=[INVOICE])
    for number, status in ((mine, 200), (secret, 400)):
        params = {"templateId": template, "entityTypeId": INVOICE, "entityId": number}
        assert seller.send("crm.documentgenerator.document.add", **params).status == status
    asked = {"entityTypeId": INVOICE, "entityId": secret}
    assert seller.send("crm.documentgenerator.document.list", filter=asked).error[1] == "ACCESS_DENIED"
    allow(wire)
    assert seller.send("crm.documentgenerator.document.get", id=document["id"]).error == DENIED


def test_an_old_invoice_that_there_is_not_has_empty_fields(admin: Api) -> None:
    document = about(admin, 99_999, word("[{OrderTopic}] [{InvoicePropertiesFio}]"))
    assert paragraphs(file_of(admin, document)) == ["[] []"]
