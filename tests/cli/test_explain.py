"""``homeport explain``."""

from tests.cli.test_commands import Run, data, homeport  # noqa: F401  the fixtures


def test_it_says_who_may_do_what_and_by_which_rule(homeport: Run) -> None:  # noqa: F811
    said = homeport("explain", "6", "read", "deal", "3").out
    assert "Farid Sail (user 6) may not READ DEAL 3." in said
    assert "Dmitri Quay, is in no department of the user's" in said
    assert "role support, by DR3 Support and departments below: DEAL D" in said
    assert "which it is bound to" in homeport("explain", "3", "WRITE", "activity", "1").out


def test_scripts_get_json(homeport: Run) -> None:  # noqa: F811
    found = homeport("explain", "1", "DELETE", "lead", "1", "--json").json
    assert (found["allowed"], found["is_admin"], found["records"][0]["type"]) == (True, True, "LEAD")


def test_bad_words_are_refused_in_one_line(homeport: Run) -> None:  # noqa: F811
    assert "is no type" in homeport("explain", "1", "READ", "thing", "1").one_line
    assert "homeport user list" in homeport("explain", "77", "READ", "deal", "1").one_line
    assert homeport("explain", "1", "FLY", "deal", "1").code == 2
