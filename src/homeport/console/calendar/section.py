"""Where the pages of calendars are."""

from starlette.routing import BaseRoute

from homeport.console.calendar import grid, one, resources
from homeport.console.section import Section


class Calendars(Section):
    """``/calendar/``: months, weeks, events."""

    def routes(self) -> list[BaseRoute]:
        event = "/calendar/event/{id}"
        return [
            self.route("/calendar", grid.show),
            self.route("/calendar/resources", resources.show),
            self.route("/calendar/resources", resources.change, "POST"),
            self.route("/calendar/add", one.start),
            self.route("/calendar/add", one.add, "POST"),
            self.route(event, one.show),
            self.route(f"{event}/edit", one.edit),
            self.route(f"{event}/edit", one.save, "POST"),
            self.route(f"{event}/answer", one.answer, "POST"),
            self.route(f"{event}/delete", one.delete, "POST"),
        ]
