"""Events of the CRM: their codes, and telling of each change.

Sources: ``api-reference/events/events.md``, ``contract/events.json``.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from homeport.core import owner
from homeport.core.clock import Clock
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.events.emission import emit, tell
from homeport.store import Transaction

CRM = "crm"
"""The scope that an application needs to be told."""

ADD, UPDATE, DELETE = "ADD", "UPDATE", "DELETE"
VERBS = (ADD, UPDATE, DELETE)
USER_FIELD_VERBS = (*VERBS, "SETENUMVALUES")
"""What happens to user fields."""

DEAL_MOVED = "ONCRMDEALMOVETOCATEGORY"

RECURRING_DEAL, RECURRING_INVOICE = "DEALRECURRING", "INVOICERECURRING"
EXPOSE = "EXPOSE"
"""A record was made by a template."""

ITEM_ACTION = "ONCRMTIMELINEITEMACTION"
"""Somebody set off an action in a layout; told to the application that described it."""

OLD_INVOICE = "INVOICE"
SET_STATUS = "SETSTATUS"
"""An old invoice has another status."""

ACTIVITY = "ACTIVITY"
COMMENT = "TIMELINECOMMENT"
TYPE = "TYPE"
MEASURE = "MEASURE"
PRODUCT = "PRODUCT"
PROPERTY = "PRODUCTPROPERTY"
SECTION = "PRODUCTSECTION"
CURRENCY = "CURRENCY"
ITEM = "DYNAMICITEM"
DOCUMENT = "DOCUMENTGENERATORDOCUMENT"
REQUISITE = "REQUISITE"
BANK_DETAIL = "BANKDETAIL"

ADDRESS = {ADD: "ONCRMADDRESSREGISTER", DELETE: "ONCRMADDRESSUNREGISTER"}
"""Addresses that come and go; of their changes nobody is told."""

CLASSIC = {
    owner.LEAD: "LEAD",
    owner.DEAL: "DEAL",
    owner.COMPANY: "COMPANY",
    owner.CONTACT: "CONTACT",
    owner.QUOTE: "QUOTE",
}
"""The types of records that have events of their own; all others are items."""


def code_of(noun: str, verb: str) -> str:
    """The code of a change in the CRM."""
    return f"ONCRM{noun}{verb}"


def codes_of(entity_type_id: int, verb: str) -> tuple[str, ...]:
    """The codes of a record's change: items have one in general and one of their type."""
    noun = CLASSIC.get(entity_type_id)
    if noun is not None:
        return (code_of(noun, verb),)
    general = code_of(ITEM, verb)
    return general, f"{general}_{entity_type_id}"


def codes(smart_processes: Iterable[int]) -> Iterator[str]:
    """The code of every event of the CRM.

    :param smart_processes: the type ids of those that the portal has
    """
    for noun in CLASSIC.values():
        yield from (code_of(noun, verb) for verb in VERBS)
        if noun == CLASSIC[owner.DEAL]:
            yield DEAL_MOVED
    yield ITEM_ACTION
    for noun in (RECURRING_DEAL, RECURRING_INVOICE):
        yield from (code_of(noun, verb) for verb in (*VERBS, EXPOSE))
    for noun in (ACTIVITY, COMMENT, ITEM, REQUISITE, BANK_DETAIL, DOCUMENT):
        yield from (code_of(noun, verb) for verb in VERBS)
    for entity_type_id in (owner.SMART_INVOICE, *smart_processes):
        yield from (codes_of(entity_type_id, verb)[1] for verb in VERBS)
    yield from ADDRESS.values()
    yield from (code_of(OLD_INVOICE, verb) for verb in (*VERBS, SET_STATUS))
    for noun in (*CLASSIC.values(), TYPE, REQUISITE, OLD_INVOICE):
        yield from (code_of(f"{noun}USERFIELD", verb) for verb in USER_FIELD_VERBS)
    for noun in (TYPE, CURRENCY, MEASURE, PRODUCT, PROPERTY, SECTION):
        yield from (code_of(noun, verb) for verb in VERBS)


def record(ctx: Ctx, verb: str, of: Owner) -> None:
    """A record was added, changed or deleted."""
    fields: dict[str, Any] = {"ID": of.entity_id}
    if of.entity_type_id not in CLASSIC:
        fields["ENTITY_TYPE_ID"] = of.entity_type_id
    _tell(ctx, codes_of(of.entity_type_id, verb), {"FIELDS": fields})


def deal_moved(ctx: Ctx, deal_id: int, category_id: int, stage_id: str) -> None:
    """A deal is in another pipeline."""
    fields = {"ID": deal_id, "CATEGORY_ID": category_id, "STAGE_ID": stage_id}
    _tell(ctx, (DEAL_MOVED,), {"FIELDS": fields})


def invoice(ctx: Ctx, verb: str, invoice_id: int) -> None:
    """An old invoice was added, changed or deleted, or has another status."""
    _tell(ctx, (code_of(OLD_INVOICE, verb),), {"FIELDS": {"ID": invoice_id}})


def recurring_deal(ctx: Ctx, verb: str, rule_id: int, deal_id: int | None) -> None:
    """A template of recurring deals was made, changed or deleted.

    :param deal_id: the deal that is copied; None where it is not told
    """
    _recurring(ctx, RECURRING_DEAL, verb, rule_id, {} if deal_id is None else {"RECURRING_DEAL_ID": deal_id})


def recurring_deal_exposed(ctx: Ctx, rule_id: int, template_id: int, deal_id: int) -> None:
    """A deal was made by a template."""
    _recurring(ctx, RECURRING_DEAL, EXPOSE, rule_id, {"RECURRING_DEAL_ID": template_id, "DEAL_ID": deal_id})


def recurring_invoice(ctx: Ctx, verb: str, rule_id: int, invoice_id: int | None) -> None:
    """A template of recurring invoices was made, changed or deleted.

    :param invoice_id: the invoice that is copied; None where it is not told
    """
    told = {} if invoice_id is None else {"RECURRING_INVOICE_ID": invoice_id}
    _recurring(ctx, RECURRING_INVOICE, verb, rule_id, told)


def recurring_invoice_exposed(ctx: Ctx, rule_id: int, template_id: int, invoice_id: int) -> None:
    """An invoice was made by a template."""
    told = {"RECURRING_INVOICE_ID": template_id, "INVOICE_ID": invoice_id}
    _recurring(ctx, RECURRING_INVOICE, EXPOSE, rule_id, told)


def _recurring(ctx: Ctx, noun: str, verb: str, rule_id: int, told: Mapping[str, int]) -> None:
    _tell(ctx, (code_of(noun, verb),), {"FIELDS": {"ID": rule_id, **told}})


def activity(ctx: Ctx, verb: str, activity_id: int) -> None:
    """An activity was added, changed or deleted."""
    _tell(ctx, (code_of(ACTIVITY, verb),), {"FIELDS": {"ID": activity_id}})


def comment(ctx: Ctx, verb: str, comment_id: int) -> None:
    """A comment was added, changed or deleted: its id is not among FIELDS, as that page says."""
    _tell(ctx, (code_of(COMMENT, verb),), {"ID": comment_id})


def currency(ctx: Ctx, verb: str, code: str) -> None:
    """A currency was added, changed or deleted."""
    _tell(ctx, (code_of(CURRENCY, verb),), {"FIELDS": {"ID": code}})


def requisite(ctx: Ctx, noun: str, verb: str, number: int) -> None:
    """A requisite or a bank detail was added, changed or deleted.

    :param noun: :data:`REQUISITE` or :data:`BANK_DETAIL`
    """
    _tell(ctx, (code_of(noun, verb),), {"FIELDS": {"ID": number}})


def document(ctx: Ctx, verb: str, number: int, record: Owner) -> None:
    """A document about a record was made, changed or deleted."""
    fields = {"ID": number, "ENTITY_TYPE_ID": record.entity_type_id, "ENTITY_ID": record.entity_id}
    _tell(ctx, (code_of(DOCUMENT, verb),), {"FIELDS": fields})


def address(ctx: Ctx, verb: str, row: Mapping[str, Any]) -> None:
    """An address came or went: it has no id, so its key is told, and whose it is in the end."""
    names = ("TYPE_ID", "ENTITY_TYPE_ID", "ENTITY_ID", "ANCHOR_ID", "ANCHOR_TYPE_ID")
    _tell(ctx, (ADDRESS[verb],), {"FIELDS": {name: row[name] for name in names}})


def smart_process(tx: Transaction, clock: Clock, user_id: int, verb: str, type_id: int) -> None:
    """A smart process was made, changed or deleted."""
    code = code_of(TYPE, verb)
    emit(tx, clock, user_id, (code,), {"FIELDS": {"ID": type_id}}, CRM)


def _tell(ctx: Ctx, codes: tuple[str, ...], data: Mapping[str, Any]) -> None:
    tell(ctx, codes, data, CRM)
