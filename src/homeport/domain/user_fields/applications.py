"""The types of user fields that applications define, as far as whoever calls may make fields of them.

Source: ``api-reference/widgets/user-field/index.md``.
"""

from collections.abc import Iterator

from homeport.core.ctx import Ctx
from homeport.domain.portal.apps import field_types
from homeport.domain.portal.apps.field_types import FieldType


def types_of_applications(ctx: Ctx) -> Iterator[FieldType]:
    """An application's own types; by a webhook, or in the portal's pages, those of every application."""
    app = ctx.credential.app
    return (each for each in field_types.usable(ctx.tx) if app is None or each.app_id == app.id)
