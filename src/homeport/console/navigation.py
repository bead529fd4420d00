"""What the shell's menu leads to."""

from collections.abc import Iterable
from typing import NamedTuple

from homeport.domain.portal.apps.widgets import Widget

PLACEMENT = "LEFT_MENU"
"""Where applications bind what the menu leads to."""

APPLICATIONS = "Applications"
"""The group that it is in."""


class Entry(NamedTuple):
    """A line of the menu.

    :param icon: a name in ``icons.html``
    """

    title: str
    path: str
    icon: str
    current: bool = False


class Group(NamedTuple):
    """Lines under one heading."""

    title: str
    entries: tuple[Entry, ...]
    for_admins: bool = False


MENU = (
    Group(
        "CRM",
        (
            Entry("Leads", "/crm/lead/", "lead"),
            Entry("Deals", "/crm/deal/", "deal"),
            Entry("Contacts", "/crm/contact/", "contact"),
            Entry("Companies", "/crm/company/", "company"),
            Entry("Quotes", "/crm/quote/", "quote"),
            Entry("Invoices", "/crm/invoice/", "quote"),
            Entry("Smart processes", "/crm/types/", "type"),
            Entry("Activities", "/crm/activity/", "activity"),
        ),
    ),
    Group(
        "Work",
        (
            Entry("Tasks", "/tasks/", "todo"),
            Entry("Calendar", "/calendar/", "calendar"),
            Entry("Booking", "/booking/", "calendar"),
            Entry("Disk", "/disk/", "drive"),
            Entry("Groups", "/workgroups/", "meeting"),
            Entry("People", "/company/", "contact"),
        ),
    ),
    Group(APPLICATIONS, (Entry("Applications", "/apps/", "app"),)),
    Group(
        "Developer",
        (
            Entry("Overview", "/developer/", "developer"),
            Entry("Webhooks", "/developer/webhooks/", "webhook"),
            Entry("Local applications", "/developer/applications/", "key"),
            Entry("Request builder", "/developer/builder/", "builder"),
            Entry("Request log", "/developer/requests/", "log"),
            Entry("Events", "/developer/events/", "event"),
            Entry("Faults and clock", "/developer/faults/", "fault"),
            Entry("Baselines", "/developer/baselines/", "baseline"),
        ),
        for_admins=True,
    ),
    Group("Reference", (Entry("Methods", "/reference/", "reference"),)),
)
"""The whole menu. A line that a section brings is put here; nothing else need know of it."""


def of(path: str, *, is_admin: bool, widgets: Iterable[Widget] = ()) -> tuple[Group, ...]:
    """The menu as a user sees it from a page.

    :param path: the page's; the line that leads nearest to it is the current one
    :param widgets: what applications have bound to the menu
    """
    more = tuple(Entry(each.title, f"/apps/{each.app.id}/placement/{each.id}/", "app") for each in widgets)
    groups = [
        group._replace(entries=group.entries + more) if group.title == APPLICATIONS else group
        for group in MENU
        if is_admin or not group.for_admins
    ]
    here = f"{path.rstrip('/')}/"
    paths = (entry.path for group in groups for entry in group.entries)
    nearest = max((path for path in paths if here.startswith(path)), default="")
    return tuple(
        group._replace(entries=tuple(entry._replace(current=entry.path == nearest) for entry in group.entries))
        for group in groups
    )
