"""The file as it was written: its document, where everything stands, and what is wrong with it."""

import difflib
import re
import tomllib
from collections.abc import Iterable
from typing import Any, NamedTuple

from homeport.core.errors import shorten
from homeport.core.values import MAX_INTEGER
from homeport.domain.declared.positions import Path, index

MAX_BYTES = 64 * 1024 * 1024

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


class Problem(NamedTuple):
    """One thing that is wrong with a file.

    :param line: from 1; so is the column
    :param text: what is wrong, in one line, without any secret
    """

    line: int
    column: int
    text: str

    def at(self, name: str) -> str:
        """As a line about a file."""
        return f"{name}:{self.line}:{self.column}: {self.text}"


class DeclarationError(ValueError):
    """A file cannot be applied. Nothing was changed.

    :param name: of the file
    :param problems: all that is wrong, in the order of the file
    """

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.name = name
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(each.at(name) for each in self.problems))


class Source:
    """A TOML file that was read.

    :param text: what it holds; bytes are UTF-8
    :param name: how messages call it
    :raises DeclarationError: when it is no TOML
    """

    def __init__(self, text: str | bytes, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        """What may be meant as it is written, and looks as if it were not."""
        self._text = self._decoded(text).replace("\r\n", "\n")
        try:
            self.document: dict[str, Any] = tomllib.loads(self._text)
            self._found = index(self._text)
        except RecursionError:
            raise DeclarationError(name, [Problem(1, 1, "it is nested too deeply")]) from None
        except ValueError as error:
            raise DeclarationError(name, [self._unreadable(str(error))]) from None
        self._refuse_what_no_column_holds()

    def _decoded(self, text: str | bytes) -> str:
        if len(text) > MAX_BYTES:
            raise DeclarationError(self.name, [Problem(1, 1, f"it is larger than {MAX_BYTES >> 20} MiB")])
        if isinstance(text, str):
            return text.removeprefix("\ufeff")
        try:
            return text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = text.count(b"\n", 0, error.start) + 1
            column = error.start - text.rfind(b"\n", 0, error.start)
            raise DeclarationError(self.name, [Problem(line, column, "this is not UTF-8")]) from None

    def _unreadable(self, message: str) -> Problem:
        place = _PLACE.search(message)
        text = f"this is no TOML: {message[: place.start()] if place else message}"
        if place is not None and place["line"]:
            return Problem(int(place["line"]), int(place["column"]), text)
        if place is None:
            return Problem(1, 1, text)
        last = self._text.rstrip("\n")
        return Problem(last.count("\n") + 1, len(last) - last.rfind("\n"), text)

    def _refuse_what_no_column_holds(self) -> None:
        waiting: list[tuple[Path, Any]] = [((), self.document)]
        while waiting:
            path, value = waiting.pop()
            if isinstance(value, dict):
                waiting += [((*path, key), each) for key, each in value.items()]
                waiting += [((*path, key), key) for key in value]
            elif isinstance(value, list):
                waiting += [((*path, place), each) for place, each in enumerate(value)]
            elif isinstance(value, int) and abs(value) > MAX_INTEGER:
                self.problem(path, "this number is too large")
            elif isinstance(value, str) and "\0" in value:
                self.problem(path, "this text has a NUL character")
        if self.problems:
            raise DeclarationError(self.name, self.problems)

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of a key or an element; of what holds it, where it has no place of its own."""
        while path and path not in self._found:
            path = path[:-1]
        offset = self._found.get(path, 0)
        return self._text.count("\n", 0, offset) + 1, offset - self._text.rfind("\n", 0, offset)

    def problem(self, path: Path, text: str) -> None:
        """Note what is wrong at a place."""
        self.problems.append(Problem(*self.place(path), " ".join(text.split())))

    def note(self, path: Path, text: str) -> None:
        """Note what is odd at a place, and keeps nothing from being applied."""
        self.notes.append(Problem(*self.place(path), text))

    def unknown(self, path: Path, what: str, given: str, known: Iterable[str]) -> None:
        """Note a word that means nothing, with the one that was probably meant.

        :param what: what the word should be, such as ``key``
        """
        self.problem(path, f'there is no {what} "{shorten(given, 60)}"{meant(given, known)}')


def meant(given: str, known: Iterable[str]) -> str:
    """What a wrong word is close to, as the end of a sentence; empty when it is close to nothing."""
    by_lower = {word.lower(): word for word in known}
    close = difflib.get_close_matches(given.lower()[:100], by_lower, 1)
    return f': did you mean "{by_lower[close[0]]}"?' if close else ""
