"""Addresses that lead to the files of templates and documents, and what public links lead to."""

from homeport.core.clock import Clock
from homeport.core.ctx import Ctx
from homeport.domain.documentgenerator import making, shown, templates
from homeport.domain.documentgenerator.documents import LINK
from homeport.domain.documentgenerator.generators import REST, Generator
from homeport.domain.documentgenerator.tables import DOCUMENT
from homeport.domain.files import files
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Stored
from homeport.domain.files.public import Opened, Public
from homeport.store import Transaction


def doors_of(of: Generator) -> dict[str, Door]:
    """The doors of a family."""

    def template(ctx: Ctx, number: int, said: str) -> Stored:
        return templates.content(ctx, of, number)

    def document(ctx: Ctx, number: int, said: str) -> Stored:
        return shown.content(ctx, of, number, said)

    return {f"{of.door}.template": Door(find=template), f"{of.door}.document": Door(find=document)}


def _opened(tx: Transaction, clock: Clock, number: int) -> Opened:
    """A document is shown as its PDF, once there is one."""
    row = making.stored(tx, number)
    return None if row is None else files.find(tx, row["PDF_ID"] or row["FILE_ID"])


def _visited(tx: Transaction, clock: Clock, number: int) -> None:
    """Note that somebody came by the public link of a document."""
    tx.update(DOCUMENT, {"ID": number}, {"VIEWED": clock.stamp()})


DOORS = doors_of(REST)
PUBLIC = {LINK: Public(_opened, _visited)}
