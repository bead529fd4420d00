"""What the commands share: the data folder, the portal, and how trouble is told."""

import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

import click

from homeport.config import DEFAULT_DATA

if TYPE_CHECKING:
    from homeport.core.clock import Clock
    from homeport.portals.folder import DataFolder
    from homeport.server.addresses import Addresses
    from homeport.store import Store, Transaction

_DATABASE = "homeport.database"
_BUCKET = "homeport.bucket"
_MEND = "Mend that, or use another --data."

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

PLANS = ("unlimited", "free", "basic", "standard", "professional", "enterprise")
"""The codes of :data:`homeport.domain.portal.settings.PlanCode`, here without importing it."""


def data_option(command: F) -> F:
    """``--data DIR``, ``--database URL`` and ``--files URL``, also from ``HOMEPORT_DATA``, ``HOMEPORT_DATABASE`` and
    ``HOMEPORT_FILES``."""
    command = click.option(
        "--files",
        envvar="HOMEPORT_FILES",
        show_envvar=True,
        metavar="URL",
        expose_value=False,
        callback=_remember_bucket,
        help="The bucket that has the contents of files, s3://bucket/prefix. Without: a folder in the data folder.",
    )(command)
    command = click.option(
        "--database",
        envvar="HOMEPORT_DATABASE",
        show_envvar=True,
        metavar="URL",
        expose_value=False,
        callback=_remember_database,
        help="The PostgreSQL database of the portals, postgresql://user@host/name. Without: files in the data folder.",
    )(command)
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        default=DEFAULT_DATA,
        envvar="HOMEPORT_DATA",
        show_default=True,
        show_envvar=True,
        help="The folder of portals, keys and certificates.",
    )(command)


def _remember_database(ctx: click.Context, option: click.Parameter, url: str | None) -> None:
    if url:
        check_database(url)
    ctx.meta[_DATABASE] = url or None


def _remember_bucket(ctx: click.Context, option: click.Parameter, url: str | None) -> None:
    if url:
        check_bucket(url)
    ctx.meta[_BUCKET] = url or None


def check_bucket(url: str) -> None:
    """Refuse what is no bucket's URL."""
    if not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9!_.*'()/-]*)?", url):
        raise click.BadParameter(f"{url!r} is no URL such as s3://bucket/prefix")


def bucket() -> str | None:
    """The bucket that the command was given; None: contents of files are in the data folder."""
    return click.get_current_context().meta.get(_BUCKET)


def check_database(url: str) -> None:
    """Refuse what is no database's URL, without telling a password."""
    if not url.startswith(("postgresql://", "postgres://")):
        shown = re.sub(r":[^:@/]*@", ":***@", url)
        raise click.BadParameter(f"{shown!r} is no URL such as postgresql://user@host/name")


def database() -> str | None:
    """The database that the command was given; None: portals are files in the data folder."""
    return click.get_current_context().meta.get(_DATABASE)


def portal_option(command: F) -> F:
    """``--portal NAME``."""
    return click.option("--portal", "name", default="default", show_default=True, help="The portal, by its host name.")(
        command
    )


def time_zone_option(command: F) -> F:
    """``--time-zone NAME``, of a portal that is made."""
    return click.option(
        "--time-zone", "zone", metavar="NAME", help="Of a new portal and its demo data, as Europe/Berlin. Without: UTC."
    )(command)


def scope_option(default: str, about: str) -> Callable[[F], F]:
    """``--scope WORDS``.

    :param default: what it is without; empty where the command says that itself
    :param about: whose they are
    """
    text = f"{about}: words and commas; all: every documented scope."
    return click.option("--scope", "scopes", default=default, show_default=bool(default), help=text)


def note_scopes(scopes: str) -> None:
    """Tell words that are no documented scope, aside from what is printed for scripts."""
    from homeport.domain.portal.credentials.scopes import notes
    from homeport.domain.portal.credentials.webhooks import split_scopes

    for note in notes(split_scopes(scopes)):
        click.echo(f"Note: {note}. See: homeport methods", err=True)


def json_option(command: F) -> F:
    """``--json``, for scripts."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def fail(message: str, code: int = 1) -> NoReturn:
    """One line that says what is wrong and what to do, then the end."""
    click.echo(f"homeport: {message}", err=True)
    sys.exit(code)


def check_folder_of(file: Path) -> None:
    """Refuse a file to be written where there is no folder; later only a file in making would be named."""
    if not file.parent.exists():
        fail(f"There is no folder {file.parent}. Make it, or name another.")


@contextmanager
def open_folder(path: Path, *, create: bool = False, replicas: Sequence[str] = ()) -> Iterator["DataFolder"]:
    """The data folder, or one line that says why it cannot be used.

    :param create: make it when it is missing
    :param replicas: URLs of the database's replicas
    """
    from homeport.portals.errors import PortalsError, UnfitError
    from homeport.portals.folder import DataFolder, NoClientError
    from homeport.store import BusyError, UnreachableError
    from homeport.store.blobs import UnreadableError
    from homeport.store.schema import NewerSchemaError, NotAPortalError

    if not create and not path.exists():
        fail(f"There is no data folder {path}. Name yours with --data, or start with: homeport serve --demo")
    try:
        folder = DataFolder(path, database(), replicas, bucket())
        try:
            yield folder
        finally:
            folder.close()
    except UnfitError as error:
        fail(str(error), 2)
    except (NewerSchemaError, NotAPortalError, PortalsError) as error:
        fail(str(error))
    except UnreachableError as error:
        fail(f"{error} Correct --database, or start the database." if database() else f"{error}. {_MEND}")
    except NoClientError:
        fail("To keep files in a bucket: pip install 'homeport[s3]'", 2)
    except UnreadableError as error:
        fail(f"The bucket of files does not answer: {error}. Correct --files, or what AWS_… variables say.")
    except BusyError:
        fail("Others have been writing to the portal for too long. Try again.")
    except PermissionError as error:
        fail(f"{error.filename} cannot be written. Give yourself the right to, or use another --data.")
    except (FileExistsError, NotADirectoryError) as error:
        fail(f"{error.filename} is not a folder. Use another --data.")
    except sqlite3.DatabaseError as error:
        fail(f"A portal's database in {path} cannot be used: {error}. Say which with: homeport doctor --data {path}")
    except OSError as error:
        fail(f"{error.filename or path}: {error.strerror or error}. {_MEND}")


class OpenPortal(NamedTuple):
    """A portal, opened by a command."""

    name: str
    folder: "DataFolder"
    addresses: "Addresses"
    store: "Store"
    clock: "Clock"

    def read(self, job: "Callable[[Transaction], T]") -> T:
        """Run a job in a read transaction."""
        with self.store.snapshot() as tx:
            return job(tx)

    def write(self, job: "Callable[[Transaction], T]") -> T:
        """Run a job in a write transaction; returns when it is durable."""
        return self.store.write_now(job)


@contextmanager
def open_portal(data: Path, name: str) -> Iterator[OpenPortal]:
    """A portal of a data folder, or one line that says why it cannot be used. A server may have it open too."""
    from homeport.domain.portal.settings import clock_of
    from homeport.portals.folder import DEFAULT, check_name
    from homeport.server.addresses import Addresses

    with open_folder(data) as folder:
        try:
            check_name(name)
        except ValueError as error:
            fail(f"{error}.", 2)
        if not folder.exists(name):
            make = "homeport serve" if name == DEFAULT else f"homeport portal add {name}"
            fail(f"There is no portal {name} in {data}. Make it with: {make}")
        store = folder.stores.open(name)
        try:
            with store.snapshot() as tx:
                clock = clock_of(tx)
            yield OpenPortal(name, folder, Addresses.read(folder).of_portal(name), store, clock)
        finally:
            store.close()


def say_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def say_table(rows: Sequence[Sequence[object]], titles: Sequence[str], none: str) -> None:
    """Print rows in columns.

    :param none: what to say when there are no rows
    """
    if not rows:
        click.echo(none)
        return
    lines = [[("" if cell is None else str(cell)) for cell in row] for row in (titles, *rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(titles))]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def confirm(question: str, yes: bool, *, ask_scripts: bool) -> None:
    """Ask a person before something is lost; ends the command unless agreed."""
    if yes or not (ask_scripts or sys.stdin.isatty()):
        return
    try:
        agreed = click.confirm(question)
    except click.Abort:
        click.echo(err=True)
        fail("Nothing was changed. To go on without being asked, add --yes.")
    if not agreed:
        fail("Nothing was changed.")


def say_webhooks(folder: "DataFolder", name: str) -> None:
    """Print the demo webhooks that a portal has, or how to make one."""
    from homeport.portals.built_in import present_demo_webhooks
    from homeport.server.addresses import Addresses, webhook_url

    base = Addresses.read(folder).of_portal(name).http
    webhooks = present_demo_webhooks(folder, name)
    for hook in webhooks:
        click.echo(f"  {hook.who:30} {webhook_url(base, hook.user_id, hook.code)}")
    if not webhooks:
        click.echo("Make a webhook to call it with:")
        click.echo(f"  homeport webhook add 1 --scope crm,user,department --portal {name} --data {folder.path}")
