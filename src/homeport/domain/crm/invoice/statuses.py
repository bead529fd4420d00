"""The statuses of old invoices: a directory as others are, spoken of by methods of its own too.

Source: ``api-reference/crm/outdated/invoice-status-old/``.
"""

from dataclasses import replace

from sqlalchemy import bindparam, func, select

from homeport.core.errors import ErrorKind
from homeport.domain.crm.invoice.tables import INVOICE, STATUSES
from homeport.domain.crm.stages import entries, statuses
from homeport.domain.crm.stages.directories import OLD_INVOICES
from homeport.domain.crm.tables import STATUS
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import FieldTable
from homeport.store import Query, Transaction

IS_SYSTEM = ErrorKind("", "A status that came with the portal cannot be deleted.")
IN_USE = ErrorKind("", "There are invoices in this status.")

_SHOWN = ("ID", "ENTITY_ID", "STATUS_ID", "NAME", "NAME_INIT", "SORT", "SYSTEM")
_REQUIRED = ("NAME", "SORT")
_LAST = Query(select(func.max(STATUS.c.ID)))
_USED = Query(select(INVOICE.c.ID).where(INVOICE.c.STATUS_ID == bindparam("code")).limit(1))


def _coded(change: Change) -> None:
    """A new status has a code that nothing else has."""
    if not change.old:
        change.new["STATUS_ID"] = f"UC_{(change.ctx.tx.value(_LAST) or 0) + 1:06X}"


def _unused(change: Change) -> None:
    if change.old["SYSTEM"] == "Y":
        raise IS_SYSTEM()
    if change.ctx.tx.one(_USED, code=change.old["STATUS_ID"]) is not None:
        raise IN_USE()


INVOICE_STATUSES = replace(
    entries.STATUSES,
    noun="invoice status",
    fields=FieldTable(
        tuple(
            replace(
                entries.FIELDS.by_name[name],
                required=name in _REQUIRED,
                read_only=name not in _REQUIRED,
                immutable=False,
                default=entries.FIELDS.by_name[name].default if name != "SORT" else None,
            )
            for name in _SHOWN
        )
    ),
    within={"ENTITY_ID": STATUSES},
    order=(("SORT", False),),
    before_save=(_coded,),
    before_delete=(_unused,),
)


def install(tx: Transaction) -> None:
    """Write the statuses of a new portal."""
    statuses.write(tx, OLD_INVOICES)
