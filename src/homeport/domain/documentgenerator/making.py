"""Making the file of a document: its template, filled in with what its source knows and its maker says."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.domain.documentgenerator import formats, numbering, regions
from homeport.domain.documentgenerator.content import MADE, NUMBER, TITLE, Content, TooManyError, described
from homeport.domain.documentgenerator.docx import opening
from homeport.domain.documentgenerator.docx.filling import fill
from homeport.domain.documentgenerator.docx.opening import UnfitError
from homeport.domain.documentgenerator.generators import REST, Generator
from homeport.domain.documentgenerator.sources import Source
from homeport.domain.documentgenerator.tables import DOCUMENT
from homeport.domain.files import files
from homeport.domain.files.files import blobs_of
from homeport.domain.records.fields import Values
from homeport.domain.records.scopes import followers
from homeport.store import Query, Transaction

FOLLOWERS = "document"
"""What documents are called where floors above say what theirs are made of."""

_ROW = Query(select(DOCUMENT).where(DOCUMENT.c.ID == bindparam("id")))


class UnmadeError(Exception):
    """A document that cannot be made of its template."""


class Made(NamedTuple):
    """The file of a document.

    :param pictures: the addresses of those that it shows, which are not in it yet
    :param stamps: the codes of stamps and signatures that it has a place for
    """

    content: bytes
    pictures: list[str]
    stamps: list[str]


def make(
    ctx: Ctx, of: Generator, row: Values, template: Values, source: Source, pictures: Mapping[str, bytes] | None = None
) -> Made:
    """Make the file of a document.

    :param row: the document's columns
    :param pictures: the contents of pictures by their addresses, as far as they are here
    :raises UnmadeError: when the template is no file of Word, or it comes to too much
    """
    try:
        document = opening.opened(_read(ctx.tx, template["FILE_ID"]))
        codes = opening.codes(document)
        content = content_of(ctx, row, template, source, pictures or {})
        filled = fill(document, content.lists(codes), _resolving(content, codes))
    except (UnfitError, TooManyError) as error:
        raise UnmadeError(str(error)) from error
    wanted = [] if pictures is not None else content.pictures(codes)
    return Made(filled, wanted, [code for code in codes if content.type_of(code) == formats.STAMP])


def pictures_of(ctx: Ctx, row: Values, template: Values, source: Source) -> list[str]:
    """The addresses of pictures that a document shows."""
    codes = codes_of(_read(ctx.tx, template["FILE_ID"]))
    return content_of(ctx, row, template, source).pictures(codes)


def content_of(
    ctx: Ctx, row: Values, template: Values, source: Source, pictures: Mapping[str, bytes] | None = None
) -> Content:
    """What stands in a document."""
    ways = regions.ways_of(ctx.tx, template["REGION"] or "")

    def load(given: Any) -> bytes | None:
        if isinstance(given, int) and not isinstance(given, bool):
            return _read(ctx.tx, given)
        return (pictures or {}).get(given) if isinstance(given, str) else None

    facts = {NUMBER: row["NUMBER"], TITLE: row["TITLE"], MADE: stored_to_iso(row["CREATE_TIME"], ctx.clock.zone)}
    values = msgspec.json.decode(row["VALUES"])
    said = msgspec.json.decode(row["FIELDS"])
    return Content(source, facts, values, said, ctx.clock.zone, ways, row["STAMPS"] == "Y", load)


def fields_of_template(ctx: Ctx, of: Generator, template: Values, subject: Values, said: Mapping[str, Any]) -> Values:
    """What can stand in a document of a template, and what would; nothing is made."""
    source = of.source(ctx, subject, said)
    try:
        number = numbering.next_number(ctx, template["NUMERATOR_ID"], source.words, spends=False)
    except CallError:
        number = ""
    number = str(said.get(NUMBER) or number)
    row = {
        "NUMBER": number, "TITLE": f"{template['NAME']} {number}", "CREATE_TIME": ctx.clock.stamp(),
        "VALUES": msgspec.json.encode(said).decode(), "FIELDS": "{}", "STAMPS": template["WITH_STAMPS"],
    }  # fmt: skip
    content = content_of(ctx, row, template, source)
    plain = content_of(ctx, {**row, "VALUES": "{}"}, template, source)
    return described(content, codes_of(_read(ctx.tx, template["FILE_ID"])), plain)


def fields_of_document(ctx: Ctx, of: Generator, row: Values, template: Values, said: Mapping[str, Any]) -> Values:
    """What stands in a document, and what would if values were others; nothing is made."""
    values = {**msgspec.json.decode(row["VALUES"]), **said}
    source = of.source(ctx, row, values)
    changed = {**row, "VALUES": msgspec.json.encode(values).decode()}
    if said.get(NUMBER):
        changed["NUMBER"] = str(said[NUMBER])
        changed["TITLE"] = row["TITLE"].replace(row["NUMBER"], changed["NUMBER"]) if row["NUMBER"] else row["TITLE"]
    plain = content_of(ctx, {**changed, "VALUES": "{}"}, template, source)
    codes = codes_of(_read(ctx.tx, template["FILE_ID"]))
    return described(content_of(ctx, changed, template, source), codes, plain)


def codes_of(content: bytes, *, required: bool = False) -> list[str]:
    """The codes that stand in a file; none in what is no file of Word.

    :raises UnfitError: for that, where it must be one
    """
    try:
        return opening.codes(opening.opened(content))
    except UnfitError:
        if required:
            raise
        return []


def has_stamps(codes: Iterable[str]) -> str:
    """Whether a document has a place for stamps, as it is stored."""
    return "Y" if any(True for _ in codes) else "N"


def values_of(row: Values) -> Values:
    """The values that a document was made with."""
    found: Values = msgspec.json.decode(row["VALUES"])
    return found


def stored(tx: Transaction, number: int) -> Values | None:
    """A document as it is stored, of any family, whoever asks."""
    for row in tx.dicts(_ROW, id=number):
        return row
    return None


def generator_of(module: str) -> Generator:
    """The family that a document is of."""
    if module == REST.module:
        return REST
    found: Generator = next(each.GENERATOR for each in followers(FOLLOWERS) if each.GENERATOR.module == module)
    return found


def _resolving(content: Content, codes: Iterable[str]) -> Callable[[str], Any]:
    """What stands in the place of codes that the file has, or the caller names; braces in texts stay."""
    known = {*codes, *content.values}
    return lambda code: content.resolve(code) if code in known else None


def _read(tx: Transaction, number: int) -> bytes:
    found = files.find(tx, number)
    if found is None:
        return b""
    with blobs_of(tx).open(found.hash) as file:
        content: bytes = file.read()
    return content
