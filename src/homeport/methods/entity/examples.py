"""Examples of the storages of applications."""

from homeport.rpc.example import Call, Example, Made

_DISH = {"ENTITY": "dish"}
_STORAGE: Call = ("entity.add", {**_DISH, "NAME": "Dishes", "ACCESS": {"U1": "X", "AU": "R"}})
_PRICE: Call = ("entity.item.property.add", {**_DISH, "PROPERTY": "price", "NAME": "Price", "TYPE": "N"})
_SOUPS: Call = ("entity.section.add", {**_DISH, "NAME": "Soups"})
_SOUP: Call = ("entity.item.add", {**_DISH, "NAME": "Fish soup", "PROPERTY_VALUES": {"price": 7.5}})
_ALL = (_STORAGE, _PRICE, _SOUP)

EXAMPLES = {
    "entity.add": Example(_STORAGE[1]),
    "entity.update": Example({**_DISH, "NAME": "Meals", "ENTITY_NEW": "meal"}, (_STORAGE,)),
    "entity.get": Example({}, (_STORAGE,)),
    "entity.delete": Example(_DISH, (_STORAGE,)),
    "entity.rights": Example({**_DISH, "ACCESS": {"U3": "W", "AU": "R"}}, (_STORAGE,)),
    "entity.section.add": Example(_SOUPS[1], (_STORAGE,)),
    "entity.section.update": Example({**_DISH, "ID": Made(), "SORT": 100}, (_STORAGE, _SOUPS)),
    "entity.section.delete": Example({**_DISH, "ID": Made()}, (_STORAGE, _SOUPS)),
    "entity.section.get": Example({**_DISH, "SORT": {"NAME": "ASC"}}, (_STORAGE, _SOUPS)),
    "entity.item.property.add": Example(_PRICE[1], (_STORAGE,)),
    "entity.item.property.update": Example({**_DISH, "PROPERTY": "price", "NAME": "Price, EUR"}, (_STORAGE, _PRICE)),
    "entity.item.property.delete": Example({**_DISH, "PROPERTY": "price"}, (_STORAGE, _PRICE)),
    "entity.item.property.get": Example(_DISH, (_STORAGE, _PRICE)),
    "entity.item.add": Example(_SOUP[1], (_STORAGE, _PRICE)),
    "entity.item.update": Example({**_DISH, "ID": Made(), "PROPERTY_VALUES": {"price": 8}}, _ALL),
    "entity.item.delete": Example({**_DISH, "ID": Made()}, _ALL),
    "entity.item.get": Example({**_DISH, "FILTER": {">PROPERTY_PRICE": 5}, "SORT": {"NAME": "ASC"}}, _ALL),
}
