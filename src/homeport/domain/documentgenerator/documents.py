"""The life of documents: made of a template, or come ready; made anew when values change; gone with their files.

Sources: ``api-reference/document-generator/``, ``api-reference/crm/document-generator/documents/``.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.rights import Operation
from homeport.core.uploads import Upload
from homeport.domain.disk import objects, tree, versions
from homeport.domain.disk.attached import keep
from homeport.domain.documentgenerator import conversion, formats, making, numbering, permissions, templates
from homeport.domain.documentgenerator.content import NUMBER, TITLE
from homeport.domain.documentgenerator.docx.opening import UnfitError
from homeport.domain.documentgenerator.generators import DOCUMENT_NOT_FOUND, NO_DOCUMENT, SOURCES, USERS, Generator
from homeport.domain.documentgenerator.sources import Source
from homeport.domain.documentgenerator.tables import DOCUMENT, TEMPLATE
from homeport.domain.files import files, public
from homeport.domain.files.files import Refusals, Stored
from homeport.domain.records import reading
from homeport.domain.records.collection import ADD, DELETE, UPDATE
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map

DELETED_TEMPLATE = ErrorKind("0", "Cannot create document on deleted template")
UNMADE = ErrorKind("0", "Cannot create document")
UNPROCESSABLE = ErrorKind("0", "DOCUMENT_FILE_NOT_PROCESSABLE_ERROR")

LINK = "documentgenerator.document"
LONGEST = 255
_METHOD = {"productsTableVariant": "", "_creationMethod": "rest"}


class Said(NamedTuple):
    """What a caller says of a document.

    :param stamps: whether stamps and signatures are shown; None: as in the template
    """

    values: Any = None
    fields: Any = None
    stamps: bool | None = None


def add(ctx: Ctx, of: Generator, template: Any, subject: Values, said: Said) -> Values:
    """Make a document of a template; as it is stored.

    :param subject: what it is about, as columns
    :raises CallError: the family's refusals, ``NO_TEMPLATE``, ``TEMPLATE_NOT_FOUND``, :data:`DELETED_TEMPLATE`,
        ``NO_NUMBER``, :data:`UNMADE`
    """
    if of.documents.access.grant(ctx, Operation.ADD) is None:
        raise of.denied()
    found = templates.usable(ctx, of, template)
    if found["IS_DELETED"] == "Y":
        raise DELETED_TEMPLATE()
    require_use(ctx, of, found)
    of.require_subject(ctx, subject, SOURCES.of(ctx.tx, [found["ID"]])[found["ID"]])
    values = {str(code): value for code, value in as_map(said.values).items()}
    row = _new(ctx, of, found, subject, values, said)
    source = of.source(ctx, row, values)
    row["NUMBER"] = _number_said(values) or numbering.next_number(ctx, found["NUMERATOR_ID"], source.words, spends=True)
    row["TITLE"] = _title(found, row, values)
    return _made(ctx, of, row, found, source, UNMADE)


def upload(
    ctx: Ctx, of: Generator, subject: Values, title: str, number: str, region: str, sent: tuple[Upload, Upload, Upload]
) -> Values:
    """Keep a document that comes ready; as it is stored.

    :param sent: its files: of Word, the PDF and the picture; these are empty where they do not come too
    :raises CallError: the family's refusals, ``Could not save file``
    """
    word, pdf, image = sent
    try:
        codes = making.codes_of(word.content, required=True)
    except UnfitError:
        raise templates.UNSAVED() from None
    stored = _saved(ctx, word, templates.UNSAVED)
    hidden = {
        "NAME": title, "MODULE_ID": of.module, "IS_HIDDEN": "Y", "IS_DELETED": "Y", "REGION": region, "SORT": 500,
        "ACTIVE": "N", "WITH_STAMPS": "N", "PRODUCTS_TABLE_VARIANT": "", "IS_DEFAULT": "N", "BODY_TYPE": templates.BODY,
        "FILE_ID": stored.id, "CREATED_BY": ctx.actor.user_id, "UPDATED_BY": ctx.actor.user_id,
        "CREATE_TIME": ctx.clock.stamp(), "UPDATE_TIME": ctx.clock.stamp(),
    }  # fmt: skip
    hidden["ID"] = ctx.tx.insert(TEMPLATE, hidden)
    row = _new(ctx, of, hidden, subject, {}, Said(stamps=False))
    entries = map(of.source(ctx, row, {}).find, codes)
    stamps = [entry.title for entry in entries if entry is not None and entry.type == formats.STAMP]
    row |= {"TITLE": title, "NUMBER": number, "HAS_STAMPS": making.has_stamps(stamps)}
    values = dict(_METHOD)
    row["VALUES"] = msgspec.json.encode(values).decode()
    row["FILE_ID"] = files.again(ctx, stored.id).id
    row["ID"] = ctx.tx.insert(DOCUMENT, row)
    for column, file in (("PDF_ID", pdf), ("IMAGE_ID", image)):
        if file.content:
            row[column] = _saved(ctx, file, templates.UNSAVED).id
            ctx.tx.update(DOCUMENT, {"ID": row["ID"]}, {column: row[column]})
    if not (pdf.content and image.content):
        row["STATE"] = conversion.begin(ctx, row, [])
    _to_disk(ctx, row)
    of.tells(ctx, ADD, row)
    return row


def change(ctx: Ctx, of: Generator, number: Any, said: Said, refusal: ErrorKind) -> Values:
    """Make a document anew, with other values beside those that it has; as it is stored.

    :param refusal: of whoever may change none
    :raises CallError: the family's refusals, ``DOCUMENT_NOT_FOUND``, :data:`UNPROCESSABLE`
    """
    row = mine(ctx, of, number, Operation.WRITE, refusal, DOCUMENT_NOT_FOUND)
    template = templates.find(ctx, row["TEMPLATE_ID"])
    of.require_subject(ctx, row, SOURCES.of(ctx.tx, [template["ID"]])[template["ID"]])
    given = {str(code): value for code, value in as_map(said.values).items()}
    held = making.values_of(row)
    values = {code: value for code, value in {**held, **given}.items() if code not in (*_METHOD, "stampsEnabled")}
    row["FIELDS"] = _encoded({**msgspec.json.decode(row["FIELDS"]), **_descriptors(said.fields)})
    row["STAMPS"] = "N" if said.stamps is False else "Y"
    row["VALUES"] = _encoded({**_METHOD, "stampsEnabled": row["STAMPS"] == "Y", **values})
    row["NUMBER"] = _number_said(given) or row["NUMBER"]
    row["TITLE"] = _title(template, row, values)
    row |= {"UPDATE_TIME": ctx.clock.stamp(), "UPDATED_BY": ctx.actor.user_id}
    return _made(ctx, of, row, template, of.source(ctx, row, values), UNPROCESSABLE)


def delete(ctx: Ctx, of: Generator, number: Any, refusal: ErrorKind) -> None:
    """Delete a document.

    :raises CallError: the family's refusals, ``DOCUMENT_NOT_FOUND``
    """
    remove(ctx, of, mine(ctx, of, number, Operation.DELETE, refusal))


def remove(ctx: Ctx, of: Generator, row: Values) -> None:
    """Delete a document, whoever may: what it is about is gone."""
    for column in ("FILE_ID", "PDF_ID", "IMAGE_ID"):
        if row[column]:
            files.forget(ctx.tx, row[column])
    public.revoke(ctx.tx, LINK, row["ID"])
    conversion.stop(ctx.tx, row["ID"])
    if row["DISK_OBJECT_ID"] and objects.state_of(ctx.tx, row["DISK_OBJECT_ID"]) is not None:
        tree.forget(ctx.tx, row["DISK_OBJECT_ID"])
    ctx.tx.delete(DOCUMENT, ID=row["ID"])
    template = templates.find(ctx, row["TEMPLATE_ID"])
    if template["IS_HIDDEN"] == "Y":
        templates.remove(ctx.tx, template)
    of.tells(ctx, DELETE, row)


def share(ctx: Ctx, of: Generator, number: Any, refusal: ErrorKind, *, shares: bool) -> str | None:
    """Let a public link lead to a document, or none; the link.

    :raises CallError: the family's refusals, ``DOCUMENT_NOT_FOUND``
    """
    row = mine(ctx, of, number, Operation.WRITE, refusal)
    if not shares:
        public.revoke(ctx.tx, LINK, row["ID"])
        ctx.tx.update(DOCUMENT, {"ID": row["ID"]}, {"IS_SHARED": "N", "VIEWED": None})
        return None
    turn = row["LINKS"] + (row["IS_SHARED"] != "Y")
    ctx.tx.update(DOCUMENT, {"ID": row["ID"]}, {"IS_SHARED": "Y", "LINKS": turn})
    return public.link_of(ctx, LINK, row["ID"], turn)


def mine(
    ctx: Ctx,
    of: Generator,
    number: Any,
    operation: Operation,
    refusal: ErrorKind,
    foreign: ErrorKind | None = None,
) -> Values:
    """A document that the caller may do something to, as it is stored.

    :param refusal: of whoever may do it to none
    :param foreign: of a document of another family, where it is not the family's own
    :raises CallError: ``NO_DOCUMENT``, ``refusal``, ``DOCUMENT_NOT_FOUND``, the family's refusal of this one
    """
    key = {"ID": templates.number_of(number, NO_DOCUMENT)}
    if of.documents.access.grant(ctx, operation) is None:
        raise refusal()
    row = making.stored(ctx.tx, key["ID"])
    if row is None:
        raise DOCUMENT_NOT_FOUND()
    if row["MODULE_ID"] != of.module:
        raise (foreign or of.foreign)()
    if not reading.may(ctx, of.documents, operation, key):
        raise permissions.ACCESS_DENIED()
    return row


def require_use(ctx: Ctx, of: Generator, template: Values) -> None:
    """Refuse a template that is not for the caller.

    :raises CallError: the family's refusal
    """
    codes = USERS.of(ctx.tx, [template["ID"]])[template["ID"]]
    if not ctx.actor.is_admin and permissions.codes_of_caller(ctx).isdisjoint(codes):
        raise of.denied()


def _new(ctx: Ctx, of: Generator, template: Values, subject: Values, values: Values, said: Said) -> Values:
    now = ctx.clock.stamp()
    stamps = template["WITH_STAMPS"] == "Y" if said.stamps is None else said.stamps
    return {
        "MODULE_ID": of.module, "TEMPLATE_ID": template["ID"], "CREATE_TIME": now, "UPDATE_TIME": now,
        "CREATED_BY": ctx.actor.user_id, "UPDATED_BY": None, "STAMPS": "Y" if stamps else "N", "HAS_STAMPS": "N",
        "VALUES": _encoded({**_METHOD, "stampsEnabled": stamps, **values}),
        "FIELDS": _encoded(_descriptors(said.fields)),
        "PROVIDER": None, "VALUE": None, "ENTITY_TYPE_ID": None, "ENTITY_ID": None, "FILE_ID": None, "IMAGE_ID": None,
        "PDF_ID": None, "DISK_OBJECT_ID": None, "LINKS": 0, "IS_SHARED": "N", "VIEWED": None, "STATE": "",
        "TROUBLE": None, **subject,
    }  # fmt: skip


def _made(ctx: Ctx, of: Generator, row: Values, template: Values, source: Source, refusal: ErrorKind) -> Values:
    """Make the file of a document, and write its row."""
    is_new = "ID" not in row
    try:
        made = making.make(ctx, of, row, template, source)
    except making.UnmadeError:
        raise refusal() from None
    old = row["FILE_ID"]
    row["FILE_ID"] = _saved(ctx, Upload(f"{file_name(row)}{templates.SUFFIX}", made.content), refusal).id
    row["HAS_STAMPS"] = making.has_stamps(made.stamps)
    if is_new:
        row["ID"] = ctx.tx.insert(DOCUMENT, row)
    else:
        for column in ("PDF_ID", "IMAGE_ID"):
            if row[column]:
                files.forget(ctx.tx, row[column])
                row[column] = None
        ctx.tx.update(DOCUMENT, {"ID": row["ID"]}, row)
    if old:
        files.forget(ctx.tx, old)
    row["STATE"] = conversion.begin(ctx, row, made.pictures)
    row["TROUBLE"] = None
    _to_disk(ctx, row)
    of.tells(ctx, ADD if is_new else UPDATE, row)
    return row


def _to_disk(ctx: Ctx, row: Values) -> None:
    """Put a document onto the disk of whoever made it, from where it can be sent; of one that is changed a version."""
    name = f"{file_name(row)}{templates.SUFFIX}"
    stored = files.again(ctx, row["FILE_ID"])._replace(name=name)
    held = row["DISK_OBJECT_ID"]
    if held and objects.state_of(ctx.tx, held) == objects.LIVE:
        versions.another(ctx, objects.find(ctx, objects.FILE, held), stored)
        return
    row["DISK_OBJECT_ID"] = keep(ctx, stored)
    ctx.tx.update(DOCUMENT, {"ID": row["ID"]}, {"DISK_OBJECT_ID": row["DISK_OBJECT_ID"]})


def file_name(row: Values) -> str:
    """What a document's files are called, without what names end with."""
    kept = "".join(letter for letter in row["TITLE"] if letter.isprintable() and letter not in '/\\:*?"<>|')
    return kept.strip(" .")[:200] or f"document {row['NUMBER']}"[:200]


def _saved(ctx: Ctx, upload: Upload, refusal: ErrorKind) -> Stored:
    def refuse() -> CallError:
        return refusal()

    return files.save(ctx, upload, Refusals(refuse, refuse))


def _number_said(values: Mapping[str, Any]) -> str:
    said = values.get(NUMBER)
    return str(said)[:LONGEST] if isinstance(said, str | int | float) and said is not True else ""


def _title(template: Values, row: Values, values: Mapping[str, Any]) -> str:
    said = values.get(TITLE)
    usual = row["TITLE"] if template["IS_HIDDEN"] == "Y" else f"{template['NAME']} {row['NUMBER']}"
    return str(said)[:LONGEST] if isinstance(said, str) and said else usual


def _descriptors(given: Any) -> dict[str, dict[str, Any]]:
    """How values are to be taken, by codes; words that say how in capitals count, as small ones do beside them."""
    return {
        str(code): {str(key).upper() if key != "value" else "value": each for key, each in said.items()}
        for code, said in as_map(given).items()
        if isinstance(said, dict) and code not in ("SOURCE", "DOCUMENT")
    }


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()
