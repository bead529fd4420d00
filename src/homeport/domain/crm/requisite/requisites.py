"""Requisites: what a contact or a company is called in documents.

Source: ``api-reference/crm/requisites/universal/``.
"""

from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.domain.crm import events
from homeport.domain.crm.entities import exists
from homeport.domain.crm.requisite import fields, removal
from homeport.domain.crm.requisite.home import HOME
from homeport.domain.crm.requisite.owned import BY_CLIENT, CLIENTS
from homeport.domain.crm.requisite.stamps import stamped
from homeport.domain.crm.requisite.tables import REQUISITE
from homeport.domain.records.collection import Change, Collection
from homeport.domain.user_fields.collections import growing

OWNER_NOT_FOUND = ErrorKind("", "Entity not found.")


def _of_client(change: Change) -> None:
    """A requisite belongs to a contact or a company that there is. Whether there is such a template nobody asks;
    ``how-to-add-contact-with-requisite.md``.
    """
    new = change.new
    if change.old:
        return
    if new.get("ENTITY_TYPE_ID") not in CLIENTS:
        raise change.dialect.invalid(field="ENTITY_TYPE_ID")
    for name in ("ENTITY_ID", "PRESET_ID"):
        if new.get(name, 0) <= 0:
            raise change.dialect.invalid(field=name)
    if not exists(change.ctx.tx, Owner(new["ENTITY_TYPE_ID"], new["ENTITY_ID"])):
        raise OWNER_NOT_FOUND()


def _with_all_of_it(change: Change) -> None:
    removal.empty(change.ctx, change.old["ID"])


def _told(change: Change, verb: str) -> None:
    events.requisite(change.ctx, events.REQUISITE, verb, change.row["ID"])


REQUISITES = Collection(
    noun="requisite",
    plural="requisites",
    table=REQUISITE,
    fields=fields.REQUISITE,
    access=BY_CLIENT,
    before_save=(_of_client, stamped),
    before_delete=(_with_all_of_it,),
    tell=_told,
    grown=growing(HOME.entity_id),
)
