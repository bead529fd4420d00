"""What the batches of the request log asked: a line for each command."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from homeport.console.json_text import written
from homeport.core import phpquery
from homeport.domain.portal.calls.requests import Entry
from homeport.reference import Book


class Command(NamedTuple):
    """A call of a batch.

    :param name: what the batch calls it
    :param method: as it was called
    :param page: the name of its page in the reference; empty when it has none
    :param params: as JSON; empty when there are none
    :param failed: whether it was refused
    :param error: the code of the refusal, if it has one
    """

    name: str
    method: str
    page: str
    params: str
    failed: bool
    error: str


def commands(book: Book, entry: Entry) -> list[Command]:
    """The commands of a batch in their order; none of any other call, or of parameters that are not kept."""
    errors = entry.errors or {}
    found = []
    for name, method, params in _asked(entry):
        article = book.of_call(method, entry.version)
        told = written(params) if params else ""
        found.append(
            Command(name, method, article.name if article else "", told, name in errors, errors.get(name) or "")
        )
    return found


def count(entry: Entry) -> int:
    """How many commands an entry has; none where it is no batch."""
    return sum(1 for _ in _asked(entry))


def _asked(entry: Entry) -> Iterator[tuple[str, str, Any]]:
    """Name, method and parameters of each command."""
    if entry.method.lower() != "batch":
        return
    given = entry.params
    if entry.version == 2:
        given = {str(key).lower(): value for key, value in given.items()} if isinstance(given, Mapping) else {}
        given = given.get("cmd")
    if isinstance(given, list):
        given = dict(enumerate(given))
    for name, command in given.items() if isinstance(given, Mapping) else ():
        if isinstance(command, str):
            method, _, query = command.partition("?")
            yield str(name), method, phpquery.parse(query)
        elif isinstance(command, Mapping) and isinstance(command.get("method"), str):
            yield str(command.get("as") or name), command["method"], command.get("query") or command.get("params")
