"""Examples of requisites, their templates, bank details, links and addresses."""

from typing import Any

from homeport.rpc.example import Call, Example, Made

_COMPANY, _REQUISITE, _DEAL = 4, 8, 2
_US = 122

_SHIPYARD: Call = (
    "crm.requisite.preset.add",
    {"fields": {"ENTITY_TYPE_ID": _REQUISITE, "COUNTRY_ID": _US, "NAME": "Shipyard", "SORT": 300}},
)
_PRESET = {"ID": Made((), 0)}
_TAX: Call = (
    "crm.requisite.preset.field.add",
    {"preset": _PRESET, "fields": {"FIELD_NAME": "RQ_VAT_ID", "FIELD_TITLE": "Tax number", "SORT": 100}},
)
_REQUISITE_FIELDS: dict[str, Any] = {
    "ENTITY_TYPE_ID": _COMPANY,
    "ENTITY_ID": 1,
    "PRESET_ID": 1,
    "NAME": "Main requisites",
    "RQ_COMPANY_NAME": "Moor & Daughters",
    "RQ_VAT_ID": "US123456",
}
_MAIN: Call = ("crm.requisite.add", {"fields": _REQUISITE_FIELDS})
_ACCOUNT: Call = (
    "crm.requisite.bankdetail.add",
    {
        "fields": {
            "ENTITY_ID": Made((), 0),
            "NAME": "Harbour Bank",
            "RQ_ACC_NUM": "000123456789",
            "RQ_SWIFT": "HARBUS33",
        }
    },
)
_KEY = {"TYPE_ID": 1, "ENTITY_TYPE_ID": _REQUISITE, "ENTITY_ID": Made((), 0)}
_QUAY: Call = (
    "crm.address.add",
    {"fields": {**_KEY, "ADDRESS_1": "4 Quay Street", "CITY": "Portsmouth", "POSTAL_CODE": "03801"}},
)
_DEAL_OF_CLIENT: Call = ("crm.deal.add", {"fields": {"TITLE": "Anchor chains", "COMPANY_ID": 1}})
_CHOICE: Call = (
    "crm.requisite.link.register",
    {
        "fields": {
            "ENTITY_TYPE_ID": _DEAL,
            "ENTITY_ID": Made((), 1),
            "REQUISITE_ID": Made((), 0),
            "BANK_DETAIL_ID": 0,
            "MC_REQUISITE_ID": 0,
            "MC_BANK_DETAIL_ID": 0,
        }
    },
)
_CHOSEN = {"entityTypeId": _DEAL, "entityId": Made((), 1)}
_RATING: Call = (
    "crm.requisite.userfield.add",
    {"fields": {"FIELD_NAME": "RATING", "USER_TYPE_ID": "double", "LABEL": "Rating", "SETTINGS": {"PRECISION": 1}}},
)

EXAMPLES = {
    "crm.requisite.preset.add": Example(_SHIPYARD[1]),
    "crm.requisite.preset.get": Example({"id": Made()}, (_SHIPYARD,)),
    "crm.requisite.preset.list": Example(
        {"filter": {"ACTIVE": "Y"}, "order": {"SORT": "ASC"}, "select": ["ID", "NAME", "COUNTRY_ID"]}
    ),
    "crm.requisite.preset.update": Example({"id": Made(), "fields": {"NAME": "Shipyards"}}, (_SHIPYARD,)),
    "crm.requisite.preset.delete": Example({"id": Made()}, (_SHIPYARD,)),
    "crm.requisite.preset.field.add": Example(_TAX[1], (_SHIPYARD,)),
    "crm.requisite.preset.field.availabletoadd": Example({"preset": {"ID": 1}}),
    "crm.requisite.preset.field.get": Example({"preset": _PRESET, "id": Made()}, (_SHIPYARD, _TAX)),
    "crm.requisite.preset.field.list": Example({"preset": {"ID": 1}}),
    "crm.requisite.preset.field.update": Example(
        {"preset": _PRESET, "id": Made(), "fields": {"FIELD_NAME": "RQ_VAT_ID", "FIELD_TITLE": "VAT"}},
        (_SHIPYARD, _TAX),
    ),
    "crm.requisite.preset.field.delete": Example({"preset": _PRESET, "id": Made()}, (_SHIPYARD, _TAX)),
    "crm.requisite.add": Example(_MAIN[1]),
    "crm.requisite.get": Example({"id": Made()}, (_MAIN,)),
    "crm.requisite.list": Example(
        {"filter": {"ENTITY_TYPE_ID": _COMPANY, "ENTITY_ID": 1}, "select": ["ID", "NAME", "RQ_VAT_ID"]}, (_MAIN,)
    ),
    "crm.requisite.update": Example({"id": Made(), "fields": {"RQ_VAT_ID": "US654321"}}, (_MAIN,)),
    "crm.requisite.delete": Example({"id": Made()}, (_MAIN,)),
    "crm.requisite.bankdetail.add": Example(_ACCOUNT[1], (_MAIN,)),
    "crm.requisite.bankdetail.get": Example({"id": Made()}, (_MAIN, _ACCOUNT)),
    "crm.requisite.bankdetail.list": Example(
        {"filter": {"ENTITY_ID": Made((), 0)}, "select": ["ID", "NAME", "RQ_ACC_NUM"]}, (_MAIN, _ACCOUNT)
    ),
    "crm.requisite.bankdetail.update": Example({"id": Made(), "fields": {"COMMENTS": "Closed"}}, (_MAIN, _ACCOUNT)),
    "crm.requisite.bankdetail.delete": Example({"id": Made()}, (_MAIN, _ACCOUNT)),
    "crm.requisite.link.get": Example(_CHOSEN, (_MAIN, _DEAL_OF_CLIENT, _CHOICE)),
    "crm.requisite.link.list": Example(
        {"filter": {"@ENTITY_TYPE_ID": [_DEAL]}, "order": {"ENTITY_ID": "DESC"}}, (_MAIN, _DEAL_OF_CLIENT, _CHOICE)
    ),
    "crm.requisite.link.register": Example(_CHOICE[1], (_MAIN, _DEAL_OF_CLIENT)),
    "crm.requisite.link.unregister": Example(_CHOSEN, (_MAIN, _DEAL_OF_CLIENT, _CHOICE)),
    "crm.requisite.userfield.add": Example(_RATING[1]),
    "crm.requisite.userfield.get": Example({"id": Made()}, (_RATING,)),
    "crm.requisite.userfield.list": Example({"filter": {"LANG": "en"}, "order": {"SORT": "ASC"}}, (_RATING,)),
    "crm.requisite.userfield.update": Example({"id": Made(), "fields": {"SORT": 50}}, (_RATING,)),
    "crm.requisite.userfield.delete": Example({"id": Made()}, (_RATING,)),
    "crm.address.add": Example(_QUAY[1], (_MAIN,)),
    "crm.address.list": Example(
        {"filter": {"ENTITY_TYPE_ID": _REQUISITE, "ENTITY_ID": Made((), 0)}, "order": {"TYPE_ID": "ASC"}},
        (_MAIN, _QUAY),
    ),
    "crm.address.update": Example({"fields": {**_KEY, "CITY": "Kittery"}}, (_MAIN, _QUAY)),
    "crm.address.delete": Example({"fields": _KEY}, (_MAIN, _QUAY)),
}
