"""Adding, changing and deleting entries of directories: values of fields, and the stages of pipelines.

Sources: ``api-reference/crm/status/crm-status-add.md``, ``crm-status-update.md``, ``crm-status-delete.md``.
"""

import re
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.crm.entities import entity_of, identity
from homeport.domain.crm.stages import pipelines
from homeport.domain.crm.stages.directories import FAILURE, IN_PROGRESS, MAX_CODE, SUCCESS
from homeport.domain.crm.tables import STATUS
from homeport.domain.portal import generation
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import SETTINGS, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Query, Transaction

REQUIRED = ErrorKind("", "{reason}")
NO_DIRECTORY = ErrorKind("", "Specified entity type is not supported.")
UNFIT_CODE = ErrorKind(
    "ERROR_CORE", "The status ID is too long, or has other characters than letters, digits, - and _."
)
TAKEN = ErrorKind("ERROR_CORE", "The specified status ID already exists.")
AFTER_THE_LAST = ErrorKind(
    "",
    "Cannot create more stages after the final stage because the final successful stage already exists. "
    "Try using sort order values less than that of the final stage.",
)
IS_SYSTEM = ErrorKind(
    'CRM System Status can be deleted only if parameter FORCED is specified and equal to "Y".',
    "It came with the portal.",
)
IN_USE = ErrorKind("There are active items in this status.", "Records are in this stage.")

GENERAL_DEALS = "DEAL_STAGE"

MAX_VALUE = 50
"""Characters of a code in directories that hold no stages."""

_OF_STAGES = re.compile(r"[A-Za-z0-9_-]+")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("ENTITY_ID", v.STRING, immutable=True),
        F("STATUS_ID", v.STRING, immutable=True),
        F("NAME", v.STRING),
        F("NAME_INIT", v.STRING, read_only=True, default=""),
        F("SORT", v.INTEGER, default=10),
        F("SYSTEM", v.CHAR, read_only=True, default="N"),
        F("CATEGORY_ID", v.INTEGER, read_only=True),
        F("COLOR", v.STRING),
        F("SEMANTICS", v.STRING, immutable=True, values=("", IN_PROGRESS, SUCCESS, FAILURE)),
    )
)

_FIRST_WON = Query(
    select(func.min(STATUS.c.SORT)).where(
        STATUS.c.ENTITY_ID == bindparam("directory"), STATUS.c.SEMANTICS == bindparam("won")
    )
)
_SAME = Query(
    select(STATUS.c.ID).where(STATUS.c.ENTITY_ID == bindparam("directory"), STATUS.c.STATUS_ID == bindparam("code"))
)


def _named(change: Change) -> None:
    row = change.row
    missing = [name for name in ("ENTITY_ID", "STATUS_ID") if not row.get(name)]
    if not missing and not row.get("NAME"):
        missing = ["Title"]
    if missing:  # the page: both messages arrive in the same response
        raise REQUIRED(reason="\n".join(f"The field {name} is required." for name in missing))


def _placed(change: Change) -> None:
    """A new entry belongs to a directory, by a code of its own; a stage carries the prefix of its pipeline."""
    if change.old:
        return
    new = change.new
    directory = next((each for each in pipelines.directories(change.ctx.tx) if each["ID"] == new["ENTITY_ID"]), None)
    if directory is None:
        raise NO_DIRECTORY()
    if "ENTITY_TYPE_ID" in directory:
        _place_stage(change, directory)
    else:
        new["SEMANTICS"] = None
        if len(new["STATUS_ID"]) > MAX_VALUE:
            raise UNFIT_CODE()
    if change.ctx.tx.value(_SAME, directory=new["ENTITY_ID"], code=new["STATUS_ID"]) is not None:
        raise TAKEN()


def _place_stage(change: Change, directory: dict[str, Any]) -> None:
    new, prefix = change.new, directory.get("PREFIX") or ""
    own = new["STATUS_ID"].removeprefix(f"{prefix}:") if prefix else new["STATUS_ID"]
    code = f"{prefix}:{own}" if prefix else own
    if not _OF_STAGES.fullmatch(own) or len(code) > MAX_CODE:
        raise UNFIT_CODE()
    category = directory.get("CATEGORY_ID")
    new |= {"STATUS_ID": code, "CATEGORY_ID": int(category) if category else None}
    new["SEMANTICS"] = new.get("SEMANTICS") if new.get("SEMANTICS") in (SUCCESS, FAILURE) else None
    if new["ENTITY_ID"] == GENERAL_DEALS and new["SEMANTICS"] is None:  # the page names this directory alone
        last = change.ctx.tx.value(_FIRST_WON, directory=GENERAL_DEALS, won=SUCCESS)
        if last is not None and new["SORT"] > last:
            raise AFTER_THE_LAST()


def _tell(change: Change) -> None:
    """What is kept of directories is read anew."""
    generation.changed(change.ctx.tx)


STATUSES = Collection(
    noun="status",
    plural="statuses",
    table=STATUS,
    fields=FIELDS,
    access=SETTINGS,
    before_save=(_named, _placed),
    after_save=(_tell,),
    before_delete=(_tell,),
)


def delete(ctx: Ctx, status_id: int, dialect: Dialect, *, forced: bool) -> None:
    """Delete an entry.

    :param forced: whether one that came with the portal is deleted too
    :raises CallError: the dialect's refusals; :data:`IS_SYSTEM`, :data:`IN_USE`
    """
    row = reading.stored(ctx, STATUSES, {"ID": status_id}) or {}
    if ctx.actor.is_admin and row:
        if row["SYSTEM"] == "Y" and not forced:
            raise IS_SYSTEM()
        if _is_in_use(ctx.tx, row["ENTITY_ID"], row["STATUS_ID"]):
            raise IN_USE()
    writing.delete(ctx, STATUSES, {"ID": status_id}, dialect)


def _is_in_use(tx: Transaction, directory: str, code: str) -> bool:
    """Whether a record is in a stage."""
    type_id = next((each.get("ENTITY_TYPE_ID") for each in pipelines.directories(tx) if each["ID"] == directory), None)
    entity = entity_of(type_id) if type_id is not None else None
    if entity is None or entity.stages is None:
        return False
    table, where = entity.table, identity(entity.table, entity.type_id)
    found = select(table.c.ID).where(*where, table.c[entity.stages.field] == bindparam("code")).limit(1)
    return tx.one(Query(found), code=code) is not None
