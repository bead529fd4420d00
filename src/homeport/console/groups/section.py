"""Where the pages of groups are."""

from starlette.routing import BaseRoute

from homeport.console.groups import lists, one
from homeport.console.section import Section


class Groups(Section):
    """``/workgroups/``: groups and who is in them; at the documented path of a group."""

    def routes(self) -> list[BaseRoute]:
        group = "/workgroups/group/{id}"
        return [
            self.route("/workgroups", lists.show),
            self.route("/workgroups/add", lists.add, "POST"),
            self.route(group, one.show),
            self.route(f"{group}/join", one.join, "POST"),
            self.route(f"{group}/members", one.change, "POST"),
        ]
