"""Widgets that the portal draws as their applications describe: ``static/apps/built_in.js``.

Source: ``api-reference/widgets/crm/detail-activity-area.md``.
"""

from collections.abc import Iterable

from homeport.console.apps import background
from homeport.console.apps.opening import Opening
from homeport.console.section import Signed
from homeport.domain.portal.apps.widgets import Widget


def opened(visit: Signed, found: Iterable[Widget]) -> list[Opening]:
    """Those that may be shown here; the others are links to pages that say why not."""
    return background.opened(visit, (widget for widget in found if widget.built_in))
