"""Bank details of requisites.

Source: ``api-reference/crm/requisites/bank-detail/``.
"""

from sqlalchemy import bindparam, select

from homeport.domain.crm import events
from homeport.domain.crm.requisite import fields, removal
from homeport.domain.crm.requisite.countries import COUNTRIES
from homeport.domain.crm.requisite.owned import BY_REQUISITE
from homeport.domain.crm.requisite.stamps import stamped
from homeport.domain.crm.requisite.tables import BANK_DETAIL, PRESET, REQUISITE
from homeport.domain.records.collection import Change, Collection
from homeport.store import Query

_REQUISITE = Query(
    select(REQUISITE.c.ID, PRESET.c.COUNTRY_ID)
    .outerjoin(PRESET, PRESET.c.ID == REQUISITE.c.PRESET_ID)
    .where(REQUISITE.c.ID == bindparam("id"))
)


def _of_requisite(change: Change) -> None:
    """Bank details belong to a requisite that there is, and are of its template's country unless told otherwise."""
    new = change.new
    if not change.old:
        found = change.ctx.tx.one(_REQUISITE, id=new.get("ENTITY_ID") or 0)
        if found is None:
            raise change.dialect.invalid(field="ENTITY_ID")
        new.setdefault("COUNTRY_ID", found[1])
    country = new.get("COUNTRY_ID")
    if country is not None and country not in COUNTRIES:
        raise change.dialect.invalid(field="COUNTRY_ID")


def _unlinked(change: Change) -> None:
    removal.unlink_bank_detail(change.ctx.tx, change.old["ID"])


def _told(change: Change, verb: str) -> None:
    events.requisite(change.ctx, events.BANK_DETAIL, verb, change.row["ID"])


BANK_DETAILS = Collection(
    noun="bankDetail",
    plural="bankDetails",
    table=BANK_DETAIL,
    fields=fields.BANK_DETAIL,
    access=BY_REQUISITE,
    before_save=(_of_requisite, stamped),
    before_delete=(_unlinked,),
    tell=_told,
)
