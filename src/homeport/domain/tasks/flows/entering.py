"""When a task comes into a flow."""

from homeport.domain.records.collection import Change

FIELD = "FLOW_ID"


def comes(change: Change) -> bool:
    """Whether a task comes into a flow with a change."""
    return bool(change.new.get(FIELD)) and change.new[FIELD] != change.old.get(FIELD)
