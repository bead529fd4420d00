"""Settings of user fields by type: how each is read, and what holds unless it is told.

Sources: ``crm-deal-userfield-add.md``, ``userfieldconfig-add.md``, and the answers that these pages show.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core import values as v

_UTC = ZoneInfo("UTC")
_LONGEST = 10_000
"""Characters of a setting."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    :param kind: as ``crm.userfield.settings.fields`` says it
    :param title: what it is called there; empty where it is not listed
    :param default: what holds unless told
    :param check: from what was given to what is kept; ValueError for what does not fit
    """

    kind: str
    title: str
    default: Any
    check: Callable[[Any], Any]

    def read(self, given: Any) -> Any:
        """What is kept of what was given: the default instead of what does not fit."""
        try:
            return self.check(given)
        except (ValueError, TypeError, OverflowError):
            return self.default


def _integer(default: int | None, title: str = "", least: int | None = None) -> Setting:
    def check(given: Any) -> int | None:
        number = v.read_integer(given, _UTC)
        if number is None or (least is not None and number < least):
            return default
        return number

    return Setting("int", title, default, check)


def _double(default: float | None, title: str = "") -> Setting:
    def check(given: Any) -> Any:
        number = v.DOUBLE.read(given, _UTC)
        return default if number is None else v.DOUBLE.item(number, _UTC)

    return Setting("double", title, default, check)


def _text(default: str = "", title: str = "") -> Setting:
    return Setting("string", title, default, lambda given: (v.read_string(given, _UTC) or "")[:_LONGEST])


def _flag(default: str, title: str = "") -> Setting:
    return Setting("char", title, default, lambda given: v.read_flag(given, _UTC))


def _choice(title: str, default: str, *others: str) -> Setting:
    def check(given: Any) -> str:
        word = str(given).upper()
        return word if word in others else default

    return Setting("string", title, default, check)


def _day(given: Any) -> dict[str, str]:
    """``{"TYPE": "NOW"}``, or ``FIXED`` with a ``VALUE``."""
    said = {str(name).upper(): value for name, value in given.items()} if isinstance(given, dict) else {}
    kind = str(said.get("TYPE", "NONE")).upper()
    if kind == "FIXED":
        v.parse_moment(said.get("VALUE"), _UTC)
        return {"TYPE": kind, "VALUE": str(said["VALUE"]).strip()}
    return {"TYPE": kind if kind == "NOW" else "NONE", "VALUE": ""}


def _texts(given: Any) -> Any:
    """A text, or several by place or language."""
    if isinstance(given, dict):
        return {str(name)[:50]: str(value)[:500] for name, value in list(given.items())[:50]}
    if isinstance(given, list):
        return [str(value)[:500] for value in given[:50]]
    return str(given)[:500]


def file_kinds(given: Any) -> frozenset[str]:
    """The endings of names that a field of files takes, of its ``EXTENSIONS``; none where it takes any.

    A text has commas between them, an object has them as keys, with whether they are allowed.
    """
    if isinstance(given, dict):
        listed = [str(value if str(name).isdecimal() else name) for name, value in given.items() if value]
    elif isinstance(given, list):
        listed = [str(each) for each in given]
    else:
        listed = str(given or "").split(",")
    return frozenset(name for each in listed if (name := each.strip().lstrip(".").lower()))


_SIZES = {"MIN_LENGTH": _integer(0, least=0), "MAX_LENGTH": _integer(0, least=0)}
_DEFAULT_DAY = Setting("object", "Default Value", {"TYPE": "NONE", "VALUE": ""}, _day)
_HEIGHT = _integer(1, "List Height", 1)

Settings = Mapping[str, Setting]
STRING: Settings = {
    "SIZE": _integer(20, least=1),
    "ROWS": _integer(1, "Rows", 1),
    "REGEXP": _text(),
    **_SIZES,
    "DEFAULT_VALUE": _text(title="Default Value"),
}
INTEGER: Settings = {
    "SIZE": _integer(20, least=1),
    "MIN_VALUE": _integer(0),
    "MAX_VALUE": _integer(0),
    "DEFAULT_VALUE": _integer(None, "Default Value"),
}
DOUBLE: Settings = {
    "PRECISION": Setting("int", "Precision", 2, lambda given: min(max(int(given), 0), 12)),
    "SIZE": _integer(20, least=1),
    "MIN_VALUE": _double(0),
    "MAX_VALUE": _double(0),
    "DEFAULT_VALUE": _double(None, "Default Value"),
}
BOOLEAN: Settings = {
    "DEFAULT_VALUE": Setting("int", "Default Value", 0, lambda given: int(int(given) > 0)),
    "DISPLAY": _choice("Appearance", "CHECKBOX", "CHECKBOX", "RADIO", "DROPDOWN"),
    "LABEL": Setting("string", "", ["", ""], _texts),
    "LABEL_CHECKBOX": Setting("string", "", "", _texts),
}
DATE: Settings = {"DEFAULT_VALUE": _DEFAULT_DAY}
MOMENT: Settings = {"DEFAULT_VALUE": _DEFAULT_DAY, "USE_SECOND": _flag("Y"), "USE_TIMEZONE": _flag("N")}
ENUMERATION: Settings = {
    "DISPLAY": _choice("Appearance", "LIST", "LIST", "UI", "CHECKBOX", "DIALOG"),
    "LIST_HEIGHT": _HEIGHT,
    "CAPTION_NO_VALUE": _text(),
    "SHOW_NO_VALUE": _flag("Y"),
}
MONEY: Settings = {"DEFAULT_VALUE": _text()}
URL: Settings = {
    "POPUP": _flag("Y"),
    "SIZE": _integer(20, least=1),
    **_SIZES,
    "DEFAULT_VALUE": _text(),
    "ROWS": _integer(1, least=1),
}
ADDRESS: Settings = {"SHOW_MAP": _flag("Y")}
FILE: Settings = {
    "SIZE": _integer(20, least=1),
    "LIST_WIDTH": _integer(0, least=0),
    "LIST_HEIGHT": _integer(0, least=0),
    "MAX_SHOW_SIZE": _integer(0, least=0),
    "MAX_ALLOWED_SIZE": _integer(0, least=0),
    "EXTENSIONS": Setting("object", "", [], _texts),
    "TARGET_BLANK": _flag("Y"),
}
STATUS: Settings = {"ENTITY_TYPE": _text(title="Directory")}
IBLOCK: Settings = {
    "IBLOCK_TYPE_ID": _text(title="Information Block Type"),
    "IBLOCK_ID": _text("0", "Information Block"),
    "DEFAULT_VALUE": _text(title="Default Value"),
    "DISPLAY": _choice("Appearance", "LIST", "LIST", "UI", "CHECKBOX", "DIALOG"),
    "LIST_HEIGHT": _HEIGHT,
    "ACTIVE_FILTER": _flag("N", "Show Active Only"),
}
RECORD: Settings = {
    "LEAD": _flag("N", "Lead"),
    "CONTACT": _flag("N", "Contact"),
    "COMPANY": _flag("N", "Company"),
    "DEAL": _flag("N", "Deal"),
    "QUOTE": _flag("N"),
    "ORDER": _flag("N"),
    "SMART_INVOICE": _flag("N"),
}
