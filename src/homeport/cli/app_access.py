"""``homeport app``: what applications may do, and the tokens they do it with."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from homeport.cli.options import data_option, fail, json_option, open_portal, portal_option, say_json

if TYPE_CHECKING:
    from homeport.domain.portal.apps.apps import App
    from homeport.store import Transaction


def find(tx: "Transaction", which: str) -> "App":
    """An application by its id or client id, or one line that says there is none."""
    from homeport.domain.portal.apps import apps

    found = apps.find_client(tx, which)
    if found is None and which.isascii() and which.isdecimal() and len(which) < 19:
        found = apps.find(tx, int(which))
    if found is None:
        fail(f"There is no application {which}. List them with: homeport app list")
    return found


@click.command()
@click.argument("which", metavar="APP")
@data_option
@portal_option
def block(which: str, data: Path, name: str) -> None:
    """Block an application: its calls are refused with OVERLOAD_LIMIT.

    \b
    Example:
      homeport app block 1
    """
    _set_blocked(data, name, which, blocked=True)
    click.echo(f"Blocked {which}. Let it call again with: homeport app unblock {which} --portal {name} --data {data}")


@click.command()
@click.argument("which", metavar="APP")
@data_option
@portal_option
def unblock(which: str, data: Path, name: str) -> None:
    """Let a blocked application call again.

    \b
    Example:
      homeport app unblock 1
    """
    _set_blocked(data, name, which, blocked=False)
    click.echo(f"{which} may call again.")


def _set_blocked(data: Path, name: str, which: str, *, blocked: bool) -> None:
    from homeport.domain.portal.apps import apps

    with open_portal(data, name) as portal:
        portal.write(lambda tx: apps.block(tx, find(tx, which).id, blocked))


@click.command()
@click.argument("which", metavar="APP")
@click.option("--user", "user_id", default=1, show_default=True, help="Who allows the application.")
@data_option
@portal_option
def code(which: str, user_id: int, data: Path, name: str) -> None:
    """Make a code, as a user who allows the application returns with one, and print it.

    It is exchanged for tokens at /oauth/token/, once and within 30 seconds of the portal's clock.

    \b
    Example:
      homeport app code 1 --user 3
    """
    from homeport.domain.portal.apps import tokens
    from homeport.domain.portal.people import users

    def grant(tx: "Transaction") -> str:
        users.require_active(tx, user_id)
        return tokens.grant(tx, portal.clock, portal.folder.key(), find(tx, which), user_id)

    with open_portal(data, name) as portal:
        try:
            click.echo(portal.write(grant))
        except LookupError as error:
            fail(f"{error.args[0]}. List the users with: homeport user list")


@click.command()
@click.argument("which", metavar="APP")
@click.option("--user", "user_id", default=1, show_default=True, help="Whom the tokens act as.")
@data_option
@portal_option
@json_option
def token(which: str, user_id: int, data: Path, name: str, as_json: bool) -> None:
    """Make a pair of tokens, as after a user has authorized the application, and print them: this once only.

    With --json it is the whole answer of /oauth/token/, as clients store it.

    \b
    Examples:
      homeport app token 1 --user 3
      homeport app token local.66b2a1f0c3d4e5.01234567 --json
    """
    from homeport.domain.portal import info
    from homeport.domain.portal.apps import tokens
    from homeport.domain.portal.people import users

    def issue(tx: "Transaction") -> dict[str, Any]:
        users.require_active(tx, user_id)
        app = find(tx, which)
        pair = tokens.issue(tx, portal.clock, portal.folder.key(), app, user_id)
        return tokens.told(pair, app, info.member_id_of(tx), portal.addresses.https)

    with open_portal(data, name) as portal:
        try:
            told = portal.write(issue)
        except LookupError as error:
            fail(f"{error.args[0]}. List the users with: homeport user list")
        http = portal.addresses.http
    if as_json:
        say_json(told)
        return
    click.echo(f"Tokens of user {user_id}, shown this once:")
    click.echo(f"  access_token:   {told['access_token']}   (one hour)")
    click.echo(f"  refresh_token:  {told['refresh_token']}   (180 days)")
    click.echo("Try them while a server runs:")
    click.echo(f"  curl '{http}/rest/profile?auth={told['access_token']}'")


@click.command()
@click.argument("which", metavar="APP")
@click.argument("method")
@click.option("--deny", is_flag=True, help="Refuse it, with METHOD_CONFIRM_DENIED.")
@data_option
@portal_option
def confirm(which: str, method: str, deny: bool, data: Path, name: str) -> None:
    """Allow or deny a method that needs an administrator's word, to the tokens an application has now.

    Until then it is refused with METHOD_CONFIRM_WAITING.

    \b
    Examples:
      homeport app confirm 1 voximplant.user.get
      homeport app confirm 1 voximplant.user.get --deny
    """
    from homeport.domain.portal.apps import tokens

    with open_portal(data, name) as portal:
        count = portal.write(lambda tx: tokens.answer(tx, find(tx, which).id, method.lower(), allow=not deny))
    if not count:
        fail(f"{which} has no token. Make one with: homeport app token {which} --portal {name} --data {data}")
    click.echo(
        f"{'Denied' if deny else 'Allowed'} {method} to {count} {'token' if count == 1 else 'tokens'} of {which}."
    )
