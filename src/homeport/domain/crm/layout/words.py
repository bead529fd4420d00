"""Texts in several languages, as one of them is shown.

Sources: ``structure/field-types.md``, ``configurable/badges/index.md``.
"""

from typing import Any

FALLBACK = "en"


def said(text: Any, language: str) -> str:
    """A text in a language; else in English; else the first there is."""
    if not isinstance(text, dict):
        return str(text)
    return str(text.get(language) or text.get(FALLBACK) or next(iter(text.values()), ""))


def shown(value: Any, language: str, *, editable: bool) -> Any:
    """A layout as a browser shows it: its texts in one language, without what is for telephones.

    :param editable: whether the person may change what it is about; some parts are for those alone
    """
    if not isinstance(value, dict):
        return value
    return {
        name: said(each, language)
        if name in _TEXTS
        else each
        if name in _AS_IS
        else shown(each, language, editable=editable)
        for name, each in value.items()
        if not (isinstance(each, dict) and _is_hidden(each, editable))
    }


def _is_hidden(part: dict[str, Any], editable: bool) -> bool:
    properties = part.get("properties")
    scope = part.get("scope") or (properties.get("scope") if isinstance(properties, dict) else None)
    return scope == "mobile" or (part.get("hideIfReadonly") is True and not editable)


_TEXTS = frozenset({"value", "title", "text"})
"""The fields that hold texts."""
_AS_IS = frozenset({"actionParams"})
