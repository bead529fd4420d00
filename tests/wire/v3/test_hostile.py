"""Whatever is sent to REST 3.0, it is answered, in its form, and a refusal changes nothing."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.property.profile import examples
from tests.wire.v3.conftest import Api3

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(st.characters(codec="utf-8"), max_size=9),
)
WORDS = st.sampled_from(
    ("$ref", "$refArray", "a.item.id", "0.items.0", "a.id", "method", "query", "as", "parallel", "cmd", "auth", "0",
     "1", "test.note.add", "test.note.get", "test.note.list", "batch", "fields", "title", "id", "filter", "select")
)  # fmt: skip
VALUES = st.recursive(
    SCALARS | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)
COMMANDS = st.fixed_dictionaries(
    {"method": WORDS | VALUES, "query": VALUES}, optional={"as": st.just("a") | VALUES, "parallel": VALUES}
)
BODIES = (
    VALUES | st.lists(COMMANDS | VALUES, max_size=4) | st.dictionaries(st.sampled_from("0123a"), COMMANDS, max_size=4)
)
METHODS = st.sampled_from(
    ("batch", "test.note.add", "test.note.get", "test.note.list", "documentation", "rest.scope.list")
)
KEYS = st.none() | st.text(st.characters(codec="latin-1"), max_size=300)


@examples(400, one_fixture=True)
@given(method=METHODS, body=BODIES, key=KEYS)
def test_any_body_is_answered(caller: Api3, method: str, body: Any, key: str | None) -> None:
    before = caller.notes()
    answer = caller.send(method, json.dumps(body).encode(), key=key)
    if answer.status == 200:
        assert "error" not in answer.json
        return
    assert 400 <= answer.status < 500, answer.body
    assert set(answer.json) == {"error"}
    assert answer.json["error"]["code"]
    assert answer.json["error"]["message"]
    assert caller.notes() == before


@examples(100, one_fixture=True)
@given(body=st.binary(max_size=60))
def test_any_octets_are_answered(caller: Api3, body: bytes) -> None:
    assert caller.send("test.note.get", body).status == 400
