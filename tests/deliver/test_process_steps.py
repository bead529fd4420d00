"""``tutorials/bizproc/activity.md``: a handler makes a smart invoice of a deal, by the tokens that it is passed."""

from typing import Any

from homeport.testing.credentials import call
from homeport.testing.portal import LocalPortal
from tests.bpt import bpt, node
from tests.handler import Handler

DEAL = ["crm", "CCrmDocumentDeal", "DEAL"]
PROPERTIES = {
    "invoice_title": {"Name": "Title", "Type": "string", "Default": "Invoice for {=Document:TITLE}"},
    "mycompany_id": {"Name": "Company", "Type": "int"},
}


def test_a_handler_is_told_calls_the_portal_and_answers(portal: LocalPortal, handler: Handler) -> None:
    app = portal.app(scope="bizproc,crm,catalog")
    step = {"CODE": "invoice", "HANDLER": handler.url, "AUTH_USER_ID": 2, "NAME": "Make an invoice"}
    returns = {"id": {"Name": "Invoice", "Type": "int"}}
    app.call("bizproc.activity.add", **step, PROPERTIES=PROPERTIES, RETURN_PROPERTIES=returns)
    write = node("SetFieldActivity", "A2", {"FieldValue": {"COMMENTS": "Invoice {=A1:id}"}})
    data = bpt(node("rest_invoice", "A1", {"mycompany_id": 1, "TimeoutDuration": "90"}), write)
    template = app.call("bizproc.workflow.template.add", DOCUMENT_TYPE=DEAL, NAME="Invoices", TEMPLATE_DATA=data)
    deal = app.call("crm.deal.add", fields={"TITLE": "Rope", "COMPANY_ID": 1, "CONTACT_IDS": [1]})
    row = {"ownerType": "D", "ownerId": deal, "productRows": [{"productName": "Rope", "price": 20, "quantity": 3}]}
    app.call("crm.item.productrow.set", **row)
    workflow = app.call("bizproc.workflow.start", TEMPLATE_ID=template, DOCUMENT_ID=[*DEAL[:2], f"DEAL_{deal}"])

    told = handler.next()
    auth = told.pop("auth")
    token = told.pop("event_token")
    assert told == {
        "workflow_id": workflow,
        "code": "invoice",
        "document_id": [*DEAL[:2], f"DEAL_{deal}"],
        "document_type": DEAL,
        "properties": {"invoice_title": "Invoice for Rope", "mycompany_id": "1"},
        "use_subscription": "Y",
        "timeout_duration": "90",
        "ts": told["ts"],
    }
    assert auth["user_id"] == "2"
    assert auth["application_token"] == app.application_token
    assert auth["refresh_token"], "the handler may go on with it"

    def ask(method: str, **params: Any) -> Any:
        return call(f"{portal.http}/rest/{method}", {**params, "auth": auth["access_token"]})

    number = int(told["document_id"][2].removeprefix("DEAL_"))
    item = ask("crm.item.get", entityTypeId=2, id=number)["item"]
    rows = ask("crm.item.productrow.list", filter={"=ownerType": "D", "=ownerId": number})["productRows"]
    fields = {"title": told["properties"]["invoice_title"], "companyId": item["companyId"]}
    fields |= {"contactIds": item["contactIds"], "mycompanyId": told["properties"]["mycompany_id"], "parentId2": number}
    invoice = ask("crm.item.add", entityTypeId=31, fields=fields)["item"]["id"]
    goods = [{name: each[name] for name in ("productName", "price", "quantity")} for each in rows]
    ask("crm.item.productrow.set", ownerType="SI", ownerId=invoice, productRows=goods)
    assert ask("bizproc.event.send", event_token=token, return_values={"id": invoice}) is True

    assert app.call("crm.deal.get", id=deal)["COMMENTS"] == f"Invoice {invoice}"
    made = app.call("crm.item.get", entityTypeId=31, id=invoice)["item"]
    assert (made["title"], made["companyId"], made["parentId2"], made["opportunity"]) == (
        "Invoice for Rope",
        1,
        deal,
        60,
    )
    assert app.call("bizproc.workflow.instances") == []
