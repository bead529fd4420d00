"""The OpenAPI document of REST 3.0, made from the declarations of its methods.

Source of its frame: ``api-reference/rest-v3.md#openapi``.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, get_type_hints

import msgspec

from homeport.rpc.batch_v3 import Command
from homeport.rpc.method import Method


class Document(NamedTuple):
    """A result that is told without an envelope.

    :param json: it, written already
    """

    json: bytes


class Time(msgspec.Struct):
    """How long the request took."""

    start: float
    finish: float
    duration: float
    processing: float
    date_start: str
    date_finish: str
    operating_reset_at: int
    operating: float


class Complaint(msgspec.Struct, omit_defaults=True):
    """What is wrong with one field."""

    message: str
    field: str = ""


class Refusal(msgspec.Struct, omit_defaults=True):
    """Why a call failed."""

    code: str
    message: str
    validation: list[Complaint] = []


class Failure(msgspec.Struct):
    """The answer to a call that failed."""

    error: Refusal


_SCHEMAS = "#/components/schemas/{name}"


def document(methods: Iterable[Method], line: Callable[[str, str], str]) -> dict[str, Any]:
    """The document.

    :param methods: of REST 3.0
    :param line: what a parameter of a method is, by both names; empty when nothing is said
    """
    entries = list(methods)
    types: list[Any] = [Time, Failure]
    for entry in entries:
        types += [_body_of(entry), _result_of(entry)]
    schemas, components = msgspec.json.schema_components(types, ref_template=_SCHEMAS)
    time, failure, *rest = map(_as_3_0, schemas)
    known = _as_3_0(components)
    modules = sorted({entry.name.partition(".")[0] for entry in entries})
    return {
        "openapi": "3.0.0",
        "info": {"title": "Bitrix24 REST V3 API", "version": "1.0.0"},
        "servers": [
            {
                "url": "/rest/api/{user}/{code}",
                "description": "The address of a webhook",
                "variables": {"user": {"default": "1"}, "code": {"default": "code"}},
            }
        ],
        "tags": [{"name": module, "description": f"{module} module methods"} for module in modules],
        "paths": {
            f"/{entry.name}": _path(entry, _told(entry, body, known, line), result, time, failure)
            for entry, body, result in zip(entries, rest[::2], rest[1::2], strict=True)
        },
        "components": {"schemas": known},
    }


def _body_of(entry: Method) -> Any:
    if entry.name == "batch":
        return list[Command]
    return entry.params if msgspec.structs.fields(entry.params) else None


def _told(entry: Method, body: Any, known: dict[str, Any], line: Callable[[str, str], str]) -> Any:
    """The schema of a body with what each of its parameters is in this method: others share its type."""
    if "$ref" not in body:
        return body
    whole = known[body["$ref"].rpartition("/")[2]]
    said = {name: _with(part, line(entry.name, name)) for name, part in whole["properties"].items()}
    return body if said == whole["properties"] else {**whole, "properties": said}


def _with(part: dict[str, Any], words: str) -> dict[str, Any]:
    """A schema with words about it, if there are any: what stands beside a reference is not looked at."""
    if not words:
        return part
    return {**({"allOf": [part]} if "$ref" in part else part), "description": words}


def _result_of(entry: Method) -> Any:
    result = get_type_hints(entry.handler).get("return", Any)
    return Any if result is Document else result


def _path(entry: Method, body: Any, result: Any, time: Any, failure: Any) -> dict[str, Any]:
    bare = get_type_hints(entry.handler).get("return") is Document
    envelope = {"type": "object", "required": ["result", "time"], "properties": {"result": result, "time": time}}
    operation = {
        "operationId": entry.name,
        "summary": entry.summary,
        "tags": [entry.name.partition(".")[0]],
        "responses": {
            "200": {"description": "Success", **_json({"type": "object"} if bare else envelope)},
            "default": {"description": "Failure", **_json(failure)},
        },
    }
    if _body_of(entry) is not None:
        return {"post": {**operation, "requestBody": {"required": True, **_json(body)}}}
    return {"get": {**operation, "operationId": f"{entry.name}:get"}, "post": operation}


def _json(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


_NULL = {"type": "null"}


def _as_3_0(schema: Any) -> Any:
    """A schema in the dialect of OpenAPI 3.0, which has no type for null, and tells bounds and tuples otherwise.

    It also wants a list of required properties to name one.
    """
    if isinstance(schema, list | tuple):
        return [_as_3_0(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    changed = {
        key: _as_3_0(part)
        for key, part in schema.items()
        if key not in ("prefixItems", "propertyNames") and (key, part) != ("required", [])
    }
    if _NULL in schema.get("anyOf", ()):
        del changed["anyOf"]
        kept = [_as_3_0(choice) for choice in schema["anyOf"] if choice != _NULL]
        if len(kept) > 1:
            changed |= {"anyOf": kept, "nullable": True}
        else:
            changed |= {"allOf": kept, "nullable": True} if "$ref" in kept[0] else {**kept[0], "nullable": True}
    elif schema == _NULL:
        changed = {"nullable": True, "enum": [None]}
    if "prefixItems" in schema:
        changed["items"] = {"anyOf": _as_3_0(schema["prefixItems"])}
    for bound in ("Minimum", "Maximum"):
        if f"exclusive{bound}" in schema:
            changed |= {bound.lower(): schema[f"exclusive{bound}"], f"exclusive{bound}": True}
    return changed
