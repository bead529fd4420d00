"""How a page is answered: its template, and the headers that keep it to itself."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

from homeport.core.errors import CallError

_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; img-src 'self'"
_IMAGES_OF_OTHERS = " http: https:"
_NEVER_FRAMED = "; frame-ancestors 'none'"
_FRAMED_HERE = "; frame-ancestors 'self'"
_FORMS_STAY_HERE = "; form-action 'self'"
_SCRIPTS = "; script-src 'self'; connect-src 'self'"
_PRIVATE = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SLIDES = {**_PRIVATE, "X-Frame-Options": "SAMEORIGIN"}


class Problem(NamedTuple):
    """Why a page cannot be shown.

    :param title: in few words
    :param text: what it means, and what to do
    """

    title: str
    text: str
    status: int


class ProblemError(Exception):
    """The request ends with a page that says why.

    :param title: in few words
    :param text: what it means, and what to do
    """

    def __init__(self, title: str, text: str, status: int) -> None:
        super().__init__(title)
        self.problem = Problem(title, text, status)


def problem_of(error: ProblemError | CallError) -> Problem:
    """Why a page cannot be shown, from what was raised."""
    if isinstance(error, ProblemError):
        return error.problem
    return Problem("The portal refuses this", error.description or error.code, error.status)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("homeport.console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    template: str,
    status: int = 200,
    *,
    forms_may_leave: bool = False,
    scripts: bool = False,
    slides: bool = False,
    frames: str = "",
    images: bool = False,
    **values: Any,
) -> HTMLResponse:
    """A page.

    :param template: the name of its template, without the ending
    :param forms_may_leave: whether its form is answered by going to another site: browsers hold ``form-action`` against
        every address on the way
    :param scripts: whether it runs our own scripts, which may show pages of the portal in frames
    :param slides: whether pages of the portal may show it in a frame, as a slider; those of others never may
    :param frames: the origins of the sites that it shows in frames, which a form opens
    :param images: whether it shows images from other sites, as applications describe them
    :param values: for the template
    """
    policy = _POLICY + (_IMAGES_OF_OTHERS if images else "") + (_FRAMED_HERE if slides else _NEVER_FRAMED)
    if scripts:
        policy += _SCRIPTS + f"; frame-src 'self' {frames}".rstrip()
    if not forms_may_leave:
        policy += f"{_FORMS_STAY_HERE} {frames}".rstrip()
    headers = {"Content-Security-Policy": policy, **(_SLIDES if slides else _PRIVATE)}
    if frames:
        # windows that a frame opens keep their tie to it: some people sign in elsewhere in one
        headers["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups"
        # the form that opens a frame comes from the portal, which frameworks can be told to accept, and not from "null"
        headers["Referrer-Policy"] = "origin"
    return HTMLResponse(render(template, **values), status, headers)


def render(template: str, **values: Any) -> str:
    """The text of a page.

    :param template: the name of its template, without the ending
    """
    return _templates().get_template(f"{template}.html").render(**values)


def fragment(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A part of a page that is open.

    :param template: the name of its template, without the ending; ``name#block`` is one block of it
    :param values: for the template
    """
    name, _, block = template.partition("#")
    found = _templates().get_template(f"{name}.html")
    if block:
        text = "".join(found.blocks[block](found.new_context(values)))
    else:
        text = render(name, **values)
    return HTMLResponse(text, status, _PRIVATE)


def data(value: Any) -> JSONResponse:
    """Values for a script of ours on a page that is open."""
    return JSONResponse(value, headers=_PRIVATE)


def redirect(url: str, status: int = 303) -> RedirectResponse:
    """Lead the browser to another page, without telling that one where it came from."""
    return RedirectResponse(url, status, _PRIVATE)


def problem(found: Problem, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """The page that says why there is no other."""
    response = page("problem", found.status, problem=found)
    response.headers.update(headers or {})
    return response


def problem_part(found: Problem, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """As :func:`problem`, for a page that is open and shows it as a notice."""
    response = fragment("notice", found.status, problem=found)
    response.headers.update(headers or {})
    return response
