"""The OpenAPI document of the control plane, from the same declarations that requests are checked by."""

from collections.abc import Sequence
from typing import Any, get_args

import msgspec

import homeport
from homeport.control import ROOT
from homeport.control.endpoint import JSON, Endpoint, Nothing
from homeport.portals.folder import DEFAULT

_PORTAL = {
    "name": "portal",
    "in": "query",
    "description": "The portal's name.",
    "schema": {"type": "string", "default": DEFAULT},
}
_REFERENCE = "#/components/schemas/{name}"


class Problem(msgspec.Struct, frozen=True):
    """A refusal.

    :param error: for programs
    :param message: what is wrong, and what to do
    """

    error: str
    message: str


def document(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The document, OpenAPI 3.1."""
    types: list[Any] = [Problem]
    for each in endpoints:
        types += [each.query, each.body] if each.body else [each.query]
        types += [*each.path_types.values(), *([each.answer] if _is_said(each.answer) else [])]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    named = {id(found): schema for found, schema in zip(types, schemas, strict=True)}
    queries = {each.query.__name__: components[each.query.__name__] for each in endpoints if each.query is not Nothing}
    used_elsewhere = {each.body.__name__ for each in endpoints if each.body}
    paths: dict[str, dict[str, Any]] = {}
    for each in endpoints:
        paths.setdefault(ROOT + each.path, {})[each.verb.lower()] = _operation(each, named, queries)
    for name in {"Nothing", *queries} - used_elsewhere:
        components.pop(name, None)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Homeport's control plane",
            "version": homeport.__version__,
            "description": "What an operator and a test do to portals.",
        },
        "servers": [{"url": "/"}],
        "security": [{"admin": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "admin": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The admin token: `homeport serve` prints it, and its ready file has it.",
                }
            },
        },
    }


def _is_said(answer: Any) -> bool:
    of = get_args(answer)[0] if get_args(answer) else answer
    return isinstance(of, type) and issubclass(of, msgspec.Struct)


def _operation(each: Endpoint, named: dict[int, Any], queries: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"operationId": each.name, "summary": each.summary, "tags": [each.path.split("/")[1]]}
    if each.description:
        said["description"] = each.description
    if each.path == "/health":
        said["security"] = []
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": named[id(kind)]}
        for name, kind in each.path_types.items()
    ]
    if each.of_portal:
        parameters.append(_PORTAL)
    if each.query is not Nothing:
        schema = queries[each.query.__name__]
        parameters += [
            {"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": kind}
            for name, kind in schema["properties"].items()
        ]
    if parameters:
        said["parameters"] = parameters
    if each.body is not None:
        said["requestBody"] = {"required": _is_required(each.body), "content": {JSON: {"schema": named[id(each.body)]}}}
    elif each.upload:
        content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        said["requestBody"] = {"required": True, "content": content}
    answer: dict[str, Any] = {"description": each.summary}
    if _is_said(each.answer):
        answer["content"] = {JSON: {"schema": named[id(each.answer)]}}
    else:
        answer["content"] = {each.content: {}}
    refused = {"description": "Refused", "content": {JSON: {"schema": {"$ref": _REFERENCE.format(name="Problem")}}}}
    said["responses"] = {str(each.status): answer, "4XX": refused}
    return said


def _is_required(body: type[msgspec.Struct]) -> bool:
    return any(field.required for field in msgspec.structs.fields(body))
