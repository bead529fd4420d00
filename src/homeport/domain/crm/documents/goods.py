"""What a record sells, as it stands in documents: its rows of goods, their taxes, what they come to.

Sources: ``crm-document-generator-template-get-fields.md``, ``crm-deal-productrows-get.md#productrow``.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from homeport.core import owner
from homeport.core.amounts import exact, product, rounded
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.documents.branches import Leaf, Rows
from homeport.domain.crm.documents.values import money
from homeport.domain.crm.invoice import beside
from homeport.domain.crm.products import rows
from homeport.domain.crm.products.prices import amount_of
from homeport.domain.records.fields import Values
from homeport.store.numbers import fraction


class Goods(NamedTuple):
    """The rows of a record.

    :param total: what is paid for all
    """

    products: Rows
    taxes: Rows
    totals: dict[str, Leaf]
    total: float
    size: int


def goods_of(ctx: Ctx, record: Owner, currency: str | None, amount: float | None) -> Goods:
    """What a record sells.

    :param amount: what the record says that it comes to, which counts where it has no rows
    """
    if record.entity_type_id == owner.INVOICE:
        sold = beside.sold(ctx.tx, record.entity_id)
        return _written(ctx, [row for row, _ in sold], [paid for _, paid in sold], currency, amount)
    found = rows.of_record(ctx, record)
    return _written(ctx, found, [amount_of(row) for row in found], currency, amount)


def _written(
    ctx: Ctx, found: Sequence[Values], paid: Sequence[tuple[float, float]], currency: str | None, amount: float | None
) -> Goods:
    """Rows of goods as documents have them.

    :param paid: what is paid for each, and how much of it is tax
    """

    def written(number: float | None) -> str:
        return money(ctx.tx, number, currency)

    def times(name: str) -> list[float]:
        return [rounded(product(row[name] or 0.0, row["QUANTITY"])) for row in found]

    def column(title: str, values: Sequence[Any]) -> tuple[str, Sequence[Any]]:
        return title, values

    raw, discounts = times("PRICE_NETTO"), times("DISCOUNT_SUM")
    products = {
        "INDEX": column("Number of the row", [str(place) for place in range(1, len(found) + 1)]),
        "PRODUCT.NAME": column("Name", [row["PRODUCT_NAME"] or "" for row in found]),
        "PRODUCT.DESCRIPTION": column("Description", [row["PRODUCT_DESCRIPTION"] or "" for row in found]),
        "PRODUCT.QUANTITY": column("Quantity", [fraction(row["QUANTITY"]) for row in found]),
        "PRODUCT.MEASURE_NAME": column("Unit of measure", [row["MEASURE_NAME"] or "" for row in found]),
        "PRODUCT.PRICE": column("Price", [written(row["PRICE"]) for row in found]),
        "PRODUCT.PRICE_SUM": column("Sum", [written(sum_) for sum_, _ in paid]),
        "PRODUCT.PRICE_EXCLUSIVE": column("Price without tax", [written(row["PRICE_EXCLUSIVE"]) for row in found]),
        "PRODUCT.PRICE_EXCLUSIVE_SUM": column("Sum without tax", [written(each) for each in times("PRICE_EXCLUSIVE")]),
        "PRODUCT.PRICE_RAW": column("Original price", [written(row["PRICE_NETTO"]) for row in found]),
        "PRODUCT.PRICE_RAW_SUM": column("Original sum", [written(each) for each in raw]),
        "PRODUCT.DISCOUNT_RATE": column("Discount in percent", [fraction(row["DISCOUNT_RATE"]) for row in found]),
        "PRODUCT.DISCOUNT_SUM": column("Discount", [written(row["DISCOUNT_SUM"]) for row in found]),
        "PRODUCT.DISCOUNT_TOTAL": column("Discount of the row", [written(each) for each in discounts]),
        "PRODUCT.TAX_RATE": column("Tax in percent", [fraction(row["TAX_RATE"] or 0.0) for row in found]),
        "PRODUCT.TAX_VALUE": column("Tax", [written(tax) for _, tax in paid]),
    }
    taxes: dict[float, float] = {}
    for row, (_, tax) in zip(found, paid, strict=True):
        if row["TAX_RATE"] is not None:
            taxes[row["TAX_RATE"]] = rounded(exact(taxes.get(row["TAX_RATE"], 0.0)) + exact(tax))
    of_taxes = {
        "TAX.TITLE": column("Heading", [f"Tax {fraction(rate)}%" for rate in taxes]),
        "TAX.RATE": column("Rate", [fraction(rate) for rate in taxes]),
        "TAX.VALUE": column("Amount", [written(value) for value in taxes.values()]),
    }
    total = _sum(sum_ for sum_, _ in paid) if found else amount or 0.0
    form = {"currencyId": currency, "withZeros": True}
    sums = {
        "TOTAL_SUM": ("Total amount", total),
        "TOTAL_RAW": ("Total of original prices", _sum(raw)),
        "TOTAL_TAX": ("Total tax", _sum(tax for _, tax in paid)),
        "TOTAL_DISCOUNT": ("Total discount", _sum(discounts)),
    }
    totals = {name: Leaf(title, written(value), "MONEY", form) for name, (title, value) in sums.items()}
    totals["TOTAL_ROWS"] = Leaf("Rows", str(len(found)))
    totals["TOTAL_QUANTITY"] = Leaf("Total quantity", fraction(_sum(row["QUANTITY"] for row in found)))
    return Goods(Rows("Goods", products), Rows("Taxes", of_taxes), totals, total, len(found))


def _sum(numbers: Any) -> float:
    return rounded(sum((exact(each) for each in numbers), exact(0.0)))
