"""What holds of processes at every moment."""

from sqlalchemy import select

from homeport.domain.bizproc.tables import LOG, STAGE_ROBOT, STEP, TASK, TEMPLATE, WAIT, WORKFLOW
from homeport.domain.portal.apps.tables import APP
from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans, rule

_RUNNING = select(WORKFLOW.c.NUMBER).where(WORKFLOW.c.ENDED.is_(None))
_THERE = select(WORKFLOW.c.NUMBER)

RULES = (
    orphans("Robots and activities of applications that do not exist", STEP.c.APP_ID, APP),
    orphans("Robots on stages of applications that do not exist", STAGE_ROBOT.c.APP_ID, APP),
    orphans("Templates of applications that do not exist", TEMPLATE.c.APP_ID, APP),
    orphans("Tasks of users that do not exist", TASK.c.USER_ID, USER),
    rule(
        "Waits of processes that do not run",
        select(WAIT.c.ID).where(WAIT.c.WORKFLOW.not_in(_RUNNING)).order_by(WAIT.c.ID),
    ),
    rule(
        "Tasks of processes that do not exist",
        select(TASK.c.ID).where(TASK.c.WORKFLOW.not_in(_THERE)).order_by(TASK.c.ID),
    ),
    rule(
        "Notes of processes that do not exist", select(LOG.c.ID).where(LOG.c.WORKFLOW.not_in(_THERE)).order_by(LOG.c.ID)
    ),
)
