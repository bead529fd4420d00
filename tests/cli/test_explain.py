"""``homeport explain``."""

from collections.abc import Callable

from tests.cli.conftest import Done

Run = Callable[..., Done]


def test_it_says_who_may_do_what_and_by_which_rule(invoke: Run) -> None:
    said = invoke("explain", "6", "read", "deal", "3").out
    assert "Farid Sail (user 6) may not READ DEAL 3." in said
    assert "Dmitri Quay, is in no department of the user's" in said
    assert "role support, by DR3 Support and departments below: DEAL D" in said
    assert "which it is bound to" in invoke("explain", "3", "WRITE", "activity", "1").out


def test_scripts_get_json(invoke: Run) -> None:
    found = invoke("explain", "1", "DELETE", "lead", "1", "--json").json
    assert (found["allowed"], found["is_admin"], found["records"][0]["type"]) == (True, True, "LEAD")


def test_bad_words_are_refused_in_one_line(invoke: Run) -> None:
    assert "is no type" in invoke("explain", "1", "READ", "thing", "1").one_line
    assert "homeport user list" in invoke("explain", "77", "READ", "deal", "1").one_line
    assert invoke("explain", "1", "FLY", "deal", "1").code == 2
