"""What the developer's pages share."""

from typing import Any

from starlette.routing import Route

from homeport.console.section import Handler, Section, Signed
from homeport.domain.portal.people import users
from homeport.server.addresses import Addresses


class DeveloperSection(Section):
    """Pages for the portal's administrators."""

    def open(self, path: str, handler: Handler, *methods: str) -> Route:
        """A page below ``/developer``."""
        return self.route(f"/developer{path}", handler, *methods, for_admins=True)

    def addresses(self, visit: Signed) -> Addresses:
        """Where the portal is reached, as the last start found it."""
        return Addresses.read(self._portals.folder).of_portal(visit.portal.name)


def name_of(user: dict[str, Any]) -> str:
    """A user's name."""
    return f"{user['NAME']} {user['LAST_NAME']}".strip() or str(user["EMAIL"])


async def people(visit: Signed) -> dict[int, str]:
    """The names of those who work here, by their ids."""
    found = await visit.portal.read(users.listed)
    return {each["ID"]: name_of(each) for each in found if each["ACTIVE"] == "Y"}


def number(text: str) -> int:
    """An id that a form sent; 0 when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
