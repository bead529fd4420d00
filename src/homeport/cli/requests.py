"""``homeport requests``: what a portal was asked."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from homeport.cli.options import data_option, json_option, open_portal, portal_option, say_json, say_table

if TYPE_CHECKING:
    from homeport.domain.portal.calls.requests import Entry, Wanted
    from homeport.server.addresses import Addresses
    from homeport.store.journal import Journal

F = TypeVar("F", bound=Callable[..., Any])

FOLLOW_SECONDS = 0.1
TITLES = ("TIME", "STATUS", "METHOD", "CREDENTIAL", "MS", "SQL", "ERROR")


@click.group(short_help="See, follow and export what a portal was asked.")
def requests() -> None:
    """The request log: each request with its parameters, answer, duration and SQL statements. Secrets are masked."""


def _filters(command: F) -> F:
    """The options by which entries are chosen."""
    for option in reversed(
        (
            click.option("--method", default="*", help="A glob on the method, such as crm.deal.*."),
            click.option("--status", type=int, help="Of the answer; 0: the connection was dropped."),
            click.option("--error", help="The code of the refusal; * for any."),
            click.option("--credential", default="*", help="A glob on the credential, such as app:*."),
            click.option("--faulted", is_flag=True, help="Only those into which a fault was injected."),
        )
    ):
        command = option(command)
    return command


def _limit(command: F) -> F:
    return click.option(
        "--limit", default=100, show_default=True, type=click.IntRange(1, 100_000), help="How many of the newest."
    )(command)


@requests.command("list")
@_filters
@_limit
@data_option
@portal_option
@json_option
def list_(limit: int, data: Path, name: str, as_json: bool, **wanted: Any) -> None:
    """List the newest requests, the oldest of them first.

    \b
    Examples:
      homeport requests list --method 'crm.deal.*' --error '*'
      homeport requests list --limit 1 --json
    """
    from homeport.domain.portal.calls.requests import whole

    found, _ = _newest(data, name, limit, wanted)
    if as_json:
        say_json([whole(entry) for entry in found])
    else:
        say_table([_row(entry) for entry in found], TITLES, "No such requests.")


@requests.command()
@_filters
@data_option
@portal_option
@json_option
def follow(data: Path, name: str, as_json: bool, **wanted: Any) -> None:
    """Print each request as it is answered, until Ctrl-C.

    \b
    Example:
      homeport requests follow --credential 'webhook:*'
    """
    from homeport.domain.portal.calls.requests import read, whole
    from homeport.store.journal import Tail

    chosen = _wanted(wanted)
    with open_portal(data, name) as portal:
        tail = Tail(portal.folder.journal_file(name))
    if not as_json:
        click.echo("Following. Ctrl-C stops.", err=True)
    with suppress(KeyboardInterrupt):
        while True:
            for entry in filter(chosen.covers, read(tail.read())):
                line = json.dumps(whole(entry), ensure_ascii=False) if as_json else _line(entry)
                click.echo(line)
            time.sleep(FOLLOW_SECONDS)
    tail.close()


@requests.command()
@_filters
@_limit
@data_option
@portal_option
def har(limit: int, data: Path, name: str, **wanted: Any) -> None:
    """Print the newest requests as an HTTP archive (HAR 1.2), which browsers' tools open.

    \b
    Example:
      homeport requests har > requests.har
    """
    from homeport.exports import har

    found, addresses = _newest(data, name, limit, wanted)
    say_json(har.har(found, addresses))


@requests.command()
@_filters
@_limit
@data_option
@portal_option
def curl(limit: int, data: Path, name: str, **wanted: Any) -> None:
    """Print the newest requests as a shell script of curl commands, whose secrets are variables.

    \b
    Example:
      homeport requests curl --error '*' --limit 1
    """
    from homeport.exports import curl

    found, _ = _newest(data, name, limit, wanted)
    click.echo(curl.curl(found), nl=False)


@requests.command()
@data_option
@portal_option
def clear(data: Path, name: str) -> None:
    """Empty the request log.

    \b
    Example:
      homeport requests clear
    """
    with open_portal(data, name) as portal:
        _journal(portal.folder.journal_file(name)).clear()
    click.echo("The request log is empty.")


def _newest(data: Path, name: str, limit: int, wanted: dict[str, Any]) -> "tuple[list[Entry], Addresses]":
    from homeport.domain.portal.calls.requests import newest

    chosen = _wanted(wanted)
    with open_portal(data, name) as portal:
        journal = _journal(portal.folder.journal_file(name))
        return newest(journal, chosen, limit), portal.addresses


def _journal(path: Path) -> "Journal":
    from homeport.store.journal import Journal

    return Journal(path)


def _wanted(given: dict[str, Any]) -> "Wanted":
    from homeport.domain.portal.calls.requests import Wanted

    return Wanted(**given)


def _row(entry: "Entry") -> tuple[object, ...]:
    from datetime import UTC, datetime

    when = datetime.fromtimestamp(entry.at, UTC).isoformat(" ", "milliseconds").removesuffix("+00:00")
    marks = [entry.error, *(entry.errors or {}).values(), "(fault)" if entry.faults else ""]
    marks += [f"ignored:{_shown(each.name)}" for each in entry.dropped]
    return (
        when,
        entry.status or "dropped",
        entry.method,
        entry.credential,
        f"{entry.duration * 1000:.1f}",
        entry.statements,
        " ".join(filter(None, marks)),
    )


def _shown(name: str) -> str:
    """A name that anybody may have sent, as it does no harm to a terminal."""
    return "".join(letter if letter.isprintable() and letter != " " else "?" for letter in name)


def _line(entry: "Entry") -> str:
    return "  ".join(map(str, _row(entry))).rstrip()
