"""``homeport faults``."""

from pathlib import Path
from typing import Any

import click

from homeport.cli.options import data_option, fail, json_option, open_portal, portal_option, say_json, say_table


@click.group(short_help="Let a portal fail on purpose.")
def faults() -> None:
    """Faults that a portal answers with on purpose: errors, bare statuses, delays, dropped connections.

    Rules are tried in order; the first that ends a call decides. The request log marks each firing.
    """


@faults.command("list")
@data_option
@portal_option
@json_option
def list_(data: Path, name: str, as_json: bool) -> None:
    """List the rules, in the order in which they are tried.

    \b
    Example:
      homeport faults list
    """
    import msgspec

    from homeport.domain.portal.calls import faults

    with open_portal(data, name) as portal:
        found = [(each.id, msgspec.to_builtins(each.rule)) for each in portal.read(faults.listed)]
    if as_json:
        say_json([{"id": fault_id, "rule": rule} for fault_id, rule in found])
    else:
        say_table(
            [(fault_id, " ".join(f"{key}={value}" for key, value in rule.items())) for fault_id, rule in found],
            ("ID", "RULE"),
            "No faults. Ask for one with: homeport faults add --error QUERY_LIMIT_EXCEEDED --times 2",
        )


@faults.command()
@click.option("--method", help="A glob on the method, such as crm.deal.*; oauth/token for the authorization server.")
@click.option("--credential", help="A glob on the credential, such as webhook:5 or app:*.")
@click.option("--error", help="Answer this code, with its documented text and status.")
@click.option("--description", help="Another text.")
@click.option("--status", type=int, help="Another status; without --error, a page that is no JSON.")
@click.option("--delay", type=float, help="Seconds to wait.")
@click.option("--drop", is_flag=True, default=None, help="Close the connection without an answer.")
@click.option(
    "--when",
    type=click.Choice(["arrival", "before", "after"]),
    help="On arrival, whoever calls; before the method runs, as without; or after the commit.",
)
@click.option("--times", type=int, help="How often it fires. Without: always.")
@click.option("--skip", type=int, help="Matching calls that pass first.")
@click.option("--probability", type=float, help="How likely each matching call fails, above 0 to 1.")
@click.option("--seed", type=int, help="Another sequence of failures; the same seed gives the same one.")
@data_option
@portal_option
def add(data: Path, name: str, **given: Any) -> None:
    """Ask for a fault; prints its id.

    \b
    Examples:
      homeport faults add --error QUERY_LIMIT_EXCEEDED --method 'crm.deal.*' --times 2
      homeport faults add --drop --when after --method crm.deal.add
      homeport faults add --status 502 --when arrival --probability 0.1 --seed 7
    """
    import msgspec

    from homeport.domain.portal.calls import faults

    try:
        rule = msgspec.convert({key: value for key, value in given.items() if value is not None}, faults.Rule)
    except msgspec.ValidationError as error:
        fail(f"{error}. See: homeport faults add --help", 2)
    with open_portal(data, name) as portal:
        fault_id = portal.write(lambda tx: faults.add(tx, rule))
    click.echo(f"Added fault {fault_id}. Take it back with:")
    click.echo(f"  homeport faults remove {fault_id} --portal {name} --data {data}")


@faults.command()
@click.argument("fault_id", type=click.IntRange(1, 2**63 - 1))
@data_option
@portal_option
def remove(fault_id: int, data: Path, name: str) -> None:
    """Take a fault back.

    \b
    Example:
      homeport faults remove 1
    """
    from homeport.domain.portal.calls import faults

    with open_portal(data, name) as portal:
        if not portal.write(lambda tx: faults.remove(tx, fault_id)):
            fail(f"There is no fault {fault_id}. List them with: homeport faults list")
    click.echo(f"Removed fault {fault_id}.")


@faults.command()
@data_option
@portal_option
def clear(data: Path, name: str) -> None:
    """Take every fault back.

    \b
    Example:
      homeport faults clear
    """
    from homeport.domain.portal.calls import faults

    with open_portal(data, name) as portal:
        portal.write(faults.clear)
    click.echo("No faults are left.")
