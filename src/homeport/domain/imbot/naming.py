"""How messages name bots, and commands."""

import re

_NAMED = re.compile(r"\[USER=(\d+)[^\]]*\].*?\[/USER\]", re.IGNORECASE | re.DOTALL)
_COMMAND = re.compile(r"(?<!\S)/([A-Za-z0-9_]{1,50})(?!\S)")


def users(text: str) -> set[int]:
    """The users that a text names."""
    return {int(number) for number in _NAMED.findall(text)}


def without_name(user: int, text: str) -> str:
    """A text without those that it names, where somebody is among them."""
    return _NAMED.sub("", text).strip() if user in users(text) else text


def words(text: str) -> list[tuple[int, int, str]]:
    """The words after a slash in a text that begins with one: where each begins and ends, and the word."""
    found = [(each.start(), each.end(), each[1]) for each in _COMMAND.finditer(text)]
    return found if found and not text[: found[0][0]].strip() else []
