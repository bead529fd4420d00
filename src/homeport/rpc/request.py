"""Parameters of the methods of REST 3.0: JSON with the documented types, named exactly as documented.

Source: ``api-reference/rest-v3.md#response``, "Structure of an unsuccessful response".
"""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from homeport.core.errors import shorten
from homeport.core.errors_v3 import REQUEST_VALIDATION, Complaint, ValidationError


class Request(msgspec.Struct, rename="camel", kw_only=True):
    """Parameters of a method. Fields are written ``task_id`` and arrive as ``taskId``; unknown ones are ignored."""


class Empty(Request):
    """For methods without parameters."""


R = TypeVar("R", bound=msgspec.Struct)

_PATH = re.compile(r"(?s)(?P<reason>.*) - at `(?P<path>.*)`")
_EXPECTED = re.compile(r"Expected `([^`|]+?)(?: \|[^`]*)?`")
_MISSING = re.compile(r"Object missing required field `(.*)`")
_NAMES = {"str": "string"}


def accept(params: type[R], given: dict[str, Any]) -> R:
    """Convert parameters as they came.

    :raises ValidationError: ``…VALIDATION_REQUESTVALIDATIONEXCEPTION``, naming every parameter that is missing or of
        the wrong type
    """
    try:
        return msgspec.convert(given, params)
    except msgspec.ValidationError as error:
        complaints = list(_complaints(params, given)) or [_complaint("", str(error))]
        raise ValidationError(REQUEST_VALIDATION, complaints) from None


def missing(field: str) -> Complaint:
    """What is said of a parameter that is required and not there."""
    return Complaint(f"Required field `{field}` is not specified", field)


def unfit(field: str, kind: str) -> Complaint:
    """What is said of a parameter of the wrong type."""
    return Complaint(f"Field `{field}` requires data type `{kind}` for this request", field)


def _complaints(params: type[msgspec.Struct], given: dict[str, Any]) -> Iterator[Complaint]:
    for field in msgspec.structs.fields(params):
        name = field.encode_name
        if name not in given:
            if field.required:
                yield missing(name)
            continue
        try:
            msgspec.convert(given[name], field.type)
        except msgspec.ValidationError as error:
            yield _complaint(name, str(error))


def _complaint(name: str, reason: str) -> Complaint:
    """What msgspec says of a field, in the words of the protocol."""
    found = _PATH.fullmatch(reason)
    if found is not None:
        reason, name = found["reason"], shorten(name + found["path"].removeprefix("$"))
    lacking = _MISSING.fullmatch(reason)
    if lacking is not None:
        return missing(f"{name}.{lacking[1]}")
    wanted = _EXPECTED.match(reason)
    if wanted is not None:
        return unfit(name, _NAMES.get(wanted[1], wanted[1]))
    return Complaint(f"The value of the field `{name}` is not allowed", name)
