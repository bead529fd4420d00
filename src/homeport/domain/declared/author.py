"""Whoever a file is applied by."""

from functools import cached_property

from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.rights import Rights
from homeport.domain.declared.credentials import first_administrator
from homeport.domain.declared.part import Work


class Author:
    """Writes as the portal's first administrator, by the rules that the REST methods write by."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @cached_property
    def ctx(self) -> Ctx:
        """:raises ValueError: when the portal has no administrator"""
        actor = Actor(first_administrator(self._work.tx), Rights({}, is_admin=True))
        return Ctx(self._work.tx, Credential("declared", actor, frozenset({"crm"})), self._work.clock)


STAMPS = frozenset(
    {
        *("DATE_MODIFY", "MODIFY_BY_ID", "UPDATED_TIME", "UPDATED_BY", "LAST_UPDATED", "EDITOR_ID"),
        *("LAST_ACTIVITY_TIME", "TIMESTAMP_X", "DATE_UPDATE"),
    }
)
"""What every write changes, even one that changes nothing else."""
