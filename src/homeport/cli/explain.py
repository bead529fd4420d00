"""``homeport explain``: why a user may or may not do something."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeport.cli.options import data_option, fail, json_option, open_portal, portal_option, say_json

if TYPE_CHECKING:
    from homeport.domain.crm.explain import Explanation, OfRecord

OPERATIONS = ("READ", "ADD", "WRITE", "DELETE", "EXPORT", "IMPORT")


@click.command(short_help="Say why a user may or may not do something.")
@click.argument("user_id", type=click.IntRange(1, 2**63 - 1))
@click.argument("operation", metavar="OPERATION", type=click.Choice(OPERATIONS, case_sensitive=False))
@click.argument("of", metavar="TYPE")
@click.argument("entity_id", metavar="ID", type=click.IntRange(1, 2**63 - 1))
@data_option
@portal_option
@json_option
def explain(user_id: int, operation: str, of: str, entity_id: int, data: Path, name: str, as_json: bool) -> None:
    """Say why a user may or may not do something to a record: which role of the user decides, and by which rule.

    OPERATION is read, add, write, delete, export or import. TYPE is lead, deal, contact, company, quote, smart_invoice,
    activity, or the type id of a smart process. An activity is read and changed by whoever may read or change a record
    that it is bound to.

    \b
    Examples:
      homeport explain 3 READ deal 5
      homeport explain 3 WRITE activity 1 --json
    """
    import msgspec

    from homeport.core.rights import Operation
    from homeport.domain.crm.explain import explain as explained
    from homeport.domain.crm.explain import type_id_of

    with open_portal(data, name) as portal:
        try:
            type_id = type_id_of(of)
            found = portal.read(lambda tx: explained(tx, user_id, Operation(operation.upper()), type_id, entity_id))
        except ValueError as error:
            fail(f"{error}.", 2)
        except LookupError as error:
            fail(f"{error.args[0]}. List the users with: homeport user list")
    if as_json:
        say_json(msgspec.to_builtins(found))
    else:
        _say(found)


def _say(found: "Explanation") -> None:
    may = "may" if found.allowed else "may not"
    click.echo(f"{found.user} (user {found.user_id}) {may} {found.operation} {found.of} {found.id}.")
    click.echo(f"  {found.why}")
    if not found.active:
        click.echo("  The user was dismissed: no credential of theirs is accepted any more.")
    for record in found.records:
        click.echo()
        _say_record(record, of_activity=found.of == "ACTIVITY")


def _say_record(record: "OfRecord", *, of_activity: bool) -> None:
    named = f"{record.type} {record.id}"
    if record.title:
        named += f" “{record.title}”"
    if record.responsible_id:
        category = "" if record.category_id is None else f", category {record.category_id}"
        opened = ", open to all" if record.opened else ""
        named += f": responsible is {record.responsible} (user {record.responsible_id}){category}{opened}"
    click.echo(named)
    if of_activity:
        click.echo(f"  {'yes' if record.allowed else 'no'}: {record.why}")
    for role in record.roles:
        entry = f"{role.entry} {role.level or 'nothing'}" if role.entry else "nothing of this type"
        click.echo(f"  role {role.role}, by {'; '.join(role.because)}: {entry}")
