"""Examples of old invoices."""

from homeport.rpc.example import Call, Example, Made

_BILL: Call = (
    "crm.invoice.add",
    {"fields": {"ORDER_TOPIC": "Winter storage", "PERSON_TYPE_ID": 1, "PAY_SYSTEM_ID": 1, "UF_COMPANY_ID": 1}},
)
_STATUS: Call = ("crm.invoice.status.add", {"fields": {"NAME": "Reminded", "SORT": 25}})
_FIELD: Call = ("crm.invoice.userfield.add", {"fields": {"FIELD_NAME": "BERTH", "USER_TYPE_ID": "string"}})

EXAMPLES = {
    "crm.invoice.add": Example(_BILL[1]),
    "crm.invoice.get": Example({"id": Made()}, (_BILL,)),
    "crm.invoice.list": Example({"filter": {">=PRICE": 0, "ID": Made()}, "select": ["ID", "ORDER_TOPIC"]}, (_BILL,)),
    "crm.invoice.update": Example({"id": Made(), "fields": {"ORDER_TOPIC": "Summer storage"}}, (_BILL,)),
    "crm.invoice.delete": Example({"id": Made()}, (_BILL,)),
    "crm.invoice.getexternallink": Example({"id": Made()}, (_BILL,)),
    "crm.invoice.status.add": Example(_STATUS[1]),
    "crm.invoice.status.get": Example({"id": Made()}, (_STATUS,)),
    "crm.invoice.status.list": Example({"order": {"SORT": "ASC"}}),
    "crm.invoice.status.update": Example({"id": Made(), "fields": {"NAME": "Reminded twice"}}, (_STATUS,)),
    "crm.invoice.status.delete": Example({"id": Made()}, (_STATUS,)),
    "crm.invoice.userfield.add": Example(_FIELD[1]),
    "crm.invoice.userfield.get": Example({"id": Made()}, (_FIELD,)),
    "crm.invoice.userfield.list": Example({"filter": {"MANDATORY": "N"}, "order": {"SORT": "ASC"}}, (_FIELD,)),
    "crm.invoice.userfield.update": Example({"id": Made(), "fields": {"SORT": 50}}, (_FIELD,)),
    "crm.invoice.userfield.delete": Example({"id": Made()}, (_FIELD,)),
}
