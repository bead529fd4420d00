"""``homeport app``: local applications."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeport.cli import app_access
from homeport.cli.options import (
    OpenPortal,
    data_option,
    fail,
    json_option,
    note_scopes,
    open_portal,
    portal_option,
    say_json,
    say_table,
    scope_option,
)

if TYPE_CHECKING:
    from homeport.domain.portal.apps.apps import App
    from homeport.store import Transaction


@click.group(short_help="Add, list, install and uninstall local applications.")
def app() -> None:
    """Local applications: OAuth clients with keys, scopes, and handlers that the portal calls.

    An application is named by its id or its client id.
    """


@app.command("list")
@data_option
@portal_option
@json_option
def list_(data: Path, name: str, as_json: bool) -> None:
    """List the applications, without their secrets: those are stored nowhere.

    \b
    Example:
      homeport app list
    """
    from homeport.domain.portal.apps import apps

    def read(tx: "Transaction") -> list[dict[str, object]]:
        return [
            {
                "id": each.id,
                "client_id": each.client_id,
                "title": each.title,
                "scope": ",".join(sorted(each.scopes)),
                "handler": each.handler_url,
                "install": each.install_url,
                "api_only": each.api_only,
                "open_to": sorted(apps.members_of(tx, each.id)),
                "state": _state(each),
            }
            for each in apps.listed(tx)
        ]

    with open_portal(data, name) as portal:
        found = portal.read(read)
    if as_json:
        say_json(found)
    else:
        say_table(
            [(each["id"], each["client_id"], each["title"], each["scope"], each["state"]) for each in found],
            ("ID", "CLIENT ID", "TITLE", "SCOPES", "STATE"),
            'No applications. Add one with: homeport app add "Stock check" --api-only',
        )


def _state(found: "App") -> str:
    if found.blocked:
        return "blocked"
    return "installed" if found.installed else "not installed"


@app.command()
@click.argument("title")
@scope_option("crm", "What it may call")
@click.option("--handler", default="", help="The URL of its page: users come here with a code; events are told here.")
@click.option("--install", default="", help="A URL that completes the installation. Without: installed at once.")
@click.option("--api-only", is_flag=True, help="It has no page on the portal; then the URLs may be left out.")
@click.option("--open-to", "members", multiple=True, help="Only these may use it: U3, D2, DR2. May be repeated.")
@click.option("--user", "user_id", default=1, show_default=True, help="The administrator who adds it.")
@click.option("--client-id", help="A fixed one, together with --client-secret, for tests.")
@click.option("--client-secret", help="Other users of the machine may see it while the command runs.")
@data_option
@portal_option
@json_option
def add(
    title: str,
    scopes: str,
    handler: str,
    install: str,
    api_only: bool,
    members: tuple[str, ...],
    user_id: int,
    client_id: str | None,
    client_secret: str | None,
    data: Path,
    name: str,
    as_json: bool,
) -> None:
    """Add an application, and print its keys: this once only, since the secret is not stored.

    \b
    Examples:
      homeport app add "Stock check" --api-only --scope crm,user
      homeport app add "Stock check" --handler http://localhost:3000/ --install http://localhost:3000/install
    """
    from homeport.domain.app import applications
    from homeport.domain.portal import info
    from homeport.domain.portal.apps import apps, handler_urls

    if not handler and not api_only:
        fail("Give --handler URL, or --api-only for an application without a page.", 2)
    if (client_id is None) != (client_secret is None):
        fail("--client-id and --client-secret go together: give both or none.", 2)
    keys = apps.Keys(client_id, client_secret) if client_id and client_secret else None
    with open_portal(data, name) as portal:
        key = portal.folder.key()
        try:
            added, made = portal.write(
                lambda tx: applications.add(
                    tx,
                    portal.clock,
                    key,
                    title=title,
                    scopes=scopes,
                    user_id=user_id,
                    handler_url=handler,
                    install_url=install,
                    api_only=api_only,
                    members=members,
                    keys=keys,
                )
            )
        except applications.ApplicationError as error:
            fail(f"{error}. See: homeport app add --help", 2)
        token = portal.read(lambda tx: apps.application_token(key, info.member_id_of(tx), made.client_id))
        addresses = portal.addresses
    note_scopes(scopes)
    if as_json:
        say_json(
            {
                "id": added.id,
                "client_id": made.client_id,
                "client_secret": made.client_secret,
                "application_token": token,
                "installed": added.installed,
            }
        )
    else:
        where = f"--portal {name} --data {data}"
        click.echo(f"Added application {added.id}. Its keys, shown this once:")
        click.echo(f"  client_id:          {made.client_id}")
        click.echo(f"  client_secret:      {made.client_secret}")
        click.echo(f"  application_token:  {token}")
        if not api_only:
            mixed = [url for url in (handler, install) if url and handler_urls.is_mixed(url)]
            click.echo("It opens on the portal, while a server runs, at:")
            click.echo(f"  {addresses.http if mixed else addresses.https}/apps/{added.id}/")
        if handler:
            click.echo("Users authorize it, while a server runs, at:")
            click.echo(f"  {addresses.https}/oauth/authorize/?client_id={made.client_id}&state=anything")
        click.echo("Make tokens without a browser:")
        click.echo(f"  homeport app token {added.id} --user {user_id} {where}")
        if not added.installed:
            click.echo("Its installation must be completed: by its page, or with")
            click.echo(f"  homeport app install {added.id} {where}")
    _note_inside(handler, install)
    _note_mixed(handler, install)


@app.command()
@click.argument("which", metavar="APP")
@click.option("--user", "user_id", type=int, help="The administrator who installs it. Without: who did before.")
@data_option
@portal_option
def install(which: str, user_id: int | None, data: Path, name: str) -> None:
    """Complete an application's installation, or repeat it. Its handler is told: ONAPPINSTALL.

    \b
    Example:
      homeport app install 1
    """
    from homeport.domain.app import applications

    with open_portal(data, name) as portal:
        try:
            call = portal.write(lambda tx: applications.install(tx, portal.clock, app_access.find(tx, which), user_id))
        except applications.ApplicationError as error:
            fail(f"{error}.", 2)
        click.echo(f"Installed {which}.")
        _say_told(portal, call)


@app.command()
@click.argument("which", metavar="APP")
@data_option
@portal_option
def uninstall(which: str, data: Path, name: str) -> None:
    """Remove an application with its tokens, placements and options. Its handler is told: ONAPPUNINSTALL.

    \b
    Example:
      homeport app uninstall 1
    """
    from homeport.domain.app import applications

    with open_portal(data, name) as portal:
        call = portal.write(lambda tx: applications.uninstall(tx, portal.clock, app_access.find(tx, which)))
        click.echo(f"Uninstalled {which}.")
        _say_told(portal, call)


for command in (app_access.block, app_access.unblock, app_access.code, app_access.token, app_access.confirm):
    app.add_command(command)


def _note_inside(*urls: str) -> None:
    from homeport.domain.portal.apps import handler_urls

    for host in dict.fromkeys(handler_urls.host_of(url) for url in urls if url):
        if handler_urls.is_inside(host):
            click.echo(f"Note: {host} is inside this network; portals served with --public do not call it.", err=True)


def _note_mixed(*urls: str) -> None:
    from homeport.domain.portal.apps import handler_urls

    for host in dict.fromkeys(handler_urls.host_of(url) for url in urls if url and handler_urls.is_mixed(url)):
        click.echo(
            f"Note: browsers show no page by HTTP from {host} within one by HTTPS. Open the portal by HTTP too.",
            err=True,
        )


def _say_told(portal: OpenPortal, call_id: int | None) -> None:
    from homeport.cli.telling import tell

    if call_id is None:
        click.echo("It has no handler that wants to know.")
        return
    call = tell(portal, call_id)
    if call is not None and call.delivered:
        click.echo(f"{call.url} was told, and answered {call.outcome}.")
    elif call is not None and call.attempts:
        again = "" if call.next_at is None else " It is tried again while a server runs."
        click.echo(f"{call.url} could not be told: {call.outcome}.{again} See: homeport events list", err=True)
    else:
        click.echo("The handler has not been told yet. See: homeport events list", err=True)
