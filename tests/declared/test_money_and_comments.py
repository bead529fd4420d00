"""Currencies, units of measurement, VAT rates and comments of a file."""

from collections.abc import Callable

import pytest

from tests.conftest import Api
from tests.declared.conftest import Apply

Problems = Callable[[str], list[tuple[int, int, str]]]

MONEY = """
[currencies.franc]
CURRENCY = "CHF"
AMOUNT = 96.5
AMOUNT_CNT = 100
LANG = { en = { FULL_NAME = "Swiss franc", FORMAT_STRING = "# Fr." } }
[currencies.dollar]
CURRENCY = "USD"
AMOUNT = 0.5
[measures.coil]
CODE = 900
MEASURE_TITLE = "Coil"
[measures.meter]
CODE = 6
MEASURE_TITLE = "Metre"
[vats.full]
NAME = "VAT 19%"
RATE = 19
"""
COMMENT = """
[deals.boat]
id = 2700
[leads.other]
id = 2701
[comments.colour]
OWNER = "deals.boat"
COMMENT = "Blue"
AUTHOR_ID = 3
BINDINGS = ["leads.other"]
"""


def test_currencies_units_and_rates_are_added_and_those_that_are_there_changed(applied: Apply, admin: Api) -> None:
    outcome = applied(MONEY)
    assert [(change.done, change.name) for change in outcome.changes] == [
        ("added", "currencies.franc"),
        ("changed", "currencies.dollar"),
        ("added", "measures.coil"),
        ("changed", "measures.meter"),
        ("added", "vats.full"),
    ]
    franc = admin("crm.currency.get", id="CHF")
    assert (franc["AMOUNT"], franc["AMOUNT_CNT"], franc["LANG"]["en"]["FULL_NAME"]) == ("96.5000", "100", "Swiss franc")
    assert admin("crm.currency.get", id="USD")["AMOUNT"] == "0.5000"
    [meter] = admin("crm.measure.list", filter={"CODE": 6})
    assert meter["MEASURE_TITLE"] == "Metre"
    [full] = admin("crm.vat.list", filter={"NAME": "VAT 19%"})
    assert float(full["RATE"]) == 19
    assert applied(MONEY).changes == ()
    assert [change.keys for change in applied(MONEY.replace("RATE = 19", "RATE = 20")).changes] == [("RATE",)]
    applied(MONEY)
    assert [change.keys for change in applied(MONEY.replace("# Fr.", "Fr. #")).changes] == [("LANG",)]


def test_another_currency_becomes_the_base(applied: Apply, admin: Api, problems: Problems) -> None:
    text = '[currencies.franc]\nCURRENCY = "CHF"\nBASE = true\n'
    applied(text)
    assert admin("crm.currency.base.get") == "CHF"
    assert applied(text).changes == ()
    assert problems(text.replace("true", "false"))[0][:2] == (3, 1)
    assert [line for line, *_ in problems(text.replace("CHF", "SEK"))] == [2]


def test_a_comment_stands_in_the_timelines_that_the_file_says(applied: Apply, admin: Api) -> None:
    applied(COMMENT)
    [comment] = admin("crm.timeline.comment.list", filter={"ENTITY_TYPE": "deal", "ENTITY_ID": 2700})
    assert (comment["COMMENT"], comment["AUTHOR_ID"]) == ("Blue", "3")
    assert len(admin("crm.timeline.comment.list", filter={"ENTITY_TYPE": "lead", "ENTITY_ID": 2701})) == 1
    assert applied(COMMENT).changes == ()
    changed = COMMENT.replace("Blue", "Green").replace('["leads.other"]', "[]")
    assert [change.name for change in applied(changed).changes] == ["comments.colour"]
    assert admin("crm.timeline.comment.get", id=comment["ID"])["COMMENT"] == "Green"
    assert admin("crm.timeline.comment.list", filter={"ENTITY_TYPE": "lead", "ENTITY_ID": 2701}) == []


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (MONEY.replace('"CHF"', '"FRANC"'), (3, 1), "three letters"),
        (MONEY.replace("AMOUNT = 96.5\n", ""), (3, 1), "a new currency needs its rate"),
        (MONEY.replace("AMOUNT = 96.5", "AMOUNT = -1"), (4, 1), "AMOUNT has an invalid value"),
        (MONEY.replace('"# Fr."', '"Fr."'), (6, 10), "FORMAT_STRING has a #"),
        (MONEY.replace("FULL_NAME", "NAME"), (6, 17), 'no key "NAME"'),
        (MONEY.replace("en = {", "english = {"), (6, 10), "two letters"),
        (MONEY.replace('CURRENCY = "USD"', 'CURRENCY = "CHF"'), (8, 1), "currencies.franc has the same"),
        (MONEY.replace("CODE = 6", "CODE = 900"), (14, 1), "measures.coil has the same"),
        (MONEY.replace("CODE = 900", 'CODE = "900"'), (11, 1), "a whole number"),
        (MONEY + "IS_DEFAULT = true", (19, 1), "no key of vats"),
        (COMMENT.replace("Blue", ""), (8, 1), "Empty comment message"),
        (COMMENT.replace("AUTHOR_ID = 3", "AUTHOR_ID = 99"), (9, 1), "id 99"),
        (COMMENT.replace('"deals.boat"', '"comments.colour"'), (7, 1), "no record"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_problem_where_it_stands(
    problems: Problems, text: str, place: tuple[int, int], problem: str
) -> None:
    found = {(line, column): said for line, column, said in problems(text)}
    assert place in found, found
    assert problem in found[place]


def test_who_wrote_a_comment_stays(applied: Apply, problems: Problems) -> None:
    applied(COMMENT)
    assert [line for line, *_ in problems(COMMENT.replace("AUTHOR_ID = 3", "AUTHOR_ID = 1"))] == [9]
