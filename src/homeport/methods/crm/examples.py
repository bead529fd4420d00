"""Examples of records, types, directories and pipelines."""

from typing import Any

from homeport.rpc.example import Call, Example, Made

_DEAL, _LEAD, _COMPANY = 2, 1, 4
_DELIVERY = 130
"""The demo portal's smart process."""
_FIELDS: dict[str, dict[str, Any]] = {
    "lead": {"TITLE": "Fenders", "NAME": "Ann", "LAST_NAME": "Moor", "PHONE": [{"VALUE": "+1 555 0100"}]},
    "deal": {"TITLE": "Anchor chains", "STAGE_ID": "NEW", "OPPORTUNITY": 1200, "CURRENCY_ID": "EUR", "COMPANY_ID": 1},
    "contact": {"NAME": "Ann", "LAST_NAME": "Moor", "EMAIL": [{"VALUE": "ann@example.test", "VALUE_TYPE": "WORK"}]},
    "company": {"TITLE": "Moor & Daughters", "PHONE": [{"VALUE": "+1 555 0100", "VALUE_TYPE": "WORK"}]},
    "quote": {"TITLE": "Offer for anchor chains", "OPPORTUNITY": 1200, "CURRENCY_ID": "EUR", "DEAL_ID": 1},
}
_LISTED = {
    "lead": ["ID", "TITLE", "STATUS_ID"],
    "deal": ["ID", "TITLE", "STAGE_ID", "OPPORTUNITY"],
    "contact": ["ID", "NAME", "LAST_NAME"],
    "company": ["ID", "TITLE"],
    "quote": ["ID", "TITLE", "STATUS_ID"],
}
_REPAIR: Call = ("crm.type.add", {"fields": {"title": "Repair", "entityTypeId": 2024}})

_WHOLESALE: Call = ("crm.category.add", {"entityTypeId": _DEAL, "fields": {"name": "Wholesale", "sort": 50}})
_RETAIL: Call = ("crm.dealcategory.add", {"fields": {"NAME": "Retail", "SORT": 20}})
_FAIR: Call = ("crm.status.add", {"fields": {"ENTITY_ID": "SOURCE", "STATUS_ID": "FAIR", "NAME": "Boat fair"}})
_CRATE: Call = ("crm.measure.add", {"fields": {"CODE": 5001, "MEASURE_TITLE": "Crate", "SYMBOL_RUS": "crate"}})
_REDUCED: Call = ("crm.vat.add", {"fields": {"NAME": "Reduced", "RATE": 7, "C_SORT": 50}})


def _family(entity: str) -> dict[str, Example]:
    first = {"id": 1}
    title = "LAST_NAME" if entity == "contact" else "TITLE"
    listed = {"select": _LISTED[entity], "filter": {"<ID": 4}, "order": {"ID": "DESC"}}
    return {
        f"crm.{entity}.add": Example({"fields": _FIELDS[entity]}),
        f"crm.{entity}.get": Example(first),
        f"crm.{entity}.list": Example(listed),
        f"crm.{entity}.update": Example({**first, "fields": {title: "Another"}}),
        f"crm.{entity}.delete": Example(first),
    }


def _links(prefix: str, column: str) -> dict[str, Example]:
    """Of a record's links: they are to the demo portal's first records."""
    link = {"id": 1, "fields": {column: 2}}
    return {
        f"{prefix}.add": Example({"id": 1, "fields": {column: 2, "IS_PRIMARY": "Y", "SORT": 100}}),
        f"{prefix}.delete": Example(link, ((f"{prefix}.add", link),)),
        f"{prefix}.items.get": Example({"id": 1}),
        f"{prefix}.items.set": Example(
            {"id": 1, "items": [{column: 2, "IS_PRIMARY": "Y", "SORT": 100}, {column: 1, "SORT": 200}]}
        ),
        f"{prefix}.items.delete": Example({"id": 1}),
    }


_ROW = {"productName": "Anchor chain", "price": 120, "quantity": 2, "taxRate": 20, "taxIncluded": "Y"}
_ROW_OF_DEAL: Call = ("crm.item.productrow.add", {"fields": {"ownerType": "D", "ownerId": 1, **_ROW}})
_MADE_ROW = Made(("productRow", "id"))


def _rows(entity: str) -> dict[str, Example]:
    chain = {"PRODUCT_NAME": "Anchor chain", "PRICE": 120, "QUANTITY": 2, "MEASURE_CODE": 6}
    params = {"id": 1, "rows": [{**chain, "DISCOUNT_TYPE_ID": 2, "DISCOUNT_RATE": 10, "TAX_RATE": 20}]}
    return {
        f"crm.{entity}.productrows.get": Example({"id": 1}, ((f"crm.{entity}.productrows.set", params),)),
        f"crm.{entity}.productrows.set": Example(params),
    }


def _user_fields(entity: str) -> dict[str, Example]:
    prefix = f"crm.{entity}.userfield"
    hull: Call = (
        f"{prefix}.add",
        {
            "fields": {
                "FIELD_NAME": "HULL",
                "USER_TYPE_ID": "enumeration",
                "LABEL": "Hull",
                "LIST": [{"VALUE": "Oak", "DEF": "Y"}, {"VALUE": "Steel"}],
            }
        },
    )
    return {
        f"{prefix}.add": Example(hull[1]),
        f"{prefix}.get": Example({"id": Made()}, (hull,)),
        f"{prefix}.list": Example({"filter": {"LANG": "en"}, "order": {"SORT": "ASC"}}, (hull,)),
        f"{prefix}.update": Example({"id": Made(), "fields": {"LIST": [{"VALUE": "Ash"}]}}, (hull,)),
        f"{prefix}.delete": Example({"id": Made()}, (hull,)),
    }


_COMPARED: Call = ("crm.duplicate.volatileType.register", {"entityTypeId": 1, "fieldCode": "TITLE"})
_ANCHOR: Call = ("crm.product.add", {"fields": {"NAME": "Anchor", "PRICE": 129, "CURRENCY_ID": "EUR", "SORT": 100}})
_MATERIAL: Call = ("crm.product.property.add", {"fields": {"NAME": "Material", "PROPERTY_TYPE": "N", "SORT": 50}})
_SPARS: Call = ("crm.productsection.add", {"fields": {"CATALOG_ID": 1, "NAME": "Spars", "XML_ID": "spars"}})

EXAMPLES = {
    "crm.category.add": Example(_WHOLESALE[1]),
    "crm.category.delete": Example({"entityTypeId": _DEAL, "id": Made(("category", "id"))}, (_WHOLESALE,)),
    "crm.category.fields": Example({"entityTypeId": _DEAL}),
    "crm.entity.mergeBatch": Example(
        {"params": {"entityTypeId": 3, "entityIds": [Made((), 0), Made((), 1)]}},
        (("crm.contact.add", {"fields": {"NAME": "Ann"}}), ("crm.contact.add", {"fields": {"LAST_NAME": "Moor"}})),
    ),
    "crm.stagehistory.list": Example(
        {"entityTypeId": 2, "filter": {"OWNER_ID": 1}, "order": {"ID": "ASC"}, "select": ["ID", "TYPE_ID", "STAGE_ID"]}
    ),
    "crm.duplicate.findbycomm": Example({"type": "PHONE", "values": ["+49 40 555 0101"], "entity_type": "CONTACT"}),
    "crm.duplicate.volatileType.fields": Example({"entityTypeId": 1}),
    "crm.duplicate.volatileType.list": Example({}, (_COMPARED,)),
    "crm.duplicate.volatileType.register": Example(_COMPARED[1]),
    "crm.duplicate.volatileType.unregister": Example({"id": Made(("id",))}, (_COMPARED,)),
    "crm.category.get": Example({"entityTypeId": _DEAL, "id": 0}),
    "crm.category.list": Example({"entityTypeId": _DEAL}),
    "crm.category.update": Example(
        {"entityTypeId": _DEAL, "id": Made(("category", "id")), "fields": {"name": "Retail"}}, (_WHOLESALE,)
    ),
    "crm.dealcategory.add": Example(_RETAIL[1]),
    "crm.dealcategory.default.set": Example({"name": "Shop"}),
    "crm.dealcategory.delete": Example({"id": Made()}, (_RETAIL,)),
    "crm.dealcategory.get": Example({"id": Made()}, (_RETAIL,)),
    "crm.dealcategory.list": Example(
        {"filter": {"IS_LOCKED": "N"}, "order": {"SORT": "ASC"}, "select": ["ID", "NAME"]}, (_RETAIL,)
    ),
    "crm.dealcategory.stage.list": Example({"id": Made()}, (_RETAIL,)),
    "crm.dealcategory.status": Example({"id": Made()}, (_RETAIL,)),
    "crm.dealcategory.update": Example({"id": Made(), "fields": {"SORT": 100}}, (_RETAIL,)),
    "crm.item.add": Example(
        {"entityTypeId": _DEAL, "fields": {"title": "Anchor chains", "opportunity": 1200, "companyId": 1}}
    ),
    "crm.item.import": Example({"entityTypeId": _DEAL, "fields": {"title": "Anchor chains", "createdBy": 3}}),
    "crm.item.batchImport": Example(
        {"entityTypeId": _DEAL, "data": [{"title": "Anchor chains"}, {"title": "Buoys", "opportunity": "much"}]}
    ),
    "crm.item.delete": Example({"entityTypeId": _DELIVERY, "id": 1}),
    "crm.item.fields": Example({"entityTypeId": _DELIVERY}),
    "crm.item.get": Example({"entityTypeId": _DELIVERY, "id": 1}),
    "crm.item.list": Example(
        {
            "entityTypeId": _DEAL,
            "select": ["id", "title", "stageId"],
            "filter": {"@id": [1, 2, 3]},
            "order": {"id": "ASC"},
        }
    ),
    "crm.item.productrow.add": Example(_ROW_OF_DEAL[1]),
    "crm.item.productrow.delete": Example({"id": _MADE_ROW}, (_ROW_OF_DEAL,)),
    "crm.item.productrow.get": Example({"id": _MADE_ROW}, (_ROW_OF_DEAL,)),
    "crm.item.productrow.getAvailableForPayment": Example({"ownerType": "D", "ownerId": 1}, (_ROW_OF_DEAL,)),
    "crm.item.productrow.list": Example(
        {"filter": {"=ownerType": "D", "=ownerId": 1, ">price": 100}, "order": {"price": "desc"}}, (_ROW_OF_DEAL,)
    ),
    "crm.item.productrow.set": Example({"ownerType": "D", "ownerId": 1, "productRows": [_ROW]}),
    "crm.item.productrow.update": Example({"id": _MADE_ROW, "fields": {"discountRate": 10}}, (_ROW_OF_DEAL,)),
    "crm.item.update": Example({"entityTypeId": _LEAD, "id": 1, "fields": {"title": "Another"}}),
    "crm.measure.add": Example(_CRATE[1]),
    "crm.measure.get": Example({"id": Made()}, (_CRATE,)),
    "crm.measure.list": Example({"filter": {"IS_DEFAULT": "Y"}, "select": ["ID", "CODE", "MEASURE_TITLE"]}),
    "crm.measure.update": Example({"id": Made(), "fields": {"SYMBOL_RUS": "cr."}}, (_CRATE,)),
    "crm.measure.delete": Example({"id": Made()}, (_CRATE,)),
    "crm.productrow.list": Example({"filter": {"OWNER_TYPE": "D", "OWNER_ID": 1}}, (_ROW_OF_DEAL,)),
    "crm.status.add": Example(_FAIR[1]),
    "crm.status.delete": Example({"id": Made()}, (_FAIR,)),
    "crm.status.entity.items": Example({"entityId": "SOURCE"}),
    "crm.status.get": Example({"id": Made()}, (_FAIR,)),
    "crm.status.list": Example({"filter": {"ENTITY_ID": "STATUS"}, "order": {"SORT": "ASC"}}),
    "crm.status.update": Example({"id": Made(), "fields": {"NAME": "Boat show"}}, (_FAIR,)),
    "crm.type.add": Example(_REPAIR[1]),
    "crm.type.delete": Example({"id": Made(("type", "id"))}, (_REPAIR,)),
    "crm.type.get": Example({"id": Made(("type", "id"))}, (_REPAIR,)),
    "crm.type.getByEntityTypeId": Example({"entityTypeId": _DELIVERY}),
    "crm.userfield.enumeration.fields": Example({}),
    "crm.userfield.fields": Example({}),
    "crm.userfield.settings.fields": Example({"type": "double"}),
    "crm.userfield.types": Example({}),
    "crm.catalog.get": Example({"id": 1}),
    "crm.product.add": Example(_ANCHOR[1]),
    "crm.product.get": Example({"id": Made()}, (_ANCHOR,)),
    "crm.product.list": Example(
        {"filter": {">=PRICE": 100}, "order": {"NAME": "ASC"}, "select": ["ID", "NAME", "PRICE"]}, (_ANCHOR,)
    ),
    "crm.product.update": Example({"id": Made(), "fields": {"PRICE": 119, "CURRENCY_ID": "EUR"}}, (_ANCHOR,)),
    "crm.product.delete": Example({"id": Made()}, (_ANCHOR,)),
    "crm.product.property.add": Example(_MATERIAL[1]),
    "crm.product.property.get": Example({"id": Made()}, (_MATERIAL,)),
    "crm.product.property.list": Example({"filter": {"PROPERTY_TYPE": "N"}, "order": {"SORT": "ASC"}}, (_MATERIAL,)),
    "crm.product.property.update": Example({"id": Made(), "fields": {"NAME": "Made of"}}, (_MATERIAL,)),
    "crm.product.property.delete": Example({"id": Made()}, (_MATERIAL,)),
    "crm.product.property.settings.fields": Example({"propertyType": "S", "userType": "HTML"}),
    "crm.productsection.add": Example(_SPARS[1]),
    "crm.productsection.get": Example({"id": Made()}, (_SPARS,)),
    "crm.productsection.list": Example(
        {"filter": {"CATALOG_ID": 1}, "order": {"NAME": "ASC"}, "select": ["ID", "NAME"]}
    ),
    "crm.productsection.update": Example({"id": Made(), "fields": {"NAME": "Masts"}}, (_SPARS,)),
    "crm.productsection.delete": Example({"id": Made()}, (_SPARS,)),
    "crm.vat.add": Example(_REDUCED[1]),
    "crm.vat.get": Example({"id": Made()}, (_REDUCED,)),
    "crm.vat.list": Example({"filter": {"ACTIVE": "Y"}, "order": {"ID": "ASC"}, "select": ["ID", "NAME", "RATE"]}),
    "crm.vat.update": Example({"id": Made(), "fields": {"RATE": 9}}, (_REDUCED,)),
    "crm.vat.delete": Example({"id": Made()}, (_REDUCED,)),
    "crm.type.update": Example({"id": Made(("type", "id")), "fields": {"title": "Mending"}}, (_REPAIR,)),
}

for _entity in _FIELDS:
    EXAMPLES |= _family(_entity) | _user_fields(_entity)
for _entity in ("lead", "deal", "quote", "company"):
    EXAMPLES |= _links(f"crm.{_entity}.contact", "CONTACT_ID")
EXAMPLES |= _links("crm.contact.company", "COMPANY_ID")
for _entity in ("lead", "deal", "quote"):
    EXAMPLES |= _rows(_entity)


def _cards(prefix: str, **which: Any) -> dict[str, Example]:
    """The sections of cards."""
    shown = {"name": "main", "title": "At a glance", "type": "section", "elements": [{"name": "COMMENTS"}]}
    given = {**which, "scope": "C"}
    name = f"{prefix}.details.configuration"
    was_set: Call = (f"{name}.set", {**given, "data": [shown]})
    return {
        f"{name}.set": Example(was_set[1]),
        f"{name}.get": Example(given, (was_set,)),
        f"{name}.reset": Example(given, (was_set,)),
        f"{name}.forceCommonScopeForAll": Example(which),
    }


for _prefix in ("crm.lead", "crm.deal", "crm.contact", "crm.company"):
    EXAMPLES |= _cards(_prefix)
EXAMPLES |= _cards("crm.item", entityTypeId=2)

_TRIGGER: Call = ("crm.automation.trigger.add", {"CODE": "paid", "NAME": "Paid"})
EXAMPLES |= {
    "crm.automation.trigger": Example({"target": "DEAL_1", "code": "c5u4m"}),
    "crm.automation.trigger.add": Example(_TRIGGER[1]),
    "crm.automation.trigger.list": Example({}, (_TRIGGER,)),
    "crm.automation.trigger.delete": Example({"CODE": "paid"}, (_TRIGGER,)),
    "crm.automation.trigger.execute": Example({"CODE": "paid", "OWNER_TYPE_ID": 2, "OWNER_ID": 1}, (_TRIGGER,)),
}

_CALLS: Call = ("crm.calllist.add", {"ENTITY_TYPE": "CONTACT", "ENTITIES": [1, 2, 3]})
_TRACE: Call = (
    "crm.tracking.trace.add",
    {"TRACE": '{"tags":{"list":{"utm_source":"boat-fair"}}}', "ENTITIES": [{"TYPE": "CONTACT", "ID": 1}]},
)
_WORKPLACE: Call = ("crm.automatedsolution.add", {"fields": {"title": "Service", "typeIds": [1]}})
_SECTION = Made(("automatedSolution", "id"))

EXAMPLES |= {
    "crm.calllist.add": Example(_CALLS[1]),
    "crm.calllist.update": Example({"LIST_ID": Made(), "ENTITY_TYPE": "CONTACT", "ENTITIES": [1, 4]}, (_CALLS,)),
    "crm.calllist.get": Example({"ID": Made()}, (_CALLS,)),
    "crm.calllist.list": Example(
        {"SELECT": ["ID", "CREATED_BY_ID"], "ORDER": {"ID": "DESC"}, "FILTER": {"ID": Made()}}, (_CALLS,)
    ),
    "crm.calllist.items.get": Example({"LIST_ID": Made(), "FILTER": {"STATUS": "IN_WORK"}}, (_CALLS,)),
    "crm.tracking.trace.add": Example(_TRACE[1]),
    "crm.tracking.trace.delete": Example({"id": Made()}, (_TRACE,)),
    "crm.automatedsolution.add": Example(_WORKPLACE[1]),
    "crm.automatedsolution.get": Example({"id": _SECTION}, (_WORKPLACE,)),
    "crm.automatedsolution.list": Example({"order": {"id": "DESC"}, "filter": {"id": _SECTION}}, (_WORKPLACE,)),
    "crm.automatedsolution.update": Example({"id": _SECTION, "fields": {"title": "Repairs"}}, (_WORKPLACE,)),
    "crm.automatedsolution.delete": Example(
        {"id": _SECTION}, (("crm.automatedsolution.add", {"fields": {"title": "Service"}}),)
    ),
}
