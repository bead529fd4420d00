"""``homeport apply``: a portal declared in a file."""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from homeport.cli.options import data_option, fail, json_option, open_portal, portal_option, say_json

if TYPE_CHECKING:
    from homeport.domain.declared.source import DeclarationError


@click.command(short_help="Make a portal be as a file declares it.")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--check", "--dry-run", is_flag=True, help="Only print what would change.")
@data_option
@portal_option
@json_option
def apply(file: Path, check: bool, data: Path, name: str, as_json: bool) -> None:
    """Make a portal be as FILE declares it: settings, people, roles, webhooks, applications, records. See
    docs/portal-file.md for all it may say; - reads it from the standard input.

    All of it is applied in one transaction, or nothing. What the file does not name is left alone; what is as it
    should be is not touched, so the second time changes nothing. Running servers see the new state at once.

    \b
    Examples:
      homeport apply portal.toml --check
      homeport apply portal.toml --portal shop.example.test
    """
    from homeport.domain.declared.applying import ADDED
    from homeport.domain.declared.applying import apply as apply_to
    from homeport.domain.declared.source import DeclarationError

    shown = "standard input" if str(file) == "-" else str(file)
    try:
        with click.open_file(str(file), "rb") as opened:
            text: bytes = opened.read()
    except OSError as error:
        fail(f"{shown} cannot be read: {error.strerror}. Write one as in docs/portal-file.md.", 2)
    with open_portal(data, name) as portal:
        try:
            outcome = apply_to(portal.store, portal.folder.key(), text, shown, check=check)
        except DeclarationError as error:
            _refuse(error)
    for note in outcome.notes:
        click.echo(note, err=True)
    if as_json:
        changes = [{"done": change.done, "name": change.name, "keys": change.keys} for change in outcome.changes]
        say_json({"checked_only": check, "declared": outcome.declared, "changes": changes})
        return
    for change in outcome.changes:
        sign = "+" if change.done == ADDED else "~"
        click.echo(f"{sign} {change.name}{': ' if change.keys else ''}{', '.join(change.keys)}")
    added = sum(change.done == ADDED for change in outcome.changes)
    changed = len(outcome.changes) - added
    if not outcome.changes:
        click.echo(f"Nothing to change: {name} is as {shown} declares it.")
    elif check:
        click.echo(f"{added} would be added, {changed} changed. Do it with: homeport apply {file} --portal {name}")
    else:
        click.echo(f"{added} added, {changed} changed.")


def _refuse(error: "DeclarationError") -> NoReturn:
    click.echo(str(error), err=True)
    count = len(error.problems)
    fail(f"Nothing was changed: {count} {'problem' if count == 1 else 'problems'} in {error.name}.", 2)
