"""The documentation's examples of the online store, fitted to the demo portal."""

from typing import Any

from homeport import documented
from homeport.reference.examples import example_of
from homeport.rpc.example import Made, filled
from tests.conftest import Api

DETAILS = documented.details()

_HERE = {
    "personTypeId": 3,
    "propsGroupId": 1,
    "propertyId": 4,
    "statusId": "N",
    "PERSON_TYPE_ID": 3,
    "currency": "EUR",
    "CURRENCY": "EUR",
}
"""What the demo portal has in the place of what the documentation's portal has."""


def parameters(caller: Api, name: str) -> dict[str, Any]:
    """An example's parameters: ids that our own example makes, and what the demo portal has."""
    shown = DETAILS[name]["request_example"]
    example = example_of(name)
    results: list[Any] = []
    for method, params in example.before:
        results.append(caller(method, **filled(params, results)))
    if name.endswith(("list", "getList")) and "fields" not in shown:
        made = {"filter": {}, "start": 0}
    elif name.endswith(".deleteByFilter"):
        made = filled(example.params, results)
    else:
        made = _merged(_fitted(shown), _made(example.params), results)
    return {key.lower(): value for key, value in made.items()}


def _fitted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _HERE.get(key, _fitted(each)) for key, each in value.items()}
    return [_fitted(each) for each in value] if isinstance(value, list) else value


def _made(params: Any) -> dict[str, Any]:
    """Of our own parameters ids and those that calls before have made, and the objects that hold some."""
    return {
        key: _made(value) if isinstance(value, dict) else value
        for key, value in params.items()
        if key.lower() == "id" or isinstance(value, Made) or (isinstance(value, dict) and _made(value))
    }


def _merged(shown: dict[str, Any], made: dict[str, Any], results: list[Any]) -> dict[str, Any]:
    names = {key.lower(): key for key in shown}
    found = dict(shown)
    for key, value in made.items():
        at = names.get(key.lower(), key)
        inner = found.get(at)
        found[at] = _merged(inner, value, results) if isinstance(inner, dict) else filled(value, results)
    return found
