"""Examples of the online store: what orders are described with."""

from homeport.methods.sale.order_examples import ORDERS
from homeport.methods.sale.registered_examples import SERVICES
from homeport.rpc.example import Call, Example, Made

_CLUB: Call = ("sale.persontype.add", {"fields": {"name": "Sailing club", "code": "CLUB", "sort": "200"}})
_PAYER = Made(("personType", "id"))
_LOST: Call = ("sale.status.add", {"fields": {"id": "LO", "type": "O", "sort": 500, "color": "#FF0000"}})
_FOUND: Call = (
    "sale.statusLang.add",
    {"fields": {"statusId": "N", "lid": "de", "name": "Angenommen", "description": "Noch nicht bezahlt"}},
)
_MOORING: Call = ("sale.propertygroup.add", {"fields": {"personTypeId": 3, "name": "Mooring", "sort": 300}})
_GROUP = Made(("propertyGroup", "id"))
_TIME = {"personTypeId": 3, "propsGroupId": 2, "name": "Time of delivery", "type": "ENUM", "code": "TIME", "sort": 400}
_TIDE: Call = ("sale.property.add", {"fields": _TIME})
_PHONE: Call = (
    "sale.property.add",
    {"fields": {**_TIME, "name": "Second phone", "type": "STRING", "code": "PHONE2", "settings": {"maxlength": "100"}}},
)
_PIER: Call = (
    "sale.shipmentproperty.add",
    {"fields": {**_TIME, "name": "Pier", "type": "STRING", "code": "PIER", "settings": {"maxlength": "9"}}},
)
_QUAY: Call = ("sale.shipmentproperty.add", {"fields": {**_TIME, "name": "Quay", "type": "STRING", "code": "QUAY"}})
_PROPERTY = Made(("property", "id"))
_HIGH: Call = (
    "sale.propertyvariant.add",
    {"fields": {"orderPropsId": Made(("property", "id")), "name": "High water", "value": "high", "sort": 10}},
)
_VARIANT = Made(("propertyVariant", "id"))
_ASKED: Call = ("sale.propertyRelation.add", {"fields": {"entityId": 1, "entityType": "D", "propertyId": 4}})
_CLUBS: Call = (
    "sale.businessValuePersonDomain.add",
    {"fields": {"personTypeId": Made(("personType", "id")), "domain": "E"}},
)


def _properties(prefix: str, plain: Call, add: Call) -> dict[str, Example]:
    return {
        f"{prefix}.add": Example(add[1]),
        f"{prefix}.get": Example({"id": _PROPERTY}, (plain,)),
        f"{prefix}.list": Example({"filter": {"personTypeId": 3}, "select": ["id", "name", "type"]}, (plain,)),
        f"{prefix}.update": Example({"id": _PROPERTY, "fields": {"name": "Renamed", "sort": 410}}, (add,)),
        f"{prefix}.delete": Example({"id": _PROPERTY}, (add,)),
        f"{prefix}.getfieldsbytype": Example({"type": "NUMBER"}),
    }


EXAMPLES = {
    **ORDERS,
    **SERVICES,
    "sale.persontype.add": Example(_CLUB[1]),
    "sale.persontype.get": Example({"id": 3}),
    "sale.persontype.list": Example({"order": {"sort": "ASC"}, "select": ["id", "name"]}),
    "sale.persontype.update": Example({"id": _PAYER, "fields": {"name": "Yacht club", "sort": "210"}}, (_CLUB,)),
    "sale.persontype.delete": Example({"id": _PAYER}, (_CLUB,)),
    "sale.status.add": Example(_LOST[1]),
    "sale.status.get": Example({"id": "N"}),
    "sale.status.list": Example({"filter": {"type": "D"}, "select": ["id", "sort"]}),
    "sale.status.update": Example({"id": "LO", "fields": {"type": "O", "notify": "N"}}, (_LOST,)),
    "sale.status.delete": Example({"id": "LO"}, (_LOST,)),
    "sale.statusLang.add": Example(_FOUND[1]),
    "sale.statusLang.list": Example({"filter": {"lid": "en"}, "order": {"statusId": "ASC"}}),
    "sale.statusLang.deleteByFilter": Example(
        {"fields": {"statusId": "N", "lid": "de", "name": "Angenommen"}}, (_FOUND,)
    ),
    "sale.propertygroup.add": Example(_MOORING[1]),
    "sale.propertygroup.get": Example({"id": 1}),
    "sale.propertygroup.list": Example({"filter": {"personTypeId": 3}, "order": {"sort": "ASC"}}),
    "sale.propertygroup.update": Example(
        {"id": _GROUP, "fields": {"personTypeId": 3, "name": "Berth", "sort": 310}}, (_MOORING,)
    ),
    "sale.propertygroup.delete": Example({"id": _GROUP}, (_MOORING,)),
    **_properties("sale.property", _TIDE, _PHONE),
    **_properties("sale.shipmentproperty", _QUAY, _PIER),
    "sale.propertyvariant.add": Example(_HIGH[1], (_TIDE,)),
    "sale.propertyvariant.get": Example({"id": _VARIANT}, (_TIDE, _HIGH)),
    "sale.propertyvariant.list": Example({"select": ["id", "name", "value"]}, (_TIDE, _HIGH)),
    "sale.propertyvariant.update": Example(
        {"id": _VARIANT, "fields": {"name": "At high water", "value": "high"}}, (_TIDE, _HIGH)
    ),
    "sale.propertyvariant.delete": Example({"id": _VARIANT}, (_TIDE, _HIGH)),
    "sale.propertyRelation.add": Example(_ASKED[1]),
    "sale.propertyRelation.list": Example({"filter": {"entityType": "D"}}, (_ASKED,)),
    "sale.propertyRelation.deleteByFilter": Example(_ASKED[1], (_ASKED,)),
    "sale.businessValuePersonDomain.add": Example(_CLUBS[1], (_CLUB,)),
    "sale.businessValuePersonDomain.list": Example({"filter": {"domain": "E"}}),
    "sale.businessValuePersonDomain.deleteByFilter": Example({"fields": {"personTypeId": 3, "domain": "I"}}),
    "sale.tradePlatform.list": Example({"filter": {"active": "Y"}, "select": ["id", "code"]}),
    "sale.tradeBinding.list": Example({"select": ["orderId", "tradingPlatformId"]}),
}
