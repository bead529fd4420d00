"""``homeport portal``: several portals in one data folder."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeport.cli.options import data_option, fail, json_option, open_folder, portal_file, say_json, say_table

if TYPE_CHECKING:
    from homeport.setup import DemoWebhook


@click.group(short_help="List, add, remove and reset portals.")
def portal() -> None:
    """The portals of a data folder.

    A server chooses the portal by the Host header; `default` answers for every name that has none of its own.
    """


@portal.command("list")
@data_option
@json_option
def list_(data: Path, as_json: bool) -> None:
    """List the portals.

    \b
    Example:
      homeport portal list --json
    """
    from homeport.addresses import Addresses
    from homeport.store.schema import revision_of

    with open_folder(data) as folder:
        addresses = Addresses.read(folder)
        rows = []
        for name in folder.names():
            path = folder.portal_file(name)
            rows.append(
                {
                    "name": name,
                    "https": addresses.of_portal(name).https,
                    "schema": revision_of(path),
                    "bytes": path.stat().st_size,
                    "file": str(path.resolve()),
                }
            )
    if as_json:
        say_json(rows)
    else:
        say_table(
            [list(row.values()) for row in rows],
            ("NAME", "HTTPS", "SCHEMA", "BYTES", "FILE"),
            "No portal yet. Make one with: homeport serve --demo",
        )


@portal.command()
@click.argument("name")
@click.option("--demo", is_flag=True, help="Fill it with demo data.")
@data_option
def add(name: str, demo: bool, data: Path) -> None:
    """Add a portal. NAME is the host name that it answers for.

    A running server finds it within a second; its certificate covers the name from the next start on.

    \b
    Example:
      homeport portal add shop.example.test --demo
    """
    from homeport.addresses import Addresses
    from homeport.setup import create_portal, present_demo_webhooks

    with open_folder(data, create=True) as folder:
        path = portal_file(folder, name)
        if path.exists():
            fail(f"There is a portal {name} already. To rebuild what it holds: homeport portal reset {name}")
        create_portal(folder, path, with_demo=demo)
        webhooks = present_demo_webhooks(folder, path)
        addresses = Addresses.read(folder).of_portal(name)
    click.echo(f"Added {name}.")
    _say_webhooks(addresses.http, name, data, webhooks)


@portal.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_option
def remove(name: str, yes: bool, data: Path) -> None:
    """Remove a portal with all that it holds.

    \b
    Example:
      homeport portal remove shop.example.test
    """
    from homeport.setup import remove_portal

    with open_folder(data) as folder:
        path = _existing(folder.names(), portal_file(folder, name), name)
        _confirm(f"Remove {name} with all that it holds?", yes, ask_scripts=True)
        remove_portal(path)
    click.echo(f"Removed {name}.")


@portal.command()
@click.argument("name")
@click.option("--demo", is_flag=True, help="Fill it with demo data; without, it has an administrator only.")
@click.option("--yes", is_flag=True, help="Do not ask. Scripts, whose input is no terminal, are never asked.")
@data_option
def reset(name: str, demo: bool, yes: bool, data: Path) -> None:
    """Put new contents in place of all that a portal holds.

    A server may be running meanwhile: each of its answers comes from the old contents or the new. Webhooks are contents
    too: those of the demo data come back as they were, others are gone.

    \b
    Example:
      homeport portal reset default --demo
    """
    from homeport.addresses import Addresses
    from homeport.setup import present_demo_webhooks, reset_portal

    with open_folder(data) as folder:
        path = _existing(folder.names(), portal_file(folder, name), name)
        _confirm(f"Lose all that {name} holds?", yes, ask_scripts=False)
        try:
            reset_portal(folder, path, with_demo=demo)
        except LookupError:
            fail(f"{path} holds no portal. Remove it with: homeport portal remove {name} --yes")
        webhooks = present_demo_webhooks(folder, path)
        addresses = Addresses.read(folder).of_portal(name)
    click.echo(f"Reset {name}.")
    _say_webhooks(addresses.http, name, data, webhooks)


def _existing(names: list[str], path: Path, name: str) -> Path:
    if name not in names:
        fail(f"There is no portal {name}. There are: {', '.join(names) or 'none'}.")
    return path


def _confirm(question: str, yes: bool, *, ask_scripts: bool) -> None:
    if yes or not (ask_scripts or sys.stdin.isatty()):
        return
    try:
        agreed = click.confirm(question)
    except click.Abort:
        click.echo(err=True)
        fail("Nothing was changed. To go on without being asked, add --yes.")
    if not agreed:
        fail("Nothing was changed.")


def _say_webhooks(base: str, name: str, data: Path, webhooks: "tuple[DemoWebhook, ...]") -> None:
    from homeport.addresses import webhook_url

    for hook in webhooks:
        click.echo(f"  {hook.who:30} {webhook_url(base, hook.user_id, hook.code)}")
    if not webhooks:
        click.echo("Make a webhook to call it with:")
        click.echo(f"  homeport webhook add 1 --scope crm,user,department --portal {name} --data {data}")
