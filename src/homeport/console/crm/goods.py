"""The rows of goods of a record: a table that is edited where it stands, with what it comes to."""

import json
from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.caller import Caller
from homeport.console.crm import showing
from homeport.console.crm.card import Card, card_of
from homeport.console.crm.search import read_number
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.amounts import rounded
from homeport.core.owner import abbreviation_of
from homeport.domain.crm.products.rows import MAX_ROWS
from homeport.domain.crm.products.tables import MONETARY

BLANK = 2
"""Empty rows that a page has at the end."""
MOST_FIELDS = 8 * MAX_ROWS
"""Fields of the form."""
EDITED = ("productName", "price", "quantity", "taxRate")
KEPT = ("id", "productId", "discountTypeId", "taxIncluded", "measureCode", "measureName", "sort", "customized")
"""What a row keeps that was there, beside its discount."""

Goods = dict[str, Any]


class Total(NamedTuple):
    """What rows come to, as people read it."""

    amount: str
    tax: str


async def show(visit: Signed) -> Response:
    """The rows of a record."""
    card = await card_of(visit)
    if not card.has_goods:
        raise ProblemError("There is no such page", f"{card.kind.many} have no products.", 404)
    rows = await _rows(visit.call, card)
    if card.directory:
        card.names.want_directory(card.directory)
    await card.names.load()
    products = await visit.call.or_none("crm.product.list", order={"NAME": "ASC"}, select=["ID", "NAME"])
    return visit.page(
        "crm/goods",
        card=card,
        tabs=card.tabs("goods"),
        rows=[(row, showing.money(_amount(row), "")) for row in rows],
        blank=range(len(rows), min(len(rows) + BLANK, MAX_ROWS)),
        total=_total(rows, card.item.get("currencyId")),
        was=_known_again(rows),
        products=[each["NAME"] for each in products or []],
        may_change=await card.may_be_changed(),
    )


async def save(visit: Signed) -> Response:
    """Put the rows of a form in place of those that the record has."""
    form = await visit.form(MOST_FIELDS)
    card = await card_of(visit)
    held = await _rows(visit.call, card)
    if form.get("was") != _known_again(held):
        raise ProblemError("Somebody has changed the products meanwhile", "Reload the page, and edit them again.", 409)
    by_id = {row["id"]: row for row in held}
    wanted: list[Goods] = []
    for number in range(MAX_ROWS):
        if f"r.{number}.productName" not in form:
            break
        typed = {name: form.get(f"r.{number}.{name}", "").strip() for name in EDITED}
        if not any(typed.values()) or form.get(f"r.{number}.remove"):
            continue
        wanted.append(await _goods(visit.call, by_id.get(read_number(form.get(f"r.{number}.id", "")) or 0), typed))
    await visit.call(
        "crm.item.productrow.set",
        ownerType=abbreviation_of(card.kind.type_id),
        ownerId=card.entity_id,
        productRows=wanted,
    )
    return done(visit, f"{card.path}products/")


async def _goods(call: Caller, held: Goods | None, typed: dict[str, str]) -> Goods:
    """A row as the method takes it: one that was there keeps what is not edited."""
    given: Goods = {name: value.replace(",", ".") if name != "productName" else value for name, value in typed.items()}
    if held is not None:
        kept = {name: held[name] for name in KEPT if held.get(name) is not None}
        discount = "discountSum" if held["discountTypeId"] == MONETARY else "discountRate"
        kept[discount] = held[discount]
        return {**kept, **given}
    if not given["quantity"]:
        del given["quantity"]
    known = await call("crm.product.list", filter={"NAME": given["productName"]}, select=["ID", "PRICE"])
    if known:
        given["productId"] = known[0]["ID"]
        given["price"] = given["price"] or known[0]["PRICE"]
    return given


async def _rows(call: Caller, card: Card) -> list[Goods]:
    """Every row, in its order."""
    whose = {"=ownerType": abbreviation_of(card.kind.type_id), "=ownerId": card.entity_id}
    rows: list[Goods] = []
    start: int | None = 0
    while start is not None:
        page = await call.answer("crm.item.productrow.list", filter=whose, order={"sort": "ASC"}, start=start)
        rows += page.result["productRows"]
        start = page.next
    return rows


def _amount(row: Goods) -> float:
    return rounded(row["price"] * row["quantity"])


def _total(rows: list[Goods], currency: str | None) -> Total:
    amount = sum(_amount(row) for row in rows)
    tax = sum(_amount(row) - _amount(row) / (1 + (row["taxRate"] or 0.0) / 100) for row in rows)
    return Total(showing.money(rounded(amount), currency), showing.money(rounded(tax), currency))


def _known_again(rows: list[Goods]) -> str:
    """What tells these rows from others."""
    return json.dumps([[row["id"], *(row[name] for name in EDITED)] for row in rows], ensure_ascii=False)
