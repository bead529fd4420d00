"""Where everything in a TOML file stands, beside what :mod:`tomllib` says it means."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeport.domain.declared.positions import Path, index
from tests.declared.conftest import EXAMPLE

HARD = '''
# a comment with [brackets] = and "quotes
plain = 1
"quoted key".'with.dots'."\\u0041" = 2   # dotted, of three kinds
site . "google.com" = true
text = """
[not.a.table]
key = "\\""" and "" inside, with \\\\""""
literal = \'\'\'
it's = 'raw' \\\'\'\'\'
empty = """"""
array = [
  1, [2, 3], # [4]
  { a = { b.c = [ { d = "}]" } ] } }, "]",
]
when = [2030-01-01 10:00:00Z, 2030-01-01T10:00:00, 2030-01-01, 10:00:00.5]
number = [0x_f, -1e5, +inf, 1_000.5] # after
[ table . "sub.table" ]
x=1
[[list]]
a = 1
[[list.inner]]
b = 1
[list.inner.more]
c = 1
[[list.inner]]
b = 2
[[list]]
a = 2
[later.first]
[later]
y = {}
z = []
'''.replace("_f", "f")


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in entries:
        yield from paths(each, (*path, key))


def missing(text: str) -> set[Path]:
    """What has no place, but for the elements of arrays of tables: these have those of their keys."""
    found = index(text)
    document = tomllib.loads(text)
    assert set(found) <= set(paths(document))
    return {path for path in paths(document) if path not in found}


def line_of(text: str, path: Path) -> str:
    return text[index(text)[path] :].partition("\n")[0]


def test_all_that_is_hard_in_toml_has_its_place() -> None:
    assert missing(HARD) == {("list", 0), ("list", 0, "inner", 0)} & missing(HARD)
    assert line_of(HARD, ("quoted key", "with.dots", "A")) == '"\\u0041" = 2   # dotted, of three kinds'
    assert line_of(HARD, ("array", 2, "a", "b", "c", 0, "d")).startswith('d = "}]"')
    assert line_of(HARD, ("when", 1)).startswith("2030-01-01T10")
    assert line_of(HARD, ("list", 0, "inner", 1, "b")) == "b = 2"
    assert line_of(HARD, ("list", 1, "a")) == "a = 2"
    assert line_of(HARD, ("literal",)) == "literal = '''"
    assert line_of(HARD, ("later", "y")) == "y = {}"


def test_the_example_has_a_place_for_everything() -> None:
    assert missing(EXAMPLE.read_text()) == set()


KEYS = st.sampled_from(["a", "b-1", '"c d"', "'e.f'", '"\\t"'])
SCALARS = st.sampled_from(
    ["1", "-2.5", "true", '"x"', "'y]'", '"""m\n"n" \\""""', "'''o\n=p'''", "2030-01-01", "2030-01-01 10:00:00", "[]"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[\n " + ", # no\n ".join([*items, ""]) + "]")
        | st.dictionaries(KEYS, inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + " }"
        )
    ),
    max_leaves=8,
)
LINES = st.one_of(
    st.tuples(st.lists(KEYS, min_size=1, max_size=3).map(" . ".join), VALUES).map(" = ".join),
    st.lists(KEYS, min_size=1, max_size=3).map(lambda parts: f"[ {'.'.join(parts)} ] # table"),
    st.lists(KEYS, min_size=1, max_size=2).map(lambda parts: f"[[{'.'.join(parts)}]]"),
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_whatever_tomllib_accepts_has_a_place_for_every_key(text: str) -> None:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    found = index(text)
    assert set(found) <= set(paths(document))
    keys = {path for path in paths(document) if isinstance(path[-1], str)}
    assert keys <= set(found)


@pytest.mark.parametrize("text", ["", "\n\n# nothing\n", "a=1", "[a]"])
def test_the_smallest_files_are_indexed(text: str) -> None:
    assert missing(text) == set()
