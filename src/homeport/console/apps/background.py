"""What applications run on every page of the portal, in hidden frames.

Source: ``api-reference/widgets/universal/background-worker.md``.
"""

from collections.abc import Iterable

from homeport.console.apps import opening
from homeport.console.apps.opening import Opening, Viewer
from homeport.console.pages import ProblemError
from homeport.domain.portal.apps.widgets import Widget

PLACEMENT = "PAGE_BACKGROUND_WORKER"
"""Where applications bind it."""


def opened(visit: Viewer, found: Iterable[Widget]) -> list[Opening]:
    """Those that may be shown here. The page is not about them: of the others it says nothing."""
    openings = []
    for widget in found:
        try:
            openings.append(opening.of(visit, widget))
        except ProblemError:
            continue
    return openings
