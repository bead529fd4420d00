"""Errors that a call can end with: a code, a description, an HTTP status.

A handler raises them; only the wire layer answers. The system's own come from ``_includes/system-errors.md`` of the
documentation; each method family declares its own beside its rules.
"""

from dataclasses import dataclass
from typing import Any


class CallError(Exception):
    """A call refused with a documented error."""

    def __init__(self, code: str, description: str, status: int) -> None:
        super().__init__(f"{code}: {description}")
        self.code = code
        self.description = description
        self.status = status


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """One documented way to fail. Calling it makes the exception to raise.

    :param code: the documented ``error``; empty where the documentation gives only a text
    :param text: the ``error_description``, with ``{names}`` that the raiser fills in
    :param status: the HTTP status
    """

    code: str
    text: str
    status: int = 400

    def __call__(self, **values: Any) -> CallError:
        text = self.text.format(**{name: shorten(value) for name, value in values.items()}) if values else self.text
        return CallError(self.code, text, self.status)


def shorten(value: Any, limit: int = 100) -> str:
    """A value as it may stand in an error text: bounded, whatever the caller sent."""
    text = str(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


INTERNAL_SERVER_ERROR = ErrorKind("INTERNAL_SERVER_ERROR", "Internal server error", 500)
ERROR_UNEXPECTED_ANSWER = ErrorKind("ERROR_UNEXPECTED_ANSWER", "Server returned an unexpected response", 500)
QUERY_LIMIT_EXCEEDED = ErrorKind("QUERY_LIMIT_EXCEEDED", "Too many requests", 503)
OPERATION_TIME_LIMIT = ErrorKind("OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit", 429)
OVERLOAD_LIMIT = ErrorKind("OVERLOAD_LIMIT", "REST API is blocked due to overload", 503)
ERROR_BATCH_METHOD_NOT_ALLOWED = ErrorKind(
    "ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage", 405
)
ERROR_BATCH_LENGTH_EXCEEDED = ErrorKind("ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded", 400)
NO_AUTH_FOUND = ErrorKind("NO_AUTH_FOUND", "Wrong authorization data", 401)
INVALID_TOKEN = ErrorKind("invalid_token", "Unable to get application by token", 401)
INVALID_REQUEST = ErrorKind("INVALID_REQUEST", "{reason}", 400)
AUTHORIZATION_ERROR = ErrorKind("authorization_error", "Unable to authorize user", 401)
"""The token is right, and its user was dismissed."""
APPLICATION_NOT_FOUND = ErrorKind("APPLICATION_NOT_FOUND", "Application not found", 401)
APPLICATION_NOT_INSTALLED = ErrorKind("ERROR_OAUTH", "Application not installed", 401)
EXPIRED_TOKEN = ErrorKind("expired_token", "The access token provided has expired", 401)
INVALID_CREDENTIALS = ErrorKind("INVALID_CREDENTIALS", "Invalid request credentials", 401)
USER_NOT_ALLOWED = ErrorKind("INVALID_CREDENTIALS", "Invalid request credentials", 403)
"""The webhook is right, and its user was dismissed."""
USER_ACCESS_ERROR = ErrorKind("user_access_error", "The user does not have access to the application", 403)
WRONG_AUTH_TYPE = ErrorKind(
    "WRONG_AUTH_TYPE", "Current authorization type is denied for this method Application context required", 403
)
METHOD_CONFIRM_WAITING = ErrorKind("METHOD_CONFIRM_WAITING", "Waiting for confirmation", 401)
METHOD_CONFIRM_DENIED = ErrorKind("METHOD_CONFIRM_DENIED", "Method call denied", 403)
ALLOWED_ONLY_INTRANET_USER = ErrorKind("allowed_only_intranet_user", "Action allowed only for intranet users", 403)
REST_NOT_AVAILABLE = ErrorKind("ACCESS_DENIED", "REST API is available only on commercial plans", 403)
ERROR_MANIFEST_IS_NOT_AVAILABLE = ErrorKind("ERROR_MANIFEST_IS_NOT_AVAILABLE", "Manifest is not available", 404)
HTTPS_REQUIRED = ErrorKind("INVALID_REQUEST", "Https required", 400)
INSUFFICIENT_SCOPE = ErrorKind(
    "insufficient_scope", "The request requires higher privileges than provided by the webhook token", 403
)
PORTAL_DELETED = ErrorKind("PORTAL_DELETED", "Portal was deleted", 500)
ERROR_METHOD_NOT_FOUND = ErrorKind("ERROR_METHOD_NOT_FOUND", "Method not found!", 404)

MISSING_PARAMETER = ErrorKind("100", "Could not find value for parameter {{{name}}}")
INVALID_PARAMETER = ErrorKind(
    "100", "Invalid value {{{value}}} to match with parameter {{{name}}}. Should be value of type {type}."
)
ACCESS_DENIED = ErrorKind("ACCESS_DENIED", "Access denied.")
ACCESS_DENIED_TEXT = ErrorKind("", "Access denied.")
"""The classic methods answer a refusal with a text only."""
INVALID_ARG_VALUE = ErrorKind("INVALID_ARG_VALUE", "{reason}")

WRONG_CLIENT = ErrorKind("wrong_client", "Unknown client", 200)
INVALID_CLIENT = ErrorKind("invalid_client", "Wrong client secret", 400)
INVALID_GRANT = ErrorKind(
    "invalid_grant", "The code or refresh token is unknown, used, expired or no longer valid", 400
)
INVALID_SCOPE = ErrorKind("invalid_scope", "The scope goes beyond what the application was given", 403)
PAYMENT_REQUIRED = ErrorKind("PAYMENT_REQUIRED", "Payment required", 401)
"""The authorization server's own, from ``settings/oauth/error-codes.md``; the statuses are those that clients know."""

SYSTEM = {
    kind.code.lower(): kind
    for kind in (
        INTERNAL_SERVER_ERROR,
        ERROR_UNEXPECTED_ANSWER,
        QUERY_LIMIT_EXCEEDED,
        OPERATION_TIME_LIMIT,
        OVERLOAD_LIMIT,
        ERROR_BATCH_METHOD_NOT_ALLOWED,
        ERROR_BATCH_LENGTH_EXCEEDED,
        NO_AUTH_FOUND,
        HTTPS_REQUIRED,
        REST_NOT_AVAILABLE,
        USER_NOT_ALLOWED,
        ERROR_MANIFEST_IS_NOT_AVAILABLE,
        INSUFFICIENT_SCOPE,
        EXPIRED_TOKEN,
        INVALID_TOKEN,
        AUTHORIZATION_ERROR,
        APPLICATION_NOT_FOUND,
        APPLICATION_NOT_INSTALLED,
        USER_ACCESS_ERROR,
        WRONG_AUTH_TYPE,
        METHOD_CONFIRM_WAITING,
        METHOD_CONFIRM_DENIED,
        ALLOWED_ONLY_INTRANET_USER,
        PORTAL_DELETED,
        ERROR_METHOD_NOT_FOUND,
        WRONG_CLIENT,
        INVALID_CLIENT,
        INVALID_GRANT,
        INVALID_SCOPE,
        PAYMENT_REQUIRED,
    )
}
"""The system's errors as documented, by their codes in small letters."""
