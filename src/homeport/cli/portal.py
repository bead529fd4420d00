"""``homeport portal``: several portals in one data folder."""

from pathlib import Path

import click

from homeport.cli import portal_copying, portal_saving
from homeport.cli.options import (
    confirm,
    data_option,
    fail,
    json_option,
    open_folder,
    open_portal,
    say_json,
    say_table,
    say_webhooks,
    time_zone_option,
)


@click.group(short_help="List, add, remove, reset, save and move portals.")
def portal() -> None:
    """The portals of a data folder.

    A server chooses the portal by the Host header; `default` answers for every name that has none of its own. Servers
    that run see every change at once.
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
    from homeport.server.addresses import Addresses

    with open_folder(data) as folder:
        addresses = Addresses.read(folder)
        rows = []
        for name in folder.names():
            stored = folder.stores.stored(name)
            rows.append(
                {
                    "name": name,
                    "https": addresses.of_portal(name).https,
                    "schema": stored.revision,
                    "bytes": stored.bytes,
                    "file": stored.place,
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


def _baseline(demo: bool, baseline: str | None) -> str | None:
    if demo and baseline not in (None, "demo"):
        fail("--demo is the baseline demo: leave out one of the two.", 2)
    return "demo" if demo else baseline


@portal.command()
@click.argument("name")
@click.option("--baseline", help="What to make it from: see `homeport baseline list`. Without: an administrator only.")
@click.option("--demo", is_flag=True, help="Fill it with demo data: the same as --baseline demo.")
@time_zone_option
@data_option
def add(name: str, baseline: str | None, demo: bool, zone: str | None, data: Path) -> None:
    """Add a portal. NAME is the host name that it answers for.

    A running server finds it at once; its certificate covers the name from the next start or
    reload on.

    \b
    Examples:
      homeport portal add shop.example.test --demo
      homeport portal add test.example.test --baseline with-orders
    """
    from homeport.portals import lifecycle

    chosen = _baseline(demo, baseline)
    with open_folder(data, create=True) as folder:
        if folder.exists(name):
            fail(f"There is a portal {name} already. To put back what it was made from: homeport portal reset {name}")
        lifecycle.create(folder, name, chosen or "empty", zone)
        click.echo(f"Added {name}.")
        say_webhooks(folder, name)


@portal.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_option
def remove(name: str, yes: bool, data: Path) -> None:
    """Remove a portal with all that it holds, its snapshots and its request log.

    Who calls it by its name is answered PORTAL_DELETED from then on, until a portal is made of that name.

    \b
    Example:
      homeport portal remove shop.example.test
    """
    from homeport.portals import lifecycle, saved

    with open_folder(data) as folder:
        saved.check_existing(folder, name)
        confirm(f"Remove {name} with all that it holds?", yes, ask_scripts=True)
        lifecycle.remove(folder, name)
    click.echo(f"Removed {name}.")


@portal.command()
@click.argument("name")
@click.option("--baseline", help="What to put in place. Without: the baseline that the portal was made from.")
@click.option("--demo", is_flag=True, help="Put demo data in place: the same as --baseline demo.")
@click.option("--yes", is_flag=True, help="Do not ask. Scripts, whose input is no terminal, are never asked.")
@data_option
def reset(name: str, baseline: str | None, demo: bool, yes: bool, data: Path) -> None:
    """Put a baseline in place of all that a portal holds.

    A server may be running meanwhile: each of its answers comes from the old contents or the new. Webhooks, settings
    and the clock are contents too: they are as the baseline has them.

    \b
    Examples:
      homeport portal reset default
      homeport portal reset default --baseline with-orders
    """
    from homeport.portals import lifecycle, saved

    chosen = _baseline(demo, baseline)
    with open_folder(data) as folder:
        saved.check_existing(folder, name)
        confirm(f"Lose all that {name} holds?", yes, ask_scripts=False)
        chosen = lifecycle.reset(folder, name, chosen)
        click.echo(f"Reset {name} to the baseline {chosen}.")
        say_webhooks(folder, name)


@portal.command()
@click.argument("old")
@click.argument("new")
@data_option
def rename(old: str, new: str, data: Path) -> None:
    """Give a portal another host name. Calls to the old one are answered 302, with the same path on the new.

    \b
    Example:
      homeport portal rename shop.example.test store.example.test
    """
    from homeport.portals import lifecycle

    with open_folder(data) as folder:
        lifecycle.rename(folder, old, new)
    click.echo(f"{old} is {new} now. The server's certificate covers the new name from the next start or reload on.")
    click.echo(f"Make it answer the old name no more by adding a portal of that name: homeport portal add {old}")


@portal.command()
@click.argument("name")
@data_option
def disable(name: str, data: Path) -> None:
    """Switch a portal off: every call is answered 500 PORTAL_DELETED. What it holds stays.

    \b
    Example:
      homeport portal disable shop.example.test
    """
    _switch(data, name, off=True)
    click.echo(f"{name} is switched off. Switch it on again with: homeport portal enable {name} --data {data}")


@portal.command()
@click.argument("name")
@data_option
def enable(name: str, data: Path) -> None:
    """Switch a portal on again.

    \b
    Example:
      homeport portal enable shop.example.test
    """
    _switch(data, name, off=False)
    click.echo(f"{name} is switched on.")


def _switch(data: Path, name: str, *, off: bool) -> None:
    from homeport.domain.portal import settings

    with open_portal(data, name) as opened:
        opened.write(lambda tx: settings.change(tx, {"switched_off": off}))


portal_saving.add_to(portal)
portal.add_command(portal_copying.copy)
