"""JSON as people read it: indented, each kind of value in its colour."""

import json
import re
from typing import Any

from markupsafe import Markup, escape

MAX_TEXT = 400_000
"""Characters beyond which it is shown without colours: each of them is an element."""

_TOKEN = re.compile(
    r'(?P<name>"(?:[^"\\]|\\.)*")(?=\s*:)|(?P<text>"(?:[^"\\]|\\.)*")|(?P<word>\b(?:true|false|null)\b)'
    r"|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
)


def written(value: Any) -> str:
    """A value as indented JSON."""
    return json.dumps(value, indent=2, ensure_ascii=False, default=str)


def shown(value: Any) -> str:
    """A value as indented JSON; a text as it is, which is JSON that was cut, or none."""
    return value if isinstance(value, str) else written(value)


def coloured(value: Any) -> Markup:
    """A value as :func:`shown` says it, with a class for each kind of token."""
    text = shown(value)
    if len(text) > MAX_TEXT:
        return escape(text)
    parts, end = [], 0
    for found in _TOKEN.finditer(text):
        parts.append(escape(text[end : found.start()]))
        parts.append(Markup('<span class="json-{}">{}</span>').format(found.lastgroup, found[0]))
        end = found.end()
    return Markup("").join((*parts, escape(text[end:])))
