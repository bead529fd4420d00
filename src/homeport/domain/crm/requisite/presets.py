"""Templates of requisites: which fields requisites made by them show.

Source: ``api-reference/crm/requisites/presets/``.
"""

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Level, Operation
from homeport.domain.crm.requisite import fields
from homeport.domain.crm.requisite.countries import COUNTRIES, US
from homeport.domain.crm.requisite.stamps import stamped
from homeport.domain.crm.requisite.tables import PRESET, PRESET_FIELD, REQUISITE
from homeport.domain.records.collection import Access, Change, Collection
from homeport.store import Query, Transaction

IN_USE = ErrorKind("", "You cannot delete the template because requisites have already been created for it.")

_USED = Query(select(REQUISITE.c.ID).where(REQUISITE.c.PRESET_ID == bindparam("preset_id")).limit(1))
"""Whether a requisite was made by a template."""

_COUNTRY = Query(select(PRESET.c.COUNTRY_ID).where(PRESET.c.ID == bindparam("id")))

STANDARD = (
    ("Company", "#CRM_REQUISITE_PRESET_DEF_US_COMPANY#", ("RQ_COMPANY_NAME", "RQ_VAT_ID", "RQ_ADDR")),
    ("Person", "#CRM_REQUISITE_PRESET_DEF_US_PERSON#", ("RQ_FIRST_NAME", "RQ_LAST_NAME", "RQ_ADDR")),
)
"""What a new portal has: name, external code, fields. Source: ``requisites/index.md``, "Details Templates"."""

STEP = 10
"""Between the sort indexes of the fields of a new portal's templates."""


def _of_clients(ctx: Ctx, operation: Operation) -> bool | None:
    """Templates take the right to contacts and to companies, both; ``presets/index.md``."""
    rights = ctx.actor.rights
    allowed = all(rights.grant(type_id, operation).highest > Level.NONE for type_id in (owner.CONTACT, owner.COMPANY))
    return True if allowed else None


OF_CLIENTS = Access(_of_clients)


def country_of(tx: Transaction, preset_id: int) -> int | None:
    """The country of a template; None when there is no such template."""
    found: int | None = tx.value(_COUNTRY, id=preset_id)
    return found


def _of_requisites(change: Change) -> None:
    """A template is for requisites, of a country that there is."""
    if change.old:
        return
    for name, known in (("ENTITY_TYPE_ID", (owner.REQUISITE,)), ("COUNTRY_ID", COUNTRIES)):
        if change.new.get(name) not in known:
            raise change.dialect.invalid(field=name)
    change.new["LAST_FIELD_ID"] = 0


def _unused(change: Change) -> None:
    if change.ctx.tx.one(_USED, preset_id=change.old["ID"]) is not None:
        raise IN_USE()
    change.ctx.tx.delete(PRESET_FIELD, PRESET_ID=change.old["ID"])


PRESETS = Collection(
    noun="preset",
    plural="presets",
    table=PRESET,
    fields=fields.PRESET,
    access=OF_CLIENTS,
    before_save=(_of_requisites, stamped),
    before_delete=(_unused,),
)


def install(tx: Transaction) -> None:
    """Write the templates of a new portal; always the same ids."""
    for sort, (name, code, shown) in enumerate(STANDARD, 1):
        preset_id = tx.insert(
            PRESET,
            {
                "ENTITY_TYPE_ID": owner.REQUISITE,
                "COUNTRY_ID": US,
                "NAME": name,
                "DATE_CREATE": "2026-01-01 00:00:00",
                "CREATED_BY_ID": 1,
                "ACTIVE": "Y",
                "SORT": sort * 100,
                "XML_ID": code,
                "LAST_FIELD_ID": len(shown),
            },
        )
        rows = [
            {
                "PRESET_ID": preset_id,
                "ID": number,
                "FIELD_NAME": field,
                "FIELD_TITLE": "",
                "SORT": 500 + number * STEP,
                "IN_SHORT_LIST": "N",
            }
            for number, field in enumerate(shown, 1)
        ]
        tx.insert_many(PRESET_FIELD, rows)
