"""``homeport baseline``: what portals are made from."""

from pathlib import Path

import click

from homeport.cli.options import data_option, json_option, open_folder, portal_option, say_json, say_table


@click.group(short_help="List, save and remove baselines.")
def baseline() -> None:
    """Baselines: finished portals that new ones are copies of, and that portals are reset to.

    Two come with Homeport: empty, with an administrator only, and demo.
    """


@baseline.command("list")
@data_option
@json_option
def list_(data: Path, as_json: bool) -> None:
    """List the baselines.

    \b
    Example:
      homeport baseline list
    """
    from homeport.portals import saved

    with open_folder(data) as folder:
        found = saved.baselines(folder)
    if as_json:
        say_json([each._asdict() for each in found])
    else:
        rows = [(each.name, each.bytes or "", each.saved or "comes with Homeport") for each in found]
        say_table(rows, ("NAME", "BYTES", "SAVED (UTC)"), "")


@baseline.command()
@click.argument("baseline_name", metavar="NAME")
@click.option("--replace", is_flag=True, help="Put it in place of a baseline of that name.")
@data_option
@portal_option
def save(baseline_name: str, replace: bool, data: Path, name: str) -> None:
    """Save a portal's contents as a baseline, with its webhooks, but signed in to by nobody.

    \b
    Example:
      homeport baseline save with-orders --portal default
    """
    from homeport.portals import saved

    with open_folder(data) as folder:
        saved.save_baseline(folder, baseline_name, name, replace=replace)
    click.echo(f"Saved the baseline {baseline_name}. Make a portal from it with:")
    click.echo(f"  homeport portal add test.example.test --baseline {baseline_name} --data {data}")


@baseline.command()
@click.argument("baseline_name", metavar="NAME")
@data_option
def remove(baseline_name: str, data: Path) -> None:
    """Remove a baseline. Portals made from it stay, and can no longer be reset to it.

    \b
    Example:
      homeport baseline remove with-orders
    """
    from homeport.portals import saved

    with open_folder(data) as folder:
        saved.remove_baseline(folder, baseline_name)
    click.echo(f"Removed the baseline {baseline_name}.")
