"""Sections: which types of sites a call sees, by its parameter ``scope``.

Source: ``landing/types.md``.
"""

from typing import Any

PLAIN, KNOWLEDGE, GROUP, MAINPAGE = "PAGE", "KNOWLEDGE", "GROUP", "MAINPAGE"
TYPES = {PLAIN: ("PAGE", "STORE", "SMN"), **{each: (each,) for each in (KNOWLEDGE, GROUP, MAINPAGE)}}
"""The types of sites by section."""
PREFIXES = {PLAIN: "", KNOWLEDGE: "knowledge_", GROUP: "group_", MAINPAGE: "vibe_"}
"""How codes of what roles may do besides begin, by section."""


def of(given: Any) -> str:
    """The section that a parameter ``scope`` means; without one, that of plain sites and stores."""
    named = given.upper() if isinstance(given, str) else ""
    return named if named in TYPES else PLAIN
