"""Pages of the older lists of tasks: by ``NAV_PARAMS``, or as all lists have them.

Sources: ``task-elapsed-item-get-list.md``, ``task-item-list.md``, ``task-items-get-list.md``.
"""

from typing import Any, NamedTuple

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.paging import PAGE, start_of
from homeport.core.values import read_integer
from homeport.domain.records.filters import as_map


class Turned(NamedTuple):
    """Where a page is.

    :param first: its first row, from 0; -1 for the first page without counting
    :param size: how many rows it has, 50 at most
    """

    first: int
    size: int


def turned_to(ctx: Ctx, params: Any, start: Any, refusal: ErrorKind) -> Turned:
    """The page that a client asks for.

    :param params: ``NAV_PARAMS`` with ``nPageSize``, 50 at most, and ``iNumPage``, from 1; or these two themselves
    :param start: as all lists take it; it counts where ``params`` say nothing
    :param refusal: of a size or a number that is none
    """
    given = {name.upper(): value for name, value in as_map(params).items()}
    asked = {name.upper(): value for name, value in as_map(given.get("NAV_PARAMS", given)).items()}
    try:
        size = min(read_integer(asked.get("NPAGESIZE"), ctx.clock.zone) or PAGE, PAGE)
        number = read_integer(asked.get("INUMPAGE"), ctx.clock.zone) or 1
    except ValueError:
        raise refusal() from None
    if size < 1 or number < 1:
        raise refusal()
    return Turned((number - 1) * size if "NPAGESIZE" in asked or "INUMPAGE" in asked else start_of(start), size)
