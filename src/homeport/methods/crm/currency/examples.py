"""Examples of currencies."""

from homeport.rpc.example import Call, Example

_KRONE: Call = (
    "crm.currency.add",
    {"fields": {"CURRENCY": "DKK", "AMOUNT_CNT": 1, "AMOUNT": 0.15, "LANG": {"en": {"FULL_NAME": "Danish krone"}}}},
)
_GERMAN = {"de": {"FULL_NAME": "US-Dollar", "DECIMALS": 2}}

EXAMPLES = {
    "crm.currency.add": Example(_KRONE[1]),
    "crm.currency.base.set": Example({"id": "USD"}),
    "crm.currency.delete": Example({"id": "DKK"}, (_KRONE,)),
    "crm.currency.get": Example({"id": "USD"}),
    "crm.currency.localizations.delete": Example({"id": "USD", "lids": ["en"]}),
    "crm.currency.localizations.get": Example({"id": "USD"}),
    "crm.currency.localizations.set": Example({"id": "USD", "localizations": _GERMAN}),
    "crm.currency.update": Example({"id": "USD", "fields": {"AMOUNT": 0.9}}),
}
