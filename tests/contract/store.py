"""The documentation's examples of the online store, fitted to the demo portal."""

from collections.abc import Sequence
from typing import Any

from homeport.reference.examples import example_of
from homeport.rpc.example import Call, Made, filled
from tests.conftest import Api
from tests.contract.shown import DETAILS

_HERE = {
    "personTypeId": 3,
    "propsGroupId": 1,
    "propertyId": 4,
    "productId": 1,
    "productid": 1,
    "paySystemId": 1,
    "deliveryId": 2,
    "orderPropsId": 1,
    "PERSON_TYPE_ID": 3,
    "currency": "EUR",
    "CURRENCY": "EUR",
    "LOGOTYPE": "R0lGODlh",
    "BX_REST_HANDLER": "harbour",
}
"""What the demo portal has in the place of what the documentation's portal has."""


_LISTED = {
    "sale.cashbox.handler.list": ("NAME", "CODE", "SORT", "SETTINGS"),
    "sale.delivery.handler.list": ("NAME", "CODE", "SORT", "DESCRIPTION", "SETTINGS", "PROFILES"),
    "sale.paysystem.handler.list": ("NAME", "CODE", "SORT", "SETTINGS"),
}
"""Lists of what their examples have: the parameters that make it."""


def parameters(caller: Api, name: str) -> dict[str, Any]:
    """An example's parameters: ids that our own example makes, and what the demo portal has."""
    shown = DETAILS[name]["request_example"]
    example = example_of(name)
    results: list[Any] = []
    for method, params in _before(name):
        results.append(caller(method, **filled(params, results)))
    if name in _LISTED:
        (row,) = DETAILS[name]["response_example"]["result"][:1]
        caller(name.replace(".list", ".add"), **{key: row[key] for key in _LISTED[name]})
        return {}
    if name == "sale.paysystem.settings.invoice.get":
        given = {code: {"VALUE": value} for code, value in DETAILS[name]["response_example"]["result"].items()}
        caller("sale.paysystem.settings.update", ID=3, SETTINGS=given)
        return {"invoice_id": results[0], "pay_system_id": 3}
    if name.startswith("sale.delivery.request."):
        return {"delivery_id": results[1]["profiles"][0]["ID"], "request_id": "request|1"}
    if name == "sale.cashbox.check.apply":
        return {"uuid": "check|1"}
    if name == "sale.paysystem.pay.invoice":
        return {"invoice_id": results[0], "pay_system_id": 3}
    if name.startswith("sale.paysystem.settings.") and name.endswith(".get"):
        values = DETAILS[name]["response_example"]["result"].items()
        given = {code: {"TYPE": "VALUE", "VALUE": value} for code, value in values}
        caller("sale.paysystem.settings.update", ID=results[1], SETTINGS=given)
    if name.startswith("crm.item.") and name.endswith("list"):
        return {key.lower(): value for key, value in filled(example.params, results).items()} | {"filter": {}}
    if name.endswith(("list", "getList")) and "fields" not in shown:
        made: dict[str, Any] = {"filter": {}, "start": 0, "select": []}
        if "select" not in {key.lower() for key in shown} or name in ("sale.cashbox.list", "sale.paysystem.list"):
            return made
        return {key: value for key, value in made.items() if key != "select"}
    if name.lower().endswith((".deletebyfilter", "crm.orderentity.add", "crm.item.payment.add")):
        made = filled(example.params, results)
    else:
        made = _merged(_fitted(shown), _made(example.params), results)
    if name == "sale.statusLang.add":
        made["fields"]["statusId"] = "N"
    return {key.lower(): value for key, value in made.items()}


def _before(name: str) -> Sequence[Call]:
    """The calls that make what an example needs: our own, where the documentation's do not go together."""
    if name in _LISTED:
        return []
    match name:
        case "sale.cashbox.add":
            return [_documented("sale.cashbox.handler.add")]
        case "sale.delivery.add":
            return [_documented("sale.delivery.handler.add")]
        case "sale.delivery.config.update" | "sale.delivery.config.get":
            return [_documented("sale.delivery.handler.add"), _documented("sale.delivery.add")]
        case _:
            return example_of(name).before


def _documented(name: str) -> Call:
    return name, _fitted(DETAILS[name]["request_example"])


def _fitted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _HERE.get(key, _fitted(each)) for key, each in value.items()}
    return [_fitted(each) for each in value] if isinstance(value, list) else value


def _made(params: Any) -> dict[str, Any]:
    """Of our own parameters ids and those that calls before have made, and the objects that hold some."""
    return {
        key: _made(value) if isinstance(value, dict) else value
        for key, value in params.items()
        if key.lower() == "id" or isinstance(value, Made) or _has_made(value)
    }


def _has_made(value: Any) -> bool:
    if isinstance(value, list):
        return any(_has_made(each) or isinstance(each, Made) for each in value)
    return isinstance(value, dict) and any(_has_made(each) or isinstance(each, Made) for each in value.values())


def _merged(shown: dict[str, Any], made: dict[str, Any], results: list[Any]) -> dict[str, Any]:
    names = {key.lower(): key for key in shown}
    found = dict(shown)
    for key, value in made.items():
        at = names.get(key.lower(), key)
        inner = found.get(at)
        found[at] = _merged(inner, value, results) if isinstance(inner, dict) else filled(value, results)
    return found
