"""Answers as the request log keeps them: JSON of the same shape, whatever they hold."""

import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from homeport.core import answers
from tests.property.profile import examples

LETTERS = 'aä"\\/%<{]: '
PIECES = ("://", '\\"', "a%20b", "token=", "\\", '"', "/rest/1/x")
NAMES = ("auth", "ACCESS_TOKEN", "password", "id", "CODE", "file", 'a"auth')
_TEXT = st.text(LETTERS, max_size=20) | st.sampled_from(PIECES)
_NAME = st.text(LETTERS, max_size=8) | st.sampled_from(NAMES)


def _objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.lists(inner, max_size=4), st.dictionaries(_NAME, inner, max_size=4))


def kept(body: bytes) -> Any:
    return msgspec.json.decode(answers.kept(body, len(body)))


@examples(400)
@given(value=st.dictionaries(_NAME, st.recursive(st.one_of(_TEXT, st.integers(), st.none()), _objects), max_size=4))
def test_what_is_kept_is_json_of_the_same_shape(value: Any) -> None:
    found = kept(json.dumps(value).encode())
    compact = kept(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    assert found == compact
    assert same_shape(value, found)


def same_shape(value: Any, found: Any) -> bool:
    """Whether nothing but texts and masked values differ."""
    if found == "***" or isinstance(value, str):
        return isinstance(found, str)
    if isinstance(value, dict):
        return len(found) <= len(value) and all(
            same_shape(each, found[name]) for name, each in value.items() if name in found
        )
    if isinstance(value, list):
        return len(value) == len(found) and all(map(same_shape, value, found))
    return bool(value == found)
