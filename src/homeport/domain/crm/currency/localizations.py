"""How amounts of a currency are written in a language.

Sources: ``api-reference/crm/data-types.md#crm_currency_localization``, ``crm-currency-localizations-get.md``,
``-set.md``, ``-delete.md``, ``-fields.md``.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.domain.crm.currency.tables import LOCALIZATION
from homeport.domain.records import ignoring
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

SEPARATORS = {"N": "", "C": ",", "D": ".", "S": " ", "B": "&nbsp;"}
"""What stands between thousands, by THOUSANDS_VARIANT; as it is answered."""

MAX_DECIMALS = 20
MAX_TEXT = 255

FIELDS = FieldTable(
    (
        F("FULL_NAME", v.STRING, "Name"),
        F("FORMAT_STRING", v.STRING, "How an amount is written"),
        F("DEC_POINT", v.STRING, "Decimal point"),
        F("THOUSANDS_VARIANT", v.STRING, "Separator of thousands, by code"),
        F("THOUSANDS_SEP", v.STRING, "Separator of thousands"),
        F("DECIMALS", replace(v.INTEGER, name="int"), "Decimal places"),
        F("HIDE_ZERO", v.CHAR, "Hide zeros after the point"),
    )
)

_LANGUAGE = re.compile(r"[a-z]{2}")
_SHOWN = (
    "FORMAT_STRING", "FULL_NAME", "DEC_POINT", "THOUSANDS_SEP", "DECIMALS", "THOUSANDS_VARIANT", "HIDE_ZERO",
)  # fmt: skip
_COLUMNS = [LOCALIZATION.c[name] for name in _SHOWN]
_OF_CURRENCY = Query(
    select(LOCALIZATION.c.LID, *_COLUMNS)
    .where(LOCALIZATION.c.CURRENCY == bindparam("code"))
    .order_by(LOCALIZATION.c.LID)
)
_IN_LANGUAGE = Query(select(LOCALIZATION.c.CURRENCY, *_COLUMNS).where(LOCALIZATION.c.LID == bindparam("language")))

Localization = dict[str, Any]


class UnfitLocalizationError(ValueError):
    """A localization that cannot be; the text says why."""


def default_of(code: str) -> Localization:
    """How amounts are written where nobody has said it."""
    return {
        "FORMAT_STRING": "#",
        "FULL_NAME": code,
        "DEC_POINT": ".",
        "THOUSANDS_SEP": SEPARATORS["S"],
        "DECIMALS": 2,
        "THOUSANDS_VARIANT": "S",
        "HIDE_ZERO": "N",
    }


def of_currency(tx: Transaction, code: str) -> dict[str, Localization]:
    """The localizations of a currency by language, as they are stored."""
    return {row[0]: dict(zip(_SHOWN, row[1:], strict=True)) for row in tx.all(_OF_CURRENCY, code=code)}


def in_language(tx: Transaction, language: str) -> dict[str, Localization]:
    """The localizations in a language by currency, as they are stored."""
    return {row[0]: dict(zip(_SHOWN, row[1:], strict=True)) for row in tx.all(_IN_LANGUAGE, language=language)}


def answered(localization: Mapping[str, Any]) -> Localization:
    """A localization as methods answer it."""
    return {**localization, "DECIMALS": str(localization["DECIMALS"])}


def save(ctx: Ctx, code: str, given: Any) -> int:
    """Set what was given of localizations; how many languages that were.

    :param given: localizations by language
    :raises UnfitLocalizationError: for the first that cannot be
    """
    before = of_currency(ctx.tx, code)
    for language, parts in as_map(given).items():
        new, lid = read(ctx, language, parts), language.lower()
        put(ctx.tx, code, lid, before.get(lid, default_of(code)) | new)
    return len(as_map(given))


def put(tx: Transaction, code: str, language: str, localization: Mapping[str, Any]) -> None:
    """Write a localization, whoever asks."""
    tx.delete(LOCALIZATION, CURRENCY=code, LID=language)
    tx.insert(LOCALIZATION, {"CURRENCY": code, "LID": language, **localization})


def remove(tx: Transaction, code: str, languages: Any) -> int:
    """Delete localizations; how many there were.

    :param languages: as a client listed them
    """
    wanted = {each.lower() for each in as_map(languages).values() if isinstance(each, str)}
    return sum(tx.delete(LOCALIZATION, CURRENCY=code, LID=language) for language in sorted(wanted))


def read(ctx: Ctx, language: str, parts: Any) -> Localization:
    """The columns among what a client gave for a language.

    :raises UnfitLocalizationError: when it cannot be
    """
    if not _LANGUAGE.fullmatch(language.lower()):
        raise UnfitLocalizationError("A language has two letters")
    if not isinstance(parts, dict):
        raise UnfitLocalizationError(f"The localization for {language.lower()} is no object")
    ignoring.note(ctx, parts, FIELDS, FIELDS.by_name)
    new = _stored(ctx, parts)
    _separate(new)
    return new


def _stored(ctx: Ctx, parts: Mapping[str, Any]) -> Localization:
    new: Localization = {}
    for name, value in parts.items():
        field = FIELDS.find(name, universal=False)
        if field is None or value is None:
            continue
        try:
            new[field.name] = field.type.read(value, ctx.clock.zone)
        except (ValueError, OverflowError):
            raise _unfit(field.name) from None
    for name, value in new.items():
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise _unfit(name)
    if "DECIMALS" in new and not (new["DECIMALS"] is not None and 0 <= new["DECIMALS"] <= MAX_DECIMALS):
        raise _unfit("DECIMALS")
    if "#" not in new.get("FORMAT_STRING", "#"):
        raise UnfitLocalizationError("FORMAT_STRING has a # where the amount goes")
    return new


def _separate(new: Localization) -> None:
    """Let what stands between thousands and its code agree."""
    variant = new.get("THOUSANDS_VARIANT")
    if variant:
        if variant not in SEPARATORS:
            raise _unfit("THOUSANDS_VARIANT")
        new["THOUSANDS_SEP"] = SEPARATORS[variant]
    elif "THOUSANDS_SEP" in new:
        if not new["THOUSANDS_SEP"]:
            raise UnfitLocalizationError("THOUSANDS_SEP is not empty: the variant N is for that")
        new["THOUSANDS_VARIANT"] = None
    else:
        new.pop("THOUSANDS_VARIANT", None)


def _unfit(name: str) -> UnfitLocalizationError:
    return UnfitLocalizationError(f"{name} has an invalid value")
