"""``salescenter.payment.getPublicUrl`` and ``crm.invoice.getexternallink``: pages for clients without an account."""

import base64
import io

import pytest
from PIL import Image

from homeport.domain.integrity import broken
from tests.conftest import Answer, Api, Wire, api_of

SCOPES = "crm,sale,salescenter"


@pytest.fixture
def admin(wire: Wire) -> Api:
    return api_of(wire, 1, SCOPES)


@pytest.fixture
def seller(wire: Wire) -> Api:
    return api_of(wire, 3, SCOPES)


def shown(wire: Wire, url: str) -> Answer:
    return wire.send(url[url.index("/~") :].partition("?")[0], verb="GET", query=url.partition("?")[2])


def test_a_client_sees_what_is_to_be_paid(wire: Wire, admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Ropes", "ASSIGNED_BY_ID": 1, "OPENED": "N", "CURRENCY_ID": "EUR"})
    admin("crm.deal.productrows.set", id=deal, rows=[{"PRODUCT_NAME": "Rope <b>", "PRICE": 120.5, "QUANTITY": 2}])
    payment = admin("crm.item.payment.add", entityTypeId=2, entityId=deal)
    (row,) = admin("crm.deal.productrows.get", id=deal)
    admin("crm.item.payment.product.add", paymentId=payment, rowId=row["ID"], quantity=2)
    found = admin("salescenter.payment.getPublicUrl", id=payment)["payment"]
    assert found.keys() == {"url", "shortUrl", "qr"}
    assert found["url"].startswith(f"{found['shortUrl']}?orderId=") and found["url"].endswith(f"&paymentId={payment}")
    code = Image.open(io.BytesIO(base64.b64decode(found["qr"])))
    assert (code.format, code.width) == ("PNG", code.height)
    page = shown(wire, found["url"])
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    text = page.body.decode()
    assert "€241.00" in text and "Rope &lt;b&gt;" in text and "<dt>Paid</dt><dd>no</dd>" in text
    assert page.headers["content-security-policy"] == "default-src 'none'"
    admin("crm.item.payment.pay", id=payment)
    assert "<dt>Paid</dt><dd>yes</dd>" in shown(wire, found["shortUrl"]).body.decode()
    assert admin("salescenter.payment.getPublicUrl", id=payment)["payment"] == found, "always the same"
    assert shown(wire, found["shortUrl"] + "/1").status == 404
    refused = api_of(wire, 3, SCOPES).send("salescenter.payment.getPublicUrl", id=payment)
    assert refused.error == (400, "0", "Access denied")
    admin("crm.item.payment.delete", id=payment)
    assert shown(wire, found["shortUrl"]).status == 404
    assert admin.send("salescenter.payment.getPublicUrl", id=payment).error == (
        400, "200640400001", "payment is not exists",
    )  # fmt: skip
    assert admin.send("salescenter.payment.getPublicUrl").error[1] == "100"
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []


def test_a_client_sees_an_old_invoice(wire: Wire, admin: Api, seller: Api) -> None:
    rows = [{"ID": 0, "PRODUCT_NAME": "Winter storage", "PRICE": 1200, "QUANTITY": 1.5}]
    fields = {"ORDER_TOPIC": "Berth 7", "PERSON_TYPE_ID": 1, "PAY_SYSTEM_ID": 1, "PRODUCT_ROWS": rows}
    number = admin("crm.invoice.add", fields={**fields, "DATE_PAY_BEFORE": "2026-12-24"})
    url = admin("crm.invoice.getexternallink", id=number)
    assert admin("crm.invoice.getexternallink", id=str(number)) == url
    text = shown(wire, url).body.decode()
    for each in (f"<h1>Invoice {number}</h1>", "Berth 7", "2026-12-24", "€1,800.00", "Winter storage", "1.5"):
        assert each in text, each
    assert seller.send("crm.invoice.getexternallink", id=number).status == 400
    assert admin.send("crm.invoice.getexternallink").error == (400, "", "ID is not defined or invalid.")
    assert admin.send("crm.invoice.getexternallink", id=99_999).error[2] == "Not found"
    admin("crm.invoice.delete", id=number)
    assert shown(wire, url).status == 404
