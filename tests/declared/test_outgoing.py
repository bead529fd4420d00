"""Outgoing webhooks in a file."""

from collections.abc import Callable

from homeport.domain.declared.applying import Change
from homeport.domain.events import outgoing
from tests.conftest import Wire
from tests.declared.conftest import Apply

STOCK = """
[outgoing.stock]
url = "http://localhost:3000/hook"
events = ["ONCRMDEALADD", "onCrmDealUpdate"]
"""


def test_an_address_is_told_from_then_on_and_the_file_changes_it(applied: Apply, wire: Wire) -> None:
    assert applied(STOCK).changes == (Change("added", "outgoing.stock"),)
    assert applied(STOCK).changes == ()
    (made,) = wire.portal.store.write_now(outgoing.listed)
    assert (made.title, set(made.events)) == ("stock", {"ONCRMDEALADD", "ONCRMDEALUPDATE"})
    other = STOCK.replace(', "onCrmDealUpdate"', "").replace("/hook", "/other")
    assert applied(other).changes == (Change("changed", "outgoing.stock", ("url", "events")),)
    (changed,) = wire.portal.store.write_now(outgoing.listed)
    assert (changed.id, changed.url, changed.events) == (made.id, "http://localhost:3000/other", ("ONCRMDEALADD",))


def test_what_is_unfit_is_a_problem_in_its_place(problems: Callable[..., list[tuple[int, int, str]]]) -> None:
    ((line, _, text),) = problems(STOCK.replace("ONCRMDEALADD", "ONNOTHING"))
    assert (line, "there is no event ONNOTHING" in text) == (2, True)
    ((line, _, text),) = problems(STOCK.replace('["ONCRMDEALADD", "onCrmDealUpdate"]', "5"))
    assert (line, "a list of words" in text) == (4, True)
