"""What the values of documents are taken from, and what is known of each.

Source: ``crm-document-generator-template-get-fields.md``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

Item = Mapping[str, Any]


class Entry(NamedTuple):
    """What a source knows of a field.

    :param value: as it stands in the document: a text, parts of a name, a file's content for a picture
    :param type: such as ``IMAGE``; empty for a plain text
    :param group: under which it is found
    :param chain: the way to it, such as ``this.SOURCE.MY_COMPANY.TITLE``
    :param format: how it is written
    :param of: the list that it is of; empty for none
    :param items: its value in each row of that
    """

    title: str
    value: Any
    chain: str = ""
    group: tuple[str, ...] = ()
    type: str = ""
    format: Mapping[str, Any] | None = None
    of: str = ""
    items: Sequence[Any] = ()


class Source(Protocol):
    """Where values come from: a record, or nothing but what the caller says."""

    @property
    def words(self) -> Mapping[str, str]:
        """What numerators may name beside the number."""

    def find(self, code: str) -> Entry | None:
        """What is known of a field by its code."""

    def choices(self) -> Mapping[str, Mapping[str, Any]]:
        """Fields that say which of several things the others are of."""


class Nothing:
    """The source of documents of applications: they say every value themselves."""

    @property
    def words(self) -> Mapping[str, str]:
        """No words but the numerator's own."""
        return {}

    def find(self, code: str) -> Entry | None:
        """Nothing is known of any field."""
        return None

    def choices(self) -> Mapping[str, Mapping[str, Any]]:
        """There is nothing to choose."""
        return {}
