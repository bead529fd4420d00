"""The two families of the document generator: documents of applications, and those of the CRM. They are of one kind, in
the same tables; what is different is said here as data and by a few functions.

Sources: ``api-reference/document-generator/index.md``, ``api-reference/crm/document-generator/index.md``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, Table, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.documentgenerator import fields, permissions
from homeport.domain.documentgenerator.sources import Nothing, Source
from homeport.domain.documentgenerator.tables import DOCUMENT, TEMPLATE, TEMPLATE_SOURCE, TEMPLATE_USER
from homeport.domain.records.collection import Access, Beside, Change, Collection
from homeport.domain.records.dialect import CLASSIC, Dialect
from homeport.domain.records.fields import Field, FieldTable, Values
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction, padded, statements

NO_TEMPLATE = ErrorKind("100", "Bitrix\\DocumentGenerator\\Template constructor must be is public")
NO_DOCUMENT = ErrorKind("100", "Bitrix\\DocumentGenerator\\Document constructor must be is public")
TEMPLATE_NOT_FOUND = ErrorKind("0", "Template not found")
DOCUMENT_NOT_FOUND = ErrorKind("0", "Document not found")
EMPTY = ErrorKind("0", "Empty required fields: {field}")

MAX_CODES = 1_000


class Codes(Beside):
    """Codes of a template, in rows of their own.

    :param table: which has them
    """

    alone = True

    def __init__(self, table: Table) -> None:
        self._table = table

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[str]:
        given = list(as_map(value).values()) if isinstance(value, dict | list) else [value]
        found = [str(each)[:255] for each in given if isinstance(each, str | int) and each not in ("", True, False)]
        return list(dict.fromkeys(found))[:MAX_CODES]

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        for codes in values.values():
            self.put(change.ctx.tx, change.row["ID"], codes)

    def put(self, tx: Transaction, template: int, codes: Sequence[str]) -> None:
        """Give a template codes in the place of those that it had."""
        tx.delete(self._table, TEMPLATE_ID=template)
        rows = [{"TEMPLATE_ID": template, "POSITION": place, "CODE": code} for place, code in enumerate(codes)]
        tx.insert_many(self._table, rows)

    def of(self, tx: Transaction, ids: Sequence[int]) -> dict[int, list[str]]:
        """The codes of some templates."""
        found: dict[int, list[str]] = {number: [] for number in ids}
        wanted = [*ids, *[ids[-1]] * (padded(len(ids)) - len(ids))]
        for template, code in tx.all(_codes(self._table, len(wanted)), **{f"n{n}": i for n, i in enumerate(wanted)}):
            found[template].append(code)
        return found

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        return {number: {dialect.name(field): codes for field in fields} for number, codes in self.of(tx, ids).items()}

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        return select(self._table.c.TEMPLATE_ID), self._table.c.CODE


@statements
def _codes(table: Table, count: int) -> Query:
    places: list[BindParameter[int]] = [bindparam(f"n{place}") for place in range(count)]
    found = select(table.c.TEMPLATE_ID, table.c.CODE).where(table.c.TEMPLATE_ID.in_(places))
    return Query(found.order_by(table.c.TEMPLATE_ID, table.c.POSITION))


USERS, SOURCES = Codes(TEMPLATE_USER), Codes(TEMPLATE_SOURCE)

_SPOKEN = replace(CLASSIC, camel=True, required=EMPTY, brief=True)


@dataclass(frozen=True, slots=True)
class Generator:
    """One family.

    :param module: whose templates and documents it has
    :param door: what names of doors begin with that lead to its files
    :param templates: its templates
    :param documents: its documents
    :param template_dialect: how it speaks of them
    :param document_dialect: and of these
    :param not_mine: how it refuses to change somebody's template
    :param denied: how it refuses whoever may not make a document, or not of this
    :param foreign: how it refuses a document of another family
    :param needed: the fields that a new template must have
    :param source: where the values of a document come from, by what it is about, its stored columns
    :param require_subject: refuses what no document can be about, or not of a template with such sources
    :param tells: is told of what happens to a document: a verb, and its stored columns
    """

    module: str
    door: str
    templates: Collection
    documents: Collection
    template_dialect: Dialect
    document_dialect: Dialect
    not_mine: ErrorKind
    denied: ErrorKind
    foreign: ErrorKind
    needed: tuple[str, ...]
    source: Callable[[Ctx, Values, Mapping[str, Any]], Source]
    require_subject: Callable[[Ctx, Values, Sequence[str]], None]
    tells: Callable[[Ctx, str, Values], None]


def templates_of(module: str, of: FieldTable) -> Collection:
    """The templates of a family."""
    return Collection(
        noun="template",
        plural="templates",
        table=TEMPLATE,
        fields=of,
        access=permissions.TEMPLATES,
        within={"MODULE_ID": module, "IS_HIDDEN": "N"},
        beside={"USERS": USERS, "SOURCES": SOURCES},
    )


def documents_of(module: str, of: FieldTable, access: Access) -> Collection:
    """The documents of a family."""
    return Collection(
        noun="document",
        plural="documents",
        table=DOCUMENT,
        fields=of,
        access=access,
        within={"MODULE_ID": module},
    )


def spoken_of_templates(refusal: ErrorKind) -> Dialect:
    """How a family speaks of templates.

    :param refusal: of whoever may change none
    """
    return replace(_SPOKEN, denied=refusal, unreadable=refusal, not_found=TEMPLATE_NOT_FOUND)


def spoken_of_documents(unreadable: ErrorKind, denied: ErrorKind) -> Dialect:
    """How a family speaks of documents."""
    return replace(_SPOKEN, denied=denied, unreadable=unreadable, not_found=DOCUMENT_NOT_FOUND)


REST_PROVIDER = "Bitrix\\DocumentGenerator\\DataProvider\\Rest"
"""The only provider of templates and documents of applications."""
NO_VALUE = ErrorKind("0", 'Empty required parameter "value"')
NOT_VIEWED = ErrorKind("0", "You do not have permissions to view documents")


def _require_value(ctx: Ctx, subject: Values, sources: Sequence[str]) -> None:
    if not subject["VALUE"]:
        raise NO_VALUE()


REST = Generator(
    module="rest",
    door="documentgenerator",
    templates=templates_of("rest", fields.REST_TEMPLATE),
    documents=documents_of("rest", fields.REST_DOCUMENT, permissions.DOCUMENTS),
    template_dialect=spoken_of_templates(permissions.NOT_TEMPLATES),
    document_dialect=spoken_of_documents(NOT_VIEWED, NOT_VIEWED),
    not_mine=ErrorKind("0", "You do not have permissions to modify this template"),
    denied=replace(permissions.ACCESS_DENIED, status=403),
    foreign=DOCUMENT_NOT_FOUND,
    needed=("NAME", "NUMERATOR_ID", "REGION"),
    source=lambda ctx, subject, values: Nothing(),
    require_subject=_require_value,
    tells=lambda ctx, verb, row: None,
)
