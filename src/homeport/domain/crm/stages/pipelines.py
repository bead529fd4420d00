"""What the directories of a portal are: the standard ones, and those of its pipelines."""

from typing import Any

from sqlalchemy import select

from homeport.core import owner
from homeport.domain.crm.enums import OBJECT_TYPES
from homeport.domain.crm.stages.categories import DEFAULT_NAME
from homeport.domain.crm.stages.directories import (
    DEAL_SEMANTICS,
    DOCUMENT_STAGES,
    OLD_INVOICES,
    STANDARD,
    Directory,
    Pipeline,
    Semantics,
    pipeline_of,
)
from homeport.domain.crm.tables import CATEGORY
from homeport.domain.crm.type.types import TYPE
from homeport.store import Query, Transaction

_CATEGORIES = Query(
    select(CATEGORY.c.ID, CATEGORY.c.ENTITY_TYPE_ID, CATEGORY.c.NAME, CATEGORY.c.SORT, CATEGORY.c.IS_DEFAULT).order_by(
        CATEGORY.c.ENTITY_TYPE_ID, CATEGORY.c.SORT, CATEGORY.c.ID
    )
)
_TYPES = Query(select(TYPE.c.ENTITY_TYPE_ID, TYPE.c.TITLE, TYPE.c.IS_STAGES_ENABLED))


def is_directory(tx: Transaction, code: str) -> bool:
    """Whether there is such a directory."""
    return any(code == entry["ID"] for entry in directories(tx))


def directories(tx: Transaction) -> list[dict[str, Any]]:
    """Every directory, as ``crm.status.entity.types`` answers them."""
    found: list[dict[str, Any]] = []
    types = {type_id: (title, stages) for type_id, title, stages in tx.all(_TYPES)}
    pipelines = [
        (entity_type_id, category_id, name, sort, is_default)
        for category_id, entity_type_id, name, sort, is_default in tx.all(_CATEGORIES)
    ]
    names = {category_id: name for type_id, category_id, name, *_ in pipelines if type_id == owner.DEAL}
    for directory in STANDARD:
        if directory.entity_type_id == owner.DEAL:
            found.append(_general_deals(directory, names.get(0, DEFAULT_NAME)))
            found.extend(_deals(category_id, name) for category_id, name in names.items() if category_id)
        else:
            found.append(_standard(directory))
    found.append(_standard(OLD_INVOICES))
    for entity_type_id, category_id, name, sort, is_default in pipelines:
        if entity_type_id == owner.SMART_INVOICE:
            found.append(_staged(entity_type_id, category_id, "Invoice stages"))
        elif entity_type_id in DOCUMENT_STAGES:
            found.append(_staged(entity_type_id, category_id, f"{OBJECT_TYPES[entity_type_id].name} stages"))
        elif entity_type_id in types:
            title, stages = types[entity_type_id]
            found.append(
                {
                    **_staged(entity_type_id, category_id, f"{title} ({name})", enabled=stages == "Y"),
                    "CATEGORY_NAME": name,
                    "CATEGORY_SORT": sort,
                    "IS_DEFAULT_CATEGORY": is_default == "Y",
                }
            )
    return found


def _standard(directory: Directory) -> dict[str, Any]:
    answer: dict[str, Any] = {"ID": directory.code, "NAME": directory.name}
    if directory.semantics is not None:
        answer["SEMANTIC_INFO"] = _semantics(directory.semantics)
        answer["ENTITY_TYPE_ID"] = directory.entity_type_id
    return answer


def _general_deals(directory: Directory, name: str) -> dict[str, Any]:
    return {
        "ID": directory.code,
        "NAME": f"{name} deal stages",
        "SEMANTIC_INFO": _semantics(DEAL_SEMANTICS),
        "FIELD_ATTRIBUTE_SCOPE": "",
        "ENTITY_TYPE_ID": owner.DEAL,
        "CATEGORY_ID": 0,
    }


def _deals(category_id: int, name: str) -> dict[str, Any]:
    pipeline = pipeline_of(owner.DEAL, category_id)
    return {
        "ID": pipeline.directory,
        "NAME": f"{name} deal stages",
        "PARENT_ID": "DEAL_STAGE",
        "SEMANTIC_INFO": _semantics(DEAL_SEMANTICS, pipeline),
        "PREFIX": pipeline.prefix,
        "FIELD_ATTRIBUTE_SCOPE": f"category_{category_id}",
        "ENTITY_TYPE_ID": owner.DEAL,
        "CATEGORY_ID": str(category_id),
    }


def _staged(entity_type_id: int, category_id: int, name: str, *, enabled: bool = True) -> dict[str, Any]:
    pipeline = pipeline_of(entity_type_id, category_id)
    return {
        "ID": pipeline.directory,
        "NAME": name,
        "SEMANTIC_INFO": [],
        "PREFIX": pipeline.prefix,
        "FIELD_ATTRIBUTE_SCOPE": f"category_{category_id}",
        "ENTITY_TYPE_ID": entity_type_id,
        "IS_ENABLED": enabled,
        "CATEGORY_ID": category_id,
    }


def _semantics(semantics: Semantics, pipeline: Pipeline | None = None) -> dict[str, Any]:
    start, success, failure = (pipeline.coded(code) if pipeline else code for code in semantics)
    return {
        "START_FIELD": start,
        "FINAL_SUCCESS_FIELD": success,
        "FINAL_UNSUCCESS_FIELD": failure,
        "FINAL_SORT": 0,
    }
