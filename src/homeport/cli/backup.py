"""``homeport backup`` and ``homeport restore``."""

from pathlib import Path

import click

from homeport.cli.options import check_folder_of, data_option, database, fail, open_folder


@click.command(short_help="Write everything to one file, also while servers run.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Overwrite the file if there is one.")
@data_option
def backup(file: Path, replace: bool, data: Path) -> None:
    """Write everything to one file: each portal as it is at one moment, keys, certificates, baselines and snapshots.
    Servers may be writing meanwhile. Keep the file as private as the data folder: it holds the same secrets.

    \b
    Examples:
      homeport backup homeport.tar.gz
      homeport backup "/var/backups/homeport-$(date +%F).tar.gz" --data /var/lib/homeport
    """
    from homeport.portals.backup import save

    check_folder_of(file)
    with open_folder(data) as folder:
        names = save(folder, file, lambda line: click.echo(line, err=True), replace=replace)
    click.echo(f"Saved {_portals(names)} to {file}, {file.stat().st_size / 1e6:.1f} MB. Bring it back with:")
    click.echo(f"  homeport restore {file} --data ANOTHER-FOLDER")


@click.command(short_help="Make a data folder of such a file.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def restore(file: Path, data: Path) -> None:
    """Make a data folder of a backup. Webhooks and applications are called with the same codes as before. With
    --database the portals become schemas there, whatever they were.

    \b
    Example:
      homeport restore homeport.tar.gz --data /var/lib/homeport
    """
    from homeport.portals.backup import restore as bring_back
    from homeport.portals.errors import PortalsError
    from homeport.store import UnreachableError

    try:
        names = bring_back(file, data, database(), lambda line: click.echo(line, err=True))
    except (PortalsError, UnreachableError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or file}: {error.strerror or error}. Mend that, then try again.")
    click.echo(f"Restored {_portals(names)}. Look whether all is well, then serve:")
    click.echo(f"  homeport doctor --check --data {data}")
    click.echo(f"  homeport serve --data {data}")


def _portals(names: list[str]) -> str:
    return f"{len(names)} portal{'' if len(names) == 1 else 's'}"
