"""Documents that processes run on: records of the CRM, elements of lists, files of the disk.

A type is three texts, and so is a document. Sources: ``bizproc-workflow-start.md``, ``bizproc/template/index.md``.
"""

import re
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.core.values import is_empty
from homeport.domain.crm.entities import entity_of, exists, is_type
from homeport.domain.crm.record import reading as records_reading
from homeport.domain.crm.record import records
from homeport.domain.crm.record.dialects import CLASSIC, UNIVERSAL
from homeport.domain.crm.type.types import TYPE
from homeport.domain.disk import changing, objects
from homeport.domain.disk.tables import OBJECT
from homeport.domain.iblock.fields import property_fields
from homeport.domain.lists import elements
from homeport.domain.lists.tables import ELEMENT, LIST, PROCESSES
from homeport.domain.records import reading, writing
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

CRM, OF_LISTS, DISK = "crm", "lists", "disk"

_QUOTE, _INVOICE, _DYNAMIC = (
    f"Bitrix\\Crm\\Integration\\BizProc\\Document\\{name}" for name in ("Quote", "SmartInvoice", "Dynamic")
)
IN_FEED, IN_GROUPS = "BizprocDocument", "Bitrix\\Lists\\BizprocDocumentLists"
ON_DISK = "Bitrix\\Disk\\BizProcDocument"

_ENTITIES = {
    owner.LEAD: "CCrmDocumentLead",
    owner.DEAL: "CCrmDocumentDeal",
    owner.CONTACT: "CCrmDocumentContact",
    owner.COMPANY: "CCrmDocumentCompany",
    owner.QUOTE: _QUOTE,
    owner.SMART_INVOICE: _INVOICE,
}
_CODE = re.compile(r"([A-Z_]+|DYNAMIC_\d{1,10})_(\d{1,18})", re.ASCII)
_BLOCK = re.compile(r"iblock_(\d{1,18})", re.ASCII)
_STORAGE = re.compile(r"STORAGE_(\d{1,18})", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)

_LIST_TYPE = Query(select(LIST.c.IBLOCK_TYPE_ID).where(LIST.c.ID == bindparam("id")))
_LIST_IS_OPEN = Query(select(LIST.c.BIZPROC).where(LIST.c.ID == bindparam("id")))
_TYPE_IS_OPEN = Query(
    select(TYPE.c.IS_BIZ_PROC_ENABLED, TYPE.c.IS_AUTOMATION_ENABLED).where(TYPE.c.ENTITY_TYPE_ID == bindparam("id"))
)
_BLOCK_OF = Query(select(ELEMENT.c.BLOCK_ID).where(ELEMENT.c.ID == bindparam("id")))
_STORAGE_OF = Query(
    select(OBJECT.c.STORAGE_ID).where(OBJECT.c.ID == bindparam("id"), OBJECT.c.DELETED_TYPE == bindparam("live"))
)


class Type(NamedTuple):
    """A type of documents.

    :param module: ``crm``, ``lists`` or ``disk``
    :param entity: what handles them
    :param name: such as ``DEAL``, ``DYNAMIC_130``, ``iblock_7``, ``STORAGE_3``
    """

    module: str
    entity: str
    name: str


class Document(NamedTuple):
    """A document.

    :param type: its type
    :param id: such as ``DEAL_5``, or its number
    :param number: of the record, the element or the file
    """

    type: Type
    id: str
    number: int

    @property
    def whole_id(self) -> list[str]:
        """The three texts that name it."""
        return [self.type.module, self.type.entity, self.id]


class UnfitError(ValueError):
    """What names no type, or no document."""


def texts_of(given: Any) -> tuple[str, str, str]:
    """Three texts, in a list or under the keys 0 to 2.

    :raises UnfitError: for anything else
    """
    parts = list(as_map(given).values())
    if len(parts) != 3 or not all(isinstance(each, str | int) and not is_empty(each) for each in parts):
        raise UnfitError
    module, entity, name = (str(each) for each in parts)
    return module, entity.replace("\\\\", "\\"), name


def type_of(given: Any) -> Type:
    """A type of documents as a client writes it. Whether there is such a list or storage is not asked.

    :raises UnfitError: when it is none
    """
    found = Type(*texts_of(given))
    if not _is_consistent(found):
        raise UnfitError
    return found


def of_record(record: Owner) -> Document:
    """The document that a record of the CRM is."""
    code = owner.code_of(record.entity_type_id)
    kind = Type(CRM, _ENTITIES.get(record.entity_type_id, _DYNAMIC), code)
    return Document(kind, f"{code}_{record.entity_id}", record.entity_id)


def of_element(list_type: str, block: int, number: int) -> Document:
    """The document that an element of a list is."""
    entity = IN_FEED if list_type == PROCESSES else IN_GROUPS
    return Document(Type(OF_LISTS, entity, f"iblock_{block}"), str(number), number)


def of_file(storage: int, number: int) -> Document:
    """The document that a file is."""
    return Document(Type(DISK, ON_DISK, f"STORAGE_{storage}"), str(number), number)


def of_row(tx: Transaction, module: str, within: int, number: int) -> Document:
    """The document that a row is which its module has just written.

    :param within: the type of records, the list or the storage that it is of
    """
    if module == CRM:
        return of_record(Owner(within, number))
    if module == OF_LISTS:
        return of_element(tx.value(_LIST_TYPE, id=within), within, number)
    return of_file(within, number)


def find(tx: Transaction, given: Any) -> Document | None:
    """A document that is there; None where it is not.

    :raises UnfitError: for what is no name of a document
    """
    module, entity, code = texts_of(given)
    if module == CRM:
        named = _CODE.fullmatch(code)
        type_id = owner.type_id_of(named[1]) if named else None
        if named is None or type_id is None or _ENTITIES.get(type_id, _DYNAMIC) != entity:
            return None
        record = Owner(type_id, int(named[2]))
        there = is_type(tx, type_id) and exists(tx, record)
        return of_record(record) if there else None
    if not _NUMBER.fullmatch(code):
        return None
    number = int(code)
    if module == OF_LISTS and entity in (IN_FEED, IN_GROUPS):
        block = tx.value(_BLOCK_OF, id=number)
        found = None if block is None else of_element(tx.value(_LIST_TYPE, id=block), block, number)
        return found if found is not None and found.type.entity == entity else None
    if module == DISK and entity == ON_DISK:
        storage = tx.value(_STORAGE_OF, id=number, live=objects.LIVE)
        return None if storage is None else of_file(storage, number)
    return None


def record_of(kind: Type) -> int | None:
    """The type id of records of the CRM that a type of documents has."""
    return owner.type_id_of(kind.name) if kind.module == CRM else None


def is_open(tx: Transaction, kind: Type, *, robots: bool) -> bool:
    """Whether processes, or robots on stages, start by themselves on documents of a type: smart processes and lists say
    so, all others always do.
    """
    if kind.module == OF_LISTS:
        return bool(tx.value(_LIST_IS_OPEN, id=int(kind.name.removeprefix("iblock_"))) == "Y")
    type_id = record_of(kind) or 0
    if type_id < owner.FIRST_DYNAMIC:
        return True
    flags = tx.one(_TYPE_IS_OPEN, id=type_id)
    return flags is not None and flags[robots] == "Y"


def fields(ctx: Ctx, document: Document) -> Values:
    """The fields of a document as processes know them: none of one that is gone."""
    if document.type.module == CRM:
        return _of_record(ctx, document)
    if document.type.module == OF_LISTS:
        return _of_element(ctx, document)
    row = reading.stored(ctx, objects.OBJECTS, {"ID": document.number})
    return {} if row is None else dict(reading.whole(ctx, objects.OBJECTS, objects.DIALECT, row))


def name(ctx: Ctx, document: Document) -> str:
    """How people call a document."""
    found = fields(ctx, document)
    whole = " ".join(str(found[each]) for each in ("NAME", "LAST_NAME") if found.get(each))
    return str(found.get("TITLE") or whole or document.id)


def change(ctx: Ctx, document: Document, given: Values) -> None:
    """Write fields of a document.

    :raises CallError: the complaint of whoever keeps it
    """
    if document.type.module == CRM:
        type_id = record_of(document.type)
        entity = entity_of(type_id or 0)
        assert entity is not None
        universal = type_id == owner.SMART_INVOICE or (type_id or 0) >= owner.FIRST_DYNAMIC
        said = {_spelled(entity, key): value for key, value in given.items()} if universal else given
        records.change(ctx, entity, document.number, said, UNIVERSAL if universal else CLASSIC)
    elif document.type.module == OF_LISTS:
        collection = elements.of(int(document.type.name.removeprefix("iblock_"))).now(ctx.tx)
        writing.change(ctx, collection, {"ID": document.number}, given, elements.UPDATING)
    elif "NAME" in given:
        changing.rename(ctx, objects.FILE, document.number, changing.name_of(given["NAME"]))


def url(document: Document) -> str:
    """Where people see a document."""
    module, entity, kind = document.type
    if module == CRM:
        type_id = record_of(document.type) or 0
        path = kind.lower() if type_id < owner.FIRST_DYNAMIC and kind in owner.CODES.values() else f"type/{type_id}"
        return f"/crm/{path}/details/{document.number}/"
    if module == OF_LISTS:
        block = kind.removeprefix("iblock_")
        feed = "?livefeed=y&" if entity == IN_FEED else "?"
        return f"/bizproc/processes/{feed}list_id={block}&element_id={document.number}"
    return f"/disk/file/{document.number}/"


def _spelled(entity: Any, key: str) -> str:
    field = entity.fields.by_name.get(key.upper())
    return field.item if field is not None and field.item else key


def _of_record(ctx: Ctx, document: Document) -> Values:
    entity = entity_of(record_of(document.type) or 0)
    if entity is None or records_reading.stored(ctx, entity, document.number) is None:
        return {}
    whole = records_reading.whole(ctx, entity, document.number, CLASSIC)
    return {str(key): value for key, value in whole.items()}


def _of_element(ctx: Ctx, document: Document) -> Values:
    collection = elements.of(int(document.type.name.removeprefix("iblock_"))).now(ctx.tx)
    row = reading.stored(ctx, collection, {"ID": document.number})
    if row is None:
        return {}
    found = dict(reading.whole(ctx, collection, elements.UPDATING, row))
    for field in property_fields(collection.fields):
        held = found.get(field.name)
        values = list(held.values()) if isinstance(held, dict) else held
        single = values[0] if isinstance(values, list) and len(values) == 1 else values
        found[field.name] = values if field.several else single
        if field.definition.code:
            found[f"PROPERTY_{field.definition.code}"] = found[field.name]
    return found


def _is_consistent(kind: Type) -> bool:
    if kind.module == CRM:
        type_id = owner.type_id_of(kind.name)
        return (
            type_id is not None
            and kind.name == owner.code_of(type_id)
            and (_ENTITIES.get(type_id, _DYNAMIC) == kind.entity)
        )
    if kind.module == OF_LISTS:
        return kind.entity in (IN_FEED, IN_GROUPS) and _BLOCK.fullmatch(kind.name) is not None
    return kind.module == DISK and kind.entity == ON_DISK and _STORAGE.fullmatch(kind.name) is not None


MODULES = {CRM: {*_ENTITIES.values(), _DYNAMIC}, OF_LISTS: {IN_FEED, IN_GROUPS}, DISK: {ON_DISK}}
"""What each module's documents are handled by."""
