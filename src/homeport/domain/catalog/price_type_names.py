"""Names of types of prices in the languages of the portal, one of each.

Source: ``api-reference/catalog/price-type/price-type-lang/``.
"""

from sqlalchemy import bindparam, select

from homeport.core.errors import MISSING_PARAMETER, ErrorKind
from homeport.domain.catalog import price_types
from homeport.domain.catalog.price_types import NAME, NAME_FIELDS
from homeport.domain.records.collection import ADMINISTRATORS, Change, Collection
from homeport.domain.user_fields.defining import LANGUAGES
from homeport.store import Query

NOT_FOUND = ErrorKind("201200000000", "Translation of the price type does not exist")
NO_LANGUAGE = ErrorKind("201200000010", "Language does not exist")
TAKEN = ErrorKind("400", "The price type has a translation into this language")

NAMES = {"en": "English", "de": "German"}
"""What languages are called; the others by their codes, as the example has them."""

_HELD = Query(select(NAME.c.ID).where(NAME.c.CATALOG_GROUP_ID == bindparam("type"), NAME.c.LANG == bindparam("lang")))


def languages() -> list[dict[str, str]]:
    """The languages that there are."""
    return [{"lid": lang, "active": "Y", "name": NAMES.get(lang, lang)} for lang in sorted(LANGUAGES)]


def _right(change: Change) -> None:
    """A name is of a type and in a language that there are, and the only one of both."""
    if change.old and not change.said:
        raise MISSING_PARAMETER(name="fields")
    row = change.row
    kind, lang = row.get("CATALOG_GROUP_ID"), row.get("LANG")
    if kind is not None and not price_types.exists(change.ctx, kind):
        raise price_types.NOT_FOUND()
    if lang is not None and lang not in LANGUAGES:
        raise NO_LANGUAGE()
    if kind is not None and lang is not None:
        held = change.ctx.tx.value(_HELD, type=kind, lang=lang)
        if held is not None and held != change.old.get("ID"):
            raise TAKEN()


PRICE_TYPE_NAMES = Collection(
    noun="priceTypeLang",
    plural="priceTypeLangs",
    table=NAME,
    fields=NAME_FIELDS,
    access=ADMINISTRATORS,
    before_save=(_right,),
)
