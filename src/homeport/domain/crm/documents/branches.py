"""Fields of documents as a tree: ``MY_COMPANY.REQUISITE.RQ_INN`` is the field ``MyCompanyRequisiteRqInn``.

Source: ``crm-document-generator-template-get-fields.md``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from homeport.domain.documentgenerator.sources import Entry


class Leaf(NamedTuple):
    """A field.

    :param type: as in :class:`~homeport.domain.documentgenerator.sources.Entry`
    """

    title: str
    value: Any
    type: str = ""
    format: Mapping[str, Any] | None = None


class Rows(NamedTuple):
    """A list: its fields, each with a value for every row."""

    title: str
    columns: Mapping[str, tuple[str, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Branch:
    """Fields that are found under one name, and branches that are looked into when a field is asked for.

    :param title: what the group of fields is called
    """

    title: str
    leaves: Mapping[str, Leaf]
    branches: Mapping[str, Callable[[], "Branch | Rows | None"]] = field(default_factory=dict)


def pascal(name: str) -> str:
    """``RQ_COMPANY_NAME`` as ``RqCompanyName``."""
    return "".join(part.capitalize() for part in name.split("_"))


def find(branch: Branch, code: str, way: tuple[str, ...] = (), group: tuple[str, ...] = ()) -> Entry | None:
    """A field by its code."""
    for name, leaf in branch.leaves.items():
        if pascal(name) == code:
            return Entry(leaf.title, leaf.value, _chain((*way, name)), group, leaf.type, leaf.format)
    for name in sorted(branch.branches, key=len, reverse=True):
        head = pascal(name)
        if code.startswith(head) and len(code) > len(head):
            below = branch.branches[name]()
            rest, further = code[len(head) :], (*way, name)
            found = None
            if isinstance(below, Branch):
                found = find(below, rest, further, (*group, below.title))
            elif below is not None:
                found = _of_rows(below, rest, further, group)
            if found is not None:
                return found
    return None


def _of_rows(rows: Rows, code: str, way: tuple[str, ...], group: tuple[str, ...]) -> Entry | None:
    for name, (title, values) in rows.columns.items():
        if pascal(name.replace(".", "_")) == code:
            return Entry(title, None, _chain((*way, name)), (*group, rows.title), of=way[-1], items=values)
    return None


def _chain(way: tuple[str, ...]) -> str:
    return ".".join(("this", "SOURCE", *way))
