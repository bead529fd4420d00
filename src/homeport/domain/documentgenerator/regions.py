"""Regions: how documents write dates and names, and phrases. Some come with the portal, people add others.

Source: ``api-reference/document-generator/region/``.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import read_integer, read_string
from homeport.domain.documentgenerator import formats, permissions
from homeport.domain.documentgenerator.tables import REGION, TEMPLATE
from homeport.store import Query, Transaction, constant

EMPTY = ErrorKind("BX_EMPTY_REQUIRED", 'Required field "TITLE" is not filled')
NOT_FOUND = ErrorKind("0", "Region not found")
IN_USE = ErrorKind("BX_ERROR", "There are templates linked to this region")

STANDARD = {
    "de": ("Germany", "de"),
    "uk": ("United Kingdom", "en"),
    "br": ("Brazil", "br"),
    "sp": ("Spain", "la"),
    "mx": ("Mexico", "la"),
    "pl": ("Poland", "pl"),
    "fr": ("France", "fr"),
}
"""Those that come with the portal: title and language by code."""

MOST_PHRASES = 1_000
LONGEST = 255
LONGEST_ID = 18

_TEXTS = {
    "title": "TITLE",
    "languageId": "LANGUAGE_ID",
    "formatDate": "FORMAT_DATE",
    "formatDatetime": "FORMAT_DATETIME",
    "formatName": "FORMAT_NAME",
}
_BY_ID = Query(select(REGION).where(REGION.c.ID == bindparam("id")))
_USED = Query(
    select(TEMPLATE.c.ID).where(TEMPLATE.c.REGION == bindparam("code"), TEMPLATE.c.IS_DELETED == constant("N")).limit(1)
)
_ALL = Query(select(REGION).order_by(REGION.c.ID))


def add(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, Any]:
    """Add a region.

    :raises CallError: a refusal of :mod:`permissions`, :data:`EMPTY`
    """
    permissions.require_templates(ctx, permissions.NOT_TEMPLATES)
    row = _read(ctx, given, {})
    if not row.get("TITLE"):
        raise EMPTY()
    return _whole(_find(ctx, ctx.tx.insert(REGION, {"PHRASES": "{}", **row})))


def change(ctx: Ctx, number: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Change a region that people have added.

    :raises CallError: a refusal of :mod:`permissions`, :data:`NOT_FOUND`, :data:`EMPTY`
    """
    permissions.require_templates(ctx, permissions.NOT_TEMPLATES)
    found = _find(ctx, number)
    row = _read(ctx, given, msgspec.json.decode(found["PHRASES"]))
    if "TITLE" in row and not row["TITLE"]:
        raise EMPTY()
    ctx.tx.update(REGION, {"ID": found["ID"]}, row)
    return _whole({**found, **row})


def get(ctx: Ctx, given: Any) -> dict[str, Any]:
    """A region by its number, or by its code.

    :raises CallError: a refusal of :mod:`permissions`, :data:`NOT_FOUND`
    """
    permissions.require_templates(ctx, permissions.NOT_TEMPLATES)
    if isinstance(given, str) and given in STANDARD:
        return _standard(given)
    return _whole(_find(ctx, given))


def listed(ctx: Ctx) -> dict[str, dict[str, Any]]:
    """Every region by its code: of those that people have added it is their number.

    :raises CallError: a refusal of :mod:`permissions`
    """
    permissions.require_templates(ctx, permissions.NOT_TEMPLATES)
    found = {code: _standard(code) for code in STANDARD}
    for row in ctx.tx.dicts(_ALL):
        shown = _whole(row)
        del shown["phrases"]
        found[shown["id"]] = {**shown, "code": shown["id"]}
    return found


def delete(ctx: Ctx, number: Any) -> None:
    """Delete a region; one that is not there is no error.

    :raises CallError: a refusal of :mod:`permissions`, :data:`IN_USE`
    """
    permissions.require_templates(ctx, permissions.NOT_TEMPLATES)
    found = _number(ctx, number)
    if ctx.tx.one(_USED, code=str(found)) is not None:
        raise IN_USE()
    ctx.tx.delete(REGION, ID=found)


def _standard(code: str) -> dict[str, Any]:
    title, language = STANDARD[code]
    return {"code": code, "title": title, "languageId": language}


def _whole(row: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: row[column] for name, column in _TEXTS.items()}
    return {"id": str(row["ID"]), **texts, "phrases": msgspec.json.decode(row["PHRASES"])}


def _read(ctx: Ctx, given: Mapping[str, Any], held: Mapping[str, str]) -> dict[str, Any]:
    """What a client says of a region, by column.

    :param held: the phrases that it has; those that are not named stay
    """
    found: dict[str, Any] = {}
    for name, column in _TEXTS.items():
        if name in given:
            found[column] = _text(ctx, given[name])
    if "phrases" in given:
        said = given["phrases"] if isinstance(given["phrases"], dict) else {}
        phrases = {str(code)[:LONGEST]: _text(ctx, text) for code, text in list(said.items())[:MOST_PHRASES]}
        found["PHRASES"] = msgspec.json.encode({**held, **phrases}).decode()
    return found


def _text(ctx: Ctx, given: Any) -> str:
    """A text, or none of what is not one."""
    try:
        return (read_string(given, ctx.clock.zone) or "")[:LONGEST]
    except ValueError:
        return ""


def _find(ctx: Ctx, given: Any) -> dict[str, Any]:
    for row in ctx.tx.dicts(_BY_ID, id=_number(ctx, given)):
        return row
    raise NOT_FOUND()


def _number(ctx: Ctx, given: Any) -> int:
    try:
        return read_integer(given, ctx.clock.zone) or 0
    except (ValueError, OverflowError):
        return 0


class Ways(NamedTuple):
    """How a region writes.

    :param date: a form of dates, such as ``d.m.Y``
    :param name: a form of names, such as ``#NAME# #LAST_NAME#``
    """

    language: str
    date: str = formats.USUAL_DATE
    name: str = formats.USUAL_NAME


_LETTERS = {"YYYY": "Y", "MMMM": "F", "DD": "d", "MM": "m", "HH": "H", "MI": "i", "SS": "s"}
_LONG = re.compile("|".join(_LETTERS))


def ways_of(tx: Transaction, code: str) -> Ways:
    """How a region writes, by its code or number; one that there is not as most do."""
    if code in STANDARD:
        return Ways(STANDARD[code][1])
    for row in tx.dicts(_BY_ID, id=int(code)) if code.isascii() and code.isdecimal() and len(code) < LONGEST_ID else ():
        form = _LONG.sub(lambda found: _LETTERS[found[0]], row["FORMAT_DATE"] or "")
        name = row["FORMAT_NAME"] or formats.USUAL_NAME
        return Ways(row["LANGUAGE_ID"] or "en", form or formats.USUAL_DATE, name)
    return Ways("en")
