"""``homeport role``."""

from pathlib import Path

import click

from homeport.cli.options import (
    OpenPortal,
    data_option,
    fail,
    json_option,
    open_portal,
    portal_option,
    say_json,
    say_table,
)


@click.group(short_help="List, show and assign roles.")
def role() -> None:
    """The roles of a portal: what their members may do.

    Members are written U5 (user 5), D3 (department 3), DR3 (department 3 and those below it) and AU (everyone).
    """


@role.command("list")
@data_option
@portal_option
@json_option
def list_(data: Path, name: str, as_json: bool) -> None:
    """List the roles with their members.

    \b
    Example:
      homeport role list
    """
    from homeport.domain.portal.people import roles

    with open_portal(data, name) as portal:
        found = portal.read(roles.listed)
    if as_json:
        say_json(found)
    else:
        say_table(
            [(each["ID"], each["CODE"], each["NAME"], " ".join(each["MEMBERS"])) for each in found],
            ("ID", "CODE", "NAME", "MEMBERS"),
            "No roles.",
        )


@role.command()
@click.argument("code")
@data_option
@portal_option
@json_option
def show(code: str, data: Path, name: str, as_json: bool) -> None:
    """Show what a role allows.

    Levels: A own records, D those of the department, F also of the departments below, O also those open to all, X all.
    An entity * is every type that has no line of its own.

    \b
    Example:
      homeport role show salesperson
    """
    from homeport.core.rights import Operation
    from homeport.domain.portal.people import roles

    with open_portal(data, name) as portal:
        role_id = _find(portal, code)
        rights = portal.read(lambda tx: roles.rights_listed(tx, role_id))
    if as_json:
        say_json(rights)
        return
    levels: dict[str, dict[str, str]] = {}
    for right in rights:
        levels.setdefault(right["ENTITY"], {})[right["OPERATION"]] = right["LEVEL"]
    say_table(
        [[entity, *(by.get(operation, "") or "-" for operation in Operation)] for entity, by in levels.items()],
        ["ENTITY", *Operation],
        "This role allows nothing.",
    )


@role.command()
@click.argument("code")
@click.argument("member")
@click.option("--withdraw", is_flag=True, help="Take the role away instead.")
@data_option
@portal_option
def assign(code: str, member: str, withdraw: bool, data: Path, name: str) -> None:
    """Give a role to a member: U5, D3, DR3 or AU.

    \b
    Examples:
      homeport role assign salesperson U7
      homeport role assign support DR3 --withdraw
    """
    from homeport.domain.portal.people import departments, roles, users

    with open_portal(data, name) as portal:
        role_id = _find(portal, code)
        number = int(member.lstrip("UDR")) if member.lstrip("UDR").isdecimal() else 0
        if withdraw:
            if not portal.write(lambda tx: roles.withdraw(tx, role_id, member)):
                fail(f"{member} does not have the role {code}.")
            click.echo(f"{member} no longer has the role {code}.")
            return
        if member.startswith("U") and number not in {each["ID"] for each in portal.read(users.listed)}:
            fail(f"There is no user {member[1:]}. List them with: homeport user list")
        if member.startswith("D") and not portal.read(lambda tx: departments.ancestors(tx, [number])):
            fail(f"There is no department {member.lstrip('DR')}.")
        try:
            portal.write(lambda tx: roles.assign(tx, role_id, member))
        except ValueError as error:
            fail(f"{error}.", 2)
    click.echo(f"{member} has the role {code}.")


def _find(portal: OpenPortal, code: str) -> int:
    from homeport.domain.portal.people import roles

    role_id = portal.read(lambda tx: roles.find(tx, code))
    if role_id is None:
        known = ", ".join(each["CODE"] for each in portal.read(roles.listed))
        fail(f"There is no role {code}. There are: {known or 'none'}.")
    return role_id
