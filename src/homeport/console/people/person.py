"""``/company/personal/user/``: who somebody of the portal is, at the documented path that applications open.

Sources: ``sdk/bx24-js-sdk/additional-functions/bx24-open-path.md``, ``api-reference/user/user-fields.md``.
"""

from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.apps import widgets
from homeport.console.crm.names import full_name
from homeport.console.pages import ProblemError
from homeport.console.section import Signed

SHOWN = (
    ("WORK_POSITION", "Position", ""),
    ("UF_DEPARTMENT", "Departments", ""),
    ("EMAIL", "E-mail", "mailto:"),
    ("WORK_PHONE", "Work phone", "tel:"),
    ("UF_PHONE_INNER", "Extension", ""),
    ("PERSONAL_MOBILE", "Mobile phone", "tel:"),
    ("PERSONAL_PHONE", "Personal phone", "tel:"),
    ("PERSONAL_CITY", "City", ""),
    ("UF_SKILLS", "Skills", ""),
    ("UF_INTERESTS", "Interests", ""),
    ("UF_EMPLOYMENT_DATE", "Employed since", ""),
    ("TIME_ZONE", "Time zone", ""),
)
"""Fields with their titles, and what a link to the value begins with. Empty ones are left out."""

TOOLBAR, MENU = "USER_PROFILE_TOOLBAR", "USER_PROFILE_MENU"
"""Where applications are bound: on everybody's page, and to whoever looks, on their own."""


class Fact(NamedTuple):
    """What is known of somebody.

    :param href: where the value leads; empty for nowhere
    """

    title: str
    text: str
    href: str


async def show(visit: Signed) -> Response:
    """The page of a person."""
    user_id = visit.number("id")
    found = await visit.call("user.get", filter={"ID": user_id}, ADMIN_MODE=True)
    if not found:
        raise ProblemError("There is no such person", "The portal has no user of that number.", 404)
    user: dict[str, Any] = found[0]
    department_ids = user["UF_DEPARTMENT"] or []
    departments = await visit.call("department.get", ID=department_ids) if department_ids else []
    user["UF_DEPARTMENT"] = ", ".join(each["NAME"] for each in departments)
    user["UF_EMPLOYMENT_DATE"] = (user["UF_EMPLOYMENT_DATE"] or "").partition("T")[0]
    facts = [
        Fact(title, text, f"{scheme}{text.replace(' ', '')}" if scheme else "")
        for name, title, scheme in SHOWN
        if (text := str(user.get(name) or ""))
    ]
    placed = await widgets.at_each(visit, TOOLBAR, MENU)
    own = placed[MENU] if user_id == visit.someone.user_id else []
    return visit.page(
        "people/person",
        name=full_name(user),
        user_id=user_id,
        dismissed=not user["ACTIVE"],
        facts=facts,
        toolbar=widgets.listed([*placed[TOOLBAR], *own], USER_ID=str(user_id)),
    )
