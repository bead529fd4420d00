"""What the documentation's examples of the catalogue need of the demo portal: its own ids, and stock that is kept."""

from typing import Any

from homeport.reference.examples import example_of
from homeport.rpc.example import Made, filled
from tests.conftest import Api
from tests.contract.shown import DETAILS, made_before

OLDER = ("crm.catalog", "crm.product", "crm.product.property", "crm.productsection")
STOCK = ("catalog.storeproduct.", "catalog.document", "catalog.priceTypeGroup.", "catalog.userfield.document.")
"""Families whose lists are empty in the demo portal: what comes before our own examples fills them."""

_BLOCKS = {"iblockId": 1, "CATALOG_ID": 1, "IBLOCK_ID": 1}
_THERE = {
    **_BLOCKS,
    "iblockSectionId": 1,
    "SECTION_ID": 1,
    "productId": 8,
    "elementId": 1,
    "catalogGroupId": 1,
    "trialPriceId": 1,
    "responsibleId": 1,
}
"""What the demo portal's catalogue has."""


def is_about(prefix: str) -> bool:
    """Whether a family is one of the catalogue's."""
    return prefix.startswith("catalog.") or prefix in OLDER


def parameters(caller: Api, name: str) -> dict[str, Any]:
    """The parameters of an example that must name what is there, in small letters."""
    if name == "catalog.userfield.document.update":
        return _stocked(caller, name)
    example = {key.lower(): value for key, value in DETAILS[name]["request_example"].items()}
    if name.startswith(STOCK) and name.endswith((".get", ".list")):
        return _stocked(caller, name)
    found = made_before(caller, name) or ({"id": 1} if "id" in example else {})
    if "fields" in example:
        if "parentId" in example["fields"]:
            sail = caller("catalog.product.sku.add", fields={"iblockId": 1, "name": "Sail"})
            found.setdefault("fields", {})["parentId"] = sail["sku"]["id"]
        found["fields"] = _fields(name, example["fields"], found.get("fields", {}))
    if "propertyid" in example:
        found.setdefault("propertyid", 1)
    if name == "catalog.price.modify":
        second = caller("catalog.priceType.add", fields={"name": "TRADE"})["priceType"]["id"]
        prices = [{"catalogGroupId": kind, "currency": "USD", "price": 2001} for kind in (1, second)]
        return {"fields": {"product": {"id": 8, "prices": prices}}}
    if name.endswith("getFieldsByFilter"):
        return {"filter": {"iblockId": _block(name)}}
    if name.endswith(".list"):
        made_before(caller, name.replace(".list", ".get").replace("roundingrule", "roundingRule"))
        found["filter"] = {key: _block(name) for key in _BLOCKS if key in example.get("filter", {})}
        found["start"] = 0
    return found


def _block(name: str) -> int:
    return 2 if ".offer." in name else 1


def _fields(name: str, shown: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """An example's fields, with what is there in the place of what is not."""
    if name == "catalog.documentcontractor.add":
        return made
    own = {"iblockId": 2, "iblockSectionId": 0} if _block(name) == 2 else {}
    mine = example_of(name).params.get("fields", {})
    named = {key: made[key] for key, value in mine.items() if isinstance(value, Made) and key in made}
    parent = {"parentId": made["parentId"]} if "parentId" in made else {}
    there = {**_THERE, **own, **named, **parent}
    return shown | {key: value for key, value in there.items() if key in shown}


def _stocked(caller: Api, name: str) -> dict[str, Any]:
    example = example_of(name)
    results: list[Any] = []
    for method, params in example.before:
        results.append(caller(method, **filled(params, results)))
    own: dict[str, Any] = filled(example.params, results)
    return {"start": 0, **{key.lower(): value for key, value in own.items() if key != "select"}}
