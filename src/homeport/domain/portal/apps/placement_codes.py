"""Where applications may show themselves: the codes of placements, by the scope that they need beside ``placement``.

Sources: ``api-reference/widgets/placements.md`` and the page of each placement.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

PLACEMENT = "placement"
"""The scope of the placements that need no other."""

CONTEXTS = frozenset({"ALL", "USER", "CHAT", "LINES", "CRM"})
ROLES = frozenset({"USER", "ADMIN"})

_CHAT = ("context", "extranet", "role")
_ICON = ("iconName",)


class Place(NamedTuple):
    """A placement, or those alike of several CRM types.

    :param code: with ``XXX`` where the type's name goes
    :param types: of CRM; ``DYNAMIC`` stands for each smart process
    :param options: what may be kept of ``OPTIONS``
    :param needed: which of these must be given
    :param once: whether an application has one handler there
    :param personal: whether a handler may be one user's
    """

    code: str
    scope: str = PLACEMENT
    types: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    once: bool = False
    personal: bool = False


_LEAD_DEAL = ("LEAD", "DEAL")
_CLIENTS = ("CONTACT", "COMPANY")
_LATER = ("QUOTE", "SMART_INVOICE", "DYNAMIC")
_OPENED = (*_LEAD_DEAL, *_CLIENTS, *_LATER)

PLACES = (
    Place("BI_ANALYTICS_MENU"),
    Place("LEFT_MENU"),
    Place("PAGE_BACKGROUND_WORKER", options=("errorHandlerUrl",), once=True, personal=True),
    Place("REST_APP_URI", once=True),
    Place("IM_SMILES_SELECTOR"),
    Place("CRM_XXX_LIST_MENU", "crm", (*_OPENED, "ACTIVITY")),
    Place("CRM_XXX_LIST_TOOLBAR", "crm", (*_OPENED, "ORDER")),
    Place("CRM_XXX_DETAIL_TAB", "crm", (*_OPENED, "ORDER")),
    Place("CRM_XXX_DETAIL_TOOLBAR", "crm", _OPENED),
    Place(
        "CRM_XXX_DETAIL_ACTIVITY",
        "crm",
        (*_OPENED, "ORDER"),
        ("useBuiltInInterface", "newUserNotificationTitle", "newUserNotificationText"),
    ),
    Place("CRM_XXX_ACTIVITY_TIMELINE_MENU", "crm", (*_LEAD_DEAL, *_LATER)),
    Place("CRM_XXX_DOCUMENTGENERATOR_BUTTON", "crm", _OPENED),
    Place("CRM_XXX_ROBOT_DESIGNER_TOOLBAR", "crm", (*_LEAD_DEAL, "SMART_INVOICE", "DYNAMIC")),
    Place("CRM_XXX_FUNNELS_TOOLBAR", "crm", ("SMART_INVOICE", "DYNAMIC")),
    Place("CRM_FUNNELS_TOOLBAR", "crm"),
    Place("CRM_ANALYTICS_MENU", "crm"),
    Place("CRM_ANALYTICS_TOOLBAR", "crm"),
    Place("CRM_DETAIL_SEARCH", "crm"),
    Place("CRM_REQUISITE_AUTOCOMPLETE", "crm"),
    Place("CRM_BANK_DETAIL_AUTOCOMPLETE", "crm"),
    Place("IM_CONTEXT_MENU", "im", options=_CHAT),
    Place("IM_NAVIGATION", "im", options=(*_ICON, "extranet", "role"), needed=_ICON),
    Place("IM_SIDEBAR", "im", options=(*_ICON, *_CHAT, "color"), needed=_ICON),
    Place("IM_TEXTAREA", "im", options=(*_ICON, *_CHAT, "color", "width", "height"), needed=_ICON),
    Place("IMMOBILE_CONTEXT_MENU", "im", options=_CHAT),
    Place("CALENDAR_GRIDVIEW", "calendar"),
    Place("CONTACT_CENTER", "contact_center"),
    Place("CALL_CARD", "telephony"),
    Place("TELEPHONY_ANALYTICS_MENU", "telephony"),
    Place("SONET_GROUP_DETAIL_TAB", "sonet_group"),
    Place("SONET_GROUP_ROBOT_DESIGNER_TOOLBAR", "sonet_group"),
    Place("SONET_GROUP_TOOLBAR", "sonet_group"),
    Place("TASK_GROUP_LIST_TOOLBAR", "task"),
    Place("TASK_LIST_CONTEXT_MENU", "task"),
    Place("TASK_ROBOT_DESIGNER_TOOLBAR", "task"),
    Place("TASK_USER_LIST_TOOLBAR", "task"),
    Place("TASK_VIEW_SIDEBAR", "task"),
    Place("TASK_VIEW_TAB", "task"),
    Place("TASK_VIEW_TOP_PANEL", "task"),
    Place("USER_PROFILE_MENU", "user"),
    Place("USER_PROFILE_TOOLBAR", "user"),
)


def codes_of(place: Place, smart_processes: Iterable[int]) -> Iterator[str]:
    """The codes that a place stands for.

    :param smart_processes: the entity type ids of those that the portal has
    """
    if not place.types:
        yield place.code
    for name in place.types:
        names = [f"DYNAMIC_{type_id}" for type_id in smart_processes] if name == "DYNAMIC" else [name]
        for each in names:
            yield place.code.replace("XXX", each)
