"""Errors of REST 3.0: their codes, texts and statuses, and the object in which every error is told.

Source: ``api-reference/rest-v3.md``, and the error tables of the pages of methods. Where these give several texts for
one code, the commonest is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from homeport.core.errors import ERROR_METHOD_NOT_FOUND, INSUFFICIENT_SCOPE, CallError, ErrorKind

_PREFIX = "BITRIX_REST_V3_EXCEPTION_"


class Complaint(NamedTuple):
    """What is wrong with one field.

    :param field: its name, with dots where it is nested; empty when no single field is meant
    """

    message: str
    field: str = ""


class ValidationError(CallError):
    """A refusal that says which fields are wrong."""

    def __init__(self, kind: ErrorKind, complaints: Sequence[Complaint]) -> None:
        super().__init__(kind.code, kind.text, kind.status)
        self.complaints = tuple(complaints)


@dataclass(frozen=True, slots=True)
class FieldKind(ErrorKind):
    """A refusal that is about one field, which ``field`` names."""

    def __call__(self, **values: Any) -> CallError:
        text = self.text.format(**values)
        kind = DTO_VALIDATION if self.code == DTO_VALIDATION.code else REQUEST_VALIDATION
        return ValidationError(kind, [Complaint(text, str(values["field"]))])


def _kind(name: str, text: str, status: int = 400) -> ErrorKind:
    return ErrorKind(f"{_PREFIX}{name}EXCEPTION", text, status)


REQUEST_VALIDATION = _kind("VALIDATION_REQUESTVALIDATION", "Error during request object validation")
"""A parameter is missing or of the wrong type. Raised as :class:`ValidationError`."""
UNFIT = FieldKind(REQUEST_VALIDATION.code, "Field `{field}` has a value that it cannot have")
"""A value of the right kind that the field cannot have."""
MISSING = FieldKind(REQUEST_VALIDATION.code, "Required field `{field}` is not specified")
DTO_VALIDATION = _kind("VALIDATION_DTOVALIDATION", "Object validation error")
"""A field of a record that is written is missing or unfit. Raised as :class:`ValidationError`."""
REQUEST_FILTER_VALIDATION = _kind(
    "VALIDATION_REQUESTFILTERVALIDATION", "A filter for the required field `{name}` must be specified"
)
INVALID_JSON = _kind("INVALIDJSON", "The request body cannot be read as JSON: {reason}")
INVALID_SELECT = _kind("INVALIDSELECT", "Unable to recognize select expression `{select}`")
INVALID_FILTER = _kind("INVALIDFILTER", "Unable to recognize filter expression `{filter}`")
INVALID_ORDER = _kind("INVALIDORDER", "Unable to recognize sorting parameter `{order}`")
INVALID_PAGINATION = _kind("INVALIDPAGINATION", "Unable to recognize pagination parameter `{page}`")
UNKNOWN_PROPERTY = _kind("UNKNOWNDTOPROPERTY", "Unknown field `{field}` for entity `{entity}`")
UNKNOWN_FILTER_OPERATOR = _kind("UNKNOWNFILTEROPERATOR", "Unknown filter operator `{operator}`")
ENTITY_NOT_FOUND = _kind("ENTITYNOTFOUND", "Record with ID = `{id}` not found")
FIELD_NOT_FOUND = ErrorKind("BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION", "Field `{field}` not found")
ACCESS_DENIED = _kind("ACCESSDENIED", "Access denied", 403)
REQUIRED_SCOPE_MISSING = _kind("INSUFFICIENTSCOPE", "Insufficient access rights: required scope is missing", 403)
METHOD_NOT_FOUND = _kind("METHODNOTFOUND", "Method not found", 404)
IDEMPOTENCY_KEY_REUSED = _kind(
    "IDEMPOTENCYKEYREUSED", "The idempotency key was already used with a different request body", 422
)
INVALID_IDEMPOTENCY_KEY = _kind(
    "INVALIDIDEMPOTENCYKEY", "The idempotency key must be 1 to 255 printable ASCII characters"
)

_RENAMED = {
    INSUFFICIENT_SCOPE.code: REQUIRED_SCOPE_MISSING,
    ERROR_METHOD_NOT_FOUND.code: METHOD_NOT_FOUND,
}
"""The system's errors that REST 3.0 calls otherwise. It carries the others with the code that they have everywhere."""


def told(error: CallError) -> dict[str, Any]:
    """An error as REST 3.0 writes it."""
    kind = _RENAMED.get(error.code)
    said: dict[str, Any] = {
        "code": kind.code if kind else error.code,
        "message": kind.text if kind else error.description,
    }
    if isinstance(error, ValidationError):
        said["validation"] = [
            {"message": message, "field": field} if field else {"message": message}
            for message, field in error.complaints
        ]
    return {"error": said}
