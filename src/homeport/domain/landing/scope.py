"""What sites bring to the portal."""

from homeport.domain.records.scopes import Scope

_HERE = "homeport.domain.landing"

SCOPE = Scope(
    name="landing",
    needed="landing",
    tables=(f"{_HERE}.tables",),
    integrity=(f"{_HERE}.integrity",),
    timers={f"landing.{kind}": f"{_HERE}.trashed_{kind}s" for kind in ("site", "folder", "page")},
)
