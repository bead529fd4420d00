"""``homeport outgoing``: outgoing webhooks."""

from pathlib import Path

import click

from homeport.cli.options import data_option, fail, json_option, open_portal, portal_option, say_json, say_table

_NUMBER = click.IntRange(1, 2**63 - 1)


@click.group(short_help="List, add and remove outgoing webhooks.")
def outgoing() -> None:
    """Outgoing webhooks: addresses that are told of events, without an application."""


@outgoing.command("list")
@data_option
@portal_option
@json_option
def list_(data: Path, name: str, as_json: bool) -> None:
    """List the outgoing webhooks.

    \b
    Example:
      homeport outgoing list
    """
    from homeport.domain.events import outgoing as webhooks

    with open_portal(data, name) as portal:
        found = portal.read(webhooks.listed)
    if as_json:
        say_json([{**each._asdict(), "events": list(each.events)} for each in found])
    else:
        say_table(
            [(each.id, each.title, each.url, _few(each.events), each.created) for each in found],
            ("ID", "TITLE", "URL", "EVENTS", "CREATED (UTC)"),
            "No outgoing webhooks. Add one with: homeport outgoing add http://localhost:3000/hook ONCRMDEALUPDATE",
        )


@outgoing.command()
@click.argument("url")
@click.argument("events", nargs=-1, required=True)
@click.option("--title", default="", help="What it is for.")
@click.option("--user", "user_id", default=1, show_default=True, help="Who makes it.")
@data_option
@portal_option
@json_option
def add(url: str, events: tuple[str, ...], title: str, user_id: int, data: Path, name: str, as_json: bool) -> None:
    """Let URL be told of EVENTS, and print the token by which it knows the portal. `all` stands for every event.

    \b
    Examples:
      homeport outgoing add http://localhost:3000/hook ONCRMDEALADD ONCRMDEALUPDATE
      homeport outgoing add https://example.test/hook all --title "Everything"
    """
    from homeport.domain.events import outgoing as webhooks

    with open_portal(data, name) as portal:
        try:
            added = portal.write(
                lambda tx: webhooks.add(tx, portal.clock, url=url, events=events, title=title, user_id=user_id)
            )
        except webhooks.OutgoingError as error:
            fail(f"{error}. The events of a portal are listed by: homeport events codes", 2)
        token = portal.read(lambda tx: webhooks.token(tx, portal.folder.key(), added))
    if as_json:
        say_json({"id": added.id, "url": added.url, "events": list(added.events), "application_token": token})
        return
    click.echo(f"Added outgoing webhook {added.id}: {url} is told of {_few(added.events)} while a server runs.")
    click.echo("It knows the portal by auth[application_token]:")
    click.echo(f"  {token}")
    click.echo("Try it, and see what was sent and answered:")
    click.echo(f"  homeport events trigger {added.events[0]} --record 1 --portal {name} --data {data}")
    click.echo(f"  homeport events list --portal {name} --data {data}")


@outgoing.command()
@click.argument("webhook_id", type=_NUMBER)
@data_option
@portal_option
def token(webhook_id: int, data: Path, name: str) -> None:
    """Print the token by which a handler knows the portal. It is stored nowhere: it follows from the folder's key.

    \b
    Example:
      homeport outgoing token 1
    """
    from homeport.domain.events import outgoing as webhooks

    with open_portal(data, name) as portal:
        found = portal.read(lambda tx: webhooks.find(tx, webhook_id))
        if found is None:
            fail(_NO_SUCH.format(webhook_id))
        click.echo(portal.read(lambda tx: webhooks.token(tx, portal.folder.key(), found)))


@outgoing.command()
@click.argument("webhook_id", type=_NUMBER)
@data_option
@portal_option
def remove(webhook_id: int, data: Path, name: str) -> None:
    """Let an address be told no longer, also not of what waits.

    \b
    Example:
      homeport outgoing remove 1
    """
    from homeport.domain.events import outgoing as webhooks

    with open_portal(data, name) as portal:
        if not portal.write(lambda tx: webhooks.remove(tx, webhook_id)):
            fail(_NO_SUCH.format(webhook_id))
    click.echo(f"Removed outgoing webhook {webhook_id}.")


_NO_SUCH = "There is no outgoing webhook {}. List them with: homeport outgoing list"


def _few(events: tuple[str, ...]) -> str:
    more = len(events) - 3
    return ", ".join(events[:3]) + (f" and {more} more" if more > 0 else "")
