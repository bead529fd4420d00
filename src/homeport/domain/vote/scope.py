"""What polls bring to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="vote",
    needed="vote",
    tables=("homeport.domain.vote.tables",),
    integrity=("homeport.domain.vote.integrity",),
)
