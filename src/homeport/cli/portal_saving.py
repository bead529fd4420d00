"""``homeport portal snapshot, snapshots, restore, export, import``."""

from pathlib import Path

import click

from homeport.cli.options import check_folder_of, data_option, fail, json_option, open_folder, say_json, say_table


def add_to(group: click.Group) -> None:
    """Put the commands into ``homeport portal``."""
    for command in (snapshot, snapshots, restore, export, import_):
        group.add_command(command)


@click.command()
@click.argument("name")
@click.argument("snapshot_name", metavar="SNAPSHOT")
@click.option("--replace", is_flag=True, help="Put it in place of a snapshot of that name.")
@click.option("--remove", is_flag=True, help="Delete the snapshot instead.")
@data_option
def snapshot(name: str, snapshot_name: str, replace: bool, remove: bool, data: Path) -> None:
    """Save a portal as it is now, to be restored later. Servers may be writing meanwhile.

    \b
    Examples:
      homeport portal snapshot default before-import
      homeport portal snapshot default before-import --remove
    """
    from homeport.portals import saved

    with open_folder(data) as folder:
        if remove:
            saved.remove_snapshot(folder, name, snapshot_name)
            click.echo(f"Removed the snapshot {snapshot_name} of {name}.")
            return
        saved.save_snapshot(folder, name, snapshot_name, replace=replace)
    click.echo(f"Saved the snapshot {snapshot_name}. Go back to it with:")
    click.echo(f"  homeport portal restore {name} {snapshot_name} --data {data}")


@click.command()
@click.argument("name")
@data_option
@json_option
def snapshots(name: str, data: Path, as_json: bool) -> None:
    """List the snapshots of a portal.

    \b
    Example:
      homeport portal snapshots default
    """
    from homeport.portals import saved

    with open_folder(data) as folder:
        saved.check_existing(folder, name)
        found = saved.snapshots(folder, name)
    if as_json:
        say_json([each._asdict() for each in found])
    else:
        none = f"No snapshots. Save one with: homeport portal snapshot {name} before-import"
        say_table(found, ("NAME", "BYTES", "SAVED (UTC)"), none)


@click.command()
@click.argument("name")
@click.argument("snapshot_name", metavar="SNAPSHOT")
@click.option("--yes", is_flag=True, help="Do not ask. Scripts, whose input is no terminal, are never asked.")
@data_option
def restore(name: str, snapshot_name: str, yes: bool, data: Path) -> None:
    """Put a snapshot in place of all that a portal holds. Servers may be running meanwhile.

    \b
    Example:
      homeport portal restore default before-import
    """
    from homeport.cli.options import confirm
    from homeport.portals import lifecycle, saved

    with open_folder(data) as folder:
        saved.snapshot(folder, name, snapshot_name)
        confirm(f"Lose what {name} holds beyond the snapshot?", yes, ask_scripts=False)
        lifecycle.restore(folder, name, snapshot_name)
    click.echo(f"{name} is as it was when {snapshot_name} was saved.")


@click.command()
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Overwrite the file if there is one.")
@data_option
def export(name: str, file: Path, replace: bool, data: Path) -> None:
    """Write a portal to one file: to keep, to send, to open elsewhere. Servers may be writing meanwhile.

    \b
    Example:
      homeport portal export default portal.db
    """
    from homeport.portals import transfer

    check_folder_of(file)
    with open_folder(data) as folder:
        if file.exists() and not replace:
            fail(f"There is a file {file} already. To overwrite it: --replace")
        transfer.export(folder, name, file)
    click.echo(f"Wrote {file}, {file.stat().st_size} bytes. Open it in a data folder with:")
    click.echo(f"  homeport portal import shop.example.test {file}")


@click.command("import")
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@data_option
def import_(name: str, file: Path, data: Path) -> None:
    """Make a portal of an exported file. NAME is the host name that it answers for.

    In another data folder than it comes from, make new webhooks for it: their codes are kept as hashes that only the
    folder they were made in can read.

    \b
    Example:
      homeport portal import shop.example.test portal.db
    """
    from homeport.cli.options import say_webhooks
    from homeport.portals import transfer

    with open_folder(data, create=True) as folder:
        transfer.import_(folder, name, file)
        click.echo(f"Imported {name}.")
        say_webhooks(folder, name)
