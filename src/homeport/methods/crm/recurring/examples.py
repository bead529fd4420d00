"""Examples of templates of recurring deals."""

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

EXAMPLES = {
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
