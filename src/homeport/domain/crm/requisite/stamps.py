"""Who made a row, and changed it, and when: templates, requisites and bank details note it alike."""

from homeport.domain.records.collection import Change


def stamped(change: Change) -> None:
    """Note the moment and the person. A row that was never changed names none, as the examples of its page show."""
    moment, person = ("DATE_MODIFY", "MODIFY_BY_ID") if change.old else ("DATE_CREATE", "CREATED_BY_ID")
    change.new.update({moment: change.ctx.clock.stamp(), person: change.ctx.actor.user_id})
