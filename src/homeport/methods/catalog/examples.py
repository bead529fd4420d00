"""Examples of the commercial catalogue."""

from homeport.rpc.example import Call, Example, Made

_CRATE: Call = ("catalog.measure.add", {"fields": {"code": 5001, "measureTitle": "Crate", "symbol": "crate"}})
_MEASURE = Made(("measure", "id"))
_REDUCED: Call = ("catalog.vat.add", {"fields": {"name": "Reduced", "rate": 7, "sort": 50}})
_VAT = Made(("vat", "id"))

EXAMPLES = {
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
