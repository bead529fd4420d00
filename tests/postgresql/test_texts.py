"""PostgreSQL folds and orders texts exactly as we do: every character, and words of all scripts."""

import unicodedata
from pathlib import Path

from sqlalchemy import Text, bindparam, cast, select

from homeport.store import Query, SqliteStore, Store, texts
from tests.conftest import Wire

_TEXT = cast(bindparam("text"), Text)
FOLDED = Query(select(texts.folded(_TEXT), texts.ordered_by(_TEXT)))
AT_ONCE = 500
WORDS = (
    "ΟΔΟΣ",
    "Ὀδυσσεύς",
    "Straße",
    "İzmir",
    "ISPARTA",
    "ёЁйЙ",
    "Łódź",
    "ﬁnch",
    "Հայաստան",
    "ⴀⴁ",
    "ǅ",
    "한국",
    "a\u0308",
)


def characters() -> list[str]:
    """All that have a name, but for those that stand alone for nothing."""
    known = (chr(number) for number in range(1, 0x110000))
    return [each for each in known if unicodedata.category(each) not in ("Cn", "Co", "Cs")]


def found(store: Store, text: str) -> tuple[str, str]:
    with store.snapshot() as tx:
        row = tx.one(FOLDED, text=text)
    assert row is not None
    return row


def test_both_stores_fold_and_order_every_character_alike(wire: Wire) -> None:
    every = characters()
    # a blank apart, so that none changes what its neighbour is
    parts = [" ".join(every[first : first + AT_ONCE]) for first in range(0, len(every), AT_ONCE)]
    for part in [*parts, *WORDS, "", "plain"]:
        assert found(wire.portal.store, part) == (texts.fold(part), texts.ordered(part))


def test_a_file_answers_the_same(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "portal.db")
    for word in (*WORDS, "", "plain", "a\0Ä"):
        assert found(store, word) == (texts.fold(word), texts.ordered(word))
    store.close()
