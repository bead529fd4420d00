"""Rows of lists that clients walk: templates of records, old invoices, call lists and workplaces."""

from collections.abc import Callable
from typing import Any

from tests.clients.goods import MANY, Several

_BILL = {"ORDER_TOPIC": "Walked", "PERSON_TYPE_ID": 1, "PAY_SYSTEM_ID": 1, "IS_RECURRING": "Y"}


def fill(several: Several) -> dict[str, dict[str, Any]]:
    """Make the rows; what their lists need to be told."""

    def each(method: str, make: Callable[[int], dict[str, Any]]) -> list[Any]:
        return several((method, make(number)) for number in range(MANY))

    each("crm.deal.recurring.add", lambda number: {"fields": {"DEAL_ID": number + 61}})
    invoices = each("crm.invoice.add", lambda number: {"fields": _BILL})
    each("crm.invoice.recurring.add", lambda number: {"fields": {"INVOICE_ID": invoices[number]}})
    each("crm.invoice.status.add", lambda number: {"fields": {"NAME": "Walked", "SORT": 900}})
    names = ({"FIELD_NAME": f"WALKED_{number}", "USER_TYPE_ID": "string"} for number in range(MANY))
    each("crm.invoice.userfield.add", lambda number: {"fields": next(names)})
    entry = {"ENTITY_ID": "CALL_LIST", "NAME": "Walked", "SORT": 900}
    each("crm.status.add", lambda number: {"fields": {**entry, "STATUS_ID": f"WALKED_{number}"}})
    people = {str(number): number + 1 for number in range(MANY)}
    lists = each(
        "crm.calllist.add", lambda number: {"ENTITY_TYPE": "CONTACT", "ENTITIES": people if not number else {"0": 1}}
    )
    each("crm.automatedsolution.add", lambda number: {"fields": {"title": f"Walked {number}"}})
    each("documentgenerator.role.add", lambda number: {"fields": {"name": "Walked"}})
    each("documentgenerator.numerator.add", lambda number: {"fields": {"name": "Walked", "template": "{NUMBER}"}})
    return {"crm.calllist.items.get": {"LIST_ID": lists[0]}}
