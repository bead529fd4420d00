"""Noting what is changed of a record: one row for a change, in the transaction that makes it."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.trail.tables import TRAIL
from homeport.store import Transaction

FIELDS, LINKED, UNLINKED, BOUND, UNBOUND, MERGED = "fields", "linked", "unlinked", "bound", "unbound", "merged"
COMPLETED, REOPENED, DELETED = "completed", "reopened", "deleted"


def note(ctx: Ctx, record: Owner, kind: str, details: Any) -> None:
    """Add an entry to the trail of a record.

    :param kind: one of those above; says what ``details`` are
    """
    ctx.tx.insert(
        TRAIL,
        {
            "OWNER_TYPE_ID": record.entity_type_id,
            "OWNER_ID": record.entity_id,
            "KIND": kind,
            "CREATED": ctx.clock.stamp(),
            "AUTHOR_ID": ctx.actor.user_id,
            "CREDENTIAL": ctx.credential.key,
            "DETAILS": msgspec.json.encode(details).decode(),
        },
    )


def forget(tx: Transaction, record: Owner) -> None:
    """Remove the trail of a record that is deleted."""
    tx.delete(TRAIL, OWNER_TYPE_ID=record.entity_type_id, OWNER_ID=record.entity_id)
