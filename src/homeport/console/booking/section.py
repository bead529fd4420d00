"""Where the pages of online booking are."""

from starlette.routing import BaseRoute

from homeport.console.booking import one, resources, schedule
from homeport.console.section import Section


class Bookings(Section):
    """``/booking/``: days of resources, bookings, who waits."""

    def routes(self) -> list[BaseRoute]:
        return [
            self.route("/booking", schedule.show),
            self.route("/booking/waiting", schedule.change, "POST"),
            self.route("/booking/resources", resources.show),
            self.route("/booking/resources", resources.change, "POST"),
            self.route("/booking/add", one.start),
            self.route("/booking/add", one.add, "POST"),
            self.route("/booking/{id}", one.show),
            self.route("/booking/{id}", one.save, "POST"),
        ]
