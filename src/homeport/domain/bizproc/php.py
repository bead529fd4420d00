"""Reads what PHP's ``serialize`` writes of plain values: arrays, texts, numbers. Objects and references are refused.

The form is PHP's own, described in its manual; see ``docs/adr/0028``.
"""

from typing import Any, NoReturn

DEPTH = 60
"""How deep arrays may be nested."""
VALUES = 50_000
"""How many values there may be."""


def read(data: bytes) -> Any:
    """The value; lists and maps both become dicts, as PHP has one kind of array.

    :raises ValueError: for what is no such value, has anything after it, or is out of all proportion
    """
    reader = _Reader(data)
    found = reader.value(0)
    if reader.place != len(data):
        raise ValueError("something stands after the value")
    return found


def lists(value: Any) -> Any:
    """The same value with lists where the keys of an array count from 0."""
    if not isinstance(value, dict):
        return value
    if list(value) == list(range(len(value))):
        return [lists(each) for each in value.values()]
    return {str(key): lists(each) for key, each in value.items()}


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0
        self._count = 0

    def value(self, depth: int) -> Any:
        self._count += 1
        if depth > DEPTH or self._count > VALUES:
            raise ValueError("nested too deep, or too much")
        kind = self._take(2)
        if kind == b"N;":
            return None
        if kind == b"b:":
            return self._until(b";") == b"1"
        if kind == b"i:":
            return int(self._until(b";"))
        if kind == b"d:":
            return float(self._until(b";"))
        if kind == b"s:":
            return self._text()
        if kind != b"a:":
            self._fail()
        return self._array(depth)

    def _text(self) -> str:
        length = self._length()
        if self._take(1) != b'"':
            self._fail()
        found = self._take(length)
        if self._take(2) != b'";':
            self._fail()
        return found.decode()

    def _array(self, depth: int) -> dict[Any, Any]:
        count = self._length()
        if self._take(1) != b"{":
            self._fail()
        found = {}
        for _ in range(count):
            key = self.value(depth + 1)
            if not isinstance(key, int | str) or isinstance(key, bool):
                self._fail()
            found[key] = self.value(depth + 1)
        if self._take(1) != b"}":
            self._fail()
        return found

    def _length(self) -> int:
        found = self._until(b":")
        if not found.isdigit() or len(found) > 9:
            self._fail()
        return int(found)

    def _until(self, mark: bytes) -> bytes:
        end = self.data.find(mark, self.place, self.place + 40)
        if end < 0:
            self._fail()
        found = self.data[self.place : end]
        self.place = end + 1
        return found

    def _take(self, length: int) -> bytes:
        found = self.data[self.place : self.place + length]
        if len(found) != length:
            self._fail()
        self.place += length
        return found

    def _fail(self) -> NoReturn:
        raise ValueError(f"no value at {self.place}")
