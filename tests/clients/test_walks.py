"""Every list method of the registry, walked by every helper of every client: each row comes once, and the walk ends."""

import json
from collections.abc import Callable, Iterator

import pytest

from homeport.core.paging import PAGE
from homeport.testing.session import Session
from tests.clients import running
from tests.clients.lists import ENOUGH, MOST, Hall, Row, in_pages, list_methods
from tests.clients.running import Outcomes

LISTS = {method.name: method for method in list_methods()}

HELPERS = {
    "b24pysdk": ("as_list", "as_list_fast", "as_list_fast descending"),
    "b24jssdk": ("callListMethod", "fetchListMethod", "callList", "fetchList"),
    "fast_bitrix24": ("get_all", "get_by_ID"),
    "bitrix24_rest": ("callMethod",),
    "b24api": ("list_sequential", "list_batched", "list_batched_no_count", "reference_batched_no_count"),
    "pybitrix24": ("next",),
}
"""Of each client those that its program runs."""

TRUST = {"b24pysdk": "REQUESTS_CA_BUNDLE", "b24jssdk": "NODE_EXTRA_CA_CERTS"}
"""How a client is told whom to trust, where it is not by ``SSL_CERT_FILE``."""


@pytest.fixture(scope="module")
def hall(homeport: Session) -> Iterator[Hall]:
    with homeport.fresh("demo") as portal:
        yield Hall(portal)


@pytest.fixture(scope="module")
def walks(hall: Hall) -> Callable[[str], Outcomes]:
    """What came of the walks of a client, which walks once."""
    known: dict[str, Outcomes] = {}

    def of(client: str) -> Outcomes:
        if client not in known:
            ca = {TRUST.get(client, "SSL_CERT_FILE"): hall.portal.trust["SSL_CERT_FILE"]}
            if client == "b24jssdk":
                known[client] = running.node("walks", hall.told(), **ca)
            else:
                known[client] = running.python(f"walk_with_{client}", hall.told(), **ca)
        return known[client]

    return of


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_rows_enough_to_be_walked(hall: Hall, name: str) -> None:
    rows = _sorted(hall.rows[name])
    assert rows, f"nothing is in {name}: tests/clients/lists.py makes what is walked"
    assert len(set(rows)) == len(rows)
    if in_pages(LISTS[name]):
        assert len(rows) == MOST.get(name) or len(rows) > ENOUGH, "tests/clients/lists.py makes more of them"


@pytest.mark.parametrize("client", HELPERS)
def test_every_helper_gives_each_row_of_every_list_once(
    hall: Hall, walks: Callable[[str], Outcomes], client: str
) -> None:
    outcomes = walks(client)
    wrong = {how: said for how, outcome in outcomes.items() if (said := _complaint(hall, how, outcome))}
    assert wrong == {}
    assert {how.rpartition(" ")[0].partition(" by ")[0] for how in outcomes} == set(HELPERS[client])
    lists = {how.rpartition(" ")[2] for how in outcomes}
    assert lists == {name for name, each in hall.lists.items() if not each.token} or lists == set(LISTS)


def _complaint(hall: Hall, how: str, outcome: dict[str, object]) -> str:
    name = how.rpartition(" ")[2]
    if "value" not in outcome:
        return f"{outcome['raised']} {outcome['text']}"
    wanted = hall.rows[name]
    if how.startswith("get_by_ID"):  # by the id of each row
        wanted = [{"key": str(row[hall.lists[name].key])} for row in wanted]
    got, expected = _sorted(outcome["value"]), _sorted(wanted)
    by_id = " by ID " in how or how.startswith("fetchListMethod")
    if got == expected or (by_id and not hall.lists[name].key and len(got) == PAGE and set(got) < set(expected)):
        return ""  # what rows have no id cannot be walked by one: such a walk ends after the first page
    return f"{len(got)} rows, {len(set(got))} different ones, {len(set(expected) & set(got))} of {len(expected)} wanted"


def _sorted(rows: object) -> list[Row]:
    """Rows as texts. Some helpers ask for ``*``, which user fields are not in."""
    assert isinstance(rows, list)
    return sorted(json.dumps(_plain(row), sort_keys=True) for row in rows)


def _plain(row: object) -> object:
    if not isinstance(row, dict):
        return row
    return {name: value for name, value in row.items() if not str(name).startswith("UF_")}
