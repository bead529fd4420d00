"""``homeport reference``: the reference as files."""

import tempfile
from pathlib import Path

import click

from homeport.cli.options import fail


@click.group(short_help="Write the reference of all methods as files.")
def reference() -> None:
    """The reference: every method with its parameters, errors and an example that was run."""


@reference.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def build(folder: Path) -> None:
    """Write the reference as static pages to FOLDER: the same as the console shows under /reference/.

    \b
    Example:
      homeport reference build public/
    """
    from homeport import methods
    from homeport.console.reference import files
    from homeport.portals.folder import DataFolder

    with tempfile.TemporaryDirectory(prefix="homeport-") as place:
        try:
            count = files.write(folder, DataFolder(Path(place)), methods.load())
        except OSError as error:
            fail(f"{error.filename or folder}: {error.strerror or error}. Name another folder.")
    click.echo(f"Wrote {count} pages to {folder}. Open {folder / 'index.html'}")
