"""The six verbs of a classic entity, ``crm.lead.add get list update delete fields``, made from its table of fields."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED_TEXT, ErrorKind
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record import describe, reading, records
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.crm.record.multifields import INVALID_EMAIL
from homeport.methods.family import BAD_ID, NOT_AN_ARRAY, Add, ById, List, Update, as_array, as_id
from homeport.rpc import Method, NoParams
from homeport.rpc.method import Handler, make

ELEMENT_NOT_FOUND = ErrorKind("ERROR_CORE", "Element not found")


class AddRecord(Add):
    params: Any = None


class UpdateRecord(Update):
    params: Any = None


def family(
    prefix: str, entity: Entity, verbs: str, missing: Mapping[str, ErrorKind] | None = None, *, imports: bool = False
) -> list[Method]:
    """The methods of an entity.

    :param prefix: for example ``crm.lead``
    :param verbs: those of ``add get list update delete fields`` that are documented
    :param missing: by verb, what is answered for no such record where it is not ``Not found``
    :param imports: whether ``add`` has the documented import mode
    """
    made = dict(_verbs(prefix, entity, missing or {}, imports))
    return [made[verb] for verb in verbs.split()]


def _verbs(
    prefix: str, entity: Entity, missing: Mapping[str, ErrorKind], imports: bool
) -> Iterator[tuple[str, Method]]:
    noun = prefix.rpartition(".")[2]
    updating = replace(CLASSIC, not_found=missing.get("update", CLASSIC.not_found))
    deleting = replace(CLASSIC, not_found=missing.get("delete", CLASSIC.not_found))

    def add(ctx: Ctx, p: AddRecord) -> int:
        mode, given = as_array(p.params, "params").get("IMPORT"), as_array(p.fields, "fields")
        importing = imports and str(mode).lower() in ("y", "1", "true")
        return records.create(ctx, entity, given, CLASSIC, customary=True, importing=importing)

    def get(ctx: Ctx, p: ById) -> dict[str, Any]:
        return reading.get(ctx, entity, as_id(p.id), CLASSIC)

    def list_(ctx: Ctx, p: List) -> Page:
        for name in ("order", "filter"):
            as_array(getattr(p, name), name)
        return reading.page(
            ctx, entity, CLASSIC, select=p.select, filter=p.filter, order=p.order, start=p.start, written=True
        )

    def update(ctx: Ctx, p: UpdateRecord) -> bool:
        as_array(p.params, "params")
        records.change(ctx, entity, as_id(p.id), as_array(p.fields, "fields"), updating)
        return True

    def delete(ctx: Ctx, p: ById) -> bool:
        records.delete(ctx, entity, as_id(p.id), deleting)
        return True

    def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
        return describe.classic(ctx, entity)

    def of(verb: str, handler: Handler, summary: str, *errors: ErrorKind, **rules: Any) -> tuple[str, Method]:
        return verb, make(f"{prefix}.{verb}", handler, summary=summary, errors=errors, scope="crm", **rules)

    denied, invalid = (
        ACCESS_DENIED_TEXT,
        (CLASSIC.invalid, CLASSIC.required, *([INVALID_EMAIL] if entity.has_multifields else [])),
    )
    yield of("add", add, f"Add a {noun}.", NOT_AN_ARRAY, denied, *invalid, writes=True, plain=True)
    yield of("get", get, f"Return a {noun} with all its fields.", BAD_ID, denied, CLASSIC.not_found)
    yield of("list", list_, f"List {noun} records by a filter.", NOT_AN_ARRAY, denied, heavy=True)
    yield of(
        "update",
        update,
        f"Change a {noun}.",
        *(BAD_ID, NOT_AN_ARRAY, denied, updating.not_found, *invalid),
        writes=True,
        plain=True,
    )
    yield of("delete", delete, f"Delete a {noun}.", BAD_ID, denied, deleting.not_found, writes=True, plain=True)
    yield of("fields", fields, f"Describe the fields of a {noun}.")
