"""The life of templates: files of Word, numbered by a numerator, for those whom they say.

Sources: ``api-reference/document-generator/templates/``, ``api-reference/crm/document-generator/templates/``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.core.uploads import Upload, read_upload
from homeport.core.values import read_integer
from homeport.domain.disk import access as disk_access
from homeport.domain.disk import objects
from homeport.domain.disk.access import Level
from homeport.domain.documentgenerator import numerators
from homeport.domain.documentgenerator.generators import (
    EMPTY,
    NO_TEMPLATE,
    REST,
    REST_PROVIDER,
    SOURCES,
    TEMPLATE_NOT_FOUND,
    USERS,
    Generator,
)
from homeport.domain.documentgenerator.tables import DOCUMENT, TEMPLATE
from homeport.domain.files import doors, files
from homeport.domain.files.files import Refusals, Stored
from homeport.domain.records import reading, writing
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map, split
from homeport.store import Query, Transaction, constant

MISSING_CONTENT = ErrorKind("0", "Missing file content")
UNSAVED = ErrorKind("0", "Could not save file")

BODY = "Bitrix\\DocumentGenerator\\Body\\Docx"
SUFFIX = ".docx"

_UNSAVED = Refusals(UNSAVED, UNSAVED)
_SHOWN = (
    "id", "name", "region", "code", "active", "moduleId", "numeratorId", "withStamps", "isDeleted", "sort",
    "createTime", "updateTime",
)  # fmt: skip
_HAS_DOCUMENTS = Query(select(DOCUMENT.c.ID).where(DOCUMENT.c.TEMPLATE_ID == bindparam("id")).limit(1))
_ROW = Query(select(TEMPLATE).where(TEMPLATE.c.ID == bindparam("id")))
_LIVE = Query(select(TEMPLATE.c.ID).where(TEMPLATE.c.ID == bindparam("id"), TEMPLATE.c.IS_HIDDEN == constant("N")))


def add(ctx: Ctx, of: Generator, given: Mapping[str, Any]) -> Values:
    """Make a template.

    :raises CallError: the family's refusal, ``EMPTY``, :data:`MISSING_CONTENT`, :data:`UNSAVED`
    """
    require(ctx, of, Operation.ADD)
    said = {str(name).lower(): value for name, value in given.items()}
    _require_filled(ctx, of, said)
    stored = _file(ctx, of, said)
    if stored is None:
        raise MISSING_CONTENT()
    now = ctx.clock.stamp()
    fixed = {"FILE_ID": stored.id, "BODY_TYPE": BODY, "CREATED_BY": ctx.actor.user_id, "UPDATED_BY": ctx.actor.user_id}
    fixed |= {"CREATE_TIME": now, "UPDATE_TIME": now}
    row = writing.create(ctx, of.templates, given, of.template_dialect, fixed)
    if not USERS.of(ctx.tx, [row["ID"]])[row["ID"]]:
        USERS.put(ctx.tx, row["ID"], [f"U{ctx.actor.user_id}"])
    if of is REST:
        SOURCES.put(ctx.tx, row["ID"], [REST_PROVIDER.lower()])
    return answer(ctx, of, row)


def change(ctx: Ctx, of: Generator, number: Any, given: Mapping[str, Any]) -> Values:
    """Change a template; documents made of it before stay as they are.

    :raises CallError: the family's refusals, ``TEMPLATE_NOT_FOUND``, ``EMPTY``, :data:`UNSAVED`
    """
    row = mine(ctx, of, number)
    said = {str(name).lower(): value for name, value in given.items()}
    _require_filled(ctx, of, said, changes=True)
    stored = _file(ctx, of, said) if "file" in said else None
    changed = writing.change(ctx, of.templates, {"ID": row["ID"]}, given, of.template_dialect)
    stamps: Values = {"UPDATE_TIME": ctx.clock.stamp(), "UPDATED_BY": ctx.actor.user_id}
    if stored is not None:
        files.forget(ctx.tx, row["FILE_ID"])
        stamps["FILE_ID"] = stored.id
    ctx.tx.update(TEMPLATE, {"ID": row["ID"]}, stamps)
    return answer(ctx, of, changed | stamps)


def get(ctx: Ctx, of: Generator, number: Any) -> Values:
    """A template.

    :raises CallError: the family's refusals, ``TEMPLATE_NOT_FOUND``
    """
    return answer(ctx, of, mine(ctx, of, number))


def delete(ctx: Ctx, of: Generator, number: Any) -> None:
    """Delete a template: one that documents were made of stays for them, and makes no more.

    :raises CallError: the family's refusals, ``TEMPLATE_NOT_FOUND``
    """
    row = mine(ctx, of, number)
    if ctx.tx.one(_HAS_DOCUMENTS, id=row["ID"]) is not None:
        ctx.tx.update(TEMPLATE, {"ID": row["ID"]}, {"IS_DELETED": "Y", "UPDATE_TIME": ctx.clock.stamp()})
    else:
        remove(ctx.tx, row)


def remove(tx: Transaction, row: Values) -> None:
    """Remove a template that no document needs."""
    for codes in (USERS, SOURCES):
        codes.put(tx, row["ID"], [])
    files.forget(tx, row["FILE_ID"])
    tx.delete(TEMPLATE, ID=row["ID"])


def page(ctx: Ctx, of: Generator, select: Any, filter: Any, order: Any, start: Any) -> Page:  # noqa: A002  as documented
    """A page of templates, by their ids; those that are deleted only where the filter asks for them.

    :raises CallError: the family's refusal
    """
    given = as_map(filter)
    if not any(split(name)[1].lower() == "isdeleted" for name in given):
        given = {**given, "isDeleted": "N"}
    found = reading.page(ctx, of.templates, of.template_dialect, select=select, filter=given, order=order, start=start)
    return found._replace(result={str(row["id"]): row | addresses(ctx, of, int(row["id"])) for row in found.result})


def find(ctx: Ctx, number: Any, refusal: ErrorKind = TEMPLATE_NOT_FOUND) -> Values:
    """A template as it is stored, whoever asks, of any family.

    :raises CallError: ``NO_TEMPLATE`` for no number, ``refusal`` for one of none
    """
    for row in ctx.tx.dicts(_ROW, id=number_of(number, NO_TEMPLATE)):
        return row
    raise refusal()


def number_of(given: Any, refusal: ErrorKind) -> int:
    """A number that a client sent; 0 for what is none.

    :raises CallError: ``refusal`` for nothing
    """
    if given in (None, "", [], {}):
        raise refusal()
    try:
        return read_integer(given, None) or 0  # type: ignore[arg-type]  # where it is makes no difference to a number
    except (ValueError, OverflowError):
        return 0


def require(ctx: Ctx, of: Generator, operation: Operation) -> None:
    """Refuse who may change no template.

    :raises CallError: the family's refusal
    """
    if of.templates.access.grant(ctx, operation) is None:
        raise of.template_dialect.denied()


def mine(ctx: Ctx, of: Generator, number: Any) -> Values:
    """A template that the caller may change, as it is stored."""
    require(ctx, of, Operation.WRITE)
    key = {"ID": number_of(number, NO_TEMPLATE)}
    row = reading.stored(ctx, of.templates, key)
    if row is None:
        raise TEMPLATE_NOT_FOUND()
    if not reading.may(ctx, of.templates, Operation.WRITE, key):
        raise of.not_mine()
    return row


def _require_filled(ctx: Ctx, of: Generator, said: Mapping[str, Any], *, changes: bool = False) -> None:
    """A numerator that there is none of is as good as none."""
    missing = []
    for name in of.needed:
        spelled = of.template_dialect.name(of.templates.fields.by_name[name])
        value = said.get(spelled.lower())
        if name == "NUMERATOR_ID" and not numerators.exists(ctx.tx, number_of(value or 0, EMPTY)):
            value = None
        if value in (None, "", [], {}) and (not changes or spelled.lower() in said):
            missing.append(spelled)
    if missing:
        raise EMPTY(field=", ".join(missing))


def _file(ctx: Ctx, of: Generator, said: Mapping[str, Any]) -> Stored | None:
    """The file that a client sends, or names on the disk; None for none."""
    if said.get("file") not in (None, "", [], {}):
        return files.save(ctx, upload_of(said["file"], f"template{SUFFIX}"), _UNSAVED)
    if of is not REST or said.get("fileid") in (None, ""):
        return None
    row = objects.find(ctx, objects.FILE, number_of(said["fileid"], MISSING_CONTENT))
    disk_access.require(ctx, Level.READ, row["ID"])
    return files.again(ctx, row["FILE_ID"])


def upload_of(given: Any, name: str) -> Upload:
    """A file that a client sends.

    :param name: what it is called that came without a name
    :raises CallError: :data:`UNSAVED` for what is none
    """
    try:
        found = read_upload(given)
    except ValueError:
        raise UNSAVED() from None
    return found._replace(name=found.name or name)


def answer(ctx: Ctx, of: Generator, row: Values) -> Values:
    """A template as it is answered alone."""
    whole = reading.whole(ctx, of.templates, of.template_dialect, {**row, "MODULE_ID": of.module})
    sources = of.template_dialect.name(of.templates.fields.by_name["SOURCES"])
    codes = whole[sources]
    return {
        **{name: whole[name] for name in _SHOWN},
        "users": {code: code for code in whole["users"]},
        sources: {code: code for code in codes} if of is REST else codes,
        **addresses(ctx, of, row["ID"]),
    }


def addresses(ctx: Ctx, of: Generator, number: int) -> Values:
    """Where the caller gets a template's file."""
    url = doors.download_url(ctx, f"{of.door}.template", number, of.module)
    return {"download": url, "downloadMachine": url}


def content(ctx: Ctx, of: Generator, number: int) -> Stored:
    """The file of a template that the caller may change.

    :raises CallError: as :func:`get` does
    """
    row = mine(ctx, of, number)
    found = files.find(ctx.tx, row["FILE_ID"])
    if found is None:
        raise TEMPLATE_NOT_FOUND()
    return found


def usable(ctx: Ctx, of: Generator, number: Any) -> Values:
    """A template of a family, as it is stored, whoever may change it.

    :raises CallError: ``NO_TEMPLATE``, ``TEMPLATE_NOT_FOUND``
    """
    found = find(ctx, number)
    if found["MODULE_ID"] != of.module or found["IS_HIDDEN"] == "Y":
        raise TEMPLATE_NOT_FOUND()
    return found
