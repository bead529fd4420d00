"""What starts by itself: templates where documents are made or changed, and robots where records come into stages.

What a process changes does not start again what it was started by, so that none goes in circles; nor does it start on
the same document what has been started by the same change already, so that many do not start each other in every order.

Sources: ``bizproc-workflow-template-add.md`` (``AUTO_EXECUTE``), ``bizproc-robot/index.md``.
"""

from contextvars import ContextVar
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.bizproc import documents, outside, runs, templates, workflows
from homeport.domain.bizproc.documents import Type
from homeport.domain.bizproc.scheme import Node
from homeport.domain.bizproc.tables import STAGE_ROBOT, TEMPLATE
from homeport.domain.crm.entities import entity_of
from homeport.domain.portal import generation
from homeport.domain.records.fields import Values
from homeport.store import Query, Transaction

_AUTOMATIC = Query(
    select(TEMPLATE.c.ID, TEMPLATE.c.MODULE_ID, TEMPLATE.c.ENTITY, TEMPLATE.c.DOCUMENT_TYPE, TEMPLATE.c.AUTO_EXECUTE)
    .where(TEMPLATE.c.AUTO_EXECUTE > 0)
    .order_by(TEMPLATE.c.ID)
)
_ROBOTS = Query(select(*STAGE_ROBOT.c).order_by(STAGE_ROBOT.c.ID))
_OF_PIPELINE = Query(
    select(*STAGE_ROBOT.c)
    .where(
        STAGE_ROBOT.c.ENTITY_TYPE_ID == bindparam("entity_type_id"),
        STAGE_ROBOT.c.CATEGORY_ID == bindparam("category_id"),
    )
    .order_by(STAGE_ROBOT.c.ID)
)
NO_TEMPLATE = 0
"""What processes of robots on stages have for a template."""


_BEGUN: ContextVar[set[tuple[documents.Document, str]] | None] = ContextVar("begun", default=None)
"""What a change has started so far, on which documents; None while none is followed."""

Place = tuple[int, int, str]
"""A type of records, a pipeline and a stage."""


class Known(NamedTuple):
    """What starts by itself in a portal.

    :param templates: numbers, with when they start, by types of documents
    :param robots: as they are stored, by where they are
    """

    templates: dict[Type, list[tuple[int, int]]]
    robots: dict[Place, list[Values]]


def saved(ctx: Ctx, module: str, within: int, row: Values, old: Values) -> None:
    """A document was made or changed: what starts by that starts.

    :param module: whose document it is
    :param within: the type of records, the list or the storage that it is of
    :param old: as it was; empty for a new one
    """
    known = generation.kept(ctx.tx, "bizproc", _known)
    if not known.templates and not known.robots:
        return
    if _BEGUN.get() is not None:
        _start(ctx, known, module, within, row, old)
        return
    followed = _BEGUN.set(set())
    try:
        _start(ctx, known, module, within, row, old)
    finally:
        _BEGUN.reset(followed)


def _start(ctx: Ctx, known: Known, module: str, within: int, row: Values, old: Values) -> None:
    document = documents.of_row(ctx.tx, module, within, row["ID"])
    key = ctx.credential.key
    chain = key.removeprefix(runs.KEY).split(",") if key.startswith(runs.KEY) else []
    bit = templates.ON_CHANGE if old else templates.ON_CREATION
    due = [
        number for number, when in known.templates.get(document.type, ()) if when & bit and f"t{number}" not in chain
    ]
    if due and documents.is_open(ctx.tx, document.type, robots=False):
        for number in due:
            if not _is_first(document, f"t{number}"):
                continue
            template = templates.find(ctx.tx, number)
            assert template is not None
            workflows.begin(ctx, template, document, {}, ",".join([*chain, f"t{number}"]))
    on_stage = known.robots.get(_entered(within, row, old), []) if module == documents.CRM else []
    robots = [robot for robot in on_stage if f"r{robot['ID']}" not in chain]
    if robots and documents.is_open(ctx.tx, document.type, robots=True):
        for robot in robots:
            if not _is_first(document, f"r{robot['ID']}"):
                continue
            workflows.begin(ctx, _alone(robot), document, {}, ",".join([*chain, f"r{robot['ID']}"]))


def _is_first(document: documents.Document, what: str) -> bool:
    """Whether something is started on a document for the first time by a change; it is noted."""
    begun = _BEGUN.get()
    assert begun is not None
    if (document, what) in begun:
        return False
    begun.add((document, what))
    return True


def _entered(type_id: int, row: Values, old: Values) -> Place:
    """The stage that a record has come into; no place where it stays."""
    entity = entity_of(type_id)
    stage = None if entity is None or entity.stages is None else row.get(entity.stages.field)
    if entity is None or entity.stages is None or (old and old.get(entity.stages.field) == stage):
        return type_id, 0, ""
    return type_id, row.get("CATEGORY_ID") or 0, str(stage)


def put(
    tx: Transaction, entity_type_id: int, category_id: int, stage_id: str, app_id: int, code: str, said: Any
) -> int:
    """Put a robot on a stage, whoever asks; its number there.

    :param said: the values of its properties, by their keys
    """
    row = {"ENTITY_TYPE_ID": entity_type_id, "CATEGORY_ID": category_id, "STAGE_ID": stage_id, "APP_ID": app_id}
    generation.changed(tx)
    return tx.insert(STAGE_ROBOT, {**row, "CODE": code, "PROPERTIES": msgspec.json.encode(said).decode()})


def fill_in(tx: Transaction, number: int, said: Any) -> None:
    """Give the properties of a robot on a stage other values."""
    generation.changed(tx)
    tx.update(STAGE_ROBOT, {"ID": number}, {"PROPERTIES": msgspec.json.encode(said).decode()})


def take(tx: Transaction, number: int) -> bool:
    """Take a robot off its stage; whether it was there."""
    generation.changed(tx)
    return tx.delete(STAGE_ROBOT, ID=number) > 0


def on_stages(tx: Transaction, entity_type_id: int, category_id: int) -> list[Values]:
    """The robots on the stages of a pipeline."""
    return tx.dicts(_OF_PIPELINE, entity_type_id=entity_type_id, category_id=category_id)


def _alone(robot: Values) -> Values:
    """What is run of a robot on a stage: a template of it alone."""
    said = {**msgspec.json.decode(robot["PROPERTIES"]), outside.APPLICATION: robot["APP_ID"]}
    step = Node(f"{outside.PREFIX}{robot['CODE']}", f"R{robot['ID']}", said)
    root = Node("SequentialWorkflowActivity", "Template", {}, [step])
    empty = dict.fromkeys(("PARAMETERS", "VARIABLES", "CONSTANTS"), "{}")
    written = msgspec.json.encode([root]).decode()
    return {"ID": NO_TEMPLATE, "NAME": robot["CODE"], "APP_ID": robot["APP_ID"], "TEMPLATE": written, **empty}


def _known(tx: Transaction) -> Known:
    found = Known({}, {})
    for number, module, entity, name, when in tx.all(_AUTOMATIC):
        found.templates.setdefault(Type(module, entity, name), []).append((number, when))
    for robot in tx.dicts(_ROBOTS):
        place = (robot["ENTITY_TYPE_ID"], robot["CATEGORY_ID"], robot["STAGE_ID"])
        found.robots.setdefault(place, []).append(robot)
    return found
