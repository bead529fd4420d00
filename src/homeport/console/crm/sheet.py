"""A table that somebody brings as a file: its encoding and delimiter, its head, and its rows a part at a time."""

import csv
import io
import re
from typing import NamedTuple

from homeport.console.pages import ProblemError

ENCODINGS = ("utf-8", "windows-1252", "windows-1251", "utf-16")
DELIMITERS = ",;\t|"

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MADE_HARMLESS = re.compile(r"^'[=+\-@\t\r]")


class UnreadableError(Exception):
    """The rest of a table cannot be read as rows: a quote is never closed."""


class Part(NamedTuple):
    """Some rows.

    :param place: the character that the next row begins at
    """

    rows: list[list[str]]
    place: int


def decoded(raw: bytes, said: str) -> str:
    """The text of a file.

    :param said: its encoding; empty for whatever it looks like: a byte order mark says it, else it is UTF-8, else what
        western spreadsheets write
    :raises ProblemError: when it is no text
    """
    by_mark = next((name for mark, name in _MARKS if raw.startswith(mark)), "")
    try:
        if by_mark or said in ENCODINGS:
            text = raw.decode(by_mark or said)
        else:
            text = _guessed(raw)
    except UnicodeError:
        raise ProblemError("The file cannot be read so", "Choose another encoding, or save it as UTF-8.", 400) from None
    if "\0" in text:
        raise ProblemError("This is no table of text", "Save it as CSV first.", 400)
    return text


def _guessed(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("windows-1252", "replace")


def delimiter_of(text: str) -> str:
    """What stands between the cells: whatever makes the most of the head."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(DELIMITERS, key=lambda each: len(next(csv.reader([first], delimiter=each), [])))


def read(text: str, place: int, delimiter: str, most: int) -> Part:
    """The rows from a place on; empty ones are left out.

    :raises UnreadableError: when there is no end to a row
    """
    stream = io.StringIO(text, newline="")
    stream.seek(place)
    rows: list[list[str]] = []
    reader = csv.reader(iter(stream.readline, ""), delimiter=delimiter)
    while len(rows) < most:
        begins = stream.tell()
        try:
            row = next(reader, None)
        except csv.Error as error:
            if rows:
                return Part(rows, begins)
            raise UnreadableError(str(error)) from error
        if row is None:
            break
        if any(cell.strip() for cell in row):
            rows.append([_plain(cell) for cell in row])
    return Part(rows, stream.tell())


def count(text: str, place: int, delimiter: str) -> int:
    """How many rows there are from a place on; one that has no end is one."""
    stream = io.StringIO(text, newline="")
    stream.seek(place)
    found = 0
    try:
        for row in csv.reader(stream, delimiter=delimiter):
            found += any(cell.strip() for cell in row)
    except csv.Error:
        found += 1
    return found


def _plain(cell: str) -> str:
    """A cell without what lists that are taken out have before what looks like a formula."""
    return cell[1:] if _MADE_HARMLESS.match(cell) else cell
