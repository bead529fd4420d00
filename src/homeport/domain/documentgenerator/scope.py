"""What the document generator brings to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="documentgenerator",
    needed="documentgenerator",
    tables=("homeport.domain.documentgenerator.tables",),
    errands={"documentgenerator.document": "homeport.domain.documentgenerator.conversion"},
    files=("homeport.domain.documentgenerator.doors",),
    public=("homeport.domain.documentgenerator.doors",),
    install=("homeport.domain.documentgenerator.roles", "homeport.domain.documentgenerator.numerators"),
)
