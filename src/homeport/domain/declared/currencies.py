"""Currencies with their rates, and how amounts of them are written."""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.domain.crm.currency import currencies, localizations
from homeport.domain.crm.currency.tables import CURRENCY
from homeport.domain.declared.author import STAMPS, Author
from homeport.domain.declared.part import MisplacedError, Part, Values, Work, within
from homeport.domain.declared.reading import Entry
from homeport.domain.portal import info
from homeport.store import Query

_CURRENCY = Query(select(CURRENCY).where(CURRENCY.c.CURRENCY == bindparam("code")))


class Currencies(Part[str]):
    """Currencies, known by their three letters."""

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work)
        self._author = author

    def by_identity(self, identity: str) -> str:
        return identity

    def find(self, entry: Entry) -> str | None:
        code = currencies.code_of(entry.values["CURRENCY"])
        return code if code and currencies.exists(self.tx, code) else None

    def look(self, record_id: str) -> dict[str, Any] | None:
        found = self.tx.dicts(_CURRENCY, code=record_id)
        if not found:
            return None
        row = {name: value for name, value in found[0].items() if name not in STAMPS}
        return row | {
            "BASE": record_id == info.currency_of(self.tx),
            "LANG": localizations.of_currency(self.tx, record_id),
        }

    def add(self, entry: Entry, values: Values) -> str:
        if "AMOUNT" not in values and not values.get("BASE"):
            raise ValueError("amount: a new currency needs its rate")
        self._require_localizations(values)
        return currencies.add(self._author.ctx, {"AMOUNT_CNT": 1, "AMOUNT": 1, **_spelled(values)})

    def change(self, record_id: str, entry: Entry, values: Values) -> None:
        if currencies.code_of(values["CURRENCY"]) != record_id:
            raise ValueError("currency: it stays as it is; another one needs another name")
        if values.get("BASE") is False and record_id == info.currency_of(self.tx):
            raise MisplacedError("another one must become the base currency in its place", "BASE")
        self._require_localizations(values)
        currencies.change(self._author.ctx, record_id, _spelled(values))

    def _require_localizations(self, values: Values) -> None:
        for language, parts in values.get("LANG", {}).items():
            with within("LANG", language):
                localizations.read(self._author.ctx, language, parts)


def _spelled(values: Values) -> dict[str, Any]:
    """As a client of ``crm.currency.add`` would send it."""
    return {name: {True: "Y", False: "N"}[value] if name == "BASE" else value for name, value in values.items()}
