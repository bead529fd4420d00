"""What business processes bring to the portal."""

from homeport.domain.records.scopes import Scope

_HERE = "homeport.domain.bizproc"

SCOPE = Scope(
    name="bizproc",
    needed="bizproc",
    tables=(f"{_HERE}.tables",),
    of_applications=(f"{_HERE}.registered", f"{_HERE}.templates"),
    integrity=(f"{_HERE}.integrity",),
    timers={"bizproc.wait": f"{_HERE}.engine", "bizproc.ended": f"{_HERE}.ended"},
    follows={"process_document": f"{_HERE}.automatic"},
)
