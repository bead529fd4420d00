"""What a client names in vain among fields that are taken by their names."""

from collections.abc import Container, Iterable

from homeport.core.ctx import Ctx
from homeport.core.dropped import READ_ONLY, UNKNOWN
from homeport.domain.records.fields import FieldTable


def note(ctx: Ctx, given: Iterable[str], fields: FieldTable, written: Container[str]) -> None:
    """Note the names that a write ignores.

    :param given: the names as the client wrote them
    :param written: the stored names of the fields that are read from them
    """
    for name in given:
        if name.upper() not in written:
            ctx.drop("fields", name, READ_ONLY if name.upper() in fields.by_name else UNKNOWN)
