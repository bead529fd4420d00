"""Sections of a list: a tree; each is active as far as those above it are.

Source: ``api-reference/lists/sections/``.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.files.fields import FieldFiles
from homeport.domain.iblock import references, trees
from homeport.domain.iblock.types import SECTION as NAMED
from homeport.domain.lists import removal, rights
from homeport.domain.lists.lists import MISSING
from homeport.domain.lists.rights import DENIED
from homeport.domain.lists.speaking import called, conditions, stamp
from homeport.domain.lists.tables import ELEMENT, ELEMENT_FIELDS, SECTION, SECTION_FIELDS
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.store import Query, Transaction

DOOR = "lists.section"
ABOVE = "IBLOCK_SECTION_ID"

NOT_FOUND = ErrorKind("ERROR_SECTION_NOT_FOUND", "Section not found")
NOT_ADDED = ErrorKind("ERROR_ADD_SECTION", "Invalid value of the field '{field}'")
NOT_UPDATED = ErrorKind("ERROR_UPDATE_SECTION", "Invalid value of the field '{field}'")
CODE_TAKEN = ErrorKind("ERROR_ADD_SECTION", "Section with this code already exists")

ADDING = replace(CLASSIC, denied=DENIED, unreadable=DENIED, not_found=NOT_FOUND, invalid=NOT_ADDED, required=NOT_ADDED)
UPDATING = replace(ADDING, invalid=NOT_UPDATED, required=NOT_UPDATED)

ALSO = {"EXTERNAL_ID": "XML_ID"}
MOST_LETTERS = 255

_PLACE = Query(select(SECTION.c.BLOCK_ID, SECTION.c[ABOVE]).where(SECTION.c.ID == bindparam("id")))
_WALKED = Query(
    select(SECTION.c.ID, SECTION.c[ABOVE], SECTION.c.ACTIVE, SECTION.c.GLOBAL_ACTIVE)
    .where(SECTION.c.BLOCK_ID == bindparam("block"))
    .order_by(SECTION.c.LEFT_MARGIN)
)
_BELOW = Query(select(SECTION.c.ID).where(SECTION.c[ABOVE] == bindparam("id")).order_by(SECTION.c.ID))
_INSIDE = Query(select(ELEMENT).where(ELEMENT.c[ABOVE] == bindparam("id")).order_by(ELEMENT.c.ID))


def block_of(tx: Transaction, number: int) -> int | None:
    """The list of a section; None when there is no such section."""
    found = tx.one(_PLACE, id=number)
    return None if found is None else found[0]


def _walked(change: Change) -> None:
    walk(change.ctx.tx, change.collection.within["BLOCK_ID"])


def walk(tx: Transaction, block: int) -> None:
    """Count where sections begin and end, and which are active with all above them."""
    trees.number(tx, SECTION, ABOVE, block)
    active: dict[int | None, bool] = {None: True}
    for number, above, own, whole in tx.all(_WALKED, block=block):
        active[number] = own == "Y" and active[above]
        said = "Y" if active[number] else "N"
        if whole != said:
            tx.update(SECTION, {"ID": number}, {"GLOBAL_ACTIVE": said})


@lru_cache(512)
def of(block: int) -> Collection:
    """The sections of a list."""
    return Collection(
        noun="section",
        plural="sections",
        table=SECTION,
        fields=SECTION_FIELDS,
        access=rights.within(block),
        within={"BLOCK_ID": block},
        files=FieldFiles(DOOR, str(block), answer=lambda held: held.url),
        before_save=(stamp,),
        after_save=(_walked,),
    )


def find(ctx: Ctx, block: int, number: Any, code: Any) -> int:
    """A section by its number or its code.

    :raises CallError: ``MISSING``, ``NOT_FOUND``
    """
    if is_empty(number) and is_empty(code):
        raise MISSING(name="SECTION_ID")
    found = called(ctx.tx, SECTION, block, number, code)
    if found is None:
        raise NOT_FOUND()
    return found


def place(ctx: Ctx, block: int, given: Any, refusal: ErrorKind) -> int | None:
    """The section that something new is put into, as a client sent it; None for the list itself.

    :raises CallError: ``refusal``
    """
    if is_empty(given) or str(given) == "0":
        return None
    found = called(ctx.tx, SECTION, block, given)
    if found is None:
        raise refusal(field=ABOVE)
    return found


def add(ctx: Ctx, block: int, code: Any, above: Any, given: Mapping[str, Any]) -> int:
    """Add a section; its number.

    :raises CallError: ``MISSING``, ``NOT_ADDED``, ``CODE_TAKEN``
    """
    if is_empty(code):
        raise MISSING(name="SECTION_CODE")
    said = str(code).strip()[:MOST_LETTERS]
    if called(ctx.tx, SECTION, block, None, said) is not None:
        raise CODE_TAKEN()
    fixed = {"CODE": said, ABOVE: place(ctx, block, above, NOT_ADDED)}
    number: int = writing.create(ctx, of(block), _said(given), ADDING, fixed)["ID"]
    return number


def change(ctx: Ctx, block: int, section: int, given: Mapping[str, Any]) -> None:
    """Change a section.

    :raises CallError: ``NOT_UPDATED``
    """
    writing.change(ctx, of(block), {"ID": section}, _said(given), UPDATING)


def _said(given: Mapping[str, Any]) -> dict[str, Any]:
    """Fields by their stored names; of the two names of the external code, the one that answers have it by counts."""
    said = {str(name).upper(): value for name, value in given.items()}
    if "EXTERNAL_ID" in said:
        said["XML_ID"] = said.pop("EXTERNAL_ID")
    return said


def delete(ctx: Ctx, block: int, section: int) -> None:
    """Delete a section with those below it, and what is in these."""
    waiting, found = [section], []
    while waiting:
        found.append(waiting.pop())
        waiting += [row[0] for row in ctx.tx.all(_BELOW, id=found[-1])]
    for each in reversed(found):
        for row in ctx.tx.dicts(_INSIDE, id=each):
            removal.of_element(ctx.tx, block, row["ID"])
            removal.forget_files(ctx.tx, ELEMENT_FIELDS, row)
            ctx.tx.delete(ELEMENT, ID=row["ID"])
        writing.delete(ctx, of(block), {"ID": each}, UPDATING)
        references.forget(ctx.tx, NAMED, block, each)
    walk(ctx.tx, block)


def page(ctx: Ctx, block: int, *, filter: Any, select: Any, start: Any) -> Page:  # noqa: A002  documented names
    """A page of the sections of a list that the caller reads."""
    names = [str(name).upper() for name in reading.names_of(select)]
    stored = [ALSO.get(name, name) for name in names if name != "SEARCHABLE_CONTENT"]
    order = {"LEFT_MARGIN": "ASC"}
    found = reading.page(
        ctx,
        of(block),
        UPDATING,
        select=[*stored, "NAME", "XML_ID"] if names else [],
        filter=conditions(filter, ALSO),
        order=order,
        start=start,
    )
    return found._replace(result=[_shown(row, names) for row in found.result])


def _shown(row: dict[str, Any], names: list[str]) -> dict[str, Any]:
    whole = {**row, "EXTERNAL_ID": row["XML_ID"], "SEARCHABLE_CONTENT": f"{row['NAME'].upper()}\r\n"}
    return {name: whole[name] for name in (names or whole) if name in whole}
