"""What calls of sites have in common: which section they mean, and numbers that must be there."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.values import number_or_none
from homeport.domain.landing import rights, sections
from homeport.domain.landing.refusals import DENIED, MISSING, WRONG_TYPE
from homeport.domain.landing.sites import fields_of
from homeport.domain.landing.spelling import Row
from homeport.domain.records.fields import camel
from homeport.rpc import Params

ASKING = (DENIED, MISSING, WRONG_TYPE)
UNSET: Any = msgspec.UNSET


class Scoped(Params):
    scope: Any = None


class OfSite(Scoped):
    id: Any = UNSET


class OfPage(Scoped):
    lid: Any = UNSET


class Marked(OfSite):
    mark: Any = True


class Listed(Scoped):
    params: Any = None


def begun(ctx: Ctx, p: Any, *required: str) -> str:
    """The section that a call means, once it is known that the caller may ask and has said what must be said.

    :param required: names of parameters
    :raises CallError: ``DENIED``, ``MISSING``
    """
    rights.require_employee(ctx)
    missing = [camel(name) for name in required if getattr(p, name) is UNSET]
    if missing:
        raise MISSING(names=", ".join(missing))
    return sections.of(getattr(p, "scope", None))


def number(given: Any, name: str) -> int | None:
    """A number that a call names something by; None where it is left out.

    :raises CallError: ``WRONG_TYPE``
    """
    if given is UNSET or given is None or given == "":
        return None
    found = number_or_none(given)
    if found is None or isinstance(given, bool):
        raise WRONG_TYPE(name=name)
    return found


def fields(given: Any) -> Row:
    """The fields of a row.

    :raises CallError: ``WRONG_TYPE``
    """
    if not isinstance(given, dict | list):
        raise WRONG_TYPE(name="fields")
    return fields_of(given)


def is_marked(given: Any) -> bool:
    """Whether a mark is set, rather than taken away."""
    return given not in (False, 0, "0", "", "false", "N", None)
