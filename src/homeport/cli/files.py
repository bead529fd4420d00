"""``homeport files``: where the contents of files are."""

from pathlib import Path

import click

from homeport.cli.options import check_bucket, data_option, database, fail, open_folder

FOLDER = "folder"


@click.group(short_help="Move the contents of files between the data folder and a bucket.")
def files() -> None:
    """Where the contents of files are: in the data folder, or in a bucket of an S3-compatible store."""


@files.command(short_help="Copy all contents to a bucket, or into the data folder.")
@click.argument("to", metavar="TO")
@data_option
def copy(to: str, data: Path) -> None:
    """Copy the contents of files from where they are to TO, an s3://bucket/prefix or the word "folder". Servers may be
    writing meanwhile: do it again once they are stopped, which copies what has come since, and start them with --files.

    \b
    Examples:
      homeport files copy s3://homeport/files --data /var/lib/homeport
      homeport files copy folder --files s3://homeport/files
    """
    from homeport.portals import contents
    from homeport.portals.folder import DataFolder
    from homeport.store.blobs import UnkeptError

    if to != FOLDER:
        check_bucket(to)
    with open_folder(data) as folder:
        target = DataFolder(data, database(), bucket=None if to == FOLDER else to)
        if target.blobs.place == folder.blobs.place:
            fail(f"{target.blobs.place} is where they are. Say where they are now with --files.", 2)
        wanted = contents.named(folder)
        try:
            contents.carry(folder.blobs, target.blobs, sorted(wanted))
        except UnkeptError as error:
            fail(f"{target.blobs.place} does not take them: {error}. Mend that, then try again.")
    click.echo(f"{len(wanted)} contents are in {target.blobs.place}. Serve with: homeport serve", nl=False)
    click.echo(f" --files {to}" if to != FOLDER else "")
