"""What the registry lacks of the contract, as the lines of ``pending.txt`` and ``pending_fields.txt``."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from homeport import documented
from homeport.reference.examples import example_of
from homeport.rpc import Method, OpenParams, Registry

DELIVERY = 130
"""The demo portal's smart process."""

HERE = Path(__file__).parent
DETAILS = documented.details()

IMPLIED = {"100"}
"""Answered by the dispatch, for every method that has parameters."""

OF_THE_WIRE = "auth"
"""A parameter of every method: the token, which some pages name among theirs."""

FATAL = ("0", "error")
"""How some pages say "other errors, such as fatal ones": answered by the wire, as ``INTERNAL_SERVER_ERROR``."""

ITEM_TYPES = {
    "item_lead": 1,
    "item_deal": 2,
    "item_contact": 3,
    "item_company": 4,
    "item_quote": 7,
    "item_invoice": 31,
}
"""Objects whose fields ``crm.item.fields`` describes, by entity type id."""

ATTRIBUTES = ("type", "required", "readonly", "immutable", "multiple")


def pending(name: str) -> list[str]:
    """The lines of a list of exceptions, without its comments."""
    lines = (HERE / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def of_methods(registry: Registry) -> list[str]:
    """Parameters and error codes that a method's page has and its declaration has not."""
    return sorted({line for method in registry if method.name in DETAILS for line in _of_method(method)})


def _of_method(method: Method) -> Iterator[str]:
    page = DETAILS[method.name]
    taken = {field.encode_name.lower() for field in msgspec.structs.fields(method.params)}
    for param in page["params"]:
        if param["name"] == "UF_" and issubclass(method.params, OpenParams):
            continue  # fields that a portal has of its own: whatever comes under such a name
        if not taken.issuperset(param["name"].lower().split(" or ")) and param["name"] != OF_THE_WIRE:
            yield f"{method.name} parameter {param['name']}"
    known = {kind.code for kind in method.errors} | IMPLIED | _system_codes()
    for error in page["errors"]:
        is_fatal = (error["code"], error.get("message") or "error") == FATAL
        if error["code"] not in known and not is_fatal and not error.get("code_is_http_status"):
            yield f"{method.name} error {error['code'] or '(a text only)'}"


def _system_codes() -> set[str]:
    found = json.loads((documented.folder() / "system_errors.json").read_bytes())
    return {entry["code"] for part in ("system", "documented_elsewhere") for entry in found[part]}


def of_fields(registry: Registry, call: Callable[..., Any]) -> list[str]:
    """Fields that ``*.fields`` methods describe otherwise than their pages.

    :param call: calls a method as the administrator
    """
    found: list[str] = []
    objects = documented.objects()
    for name, entry in objects.items():
        if name in ITEM_TYPES and "crm.item.fields" in registry:
            answer = call("crm.item.fields", entityTypeId=ITEM_TYPES[name])
            # a page of names: the types it gives are looser words than those that the method answers
            wanted = {field: {} for field in objects["item_common"]["fields"] | entry["fields"]}
            found += _compare(name, wanted, answer["fields"])
        elif entry["source"] in registry and entry["source"] != "crm.item.fields":
            answer = call(entry["source"], **example_of(entry["source"]).params)
            if name == "category":  # its page tells of the fields of every type
                answer["fields"] = call(entry["source"], entityTypeId=DELIVERY)["fields"] | answer["fields"]
            found += _compare(name, entry["fields"], _described(answer))
    return sorted(found)


def _described(answer: dict[str, Any]) -> dict[str, Any]:
    """The fields of an answer: as they are, in ``fields``, or in the noun of a row."""
    (only, *others) = answer.values()
    return answer.get("fields") or (answer if others or "type" in only else only)


def _compare(name: str, wanted: dict[str, Any], answered: dict[str, Any]) -> Iterator[str]:
    for field in sorted(wanted.keys() | answered.keys()):
        if _is_user_field(field) or wanted.get(field, {}).get("disabled"):
            continue
        if field not in answered:
            yield f"{name} {field} missing"
        elif field not in wanted:
            yield f"{name} {field} extra"
        else:
            yield from _attributes(f"{name} {field}", wanted[field], answered[field])


def _attributes(where: str, wanted: dict[str, Any], answered: dict[str, Any]) -> Iterator[str]:
    spelled = {"required": "isRequired", "readonly": "isReadOnly", "immutable": "isImmutable", "multiple": "isMultiple"}
    for attribute in ATTRIBUTES:
        key = spelled.get(attribute, attribute)
        if attribute in wanted and key in answered and wanted[attribute] != answered[key]:
            yield f"{where} {attribute} {answered[key]} for {wanted[attribute]}"


def _is_user_field(name: str) -> bool:
    return name.upper().startswith(("UF_", "UFCRM", "PARENT_ID_", "PARENTID"))
