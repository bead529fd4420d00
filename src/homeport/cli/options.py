"""What the commands share: the data folder, the portal, and how trouble is told."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from homeport.config import DEFAULT_DATA

F = TypeVar("F", bound=Callable[..., Any])


def data_option(command: F) -> F:
    """``--data DIR``, also from ``HOMEPORT_DATA``."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default=DEFAULT_DATA,
        envvar="HOMEPORT_DATA",
        show_default=True,
        show_envvar=True,
        help="The folder of portals, keys and certificates.",
    )(command)


def portal_option(command: F) -> F:
    """``--portal NAME``."""
    return click.option(
        "--portal", "name", default="default", show_default=True, help="The portal, by its host name."
    )(command)


def json_option(command: F) -> F:
    """``--json``, for scripts."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def fail(message: str, code: int = 1) -> NoReturn:
    """One line that says what is wrong and what to do, then the end."""
    click.echo(f"homeport: {message}", err=True)
    sys.exit(code)


@contextmanager
def open_folder(path: Path) -> Iterator[Any]:
    """The data folder, or one line that says why it cannot be used."""
    from homeport.app import DataFolder
    from homeport.store.schema import NewerSchemaError

    try:
        yield DataFolder(path)
    except NewerSchemaError as error:
        fail(str(error))
    except PermissionError as error:
        fail(f"{error.filename} cannot be written. Give yourself the right to, or use another --data.")
    except (FileExistsError, NotADirectoryError) as error:
        fail(f"{error.filename} is not a folder. Use another --data.")
