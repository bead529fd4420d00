"""``homeport user``."""

from pathlib import Path

import click

from homeport.cli.options import data_option, fail, json_option, open_portal, portal_option, say_json, say_table


@click.group(short_help="List and add users.")
def user() -> None:
    """The users of a portal."""


@user.command("list")
@data_option
@portal_option
@json_option
def list_(data: Path, name: str, as_json: bool) -> None:
    """List the users.

    \b
    Example:
      homeport user list --json
    """
    from homeport.domain.portal import users

    with open_portal(data, name) as portal:
        found = portal.read(users.listed)
    if as_json:
        say_json(found)
    else:
        say_table(
            [
                (each["ID"], f"{each['NAME']} {each['LAST_NAME']}".strip(), each["EMAIL"], each["WORK_POSITION"],
                 each["ACTIVE"], each["IS_ADMIN"])
                for each in found
            ],
            ("ID", "NAME", "EMAIL", "POSITION", "ACTIVE", "ADMIN"),
            "No users.",
        )  # fmt: skip


@user.command()
@click.argument("first_name")
@click.argument("last_name", default="")
@click.option("--email", required=True, help="No other user may have it.")
@click.option("--department", "department_ids", type=int, multiple=True, help="A department's id. May be repeated.")
@click.option("--position", default="", help="What the user does, such as Salesperson.")
@click.option("--admin", is_flag=True, help="Make the user an administrator, who may do all.")
@data_option
@portal_option
def add(
    first_name: str,
    last_name: str,
    email: str,
    department_ids: tuple[int, ...],
    position: str,
    admin: bool,
    data: Path,
    name: str,
) -> None:
    """Add a user; prints the new id. Without a role, and unless --admin, the user may do nothing in the CRM.

    \b
    Example:
      homeport user add Vera Helm --email vera.helm@example.test --department 2 --position Salesperson
    """
    from homeport.domain.portal import departments, users

    with open_portal(data, name) as portal:
        if any(each["EMAIL"].lower() == email.lower() for each in portal.read(users.listed)):
            fail(f"There is a user with the e-mail address {email} already.")
        for department in department_ids:
            if not portal.read(lambda tx, wanted=department: departments.ancestors(tx, [wanted])):  # type: ignore[misc]
                fail(f"There is no department {department}.")
        user_id = portal.write(
            lambda tx: users.add(
                tx,
                portal.clock,
                name=first_name,
                last_name=last_name,
                email=email,
                departments=tuple(dict.fromkeys(department_ids)),
                is_admin=admin,
                WORK_POSITION=position,
            )
        )
    where = f"--portal {name} --data {data}"
    click.echo(f"Added user {user_id}.")
    if not admin:
        click.echo(f"Give the user a role:     homeport role assign salesperson U{user_id} {where}")
    click.echo(f"Make the user a webhook:  homeport webhook add {user_id} --scope crm {where}")
