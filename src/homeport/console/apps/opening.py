"""Which page of an application is opened, in a frame that can do nothing to the portal.

Sources: ``settings/app-installation/installation-finish.md``, ``local-apps/installation-master.md``.
"""

import contextlib
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from homeport.console.addresses import origin_of
from homeport.console.pages import ProblemError
from homeport.domain.bizproc import registered
from homeport.domain.portal.apps import apps, handler_urls, widgets
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.apps.widgets import Widget
from homeport.domain.portal.people.sessions import Person
from homeport.domain.portal.portal import State
from homeport.store import Transaction

DEFAULT = "DEFAULT"
"""The placement of an application's own page."""
PROPERTIES = "BIZPROC_PROPERTIES"
"""The placement of a page that fills in the properties of a robot: no page of the documentation says what it is."""


class Viewer(Protocol):
    """Who wants to see a page of an application: a signed-in request of the console."""

    @property
    def someone(self) -> Person:
        """The person."""

    @property
    def is_admin(self) -> bool:
        """Whether the person administers the portal."""

    @property
    def address(self) -> str:
        """Where the browser reaches the portal."""

    @property
    def addresses(self) -> frozenset[str]:
        """Every address of the portal."""

    @property
    def state(self) -> State:
        """What the operator has set."""


class Opening(NamedTuple):
    """A page of an application, and where on the portal it shows itself.

    :param url: the page's address
    :param origin: its site, such as ``https://app.example.test``
    :param placement: the code of the placement
    :param widget_id: of what is bound there; 0 for the application's own page
    :param installs: whether the page is to complete the installation
    :param robot: the code of the robot whose properties it fills in; empty for none
    """

    app: App
    url: str
    origin: str
    title: str
    placement: str = DEFAULT
    widget_id: int = 0
    installs: bool = False
    robot: str = ""


def of_app(tx: Transaction, visit: Viewer, app_id: int) -> Opening:
    """An application's own page; to administrators the one that installs it, until that is done.

    :raises ProblemError: when there is none, or none for this person
    """
    app = apps.find(tx, app_id)
    if app is None or not (apps.is_open_to(tx, app, visit.someone.user_id)):
        raise not_there()
    return own(visit, app)


def own(visit: Viewer, app: App) -> Opening:
    """The own page of an application that is open to the person.

    :raises ProblemError: when it has none, or none for this person
    """
    _check_blocked(visit, app)
    if app.api_only:
        raise ProblemError(f"{app.title} has no page", "It works without one.", 404)
    if app.installed:
        return _opening(visit, app, app.handler_url)
    if not visit.is_admin:
        raise ProblemError(
            f"{app.title} is not installed yet", "An administrator of the portal must complete its installation.", 403
        )
    return _opening(visit, app, app.install_url or app.handler_url)._replace(installs=True)


def of_widget(tx: Transaction, visit: Viewer, app_id: int, widget_id: int) -> Opening:
    """What an application has bound to a placement.

    :raises ProblemError: when there is no such thing, or not for this person
    """
    widget = widgets.find(tx, widget_id, visit.someone.user_id)
    if widget is None or widget.app.id != app_id:
        raise not_there()
    return of(visit, widget)


def of_robot(tx: Transaction, visit: Viewer, app_id: int, code: str) -> Opening:
    """The page by which an application fills in the properties of its robot, for administrators.

    :raises ProblemError: when there is none, or not for this person
    """
    app, step = apps.find(tx, app_id), registered.find(tx, app_id, code)
    if app is None or step is None or not step["PLACEMENT_HANDLER"] or not visit.is_admin:
        raise not_there()
    _check_blocked(visit, app)
    opening = _opening(visit, app, step["PLACEMENT_HANDLER"])
    return opening._replace(placement=PROPERTIES, robot=code)


def of(visit: Viewer, widget: Widget) -> Opening:
    """A widget that was found.

    :raises ProblemError: when it may not be shown in a frame
    """
    _check_blocked(visit, widget.app)
    opening = _opening(visit, widget.app, widget.handler)
    return opening._replace(title=widget.title, placement=widget.placement, widget_id=widget.id)


def sites(visit: Viewer, openings: Iterable[Opening]) -> str:
    """The origins of pages that are shown, and of their applications' own pages, which these may open in sliders."""
    origins: dict[str, None] = {}
    for each in openings:
        origins[each.origin] = None
        with contextlib.suppress(ProblemError):  # it has no page of its own, or none for this person
            origins[own(visit, each.app).origin] = None
    return " ".join(origins)


def _opening(visit: Viewer, app: App, url: str) -> Opening:
    """The page at an address. It was checked when it was stored; what is shown here is checked again."""
    try:
        handler_urls.check(url, public=False)
    except handler_urls.HandlerUrlError as error:
        raise ProblemError(f"{app.title} cannot be opened", f"Its address {error}.", 403) from None
    origin = origin_of(url)
    if origin in {origin_of(own) for own in visit.addresses}:
        # a page of the portal's own site could do in the person's name whatever the person can
        raise ProblemError(f"{app.title} cannot be opened", "Its address leads to this portal.", 403)
    if visit.address.startswith("https:") and handler_urls.is_mixed(url):
        raise ProblemError(
            f"{app.title} cannot be opened",
            f"Its page comes by HTTP, from {origin}, and browsers show no such page within one by HTTPS, but from this "
            "machine. Open the portal by HTTP too, or give the application an address by HTTPS.",
            403,
        )
    return Opening(app, url, origin, app.title)


def _check_blocked(visit: Viewer, app: App) -> None:
    if not visit.state.plan.rest:
        raise ProblemError(
            "Applications cannot be used", "The portal's plan does not include them. Ask its administrator.", 403
        )
    if app.blocked:
        raise ProblemError(f"{app.title} is blocked", "An operator of the portal has blocked it.", 403)


def not_there() -> ProblemError:
    """Why there is nothing to be opened."""
    return ProblemError("There is no such application", "It was removed, or it is not open to you.", 404)
