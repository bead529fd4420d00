"""Why a request was refused: the cause of each code as the portal is now, and whose rights decided."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from homeport.core.rights import Operation
from homeport.domain.crm.explain import Explanation, explain, type_id_of
from homeport.domain.portal.apps import apps
from homeport.domain.portal.calls import faults
from homeport.domain.portal.calls.requests import Entry
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.portal import Portal
from homeport.reference.book import Book
from homeport.store import Transaction

_OPERATIONS = {"get": Operation.READ, "list": Operation.READ, "delete": Operation.DELETE}
_CLASSIC = frozenset({"lead", "deal", "contact", "company", "quote"})
_TEXTS = {
    "no_auth_found": "The call had neither a webhook's code in its path nor an access token in the parameter auth.",
    "invalid_token": "No application of this portal has the access token, or it was taken back.",
    "authorization_error": "The access token is right; its user was dismissed.",
    "application_not_found": "The application that the access token is of was uninstalled.",
    "error_oauth": "The application that the access token is of was uninstalled, and the token's hour is over.",
    "payment_required": "The portal's subscription has ended by its settings.",
    "expired_token": "The access token's hour is over by the portal's clock. Renew it with the refresh token.",
    "overload_limit": "An operator has blocked the webhook or the application.",
    "operation_time_limit": "The method has run too long for this credential within ten minutes.",
    "error_unexpected_answer": "The request took longer than the portal's settings allow.",
    "internal_server_error": "A mistake of the server's. Its log has more under the request id of the description.",
    "portal_deleted": "The portal is switched off by its settings, or was removed while this was on its way.",
    "wrong_auth_type": "Only applications may call this method: a webhook has nothing that is an application's own.",
    "method_confirm_waiting": "An administrator must allow this method to the application first.",
    "method_confirm_denied": "An administrator has denied this method to the application.",
    "user_access_error": "The application is not open to this user, or its installation is not complete.",
    "error_batch_length_exceeded": "A batch has 50 commands at most.",
    "error_batch_method_not_allowed": "The method cannot be one of several calls.",
    "access_denied": "The user's rights do not allow it.",
    "100": "A parameter is missing or of the wrong kind. The description names it.",
    "invalid_request": "The request itself cannot be read, or came by HTTP where only HTTPS is allowed.",
}


class Reason(NamedTuple):
    """Why a request was refused.

    :param text: in words
    :param access: the user's rights to the record that it was about, when it was about one
    """

    text: str
    access: Explanation | None


def reason_of(tx: Transaction, portal: Portal, book: Book, entry: Entry) -> Reason | None:
    """Why an entry of the request log ended as it did; None when it was no refusal. Within a turn."""
    if not (entry.error or entry.description or entry.faults or entry.status != 200):
        return None
    refused = bool(entry.error or entry.description or entry.status != 200)
    if not entry.faults:
        return Reason(_text(tx, portal, book, entry), _access(tx, entry))
    ended, text = _of_faults(tx, entry)
    if ended or not refused:
        return Reason(text, None)
    return Reason(f"{text} {_text(tx, portal, book, entry)}", _access(tx, entry))


def _text(tx: Transaction, portal: Portal, book: Book, entry: Entry) -> str:
    code = entry.error.lower()
    if code == "insufficient_scope":
        needed = book.of_call(entry.method, entry.version)
        scopes = ", ".join(sorted(scopes_of(tx, entry.credential))) or "none any more"
        wanted = " or ".join(needed.scope) if needed else "another"
        return f"The method needs the scope {wanted}; {entry.credential} has {scopes}."
    if code == "error_method_not_found":
        return _of_no_method(book, entry)
    if code == "invalid_credentials":
        return _of_credentials(entry)
    if code == "query_limit_exceeded":
        rate = portal.state().rate
        bucket = f" The bucket holds {rate.bucket} and loses {rate.leak:g} a second." if rate else ""
        return f"Too many requests came from {entry.source or 'one address'}, or too many wrong codes.{bucket}"
    return _TEXTS.get(code) or "The method refused it: the description says why."


def _of_faults(tx: Transaction, entry: Entry) -> tuple[bool, str]:
    """Whether a fault ended the call, as far as the rules still tell; and which faults there were."""
    rules = {fault.id: fault.rule for fault in faults.listed(tx)}
    named = ", ".join(f"{fault}{'' if fault in rules else ' (removed since)'}" for fault in entry.faults)
    found = [rules.get(fault) for fault in entry.faults]
    if all(rule is not None and not (rule.error is not None or rule.status or rule.drop) for rule in found):
        return False, f"A fault delayed it on purpose: {named}."
    return True, f"A fault was injected on purpose: {named}."


def _of_credentials(entry: Entry) -> str:
    if entry.status == 401:
        return "No webhook of the user has this code, or it has expired by the portal's clock."
    return "The user lacks the rights for this call." if entry.user else "The code is right; its user was dismissed."


def _of_no_method(book: Book, entry: Entry) -> str:
    found = book.of_call(entry.method, entry.version)
    other = book.of_call(entry.method, 5 - entry.version)
    if found is not None and not found.built:
        return "The method is documented and not built here."
    if other is not None and other.built:
        path = "/rest/api/" if other.version == 3 else "/rest/"
        return f"The method belongs to the other version of REST: call it under {path}."
    return "There is no such method in the documentation either." if found is None else "It was built since."


def scopes_of(tx: Transaction, credential: str) -> frozenset[str]:
    """The scopes that a credential of the log has now; none when it is gone."""
    kind, _, number = credential.partition(":")
    if kind == "webhook":
        found = (each["SCOPES"] for each in webhooks.listed(tx) if str(each["ID"]) == number)
        return webhooks.split_scopes(next(found, ""))
    app = apps.find(tx, int(number)) if kind == "app" and number.isdigit() else None
    return app.scopes if app else frozenset()


def _access(tx: Transaction, entry: Entry) -> Explanation | None:
    about = subject_of(entry.method, entry.params)
    if about is None or not entry.user:
        return None
    try:
        return explain(tx, entry.user, about[0], type_id_of(about[1]), about[2])
    except (LookupError, ValueError):  # a user or a smart process that is gone
        return None


def subject_of(method: str, params: Any) -> tuple[Operation, str, int] | None:
    """What a call does to which record or activity: operation, type, id; None when that cannot be told."""
    words = method.lower().split(".")
    if len(words) < 3 or words[0] != "crm" or not isinstance(params, Mapping):
        return None
    given = {str(name).lower(): value for name, value in params.items()}
    operation = _OPERATIONS.get(words[-1], Operation.WRITE)
    if words[1] == "activity":
        number = _number(given.get("activityid", given.get("id")))
        return None if number is None else (operation, "activity", number)
    number = _number(given.get("id"))
    if number is None:
        return None
    if words[1] == "item":
        type_id = _number(given.get("entitytypeid"))
        kind = None if type_id is None else _TYPES.get(type_id, str(type_id))
    else:
        kind = words[1] if words[1] in _CLASSIC and len(words) == 3 else None
    return None if kind is None else (operation, kind, number)


_TYPES = {1: "lead", 2: "deal", 3: "contact", 4: "company", 7: "quote", 31: "smart_invoice"}


def _number(value: Any) -> int | None:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
