"""The fields that people add to documents of the inventory: each type of documents has its own.

Source: ``api-reference/catalog/userfield-document/``.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.catalog import events
from homeport.domain.catalog.document_fields import DOCUMENT, TYPES
from homeport.domain.records.collection import ADMINISTRATORS, SETTINGS, Access, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.user_fields import definitions, values
from homeport.domain.user_fields.collections import growing
from homeport.domain.user_fields.fields import UserField
from homeport.domain.user_fields.homes import Home, Module
from homeport.store import Transaction

NOT_FOUND = ErrorKind("0", "The specified document does not exist")

_ENTITY = "CAT_STORE_DOCUMENT_"
_HOMES = {
    f"{_ENTITY}{letter}": Home(
        f"{_ENTITY}{letter}", DOCUMENT, f"UF_{_ENTITY}{letter}_", "", events.CATALOG, {"DOC_TYPE": letter}
    )
    for letter in TYPES
}


def _readable(ctx: Ctx) -> Iterable[Home]:
    return _HOMES.values() if SETTINGS.grant(ctx, Operation.READ) is not None else ()


def _home(ctx: Ctx, entity_id: str) -> Home | None:
    return _HOMES.get(entity_id)


def _defines(ctx: Ctx) -> bool:
    return ctx.actor.is_admin


MODULE = Module(_readable, _home, _defines)
"""Documents of the inventory, for ``userfieldconfig.*``."""

_ACCESS = Access(
    lambda ctx, operation: (SETTINGS if operation is Operation.READ else ADMINISTRATORS).grant(ctx, operation)
)

_BARE = Collection(
    noun="document",
    plural="documents",
    table=DOCUMENT,
    fields=FieldTable(
        (
            F("ID", v.INTEGER, "Document", item="documentId", read_only=True),
            F("DOC_TYPE", v.STRING, "Type", item="documentType", read_only=True),
        )
    ),
    access=_ACCESS,
)


def of_type(tx: Transaction, letter: str) -> Collection:
    """Documents of a type with the fields that people have added: ``fieldN``, by the field's number."""
    return _numbered(growing(f"{_ENTITY}{letter}")(tx, _of_letter(letter)))


def forget(tx: Transaction, letter: str, number: int) -> None:
    """Remove what is noted of a deleted document."""
    values.forget_rows(tx, number, definitions.of(tx, f"{_ENTITY}{letter}").fields)


@lru_cache(8)
def _of_letter(letter: str) -> Collection:
    return replace(_BARE, within={"DOC_TYPE": letter})


@lru_cache(64)
def _numbered(collection: Collection) -> Collection:
    renamed = (
        replace(field, item=f"field{field.definition.id}") if isinstance(field, UserField) else field
        for field in collection.fields
    )
    return replace(collection, fields=FieldTable(tuple(renamed)))
