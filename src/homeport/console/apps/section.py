"""``/apps/``: the applications that are open to a person, in frames; and what the pages around these ask of the portal.

The pages carry the conversation with the frames (``static/apps/``): each request here comes from the portal's own page,
with its form token, never from an application.
"""

from typing import Any

import msgspec
from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.console import navigation
from homeport.console.apps import finding, launch, library, opening, paths
from homeport.console.apps.opening import Opening
from homeport.console.apps.widgets import tabs
from homeport.console.caller import Caller
from homeport.console.pages import ProblemError, data
from homeport.console.section import Section, Signed
from homeport.core import phpquery
from homeport.core.errors import CallError
from homeport.domain.app import applications
from homeport.domain.crm.activity import reading
from homeport.domain.portal.apps import apps, launches, widgets
from homeport.domain.portal.apps.apps import App
from homeport.store import Transaction

MAX_OPTIONS = 64 * 1024
"""Characters of what a placement tells, as JSON."""

MAX_DEPTH = 100
"""How deep values may be nested."""

LINKED = "REST_APP_URI"
"""The placement of links to an application that stand in texts."""


class Applications(Section):
    """The applications."""

    def routes(self) -> list[BaseRoute]:
        one = "/apps/{app}"
        return [
            self.route("/apps", _list),
            self.route("/apps/find/{what}", _find),
            self.route("/apps/activity/{activity}", _show_activity),
            self.route(one, _show),
            self.route(f"{one}/placement/{{widget}}", _show_widget),
            self.route("/marketplace/view/{client_id}", _show_linked),
            self.route(paths.MARKET, paths.lead_to_applications),
            self.route(paths.RECORD, paths.lead_to_record),
            self.route(paths.SHOWN, paths.lead_to_record),
            self.route(paths.ITEM, paths.lead_to_item),
            self.route(f"{one}/open", _open, "POST"),
            self.route(f"{one}/tokens", _renew, "POST"),
            self.route(f"{one}/launched", _launched, "POST"),
            self.route(f"{one}/installed", _installed, "POST"),
            self.route(f"{one}/options/{{whose}}", _set_option, "POST"),
            *library.routes(),
        ]


async def _list(visit: Signed) -> Response:
    user_id = visit.someone.user_id
    mine = await visit.portal.read(lambda tx: [app for app in apps.listed(tx) if apps.is_open_to(tx, app, user_id)])
    return visit.page(
        "apps/list",
        ready=[app for app in mine if app.installed and not app.api_only and not app.blocked],
        waiting=[app for app in mine if not app.installed and not app.blocked] if visit.is_admin else [],
        blocked=[app for app in mine if app.blocked] if visit.is_admin else [],
        items=await tabs(visit, navigation.PLACEMENT),
    )


async def _show(visit: Signed) -> Response:
    return _framed(visit, await visit.portal.read(lambda tx: opening.of_app(tx, visit, visit.number("app"))), {})


async def _show_widget(visit: Signed) -> Response:
    found = await visit.portal.read(
        lambda tx: opening.of_widget(tx, visit, visit.number("app"), visit.number("widget"))
    )
    return _framed(visit, found, _parameters(visit))


async def _show_linked(visit: Signed) -> Response:
    """An application that a link names by its client id, with parameters of its own."""
    params = _parameters(visit).get("params", {})
    found = await visit.portal.read(lambda tx: _linked(tx, visit))
    return _framed(visit, found, params if isinstance(params, dict) else {})


def _linked(tx: Transaction, visit: Signed) -> Opening:
    app = apps.find_client(tx, visit.path("client_id"))
    if app is None:
        raise opening.not_there()
    bound = widgets.at(tx, LINKED, visit.someone.user_id)
    widget = next((each for each in bound if each.app.id == app.id), None)
    return opening.of(visit, widget) if widget else opening.of_app(tx, visit, app.id)


async def _show_activity(visit: Signed) -> Response:
    """An activity as the application shows it that made it."""
    activity_id = visit.number("activity")
    await visit.call("crm.activity.get", id=activity_id)  # is refused to those who may not read it

    def find(tx: Transaction) -> Opening:
        app = apps.find_client(tx, reading.client_id_of(tx, activity_id) or "")
        if app is None:
            raise opening.not_there()
        return opening.of_app(tx, visit, app.id)

    return _framed(visit, await visit.portal.read(find), {"activity_id": str(activity_id)})


def _framed(visit: Signed, found: Opening, options: dict[str, Any]) -> Response:
    return visit.page("apps/frame_page", shows=[found], opening=found, options=options)


async def _open(visit: Signed) -> Response:
    form = await visit.form()
    app_id = visit.number("app")
    options = _json(form.get("options", "{}"))
    if not isinstance(options, dict):
        raise _unreadable()
    widget = form.get("widget", "")
    widget_id = int(widget) if widget.isascii() and widget.isdigit() and len(widget) < 19 else 0

    def find(tx: Transaction) -> Opening:
        if form.get("robot"):
            return opening.of_robot(tx, visit, app_id, form["robot"])
        if widget_id:
            return opening.of_widget(tx, visit, app_id, widget_id)
        return opening.of_app(tx, visit, app_id)

    found = await visit.portal.read(find)
    return data(await launch.launch(visit, found, {"URI": form.get("uri", ""), **options}))


async def _renew(visit: Signed) -> Response:
    await visit.form()
    return data(await launch.renew(visit, visit.number("app")))


async def _launched(visit: Signed) -> Response:
    await visit.form()
    app, user_id = await _app(visit), visit.someone.user_id
    if app.installed:  # the page that installs it is not yet the application
        await visit.portal.store.write(lambda tx: launches.note(tx, app.id, user_id))
    return data({})


async def _installed(visit: Signed) -> Response:
    await visit.form()
    app = await _app(visit)
    if not visit.is_admin:
        raise ProblemError("Only administrators install applications", "Ask an administrator of the portal.", 403)
    user_id = visit.someone.user_id
    await visit.portal.store.write(lambda tx: applications.finish(tx, visit.portal.clock, app, user_id))
    return data({})


async def _set_option(visit: Signed) -> Response:
    """Keep a value for the application, and tell all that it keeps; as before when it may not be kept."""
    form = await visit.form()
    whose = visit.path("whose")
    if whose not in ("app", "user"):
        raise opening.not_there()
    app = await _app(visit)
    call = Caller(visit.portal, visit.registry, visit.call.credential.actor, app)
    refusal = None
    try:
        await call(f"{whose}.option.set", options={form.get("name", ""): _json(form.get("value", "null"))})
    except CallError as error:
        refusal = error.description
    return data({"options": await call(f"{whose}.option.get"), "refusal": refusal})


async def _find(visit: Signed) -> Response:
    what, text = visit.path("what"), visit.query("text").strip()[: finding.MAX_TEXT]
    match what:
        case "user":
            return data(await finding.users(visit, text))
        case "access":
            return data(await finding.access(visit, text))
        case "chosen":
            return data(await finding.chosen(visit, visit.query("ids").split(",")))
        case _ if what in finding.KINDS:
            return data(await finding.records(visit, what, text))
    raise opening.not_there()


async def _app(visit: Signed) -> App:
    """The application whose page asks.

    :raises ProblemError: when it is not open to the person
    """

    def find(tx: Transaction) -> App:
        app = apps.find(tx, visit.number("app"))
        if app is None or app.blocked or not apps.is_open_to(tx, app, visit.someone.user_id):
            raise opening.not_there()
        return app

    return await visit.portal.read(find)


def _parameters(visit: Signed) -> dict[str, Any]:
    try:
        return phpquery.parse(visit.request.scope["query_string"])
    except phpquery.QueryError:
        raise ProblemError("There is no such page", "Its address cannot be read.", 400) from None


def _json(text: str) -> Any:
    if len(text) > MAX_OPTIONS:
        raise _unreadable()
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        raise _unreadable() from None
    if _is_deeper(value, MAX_DEPTH):
        raise _unreadable()
    return value


def _is_deeper(value: Any, depth: int) -> bool:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return depth == 0 or any(_is_deeper(member, depth - 1) for member in members)


def _unreadable() -> ProblemError:
    return ProblemError("That cannot be read", "The application sent something unfit. Tell whoever made it.", 400)
