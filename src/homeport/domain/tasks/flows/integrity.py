"""What holds of flows at every moment."""

from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans
from homeport.domain.tasks.flows.tables import FLOW, PART, PIN
from homeport.domain.tasks.tables import TASK

RULES = (
    orphans("People of flows that do not exist", PART.c.FLOW_ID, FLOW),
    orphans("Pins of flows that do not exist", PIN.c.FLOW_ID, FLOW),
    orphans("Flows of administrators that do not exist", FLOW.c.OWNER_ID, USER),
    orphans("Tasks in flows that do not exist", TASK.c.FLOW_ID, FLOW),
)
