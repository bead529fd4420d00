"""What holds of the rows of tasks at every moment."""

from sqlalchemy import exists, select

from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans, rule
from homeport.domain.sonet_group.tables import TABLE as GROUP
from homeport.domain.tasks.tables import (
    CHECKLIST_ITEM,
    CHECKLIST_MEMBER,
    DEPENDENCE,
    ELAPSED,
    HISTORY,
    PLAN,
    RESULT,
    STAGE,
    TASK,
    TASK_LIST,
    TASK_SIGN,
    TASK_VIEW,
    TASK_WORD,
    TIMER,
)
from homeport.domain.tasks.templates.tables import TEMPLATE, TEMPLATE_ITEM
from homeport.store import constant

_IN_BOARD = exists().where(
    STAGE.c.ID == TASK.c.STAGE_ID, STAGE.c.ENTITY_TYPE == constant("G"), STAGE.c.ENTITY_ID == TASK.c.GROUP_ID
)
_base = TEMPLATE.alias()
_parent, _above = TASK.alias(), CHECKLIST_ITEM.alias()

RULES = (
    orphans("Tasks of responsible people that do not exist", TASK.c.RESPONSIBLE_ID, USER),
    orphans("Tasks of creators that do not exist", TASK.c.CREATED_BY, USER),
    rule(
        "Subtasks of tasks that do not exist",
        select(TASK.c.ID).where(TASK.c.PARENT_ID.not_in(select(_parent.c.ID))).order_by(TASK.c.ID),
    ),
    rule(
        "Tasks of groups that do not exist",
        select(TASK.c.ID)
        .where(TASK.c.GROUP_ID != constant(0), TASK.c.GROUP_ID.not_in(select(GROUP.c.ID)))
        .order_by(TASK.c.ID),
    ),
    *(
        orphans(f"{what} of tasks that do not exist", table.c.TASK_ID, TASK)
        for what, table in (
            ("People", TASK_LIST),
            ("Words", TASK_WORD),
            ("Signs", TASK_SIGN),
            ("Views", TASK_VIEW),
            ("History", HISTORY),
            ("Items of checklists", CHECKLIST_ITEM),
            ("Dependences", DEPENDENCE),
            ("Time spent", ELAPSED),
            ("Running timers", TIMER),
            ("Plans", PLAN),
            ("Results", RESULT),
        )
    ),
    rule(
        "People by deadlines that are not their tasks'",
        select(TASK_LIST.c.TASK_ID)
        .distinct()
        .join_from(TASK_LIST, TASK, TASK.c.ID == TASK_LIST.c.TASK_ID)
        .where(TASK_LIST.c.DEADLINE.is_distinct_from(TASK.c.DEADLINE))
        .order_by(TASK_LIST.c.TASK_ID),
    ),
    orphans("Items of templates that do not exist", TEMPLATE_ITEM.c.TEMPLATE_ID, TEMPLATE),
    orphans("Templates of creators that do not exist", TEMPLATE.c.CREATED_BY, USER),
    rule(
        "Templates below templates that do not exist",
        select(TEMPLATE.c.ID).where(TEMPLATE.c.BASE_TEMPLATE_ID.not_in(select(_base.c.ID))).order_by(TEMPLATE.c.ID),
    ),
    orphans("Plans in stages that do not exist", PLAN.c.STAGE_ID, STAGE),
    rule(
        "Tasks in stages that their groups do not have",
        select(TASK.c.ID).where(TASK.c.STAGE_ID != constant(0), ~_IN_BOARD).order_by(TASK.c.ID),
    ),
    orphans("Dependences on tasks that do not exist", DEPENDENCE.c.DEPENDS_ON_ID, TASK),
    orphans("Members of items of checklists that do not exist", CHECKLIST_MEMBER.c.ITEM_ID, CHECKLIST_ITEM),
    rule(
        "Items of checklists below items that do not exist",
        select(CHECKLIST_ITEM.c.ID)
        .where(CHECKLIST_ITEM.c.PARENT_ID != constant(0), CHECKLIST_ITEM.c.PARENT_ID.not_in(select(_above.c.ID)))
        .order_by(CHECKLIST_ITEM.c.ID),
    ),
)
