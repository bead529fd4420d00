"""Examples of the commercial catalogue."""

from homeport.rpc.example import Call, Example, Made

_CRATE: Call = ("catalog.measure.add", {"fields": {"code": 5001, "measureTitle": "Crate", "symbol": "crate"}})
_MEASURE = Made(("measure", "id"))
_REDUCED: Call = ("catalog.vat.add", {"fields": {"name": "Reduced", "rate": 7, "sort": 50}})
_VAT = Made(("vat", "id"))
_SPARS: Call = ("catalog.section.add", {"fields": {"iblockId": 1, "name": "Spars", "code": "spars", "sort": 600}})
_SECTION = Made(("section", "id"))

EXAMPLES = {
    "catalog.catalog.get": Example({"id": 1}),
    "catalog.catalog.list": Example({"filter": {"productIblockId": 1}, "select": ["id", "iblockId", "name"]}),
    "catalog.catalog.isOffers": Example({"id": 2}),
    "catalog.section.add": Example(_SPARS[1]),
    "catalog.section.get": Example({"id": _SECTION}, (_SPARS,)),
    "catalog.section.list": Example({"filter": {"iblockId": 1}, "order": {"sort": "ASC"}, "select": ["id", "name"]}),
    "catalog.section.update": Example(
        {"id": _SECTION, "fields": {"iblockId": 1, "name": "Masts", "description": "Whatever stands"}}, (_SPARS,)
    ),
    "catalog.section.delete": Example({"id": _SECTION}, (_SPARS,)),
    "catalog.measure.add": Example(_CRATE[1]),
    "catalog.measure.get": Example({"id": _MEASURE}, (_CRATE,)),
    "catalog.measure.list": Example({"filter": {"<=code": 200}, "order": {"code": "DESC"}, "select": ["id", "symbol"]}),
    "catalog.measure.update": Example({"id": _MEASURE, "fields": {"symbol": "cr."}}, (_CRATE,)),
    "catalog.measure.delete": Example({"id": _MEASURE}, (_CRATE,)),
    "catalog.vat.add": Example(_REDUCED[1]),
    "catalog.vat.get": Example({"id": _VAT}, (_REDUCED,)),
    "catalog.vat.list": Example({"filter": {">=sort": 100}, "order": {"id": "ASC"}, "select": ["id", "name", "rate"]}),
    "catalog.vat.update": Example({"id": _VAT, "fields": {"rate": 9}}, (_REDUCED,)),
    "catalog.vat.delete": Example({"id": _VAT}, (_REDUCED,)),
}
