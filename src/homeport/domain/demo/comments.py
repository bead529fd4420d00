"""Writes the demo comments: what colleagues noted in the timelines of deals; the first is its company's too."""

from homeport.core import owner
from homeport.core.clock import to_stored
from homeport.domain.crm.timeline.tables import BINDING, COMMENT, ENTRY
from homeport.domain.demo import plan
from homeport.domain.demo.calendar import morning
from homeport.domain.demo.plan import responsible
from homeport.store import Transaction

COUNT = 24
_BINDING = ("ENTRY_ID", "POSITION", "OWNER_TYPE_ID", "OWNER_ID")

TEXTS = (
    "{customer} decides together with the partner; the partner is back next week.",
    "They compare us with one other offer. Delivery time counts for more than the price.",
    "The lorry can only come in before ten: the pier is closed to traffic after that.",
    "Asked for a sample of {goods} before they order more.",
    "The invoice goes to the head office, not to the workshop.",
)


def add_comments(tx: Transaction) -> None:
    """Some comments on the first deals."""
    deals = [plan.DEALS[number // 2] for number in range(COUNT)]
    tx.insert_many(
        ENTRY,
        [
            {
                "ID": number,
                "KIND": COMMENT,
                "CREATED": to_stored(morning(-60 + 2 * number, 17 * number)),
                "AUTHOR_ID": responsible(number),
                "COMMENT": plan.pick(TEXTS, number).format(goods=deal.goods.lower(), customer=deal.customer),
            }
            for number, deal in enumerate(deals, 1)
        ],
    )
    bound = [(number, 1, owner.DEAL, deal.number) for number, deal in enumerate(deals, 1)]
    bound.append((1, 2, owner.COMPANY, deals[0].company))
    tx.insert_many(BINDING, [dict(zip(_BINDING, row, strict=True)) for row in bound])
