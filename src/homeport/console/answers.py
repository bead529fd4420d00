"""How pages answer: after something was done, and when something may not be seen."""

from starlette.responses import Response

from homeport.console.pages import ProblemError, redirect
from homeport.console.section import Signed
from homeport.core.errors import ACCESS_DENIED, ACCESS_DENIED_TEXT, CallError


def done(visit: Signed, path: str) -> Response:
    """Lead on to a page, also from a part of a page that is open."""
    if visit.partial:
        return Response(status_code=204, headers={"HX-Redirect": path, "Cache-Control": "no-store"})
    return redirect(path)


def back(form: dict[str, str], otherwise: str) -> str:
    """The page of the CRM that a form was on."""
    path = form.get("back", "")
    return path if path.startswith("/crm/") and path.isprintable() and "\\" not in path else otherwise


def unseen(noun: str, error: CallError) -> ProblemError:
    """Why a record has no page: it has gone, or the person may not read it."""
    if error.code == ACCESS_DENIED.code or error.description == ACCESS_DENIED_TEXT.text:
        text = f"Your role does not let you read this {noun}. Ask an administrator, or whoever is responsible for it."
        return ProblemError("This is not open to you", text, 403)
    return ProblemError(f"There is no such {noun}", "It may have been deleted, or the address is mistyped.", 404)
