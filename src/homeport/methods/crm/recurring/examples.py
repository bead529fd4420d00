"""Examples of templates of recurring deals and invoices."""

from homeport.rpc.example import Call, Example, Made

_RULE = {
    "MODE": "multiple",
    "SINGLE_BEFORE_START_DATE_TYPE": "day",
    "SINGLE_BEFORE_START_DATE_VALUE": 0,
    "MULTIPLE_TYPE": "month",
    "MULTIPLE_INTERVAL": 1,
    "OFFSET_BEGINDATE_TYPE": "day",
    "OFFSET_BEGINDATE_VALUE": 1,
    "OFFSET_CLOSEDATE_TYPE": "month",
    "OFFSET_CLOSEDATE_VALUE": 2,
}
_STARTS = {"START_DATE": "2027-04-04T00:00:00+00:00", "IS_LIMIT": "N"}
_MONTHLY: Call = ("crm.deal.recurring.add", {"fields": {"DEAL_ID": 1, **_STARTS, "PARAMS": _RULE}})
_TEMPLATE: Call = ("crm.deal.add", {"fields": {"TITLE": "Winter storage", "IS_RECURRING": "Y"}})

_PERIOD = {
    "PERIOD": "month",
    "TYPE": 1,
    "INTERVAL": 1,
    "IS_WORKING_ONLY": "N",
    "WEEKDAY": "Monday",
    "NUM_DAY_IN_MONTH": 10,
    "NUM_WEEKDAY_IN_MONTH": 1,
    "FIELD_YEARLY_INTERVAL_MONTH_NAME": "March",
    "DATE_PAY_BEFORE_OFFSET_TYPE": "month",
    "DATE_PAY_BEFORE_OFFSET_VALUE": 1,
}
_BILL: Call = (
    "crm.invoice.add",
    {"fields": {"ORDER_TOPIC": "Berth", "PERSON_TYPE_ID": 1, "PAY_SYSTEM_ID": 1, "IS_RECURRING": "Y"}},
)
_EACH_MONTH: Call = ("crm.invoice.recurring.add", {"fields": {"INVOICE_ID": Made(), **_STARTS, "PARAMS": _PERIOD}})
_BOTH = (_BILL, _EACH_MONTH)

EXAMPLES = {
    "crm.invoice.recurring.add": Example(_EACH_MONTH[1], (_BILL,)),
    "crm.invoice.recurring.get": Example({"id": Made()}, _BOTH),
    "crm.invoice.recurring.list": Example({"filter": {"ACTIVE": "Y"}, "order": {"ID": "DESC"}}, _BOTH),
    "crm.invoice.recurring.update": Example({"id": Made(), "fields": {"SEND_BILL": "Y"}}, _BOTH),
    "crm.invoice.recurring.expose": Example({"id": Made()}, _BOTH),
    "crm.invoice.recurring.delete": Example({"id": Made()}, _BOTH),
    "crm.deal.recurring.add": Example(
        {"fields": {"DEAL_ID": Made(), "CATEGORY_ID": "0", **_STARTS, "PARAMS": _RULE}},
        (_TEMPLATE,),
    ),
    "crm.deal.recurring.get": Example({"id": Made()}, (_MONTHLY,)),
    "crm.deal.recurring.list": Example(
        {"filter": {">COUNTER_REPEAT": 0, "ID": Made((), 0)}, "order": {"ID": "DESC"}},
        (_MONTHLY, ("crm.deal.recurring.expose", {"id": Made()})),
    ),
    "crm.deal.recurring.update": Example(
        {"id": Made(), "fields": {"ACTIVE": "N", "START_DATE": "2027-05-01T00:00:00+00:00"}},
        (("crm.deal.recurring.add", {"fields": {"DEAL_ID": 1, "CATEGORY_ID": "0", **_STARTS, "PARAMS": _RULE}}),),
    ),
    "crm.deal.recurring.expose": Example({"id": Made()}, (_MONTHLY,)),
    "crm.deal.recurring.delete": Example(
        {"id": Made((), 1)},
        (
            _TEMPLATE,
            ("crm.deal.recurring.add", {"fields": {"DEAL_ID": Made(), **_STARTS, "PARAMS": _RULE}}),
            ("crm.deal.update", {"id": Made((), 0), "fields": {"IS_RECURRING": "N"}}),
        ),
    ),
}
