"""Who may say what the automation of the CRM does."""

from homeport.console.pages import ProblemError
from homeport.console.section import Signed


def require_admin(visit: Signed) -> None:
    """Refuse whoever is no administrator.

    :raises ProblemError: with 403
    """
    if not visit.is_admin:
        raise ProblemError("This is not open to you", "Administrators of the portal say what moves records.", 403)
