"""Rows of the catalogue, as many as walks of lists need."""

from collections.abc import Callable, Iterable
from typing import Any

from homeport.domain.catalog import price_extras
from homeport.store import Transaction

MANY = 130
"""Rows of a list that has no limit: more than two pages, and the last one not full."""

DOT = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""A picture of one dot, in base64."""

Several = Callable[[Iterable[tuple[str, dict[str, Any]]]], list[Any]]


def fill(several: Several) -> None:
    """Make the rows.

    :param several: what calls answer that all succeed
    """
    several(
        ("catalog.measure.add", {"fields": {"code": 1000 + number, "measureTitle": f"Walked {number}"}})
        for number in range(MANY)
    )
    several(("catalog.section.add", {"fields": {"iblockId": 1, "name": f"Walked {number}"}}) for number in range(MANY))
    for kind, block in (("product", 1), ("product.sku", 1), ("product.service", 1), ("product.offer", 2)):
        made = several(
            (f"catalog.{kind}.add", {"fields": {"iblockId": block, "name": f"Walked {number}"}})
            for number in range(MANY)
        )
        price = {"catalogGroupId": 1, "price": 1, "currency": "EUR"}
        products = [next(iter(each.values()))["id"] for each in made]
        several(("catalog.price.add", {"fields": {"productId": number, **price}}) for number in products[:50])
    kinds = several(("catalog.priceType.add", {"fields": {"name": f"WALKED_{number}"}}) for number in range(MANY))
    said = {"lang": "en", "name": "Walked"}
    several(
        ("catalog.priceTypeLang.add", {"fields": {"catalogGroupId": made["priceType"]["id"], **said}}) for made in kinds
    )
    several(("catalog.store.add", {"fields": {"address": f"Quay {number}"}}) for number in range(MANY))
    rule = {"catalogGroupId": 1, "roundType": 1, "roundPrecision": 1}
    several(("catalog.roundingRule.add", {"fields": {**rule, "price": number}}) for number in range(MANY))
    several(("catalog.vat.add", {"fields": {"name": f"Walked {number}", "rate": 1}}) for number in range(MANY))
    picture = {"fields": {"productId": 1}, "fileContent": {"0": "dot.gif", "1": DOT}}
    several(("catalog.productImage.add", picture) for _ in range(3))
    _properties(several)
    _inventory(several)


def markups(tx: Transaction) -> None:
    """Markups, which no method adds."""
    tx.insert_many(price_extras.TABLE, [{"NAME": f"Walked {number}", "PERCENTAGE": number} for number in range(MANY)])


def _properties(several: Several) -> None:
    said = {"iblockId": 2, "propertyType": "L"}
    made = several(
        ("catalog.productProperty.add", {"fields": {**said, "name": f"Walked {number}"}}) for number in range(MANY)
    )
    numbers = [each["productProperty"]["id"] for each in made]
    entry = {"propertyId": numbers[0], "value": "Walked"}
    several(("catalog.productPropertyEnum.add", {"fields": {**entry, "xmlId": str(place)}}) for place in range(MANY))
    shown = {"moduleId": "iblock", "featureId": "LIST_PAGE_SHOW", "isEnabled": "Y"}
    several(("catalog.productPropertyFeature.add", {"fields": {**shown, "propertyId": each}}) for each in numbers)


def _inventory(several: Several) -> None:
    groups = {"catalogGroupId": 1, "access": "Y"}
    several(("catalog.priceTypeGroup.add", {"fields": {**groups, "groupId": number + 1}}) for number in range(MANY))
    receipt = {"docType": "A", "currency": "EUR", "responsibleId": 1}
    made = several(("catalog.document.add", {"fields": receipt}) for _ in range(MANY))
    documents = [each["document"]["id"] for each in made]
    asked = {"entityTypeId": 3, "filter": {"code": "CATALOG_CONTRACTOR_CONTACT"}}
    (found,) = several(iter([("crm.category.list", asked)]))
    vendor = {"name": "Walked", "categoryId": found["categories"][0]["id"]}
    (supplier,) = several(iter([("crm.item.add", {"entityTypeId": 3, "fields": vendor})]))
    bound = {"entityTypeId": 3, "entityId": supplier["item"]["id"]}
    several(("catalog.documentcontractor.add", {"fields": {**bound, "documentId": each}}) for each in documents)
    stores = several(("catalog.store.add", {"fields": {"address": f"Loft {number}"}}) for number in range(MANY))
    goods = [
        {"docId": document, "elementId": 1, "storeTo": made["store"]["id"], "amount": 1}
        for document, made in zip(documents, stores, strict=True)
    ]
    several(("catalog.document.element.add", {"fields": each}) for each in goods)
    several(("catalog.document.conduct", {"id": each}) for each in documents)
