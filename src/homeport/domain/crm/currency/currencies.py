"""The portal's currencies: added, changed, deleted, looked at. One of them is the base that all rates refer to.

Whoever may read records of any type may look at currencies; administrators change them. Source:
``api-reference/crm/currency/``.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED_TEXT, CallError, ErrorKind
from homeport.core.values import is_empty
from homeport.domain.crm import events
from homeport.domain.crm.currency import localizations
from homeport.domain.crm.currency.tables import CURRENCY, LOCALIZATION
from homeport.domain.portal import info, settings
from homeport.domain.records.fields import F, FieldTable, list_field
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction, texts

NOT_FOUND = ErrorKind("", "Not found")
MISSING = ErrorKind("ERROR_CORE", 'Undefined array key "{field}"')
UNFIT_NEW = ErrorKind("ERROR_CORE", "{reason}")
UNFIT = ErrorKind("ERROR_CODE", "{reason}")
NOT_THREE_LETTERS = ErrorKind("", "A currency has three letters")
IS_BASE = ErrorKind("", "Cannot delete base currency.")
ID_INVALID = ErrorKind("", "The parameter id is invalid or not defined.")

DEFAULT_SORT = 100
MAX_NOMINAL = 10**9
MAX_RATE = 10.0**12

_INT = replace(v.INTEGER, name="int")

FIELDS = FieldTable(
    (
        F("CURRENCY", v.STRING, "Currency"),
        F("AMOUNT_CNT", _INT, "Nominal"),
        F("AMOUNT", v.DOUBLE, "Rate"),
        F("BASE", v.CHAR, "Base currency", read_only=True),
        F("SORT", _INT, "Sort"),
        F("DATE_UPDATE", v.DATETIME, "Changed", read_only=True),
        F("LID", v.STRING, "Language", read_only=True),
        F("FORMAT_STRING", v.STRING, "How an amount is written", read_only=True),
        F("FULL_NAME", v.STRING, "Name", read_only=True),
        F("DEC_POINT", v.STRING, "Decimal point", read_only=True),
        F("THOUSANDS_SEP", v.STRING, "Separator of thousands", read_only=True),
        F("DECIMALS", _INT, "Decimal places", read_only=True),
        list_field("LANG", replace(v.MULTIFIELD, name="currency_localization"), "Languages"),
    )
)

STANDARD = {
    "EUR": (1.0, "Euro", "€#"),
    "USD": (0.92, "US dollar", "$#"),
    "GBP": (1.17, "Pound sterling", "£#"),
}
"""What a new portal has: rates to the euro, names, and how amounts are written."""
STANDARD_DATE = "2026-01-01 00:00:00"

_CODE = re.compile(r"[A-Z]{3}")
_SHOWN = ("FULL_NAME", "LID", "FORMAT_STRING", "DEC_POINT", "THOUSANDS_SEP", "DECIMALS")
_ALL = Query(select(CURRENCY).order_by(CURRENCY.c.SORT, CURRENCY.c.CURRENCY))
_ONE = Query(select(CURRENCY).where(CURRENCY.c.CURRENCY == bindparam("code")))

Currency = dict[str, Any]


def exists(tx: Transaction, code: str) -> bool:
    """Whether the portal has a currency."""
    return tx.one(_ONE, code=code) is not None


def require_reader(ctx: Ctx) -> None:
    """Refuse whoever may read no records at all.

    :raises CallError: ``Access denied.``
    """
    if not ctx.actor.rights.reads_anything:
        raise ACCESS_DENIED_TEXT()


def require_writer(ctx: Ctx) -> None:
    """Refuse whoever may not change settings of the CRM.

    :raises CallError: ``Access denied.``
    """
    if not ctx.actor.is_admin:
        raise ACCESS_DENIED_TEXT()


def get(ctx: Ctx, given: Any) -> Currency:
    """A currency with its localizations.

    :raises CallError: ``Access denied.``, :data:`NOT_FOUND`
    """
    require_reader(ctx)
    row = find(ctx.tx, given)
    if row is None:
        raise NOT_FOUND()
    of_languages = localizations.of_currency(ctx.tx, row["CURRENCY"])
    language = settings.read(ctx.tx).language
    answer = _answer(ctx, row, language, of_languages.get(language), info.currency_of(ctx.tx))
    return {**answer, "LANG": {lid: localizations.answered(each) for lid, each in of_languages.items()}}


def listed(ctx: Ctx, order: Any) -> list[Currency]:
    """Every currency.

    :param order: fields to sort by; by SORT unless given
    :raises CallError: ``Access denied.``
    """
    require_reader(ctx)
    language = settings.read(ctx.tx).language
    localized, base = localizations.in_language(ctx.tx, language), info.currency_of(ctx.tx)
    found = []
    for row in ctx.tx.dicts(_ALL):
        answer = _answer(ctx, row, language, localized.get(row["CURRENCY"]), base)
        found.append((answer | row, answer))  # numbers are sorted as such
    for name, direction in reversed(as_map(order).items()):
        key = name.upper()
        if key in FIELDS.by_name and key != "LANG":
            found.sort(key=lambda each: _place(each[0][key]), reverse=str(direction).lower() == "desc")
    return [answer for _, answer in found]


def _place(value: Any) -> Any:
    """What a value is ordered by."""
    return (texts.ordered(value), value) if isinstance(value, str) else value


def add(ctx: Ctx, given: Mapping[str, Any]) -> str:
    """Add a currency; its code. It has a localization for the portal's language in any case.

    :raises CallError: ``Access denied.``, ``ERROR_CORE``
    """
    require_writer(ctx)
    fields = {name.upper(): value for name, value in given.items()}
    for name in ("CURRENCY", "AMOUNT_CNT", "AMOUNT"):
        if is_empty(fields.get(name)):
            raise MISSING(field=name)
    code = code_of(fields["CURRENCY"])
    if code is None:
        raise UNFIT_NEW(reason=NOT_THREE_LETTERS.text)
    if find(ctx.tx, code) is not None:
        raise UNFIT_NEW(reason=f"There is a currency {code} already")
    row = {"SORT": DEFAULT_SORT, **_read(ctx, fields, UNFIT_NEW)}
    ctx.tx.insert(CURRENCY, {"CURRENCY": code, "DATE_UPDATE": ctx.clock.stamp(), **row})
    localizations.put(ctx.tx, code, settings.read(ctx.tx).language, localizations.default_of(code))
    _save_more(ctx, code, fields, UNFIT_NEW)
    events.currency(ctx, events.ADD, code)
    return code


def change(ctx: Ctx, given_code: Any, given: Mapping[str, Any]) -> None:
    """Change what was given of a currency.

    :raises CallError: ``Access denied.``, ``ERROR_CODE``
    """
    require_writer(ctx)
    row = find(ctx.tx, given_code)
    if row is None:
        raise UNFIT(reason="There is no such currency")
    code: str = row["CURRENCY"]
    fields = {name.upper(): value for name, value in given.items()}
    new = _read(ctx, fields, UNFIT)
    if code == info.currency_of(ctx.tx):
        new |= {"AMOUNT": 1.0, "AMOUNT_CNT": 1}
    _touch(ctx, code, **new)
    _save_more(ctx, code, fields, UNFIT)
    events.currency(ctx, events.UPDATE, code)


def delete(ctx: Ctx, given_code: Any) -> None:
    """Delete a currency; records go on to name it.

    :raises CallError: ``Access denied.``, :data:`NOT_THREE_LETTERS`, :data:`IS_BASE`, ``ERROR_CODE``
    """
    require_writer(ctx)
    code = code_of(given_code)
    if code is None:
        raise NOT_THREE_LETTERS()
    if code == info.currency_of(ctx.tx):
        raise IS_BASE()
    if not ctx.tx.delete(CURRENCY, CURRENCY=code):
        raise UNFIT(reason="There is no such currency")
    ctx.tx.delete(LOCALIZATION, CURRENCY=code)
    events.currency(ctx, events.DELETE, code)


def make_base(ctx: Ctx, given_code: Any) -> bool:
    """Let all rates refer to another currency; they stay as they are. False when there is no such currency.

    :raises CallError: ``Access denied.``
    """
    require_writer(ctx)
    row = find(ctx.tx, given_code)
    if row is None:
        return False
    _make_base(ctx, row["CURRENCY"])
    events.currency(ctx, events.UPDATE, row["CURRENCY"])
    return True


def localize(ctx: Ctx, given_code: Any, given: Any) -> bool:
    """Set what was given of a currency's localizations; whether there was anything to do.

    :raises CallError: ``Access denied.``, :data:`ID_INVALID`
    """
    code = _named(ctx, given_code)
    if code is None:
        return False
    try:
        done = localizations.save(ctx, code, given) > 0
    except localizations.UnfitLocalizationError as error:
        raise UNFIT_NEW(reason=error) from None
    return _localized(ctx, code, done)


def delocalize(ctx: Ctx, given_code: Any, languages: Any) -> bool:
    """Delete localizations of a currency; whether there were any.

    :raises CallError: ``Access denied.``, :data:`ID_INVALID`
    """
    code = _named(ctx, given_code)
    return code is not None and _localized(ctx, code, localizations.remove(ctx.tx, code, languages) > 0)


def localized(ctx: Ctx, given_code: Any) -> dict[str, localizations.Localization]:
    """The localizations of a currency by language.

    :raises CallError: ``Access denied.``, :data:`ID_INVALID`
    """
    require_reader(ctx)
    if is_empty(given_code):
        raise ID_INVALID()
    found = localizations.of_currency(ctx.tx, code_of(given_code) or "")
    return {lid: localizations.answered(each) for lid, each in found.items()}


def install(tx: Transaction) -> None:
    """Write the currencies of a new portal."""
    base = info.currency_of(tx)
    for position, code in enumerate(dict.fromkeys([base, *STANDARD]), 1):
        rate, name, form = STANDARD.get(code, (1.0, code, "#"))
        row = {"AMOUNT_CNT": 1, "AMOUNT": rate, "SORT": position * DEFAULT_SORT, "DATE_UPDATE": STANDARD_DATE}
        tx.insert(CURRENCY, {"CURRENCY": code, **row})
        written = {"FULL_NAME": name, "FORMAT_STRING": form, "THOUSANDS_VARIANT": "C", "THOUSANDS_SEP": ","}
        localizations.put(tx, code, "en", localizations.default_of(code) | written)


def code_of(given: Any) -> str | None:
    """The code that a client means; None when it is none."""
    code = given.strip().upper() if isinstance(given, str) else ""
    return code if _CODE.fullmatch(code) else None


def find(tx: Transaction, given: Any) -> Currency | None:
    """A currency as it is stored."""
    code = code_of(given)
    found = [] if code is None else tx.dicts(_ONE, code=code)
    return found[0] if found else None


def _named(ctx: Ctx, given: Any) -> str | None:
    """The code of a currency to be localized; None when there is no such currency."""
    require_writer(ctx)
    if is_empty(given):
        raise ID_INVALID()
    row = find(ctx.tx, given)
    return None if row is None else row["CURRENCY"]


def _localized(ctx: Ctx, code: str, done: bool) -> bool:
    if done:
        _touch(ctx, code)
        events.currency(ctx, events.UPDATE, code)
    return done


def _read(ctx: Ctx, fields: Mapping[str, Any], unfit: ErrorKind) -> dict[str, Any]:
    """The columns among what a client gave.

    :param unfit: the refusal of a value that cannot be
    """
    new: dict[str, Any] = {}
    for name, most in (("AMOUNT_CNT", MAX_NOMINAL), ("AMOUNT", MAX_RATE), ("SORT", v.MAX_INTEGER)):
        if is_empty(fields.get(name)):
            continue
        try:
            value = FIELDS.by_name[name].type.read(fields[name], ctx.clock.zone)
        except (ValueError, OverflowError):
            raise _invalid(name, unfit) from None
        if name == "AMOUNT":
            value = round(value, 4)
        if value > most or (name != "SORT" and value <= 0):
            raise _invalid(name, unfit)
        new[name] = value
    return new


def _save_more(ctx: Ctx, code: str, fields: Mapping[str, Any], unfit: ErrorKind) -> None:
    """The localizations that were given, and whether it is to be the base currency."""
    try:
        localizations.save(ctx, code, fields.get("LANG"))
    except localizations.UnfitLocalizationError as error:
        raise unfit(reason=error) from None
    if fields.get("BASE") == "Y":
        _make_base(ctx, code)


def _make_base(ctx: Ctx, code: str) -> None:
    info.set_currency(ctx.tx, code)
    _touch(ctx, code, AMOUNT=1.0, AMOUNT_CNT=1)


def _touch(ctx: Ctx, code: str, **columns: Any) -> None:
    ctx.tx.update(CURRENCY, {"CURRENCY": code}, {**columns, "DATE_UPDATE": ctx.clock.stamp()})


def _invalid(name: str, unfit: ErrorKind) -> CallError:
    return unfit(reason=f"{name} has an invalid value")


def _answer(
    ctx: Ctx, row: Currency, language: str, localization: localizations.Localization | None, base: str
) -> Currency:
    code = row["CURRENCY"]
    written = localizations.answered(localization or localizations.default_of(code)) | {"LID": language}
    return {
        "CURRENCY": code,
        "AMOUNT_CNT": str(row["AMOUNT_CNT"]),
        "AMOUNT": f"{row['AMOUNT']:.4f}",
        "SORT": str(row["SORT"]),
        "BASE": "Y" if code == base else "N",
        **{name: written[name] for name in _SHOWN},
        "DATE_UPDATE": v.DATETIME.classic(row["DATE_UPDATE"], ctx.clock.zone),
    }
