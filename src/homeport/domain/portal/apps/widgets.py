"""Widgets: what applications have bound to the portal's placements, as a user sees it.

Sources: ``api-reference/widgets/index.md`` and the page of each placement: a widget shows once its application is
installed, and to those only to whom that is open.
"""

from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, or_, select

from homeport.domain.portal import settings
from homeport.domain.portal.apps import apps
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.apps.tables import PLACEMENT
from homeport.store import Query, Transaction, constant

_HIS = or_(PLACEMENT.c.USER_ID == constant(0), PLACEMENT.c.USER_ID == bindparam("user_id"))
_AT = Query(select(PLACEMENT).where(PLACEMENT.c.PLACEMENT == bindparam("placement"), _HIS).order_by(PLACEMENT.c.ID))
_ONE = Query(select(PLACEMENT).where(PLACEMENT.c.ID == bindparam("widget_id"), _HIS))

_YES = ("Y", "1", "True", "true")
"""``placement.bind`` keeps options as texts."""


class Widget(NamedTuple):
    """A handler bound to a placement.

    :param title: in the portal's language, else the application's
    :param group: what it is listed under; empty for nothing
    """

    id: int
    app: App
    placement: str
    handler: str
    title: str
    description: str
    group: str
    options: dict[str, str]

    @property
    def built_in(self) -> bool:
        """Whether the portal draws it as its page describes, which itself is not seen."""
        return self.options.get("useBuiltInInterface") in _YES


def at(tx: Transaction, placement: str, user_id: int) -> list[Widget]:
    """What a user sees at a placement.

    :param placement: its code
    """
    found = (_widget(tx, row, user_id) for row in tx.dicts(_AT, placement=placement, user_id=user_id))
    return [widget for widget in found if widget is not None]


def find(tx: Transaction, widget_id: int, user_id: int) -> Widget | None:
    """A widget that a user may see, by its id."""
    rows = tx.dicts(_ONE, widget_id=widget_id, user_id=user_id)
    return _widget(tx, rows[0], user_id) if rows else None


def _widget(tx: Transaction, row: dict[str, Any], user_id: int) -> Widget | None:
    app = apps.find(tx, row["APP_ID"])
    if app is None or not app.installed or app.blocked or not apps.is_open_to(tx, app, user_id):
        return None
    texts = msgspec.json.decode(row["LANG_ALL"]).get(settings.read(tx).language, row)
    return Widget(
        id=row["ID"],
        app=app,
        placement=row["PLACEMENT"],
        handler=row["HANDLER"],
        title=texts["TITLE"] or row["TITLE"] or app.title,
        description=texts["DESCRIPTION"],
        group=texts["GROUP_NAME"],
        options=msgspec.json.decode(row["OPTIONS"]),
    )
