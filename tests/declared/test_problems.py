"""What is wrong with a file is said at its line, all at once, and nothing is changed."""

from collections.abc import Callable

import pytest

from homeport.domain.portal import settings
from tests.conftest import Api, Wire

Problems = Callable[[str | bytes], list[tuple[int, int, str]]]

MANY = """\
[usrs.vera]
email = "x"

[users.vera]
email = "vera@example.test"
departmnts = ["sales"]
departments = ["sails", 5]

[departments.sales]
name = 5

[deals.boat]
TITEL = "Boat"
COMPANY_ID = "acmee"
OPPORTUNITY = "much"
ID = 0

[companies]
acme.TITLE = "Acme"
acme.PHONE = [
  "+49 40 5550100",
  { VALUE = "+49 40 5550101", VALUETYPE = "HOME" },
]

[settings]
plan = "enterprize"
rate_limit = { bucket = 0, leak = 2 }
clock.frozen_at = "now"

[items.trips.first]
TITLE = "Trip"

[[leads]]
TITLE = "Lead"
"""


def test_every_problem_is_named_with_its_place_and_what_was_probably_meant(problems: Problems) -> None:
    found = {(line, column): text for line, column, text in problems(MANY)}
    assert found[1, 2] == 'there is no table "usrs": did you mean "users"?'
    assert found[6, 1] == 'there is no key of users "departmnts": did you mean "departments"?'
    assert found[7, 16] == 'there is no [departments.…] named "sails": did you mean "sales"?'
    assert found[10, 1] == "name must be a text"
    assert found[13, 1] == 'there is no key of deals "TITEL": did you mean "title"?'
    assert found[14, 1] == 'there is no [companies.…] named "acmee": did you mean "acme"?'
    assert found[15, 1] == "OPPORTUNITY must be a number"
    assert found[16, 1] == "ID must be a number from 1 to 2147483647"
    assert found[22, 31] == 'there is no key "VALUETYPE": did you mean "VALUE_TYPE"?'
    assert found[26, 1] == "plan must be one of unlimited, free, basic, standard, professional, enterprise"
    assert found[27, 16] == "Expected `int` >= 1"
    assert found[28, 7] == "Expected `float | null`, got `str`"
    assert found[30, 8] == 'there is no [types.…] named "trips"'
    assert found[33, 3] == "this must be tables with names, such as [leads.first]"
    assert len(found) == 14


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("[users.vera]\nemail = \n", (2, 9), "no TOML"),
        ("a = [1,", (1, 8), "no TOML"),
        (b"a = '\xff'", (1, 6), "UTF-8"),
        ("a = " + "[" * 5000 + "]" * 5000, (1, 1), "nested"),
        ("a = " + "9" * 5000, (1, 1), "no TOML"),
        ("[settings]\nplan = 0x" + "f" * 5000, (2, 1), "too large"),
        ('[settings]\nplan = "a\\u0000b"', (2, 1), "NUL character"),
        ("users = 5", (1, 1), "tables with names"),
        ("[users]\nvera = 5", (2, 1), "must be a table"),
        ("[users.vera]", (1, 8), "lacks email"),
        ('[users."a.b"]\nemail = "x@example.test"', (1, 8), "a name has"),
        ("[users.vera]\nEMAIL = 'a@example.test'\nemail = 'b@example.test'", (3, 1), "said twice"),
        ("[users.a]\nemail = 'a@example.test'\n[users.b]\nemail = 'A@example.test'", (4, 1), "the same"),
        ("[users.a]\nemail = 'a@example.test'\npassword = 'short'", (3, 1), "8 to 1000"),
        ("[users.a]\nemail = 'a'", (2, 1), "e-mail address"),
        ("[users.a]\nemail = 'a@example.test'\ndepartments = [99]", (3, 1), "id 99"),
        ("[users.a]\nemail = 'a@example.test'\n[users.b]\nemail = 'clara.mast@example.test'\n"
         "[webhooks.w]\nuser = 'a'\ncode = 'a/b'\nscope = 'crm'", (7, 1), "letters and digits"),
        ("[webhooks.w]\nuser = 99\ncode = 'abcdefgh'\nscope = 'crm'", (2, 1), "id 99"),
        ("[roles.r]\nname = 'R'\nrights = { LEAD = { REED = 'X' } }", (3, 21), 'did you mean "READ"'),
        ("[roles.r]\nname = 'R'\nrights.LAED.READ = 'X'", (3, 8), 'did you mean "LEAD"'),
        ("[roles.r]\nname = 'R'\nrights.LEAD.READ = 'Z'", (3, 13), "a level is"),
        ("[departments.a]\nname = 'A'\nparent = 'b'\n[departments.b]\nname = 'B'\nparent = 'a'", (3, 1), "below"),
        ("[apps.a]\ntitle = 'A'\nclient_id = 'local.a'\nclient_secret = 'abcdefgh'", (1, 7), "handler"),
        ("[types.t]\ntitle = 'T'\nentityTypeId = 5", (3, 1), "128"),
        ("[types.t]\ntitle = 'T'\nentityTypeId = 1031", (3, 1), "allowed range"),
        ("[deals.d]\nSTAGE_ID = 'NONE'", (2, 1), "STAGE_ID"),
        ("[deals.d]\nCURRENCY_ID = 'euro'", (2, 1), "Currency"),
        ("[leads.l]\nEMAIL = ['nobody']", (2, 1), "invalid address"),
        ("[activities.a]\nOWNER = 'users.a'\nSUBJECT = 'S'\n[users.a]\nemail = 'a@example.test'", (2, 1), "no record"),
        ("[leads.l]\nTITLE = 'L'\n[activities.a]\nOWNER = 'leads.l'\nSUBJECT = 'S'\nRESPONSIBLE_ID = 1",
         (3, 13), "TYPE_ID"),
    ],
)  # fmt: skip
def test_a_problem_stands_where_it_is(problems: Problems, text: str | bytes, place: tuple[int, int], part: str) -> None:
    found = problems(text)
    assert place in {(line, column) for line, column, _ in found}, found
    assert any(part in said for *_, said in found), found


def test_nothing_is_half_applied_when_the_last_record_is_refused(problems: Problems, wire: Wire, admin: Api) -> None:
    text = """
    [settings]
    plan = "free"
    [users.vera]
    email = "vera.helm@example.test"
    [companies.acme]
    TITLE = "Acme Yard"
    [deals.boat]
    TITLE = "Boat"
    STAGE_ID = "NOWHERE"
    """
    assert [line for line, *_ in problems(text)] == [10]
    assert admin("crm.company.list", filter={"TITLE": "Acme Yard"}) == []
    assert len(admin("user.get")) == 6
    with wire.portal.store.snapshot() as tx:
        assert settings.read(tx).plan == "unlimited"


def test_what_refers_to_a_refused_record_is_no_problem_of_its_own(problems: Problems) -> None:
    text = "[companies.acme]\nCURRENCY_ID = 'euros'\n[deals.boat]\nTITLE = 'Boat'\nCOMPANY_ID = 'acme'\n"
    assert [line for line, *_ in problems(text)] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "[webhooks.w]\nuser = 1\ncode = 'my-secret!'\nscope = 'crm'\nnonsense = 1",
        "[apps.a]\ntitle = ''\nclient_id = 'local.a'\nclient_secret = 'my-secret!'\napi_only = true",
        "[users.a]\nemail = 'no'\npassword = 'my-secret!'\nnonsense = 1",
        "[users.a]\nemail = 'no'\npassword = ['my-secret!']",
    ],
)
def test_no_secret_is_said_in_a_problem(problems: Problems, text: str) -> None:
    assert "my-secret" not in str(problems(text))
