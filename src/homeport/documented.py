"""The documented surface: what the files of ``contract/`` say, for coverage, tests and the reference."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Documented(NamedTuple):
    """A documented method.

    :param scope: the scopes, any of which will do
    :param name: ends with ``@v3`` where the other version has a method of that name too
    :param api: the version of the API, ``v2`` or ``v3``
    :param page: its page in the documentation
    """

    name: str
    scope: tuple[str, ...]
    api: str
    deprecated: bool
    page: str

    @property
    def called(self) -> str:
        """The name that it is called by."""
        return self.name.removesuffix("@v3")


def folder() -> Path:
    """Where the contract is: inside an installed package, or at the root of a checkout."""
    installed = Path(__file__).parent / "contract"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "contract"


def methods() -> list[Documented]:
    """Every documented method, by name."""
    lines = (folder() / "index.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = []
    for line in lines:
        name, scope, api, deprecated, page = line.split("\t")
        found.append(Documented(name, scopes(scope), api, bool(deprecated), page))
    return sorted(found)


def scopes(text: str) -> tuple[str, ...]:
    """``user, user_brief`` as words."""
    return tuple(word for part in text.split(",") if (word := part.strip()))


@cache
def all_scopes() -> frozenset[str]:
    """Every documented scope: of the list of scopes, and of the pages of methods."""
    listed = json.loads((folder() / "scopes.json").read_bytes())
    of_pages = (word for method in methods() for word in method.scope)
    return frozenset((*listed["scopes"], *listed["deprecated"], *of_pages))


def details() -> dict[str, dict[str, Any]]:
    """Parameters, returns, errors and examples of every documented method, by name."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((folder() / "methods").glob("*.json")):
        found |= json.loads(path.read_bytes())
    return found


def objects() -> dict[str, dict[str, Any]]:
    """The kinds of records with their ``fields`` and the method or page that is the ``source`` of them."""
    found: dict[str, dict[str, Any]] = json.loads((folder() / "fields.json").read_bytes())["objects"]
    return found


def events() -> dict[str, dict[str, Any]]:
    """Every documented event, by name, with its payload."""
    found: dict[str, dict[str, Any]] = json.loads((folder() / "events.json").read_bytes())
    return {name: facts for name, facts in found.items() if not name.startswith("$")}
