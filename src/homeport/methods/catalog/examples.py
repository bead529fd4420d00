"""Examples of the commercial catalogue."""

from homeport.rpc.example import Call, Example, Made

_CRATE: Call = ("catalog.measure.add", {"fields": {"code": 5001, "measureTitle": "Crate", "symbol": "crate"}})
_MEASURE = Made(("measure", "id"))
_REDUCED: Call = ("catalog.vat.add", {"fields": {"name": "Reduced", "rate": 7, "sort": 50}})
_VAT = Made(("vat", "id"))
_SPARS: Call = ("catalog.section.add", {"fields": {"iblockId": 1, "name": "Spars", "code": "spars", "sort": 600}})
_SECTION = Made(("section", "id"))
_NEW = {"iblockId": 1, "name": "Anchor", "sort": 100, "xmlId": "anchor"}
_ANCHOR: Call = ("catalog.product.add", {"fields": {**_NEW, "code": "anchor", "weight": 25, "vatId": 1}})
_SAIL: Call = ("catalog.product.sku.add", {"fields": {**_NEW, "name": "Sail"}})
_JIB: Call = (
    "catalog.product.offer.add",
    {"fields": {"iblockId": 2, "name": "Sail, 12 m²", "weight": 18, "quantity": 4, "xmlId": "sail-12"}},
)
_FITTING: Call = ("catalog.product.service.add", {"fields": {**_NEW, "name": "Fitting"}})
_WHOLESALE: Call = ("catalog.priceType.add", {"fields": {"name": "WHOLESALE", "sort": 200, "xmlId": "wholesale"}})
_PRICE: Call = (
    "catalog.price.add",
    {"fields": {"productId": 8, "catalogGroupId": 1, "price": 129.9, "currency": "EUR"}},
)
_PRICED = Made(("price", "id"))
_ROUND: Call = (
    "catalog.roundingRule.add",
    {"fields": {"catalogGroupId": 1, "price": 100, "roundType": 2, "roundPrecision": 10}},
)
_RULE = Made(("roundingRule", "id"))
_QUAY: Call = (
    "catalog.store.add",
    {"fields": {"title": "Quay 4", "address": "Harbour Street 4, Hamburg", "gpsN": 53.54, "sort": 50}},
)
_STORE = Made(("store", "id"))
_GERMAN: Call = (
    "catalog.priceTypeLang.add",
    {"fields": {"catalogGroupId": 1, "lang": "de", "name": "Grundpreis"}},
)
_TRANSLATION = Made(("priceTypeLang", "id"))
_COLOUR: Call = (
    "catalog.productProperty.add",
    {"fields": {"iblockId": 1, "name": "Colour", "code": "COLOUR", "propertyType": "L", "multiple": "Y"}},
)
_PROPERTY = Made(("productProperty", "id"), 0)
_RED = {"propertyId": _PROPERTY, "value": "Red", "xmlId": "red", "sort": 100}
_ENTRY: Call = ("catalog.productPropertyEnum.add", {"fields": _RED})
_ENTRY_ID = Made(("productPropertyEnum", "id"), 1)
_IN_LISTS = {"propertyId": _PROPERTY, "moduleId": "iblock", "featureId": "LIST_PAGE_SHOW", "isEnabled": "Y"}
_FEATURE: Call = ("catalog.productPropertyFeature.add", {"fields": _IN_LISTS})
_FEATURE_ID = Made(("productPropertyFeature", "id"), 1)
_RECEIPT: Call = (
    "catalog.document.add",
    {"fields": {"docType": "S", "currency": "EUR", "responsibleId": 1, "docNumber": "IN-00042", "title": "Spring"}},
)
_DOCUMENT = Made(("document", "id"), 0)
_GOODS: Call = (
    "catalog.document.element.add",
    {
        "fields": {
            "docId": _DOCUMENT,
            "elementId": 1,
            "storeTo": Made(("store", "id"), 1),
            "amount": 120,
            "purchasingPrice": 1.85,
        }
    },
)
_GOODS_ID = Made(("documentElement", "id"), 2)
_WHOLE = (_RECEIPT, _QUAY, _GOODS)
_CONDUCTED = (*_WHOLE, ("catalog.document.conduct", {"id": _DOCUMENT}))
_INCOMING: Call = (
    "catalog.document.add",
    {"fields": {"docType": "A", "currency": "EUR", "responsibleId": 1, "title": "From the ropewalk"}},
)
_VENDOR_CATEGORY: Call = (
    "crm.category.list",
    {"entityTypeId": 4, "filter": {"code": "CATALOG_CONTRACTOR_COMPANY"}},
)
_VENDOR: Call = (
    "crm.item.add",
    {"entityTypeId": 4, "fields": {"title": "Ropewalk", "categoryId": Made(("categories", 0, "id"), 1)}},
)
_SUPPLIED = {"documentId": _DOCUMENT, "entityTypeId": 4, "entityId": Made(("item", "id"), 2)}
_SUPPLIER = (_INCOMING, _VENDOR_CATEGORY, _VENDOR, ("catalog.documentcontractor.add", {"fields": _SUPPLIED}))
_BUYERS = {"catalogGroupId": 1, "groupId": 2, "access": "Y"}
_BUYING: Call = ("catalog.priceTypeGroup.add", {"fields": _BUYERS})


def _product(name: str, add: Call, made: Made, block: int = 1) -> dict[str, Example]:
    some = {"filter": {"iblockId": block}, "order": {"name": "ASC"}, "select": ["id", "iblockId", "name"]}
    return {
        f"{name}.add": Example(add[1]),
        f"{name}.get": Example({"id": made}, (add,)),
        f"{name}.list": Example(some, (add,)),
        f"{name}.update": Example({"id": made, "fields": {"name": "Renamed", "previewText": "As new"}}, (add,)),
        f"{name}.delete": Example({"id": made}, (add,)),
        f"{name}.getFieldsByFilter": Example({"filter": {"iblockId": block}}),
    }


_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_PHOTO: Call = ("catalog.productImage.add", {"fields": {"productId": 1}, "fileContent": ["anchor.png", _DOT]})
_IMAGE = Made(("productImage", "id"))
_PICTURED: Call = (
    "catalog.product.add",
    {"fields": {**_NEW, "detailPicture": {"fileData": ["anchor.png", _DOT]}}},
)


def _download() -> Example:
    asked = {
        "productId": Made(("element", "id")),
        "fileId": Made(("element", "detailPicture", "id")),
        "fieldName": "DETAIL_PICTURE",
    }
    return Example({"fields": asked}, (_PICTURED,))


EXAMPLES = {
    "catalog.productImage.add": Example(_PHOTO[1]),
    "catalog.productImage.get": Example({"productId": 1, "id": _IMAGE}, (_PHOTO,)),
    "catalog.productImage.list": Example({"productId": Made(("productImage", "productId"))}, (_PHOTO,)),
    "catalog.productImage.delete": Example({"productId": 1, "id": _IMAGE}, (_PHOTO,)),
    **{f"catalog.product{kind}.download": _download() for kind in ("", ".offer", ".sku", ".service")},
    "catalog.productProperty.add": Example(_COLOUR[1]),
    "catalog.productProperty.get": Example({"id": _PROPERTY}, (_COLOUR,)),
    "catalog.productProperty.list": Example(
        {"filter": {"iblockId": 2}, "order": {"id": "ASC"}, "select": ["id", "name", "propertyType", "userType"]}
    ),
    "catalog.productProperty.update": Example(
        {"id": _PROPERTY, "fields": {"iblockId": 1, "name": "Colours", "sort": 50}}, (_COLOUR,)
    ),
    "catalog.productProperty.delete": Example({"id": _PROPERTY}, (_COLOUR,)),
    "catalog.productPropertyEnum.add": Example({"fields": _RED}, (_COLOUR,)),
    "catalog.productPropertyEnum.get": Example({"id": _ENTRY_ID}, (_COLOUR, _ENTRY)),
    "catalog.productPropertyEnum.list": Example({"filter": {"propertyId": _PROPERTY}}, (_COLOUR, _ENTRY)),
    "catalog.productPropertyEnum.update": Example(
        {"id": _ENTRY_ID, "fields": {**_RED, "value": "Signal red"}}, (_COLOUR, _ENTRY)
    ),
    "catalog.productPropertyEnum.delete": Example({"id": _ENTRY_ID}, (_COLOUR, _ENTRY)),
    "catalog.productPropertyFeature.add": Example({"fields": _IN_LISTS}, (_COLOUR,)),
    "catalog.productPropertyFeature.get": Example({"id": _FEATURE_ID}, (_COLOUR, _FEATURE)),
    "catalog.productPropertyFeature.list": Example({"filter": {"propertyId": _PROPERTY}}, (_COLOUR, _FEATURE)),
    "catalog.productPropertyFeature.update": Example(
        {"id": _FEATURE_ID, "fields": {**_IN_LISTS, "isEnabled": "N"}}, (_COLOUR, _FEATURE)
    ),
    "catalog.productPropertyFeature.getAvailableFeaturesByProperty": Example({"propertyId": 1}),
    "catalog.productPropertySection.get": Example({"propertyId": 1}),
    "catalog.productPropertySection.list": Example({"filter": {"smartFilter": "N"}}),
    "catalog.productPropertySection.set": Example(
        {"propertyId": _PROPERTY, "fields": {"smartFilter": "Y", "displayType": "K", "filterHint": "Which colour"}},
        (_COLOUR,),
    ),
    "catalog.document.add": Example(_RECEIPT[1]),
    "catalog.document.list": Example({"filter": {"status": "N"}, "select": ["id", "title", "docType"]}, (_RECEIPT,)),
    "catalog.document.update": Example({"id": _DOCUMENT, "fields": {"commentary": "Counted twice"}}, (_RECEIPT,)),
    "catalog.document.delete": Example({"id": _DOCUMENT}, (_RECEIPT,)),
    "catalog.document.deleteList": Example({"documentIds": [_DOCUMENT]}, (_RECEIPT,)),
    "catalog.document.conduct": Example({"id": _DOCUMENT}, _WHOLE),
    "catalog.document.confirm": Example({"id": _DOCUMENT}, _WHOLE),
    "catalog.document.conductList": Example({"documentIds": [_DOCUMENT]}, _WHOLE),
    "catalog.document.cancel": Example({"id": _DOCUMENT}, _CONDUCTED),
    "catalog.document.unconfirm": Example({"id": _DOCUMENT}, _CONDUCTED),
    "catalog.document.cancelList": Example({"documentIds": [_DOCUMENT]}, _CONDUCTED),
    "catalog.document.element.add": Example(_GOODS[1], (_RECEIPT, _QUAY)),
    "catalog.document.element.list": Example({"filter": {"docId": _DOCUMENT}}, _WHOLE),
    "catalog.document.element.update": Example(
        {"id": _GOODS_ID, "fields": {"amount": 100, "storeTo": Made(("store", "id"), 1)}}, _WHOLE
    ),
    "catalog.document.element.delete": Example({"id": _GOODS_ID}, _WHOLE),
    "catalog.documentcontractor.add": Example({"fields": _SUPPLIED}, _SUPPLIER[:3]),
    "catalog.documentcontractor.list": Example({"filter": {"documentId": _DOCUMENT}}, _SUPPLIER),
    "catalog.documentcontractor.delete": Example({"id": Made(("documentContractor", "id"))}, _SUPPLIER),
    "catalog.userfield.document.list": Example(
        {"select": ["documentType", "documentId"], "filter": {"documentType": "S"}}, (_RECEIPT,)
    ),
    "catalog.userfield.document.update": Example(
        {"documentId": _DOCUMENT, "fields": {"documentType": "S"}}, (_RECEIPT,)
    ),
    "catalog.storeproduct.get": Example({"id": 1}, _CONDUCTED),
    "catalog.storeproduct.list": Example({"filter": {"productId": 1}, "select": ["storeId", "amount"]}, _CONDUCTED),
    "catalog.extra.get": Example({"id": 1}),
    "catalog.extra.list": Example({"filter": {">=percentage": 10}, "select": ["id", "name"]}),
    "catalog.priceTypeGroup.add": Example({"fields": _BUYERS}),
    "catalog.priceTypeGroup.list": Example({"filter": {"catalogGroupId": 1}}, (_BUYING,)),
    "catalog.priceTypeGroup.delete": Example({"id": Made(("priceTypeGroup", "id"))}, (_BUYING,)),
    **_product("catalog.product", _ANCHOR, Made(("element", "id"))),
    **_product("catalog.product.sku", _SAIL, Made(("sku", "id"))),
    **_product("catalog.product.offer", _JIB, Made(("offer", "id")), 2),
    **_product("catalog.product.service", _FITTING, Made(("service", "id"))),
    "catalog.price.add": Example(_PRICE[1]),
    "catalog.price.get": Example({"id": _PRICED}, (_PRICE,)),
    "catalog.price.list": Example(
        {"filter": {">=price": 100}, "select": ["id", "productId", "price", "currency"]}, (_PRICE,)
    ),
    "catalog.price.update": Example({"id": _PRICED, "fields": {"price": 99.5, "currency": "EUR"}}, (_PRICE,)),
    "catalog.price.delete": Example({"id": _PRICED}, (_PRICE,)),
    "catalog.price.modify": Example(
        {
            "fields": {
                "product": {
                    "id": Made(("element", "id")),
                    "prices": [{"catalogGroupId": 1, "price": 120, "currency": "EUR"}],
                }
            }
        },
        (_ANCHOR,),
    ),
    "catalog.ratio.get": Example({"id": 1}),
    "catalog.ratio.list": Example({"filter": {"@productId": [1, 2], "isDefault": "Y"}}),
    "catalog.store.add": Example(_QUAY[1]),
    "catalog.store.get": Example({"id": _STORE}, (_QUAY,)),
    "catalog.store.list": Example({"filter": {"active": "Y"}, "select": ["id", "title", "address"]}, (_QUAY,)),
    "catalog.store.update": Example({"id": _STORE, "fields": {"schedule": "Mon-Fri, 8 to 17"}}, (_QUAY,)),
    "catalog.store.delete": Example({"id": _STORE}, (_QUAY,)),
    "catalog.priceTypeLang.add": Example(_GERMAN[1]),
    "catalog.priceTypeLang.get": Example({"id": _TRANSLATION}, (_GERMAN,)),
    "catalog.priceTypeLang.list": Example({"order": {"lang": "ASC"}, "select": ["name", "lang"]}, (_GERMAN,)),
    "catalog.priceTypeLang.update": Example({"id": _TRANSLATION, "fields": {"name": "Listenpreis"}}, (_GERMAN,)),
    "catalog.priceTypeLang.delete": Example({"id": _TRANSLATION}, (_GERMAN,)),
    "catalog.priceType.add": Example(_WHOLESALE[1]),
    "catalog.priceType.get": Example({"id": 1}),
    "catalog.priceType.list": Example({"filter": {"base": "Y"}, "select": ["id", "name"]}),
    "catalog.priceType.update": Example(
        {"id": Made(("priceType", "id")), "fields": {"name": "TRADE", "sort": 150}}, (_WHOLESALE,)
    ),
    "catalog.priceType.delete": Example({"id": Made(("priceType", "id"))}, (_WHOLESALE,)),
    "catalog.roundingRule.add": Example(_ROUND[1]),
    "catalog.roundingRule.get": Example({"id": _RULE}, (_ROUND,)),
    "catalog.roundingRule.update": Example(
        {"id": _RULE, "fields": {"catalogGroupId": 1, "price": 50, "roundType": 1, "roundPrecision": 1}}, (_ROUND,)
    ),
    "catalog.roundingRule.delete": Example({"id": _RULE}, (_ROUND,)),
    "catalog.roundingrule.list": Example({"filter": {"catalogGroupId": 1}, "select": ["id", "price"]}, (_ROUND,)),
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
