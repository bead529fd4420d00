"""Whatever somebody does to a file: it is applied or refused, and the portal stays whole."""

import random

import pytest

from homeport.domain.declared.source import DeclarationError
from tests.conftest import Wire
from tests.declared.conftest import EXAMPLE, Apply
from tests.dump import dumped

WORDS = [
    '""', "0", "-1", "9223372036854775807", "true", "[]", "{}", "[[1]]", "1e300", "nan", "2030-01-01", "10:00:00",
    '"acme"', '"users.vera"', '"\\u0000"', '"Y"', '["vera", 5]', "[{ VALUE = 5 }]", '"deals.boat"', "99",
]  # fmt: skip


def mutated(lines: list[str], chance: random.Random) -> str:
    lines = lines.copy()
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(lines))
        kind = chance.randrange(6)
        key, equals, _ = lines[place].partition(" = ")
        if kind == 0:
            del lines[place]
        elif kind == 1:
            lines.insert(place, chance.choice(lines))
        elif kind == 2 and equals:
            lines[place] = f"{key} = {chance.choice(WORDS)}"
        elif kind == 3 and lines[place]:
            at = chance.randrange(len(lines[place]))
            lines[place] = lines[place][:at] + chance.choice("[]{}\"'=.,#x0") + lines[place][at + 1 :]
        elif kind == 4:
            other = chance.randrange(len(lines))
            lines[place], lines[other] = lines[other], lines[place]
        elif equals:
            lines[place] = f"{key} = {chance.choice(lines).partition(' = ')[2] or 1}"
    return "\n".join(lines)


def contents(wire: Wire) -> list[str]:
    return dumped(wire.folder.portal_file("default"))


@pytest.mark.parametrize("seed", range(4))
def test_a_file_that_was_tampered_with_is_applied_twice_alike_or_refused_whole(
    applied: Apply, wire: Wire, seed: int
) -> None:
    lines = EXAMPLE.read_text().splitlines()
    chance = random.Random(seed)
    for _ in range(60):
        text = mutated(lines, chance)
        before = contents(wire)
        try:
            applied(text)
        except DeclarationError as error:
            assert error.problems
            assert all(problem.line >= 1 and problem.column >= 1 for problem in error.problems)
            assert contents(wire) == before
        else:
            assert applied(text).changes == (), text
