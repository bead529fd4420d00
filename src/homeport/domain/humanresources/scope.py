"""What the company's structure brings to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="humanresources",
    needed="humanresources",
    integrity=("homeport.domain.humanresources.integrity",),
)
