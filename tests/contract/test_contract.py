"""The registry beside the documentation. The lists of exceptions may only become shorter."""

import pytest

from homeport import documented
from homeport.methods import load
from homeport.rpc import Method
from tests.conftest import Api
from tests.contract import departures

REGISTRY = load()
DOCUMENTED = {method.name: method for method in documented.methods()}
IN_WORDS = {"im.v2.Chat.Bot.sendContext"}
"""Methods without a page, of which ``imbot.v2/bot-context.md`` says what they take and do."""
BUILT = [method for method in REGISTRY if method.name in DOCUMENTED]


def test_methods_take_the_documented_parameters_and_raise_the_documented_errors() -> None:
    assert departures.of_methods(REGISTRY) == departures.pending("pending.txt")


def test_fields_are_described_as_documented(admin: Api) -> None:
    assert departures.of_fields(REGISTRY, admin) == departures.pending("pending_fields.txt")


@pytest.mark.parametrize("method", BUILT, ids=lambda method: method.name)
def test_a_method_needs_the_documented_scope(method: Method) -> None:
    # pages of events name none, and their overview says basic
    assert set(method.scope) == set(DOCUMENTED[method.name].scope or ("basic",))


@pytest.mark.parametrize("method", BUILT, ids=lambda method: method.name)
def test_a_method_is_spelled_and_versioned_as_documented(method: Method) -> None:
    assert DOCUMENTED[method.name].api == "v2"


def test_every_method_is_documented_in_some_case_of_letters() -> None:
    known = {name.lower() for name in (*DOCUMENTED, *IN_WORDS)}
    assert [method.name for method in REGISTRY if method.name.lower() not in known] == []


def test_the_index_and_the_details_name_the_same_methods() -> None:
    assert set(DOCUMENTED) == set(departures.DETAILS)
    assert len(DOCUMENTED) == 1672


def test_scopes_are_read_as_words() -> None:
    assert DOCUMENTED["user.get"].scope == ("user", "user_brief", "user_basic")
    assert DOCUMENTED["events"].scope == ()
    assert DOCUMENTED["methods"].deprecated
