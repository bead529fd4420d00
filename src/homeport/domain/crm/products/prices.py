"""The prices of a row: what a unit costs with and without its discount and tax.

The price that clients give is what is paid for a unit: with the discount, and with the tax whether or not it is
``included``. The others follow, rounded to two places. Sources: ``deals/crm-deal-productrows-set.md``, and the figures
in the examples of ``crm-item-productrow-add.md`` and ``crm-lead-productrows-get.md``.
"""

from collections.abc import Collection, Mapping
from typing import Any

from homeport.core.amounts import rounded
from homeport.domain.crm.products.tables import MONETARY

MAX_NUMBER = 1e12
"""Greater prices, quantities and sums are refused: what they sum up to would no longer be exact."""

FULL = 100.0
"""Percent."""


def complete(row: dict[str, Any], given: Collection[str]) -> None:
    """Put what follows into a row.

    :param row: with the price, the discount and the tax rate
    :param given: the prices that the client said itself, which stay as they are
    """
    tax = 1 + (row["TAX_RATE"] or 0.0) / FULL
    rate, money = row["DISCOUNT_RATE"], row["DISCOUNT_SUM"]
    if "PRICE_EXCLUSIVE" not in given:
        row["PRICE_EXCLUSIVE"] = rounded(row["PRICE"] / tax)
    exclusive = row["PRICE_EXCLUSIVE"]
    is_sum = row["DISCOUNT_TYPE_ID"] == MONETARY or rate == FULL
    netto = rounded(exclusive + money if is_sum else exclusive / (1 - rate / FULL))
    if "PRICE_NETTO" not in given:
        row["PRICE_NETTO"] = netto
    if row["DISCOUNT_TYPE_ID"] == MONETARY:
        row["DISCOUNT_RATE"] = rounded(money / netto * FULL) if netto else 0.0
    elif not is_sum:
        row["DISCOUNT_SUM"] = rounded(netto - exclusive)
    if "PRICE_BRUTTO" not in given:
        row["PRICE_BRUTTO"] = rounded(row["PRICE_NETTO"] * tax)


def amount_of(row: Mapping[str, Any]) -> tuple[float, float]:
    """What is paid for a row, and how much of it is tax."""
    amount = rounded(row["PRICE"] * row["QUANTITY"])
    return amount, rounded(amount - amount / (1 + (row["TAX_RATE"] or 0.0) / FULL))
