"""Where the pages of people are."""

from starlette.routing import BaseRoute

from homeport.console.people import person, structure
from homeport.console.section import Section


class People(Section):
    """``/company/``: the departments with those who work in them, and a page for each person."""

    def routes(self) -> list[BaseRoute]:
        return [
            self.route("/company", structure.show),
            self.route("/company/personal/user/{id}", person.show),
        ]
