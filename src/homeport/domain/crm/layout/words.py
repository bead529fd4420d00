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


def translated(value: Any, language: str) -> Any:
    """A layout with its texts in one language."""
    if not isinstance(value, dict):
        return value
    return {
        name: said(each, language) if name in _TEXTS else each if name in _AS_IS else translated(each, language)
        for name, each in value.items()
    }


_TEXTS = frozenset({"value", "title", "text"})
"""The fields that hold texts."""
_AS_IS = frozenset({"actionParams"})
