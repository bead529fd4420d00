"""What holds of scrums at every moment."""

from homeport.domain.records.integrity import orphans
from homeport.domain.sonet_group.tables import TABLE as GROUP
from homeport.domain.tasks.scrum.tables import ENTITY, EPIC, ITEM
from homeport.domain.tasks.tables import TASK

RULES = (
    orphans("Tasks in scrums that do not exist", ITEM.c.TASK_ID, TASK),
    orphans("Tasks in backlogs and sprints that do not exist", ITEM.c.ENTITY_ID, ENTITY),
    orphans("Backlogs and sprints of groups that do not exist", ENTITY.c.GROUP_ID, GROUP),
    orphans("Epics of groups that do not exist", EPIC.c.GROUP_ID, GROUP),
)
