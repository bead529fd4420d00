"""``homeport user``."""

from pathlib import Path

import click

from homeport.cli.options import data_option, fail, json_option, open_portal, portal_option, say_json, say_table


def _hashed(password: str) -> str:
    from homeport.domain.portal.people import passwords

    try:
        return passwords.hashed(password)
    except passwords.UnfitPasswordError as error:
        fail(f"{error}.", 2)


@click.group(short_help="List, add, invite and dismiss users, and give them passwords.")
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
    from homeport.domain.portal.people import users

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
@click.option("--extranet", is_flag=True, help="A guest from outside, who may not use crm.item.* and crm.type.*.")
@click.option("--password", help="To sign in with. Other users of the machine may see it while the command runs.")
@data_option
@portal_option
def add(
    first_name: str,
    last_name: str,
    email: str,
    department_ids: tuple[int, ...],
    position: str,
    admin: bool,
    extranet: bool,
    password: str | None,
    data: Path,
    name: str,
) -> None:
    """Add a user; prints the new id. Without a role, and unless --admin, the user may do nothing in the CRM.

    \b
    Example:
      homeport user add Vera Helm --email vera.helm@example.test --department 2 --position Salesperson
    """
    from homeport.domain.portal.people import passwords
    from homeport.domain.user import staff
    from homeport.store import Transaction

    if admin and extranet:
        fail("A guest cannot be an administrator: give --admin or --extranet.", 2)
    password_hash = None if password is None else _hashed(password)
    with open_portal(data, name) as portal:

        def add_user(tx: Transaction) -> int:
            staff.check_new(tx, email, department_ids)
            user_id = staff.add(
                tx,
                portal.clock,
                name=first_name,
                last_name=last_name,
                email=email,
                departments=tuple(dict.fromkeys(department_ids)),
                is_admin=admin,
                WORK_POSITION=position,
                USER_TYPE="extranet" if extranet else "employee",
            )
            if password_hash is not None:
                passwords.store(tx, user_id, password_hash)
            return user_id

        try:
            user_id = portal.write(add_user)
        except ValueError as error:
            fail(f"{error}.")
    where = f"--portal {name} --data {data}"
    click.echo(f"Added user {user_id}.")
    if not admin:
        click.echo(f"Give the user a role:     homeport role assign salesperson U{user_id} {where}")
    click.echo(f"Make the user a webhook:  homeport webhook add {user_id} --scope crm {where}")
    if password is None:
        click.echo(f"Let the user sign in:     homeport user password {user_id} {where}")


@user.command()
@click.argument("user_id", type=click.IntRange(1, 2**63 - 1))
@data_option
@portal_option
def dismiss(user_id: int, data: Path, name: str) -> None:
    """End a user's access: webhooks and tokens are refused with INVALID_CREDENTIALS, and nobody signs in as the user.

    \b
    Example:
      homeport user dismiss 3
    """
    from homeport.domain.portal.people import users
    from homeport.domain.user import staff

    with open_portal(data, name) as portal:
        if not portal.write(lambda tx: staff.dismiss(tx, user_id)):
            fail(f"There is no user {user_id}. See them with: homeport user list --portal {name} --data {data}")
        left = [each for each in portal.read(users.listed) if each["ACTIVE"] == each["IS_ADMIN"] == "Y"]
    click.echo(f"Dismissed user {user_id}.")
    if not left:
        click.echo("Note: nobody is an administrator now. Add one with: homeport user add --help", err=True)


@user.command()
@click.argument("user_id", type=click.IntRange(1, 2**63 - 1))
@data_option
@portal_option
def invite(user_id: int, data: Path, name: str) -> None:
    """Print a link by which a user chooses a password and is signed in: once, within a week. No mail is sent.

    \b
    Example:
      homeport user invite 7
    """
    from homeport.domain.portal.people import invitations

    with open_portal(data, name) as portal:
        try:
            found = portal.read(lambda tx: invitations.invite(tx, portal.clock, portal.folder.key(), user_id))
        except LookupError as error:
            fail(f"{error}. See them with: homeport user list --portal {name} --data {data}")
        click.echo(found.url(portal.addresses.https))


@user.command()
@click.argument("user_id", type=click.IntRange(1, 2**63 - 1))
@click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    help="Asked for unless given. Other users of the machine may see it while the command runs.",
)
@data_option
@portal_option
def password(user_id: int, password: str, data: Path, name: str) -> None:
    """Give a user a password to sign in with. Whoever is signed in as the user is signed out.

    \b
    Example:
      homeport user password 3
    """
    from homeport.domain.portal.people import passwords, users

    with open_portal(data, name) as portal:
        found = next((each for each in portal.read(users.listed) if each["ID"] == user_id), None)
        if found is None:
            fail(f"There is no user {user_id}. See them with: homeport user list --portal {name} --data {data}")
        password_hash = _hashed(password)
        portal.write(lambda tx: passwords.store(tx, user_id, password_hash))
        page = f"{portal.addresses.https}/sign-in/"
    click.echo(f"{found['EMAIL']} signs in with the new password at {page}")
