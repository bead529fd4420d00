"""How values stand in documents, by their types and formats.

Source: ``api-reference/document-generator/examples/document-date-name.md``.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.values import parse_moment

DATE, NAME, IMAGE, STAMP = "DATE", "NAME", "IMAGE", "STAMP"
PICTURES = (IMAGE, STAMP)
USUAL_DATE = "d.m.Y"
USUAL_NAME = "#NAME# #LAST_NAME#"

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "la": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "br": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
"""The months by language."""
WITHIN_DATES = {
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
}
"""As they are written within a date, where that is another form."""


def day(value: Any, form: str, language: str, zone: ZoneInfo) -> str:
    """A date; what is none stands as it is.

    :param form: of letters, such as ``d.m.Y``
    """
    try:
        moment = parse_moment(value, zone)
    except ValueError:
        return text(value)
    return "".join(_letter(each, moment, language) for each in form)


def _letter(letter: str, moment: datetime, language: str) -> str:
    plain = MONTHS.get(language, MONTHS["en"])
    months = {"F": WITHIN_DATES.get(language, plain), "f": plain}
    if letter in months:
        return months[letter].split()[moment.month - 1]
    plainly = {"j": moment.day, "n": moment.month, "i": f"{moment.minute:02}", "s": f"{moment.second:02}"}
    return moment.strftime(f"%{letter}") if letter in "dmyYH" else str(plainly.get(letter, letter))


def name(value: Any, form: str) -> str:
    """A person's name, of its parts; what has none stands as it is."""
    if not isinstance(value, Mapping):
        return text(value)
    parts = {str(key).upper(): text(each) for key, each in value.items()}
    found = form
    for part in ("TITLE", "NAME", "LAST_NAME", "SECOND_NAME"):
        said = parts.get(part, "")
        found = found.replace(f"#{part}#", said).replace(f"#{part}_SHORT#", f"{said[0]}." if said else "")
    return " ".join(found.split())


def text(value: Any) -> str:
    """A value without a type."""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        return ", ".join(text(each) for each in value if each not in (None, ""))
    return "" if value is None else str(value)
