"""``productrows.get`` and ``productrows.set`` of the classic entities."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.products import rows, showing
from homeport.domain.crm.products.rows import CLASSIC_ROWS
from homeport.domain.records import at_hand
from homeport.methods.family import as_array, as_id
from homeport.rpc import Method, Params
from homeport.rpc.method import make

BAD_ID = ErrorKind("", "The parameter id is invalid or not defined.")
NOT_AN_ARRAY = ErrorKind("", "The parameter rows must be array.")


class OfRecord(Params):
    id: Any = None


class Get(OfRecord):
    filter: Any = None
    order: Any = None


class WithRows(OfRecord):
    rows: Any = None


def product_rows(prefix: str, entity: Entity) -> list[Method]:
    """The methods of an entity's rows of goods.

    :param prefix: for example ``crm.deal``
    """

    def get(ctx: Ctx, p: Get) -> list[dict[str, Any]]:
        record = Owner(entity.type_id, as_id(p.id, BAD_ID))
        rows.require(ctx, Operation.READ, record, CLASSIC_ROWS)
        found = showing.classic(ctx, record, rows.of_record(ctx, record))
        return at_hand.chosen(ctx, found, ("ID",), filter=p.filter, order=p.order)

    def set_(ctx: Ctx, p: WithRows) -> bool:
        record = Owner(entity.type_id, as_id(p.id, BAD_ID))
        given = [as_array(row, "rows", NOT_AN_ARRAY) for row in as_array(p.rows, "rows", NOT_AN_ARRAY).values()]
        rows.replace_all(ctx, record, given, CLASSIC_ROWS, by_id=True)
        return True

    noun = prefix.rpartition(".")[2]
    refusals = (BAD_ID, CLASSIC_ROWS.denied, CLASSIC_ROWS.not_found)
    return [
        make(
            f"{prefix}.productrows.get",
            get,
            params=Get,
            summary=f"List the rows of goods of a {noun}.",
            errors=refusals,
        ),
        make(
            f"{prefix}.productrows.set",
            set_,
            params=WithRows,
            summary=f"Put rows of goods in place of those that a {noun} has.",
            errors=(*refusals, NOT_AN_ARRAY, CLASSIC_ROWS.invalid),
            writes=True,
        ),
    ]
