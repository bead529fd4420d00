"""What becomes of the documents of a record that is deleted, or becomes part of another one."""

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.documentgenerator import documents, making
from homeport.domain.documentgenerator.tables import DOCUMENT
from homeport.store import Query

_OF_RECORD = Query(
    select(DOCUMENT).where(
        DOCUMENT.c.ENTITY_TYPE_ID == bindparam("entity_type_id"), DOCUMENT.c.ENTITY_ID == bindparam("entity_id")
    )
)


def forget(ctx: Ctx, record: Owner) -> None:
    """Delete the documents of a deleted record."""
    for row in ctx.tx.dicts(_OF_RECORD, **record._asdict()):
        documents.remove(ctx, making.generator_of(row["MODULE_ID"]), row)


def hand_on(ctx: Ctx, record: Owner, heir: Owner) -> None:
    """Let documents be about another record of the type, which takes the place of theirs."""
    ctx.tx.update(DOCUMENT, _key(record), _key(heir))


def _key(record: Owner) -> dict[str, int]:
    return {"ENTITY_TYPE_ID": record.entity_type_id, "ENTITY_ID": record.entity_id}
