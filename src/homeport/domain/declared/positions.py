"""Where each key and each element of a TOML document stands. :mod:`tomllib` says what a document means, not where.

Only documents that :mod:`tomllib` has accepted are indexed, so the index takes their grammar for granted.
"""

import re
import tomllib

Path = tuple[str | int, ...]
"""Keys, and the places in arrays, from the document down: ``("users", "vera", "departments", 0)``."""

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'""")
_SCALAR = re.compile(
    r'''"""(?:\\.|[^\\])*?""""{0,2}'''
    r"|'''.*?''''{0,2}"
    r'''|"(?:\\.|[^"\\])*"'''
    r"|'[^']*'"
    r"|\d{4}-\d\d-\d\d[ Tt]\d\d:[^\s,\]}#]+"
    r"|[^\s,\]}#]+",
    re.DOTALL,
)


def index(text: str) -> dict[Path, int]:
    """The offset of each key, and of each element of an array, by its path.

    :param text: a document that :mod:`tomllib` accepts, with line feeds only
    """
    return _Index(text).found


class _Index:
    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._elements: dict[Path, int] = {}  # of arrays of tables: the place of the last one
        table: Path = ()
        while self._skip(_BLANK) < len(text):
            if text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self, what: re.Pattern[str]) -> int:
        match = what.match(self._text, self._at)
        assert match is not None
        self._at = match.end()
        return self._at

    def _header(self) -> Path:
        several = self._text.startswith("[[", self._at)
        self._at += 2 if several else 1
        path: Path = ()
        keys = self._keys()
        for place, (key, start) in enumerate(keys):
            path = (*path, key)
            last = place == len(keys) - 1
            if last and several:
                self.found.setdefault(path, start)
                self._elements[path] = self._elements.get(path, -1) + 1
                path = (*path, self._elements[path])
            elif path in self._elements:
                path = (*path, self._elements[path])
            if last:
                self.found[path] = start
            else:
                self.found.setdefault(path, start)
        self._at += 2 if several else 1
        return path

    def _keys(self) -> list[tuple[str, int]]:
        """The parts of a dotted key, up to what follows it."""
        parts = []
        while True:
            start = self._skip(_SPACE)
            raw = self._text[start : self._skip(_KEY)]
            parts.append((tomllib.loads(f"_ = {raw}")["_"] if raw[0] in "\"'" else raw, start))
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return parts
            self._at += 1

    def _pair(self, table: Path) -> None:
        path = table
        for key, start in self._keys():
            path = (*path, key)
            self.found.setdefault(path, start)
        self._at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self._text[self._at]
        if opening not in "[{":
            self._skip(_SCALAR)
            return
        self._at += 1
        place = 0
        while self._text[self._skip(_BLANK)] not in "]}":
            if self._text[self._at] == ",":
                self._at += 1
            elif opening == "{":
                self._pair(path)
            else:
                self.found[*path, place] = self._at
                self._value((*path, place))
                place += 1
        self._at += 1
