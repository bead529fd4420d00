"""``homeport portal copy``."""

from pathlib import Path

import click

from homeport.cli.options import bucket, check_database, data_option, fail, open_folder


@click.command()
@click.argument("name")
@click.argument("to")
@click.option("--as", "new", metavar="NAME", help="The copy's host name, if not the same.")
@data_option
def copy(name: str, to: str, new: str | None, data: Path) -> None:
    """Copy a portal to another store, and check that all of it arrived.

    TO is the URL of a PostgreSQL database, or a data folder that has portals as files. The portal is read from where
    --data and --database say. Servers may be running meanwhile: the copy is of one moment.

    A database has its portals' webhooks hashed with the secret of the data folder that is given here. In another data
    folder, make new webhooks.

    \b
    Examples:
      homeport portal copy default postgresql://homeport@db.example.test/homeport
      homeport portal copy default ./laptop --database postgresql://homeport@db.example.test/homeport
    """
    from homeport.portals import copying
    from homeport.portals.errors import AlreadyThereError
    from homeport.portals.folder import DataFolder

    is_database = "://" in to
    if is_database:
        check_database(to)
    with open_folder(data) as folder:
        target = DataFolder(data, to, bucket=bucket()) if is_database else DataFolder(Path(to))
        try:
            copied = copying.copy(folder, name, target, new or name, click.echo)
        except AlreadyThereError as error:
            fail(f"{error} Give the copy another name with --as.")
        finally:
            target.close()
    for table, content in copied.items():
        if content.rows:
            click.echo(f"  {table:30} {content.rows:>10} rows  {content.hash}")
    click.echo(f"{new or name} is there, equal in all {len(copied)} tables.")
