"""A server that is killed between a change and the call that tells of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from homeport.portals.folder import DataFolder
from tests.crash.telling import live_through
from tests.crash.victim import Victim
from tests.property.profile import SCALE

CYCLES = 5 * SCALE


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Victim]:
    victim = Victim(tmp_path, "--workers", "2")
    yield victim
    victim.kill()


@pytest.mark.parametrize("deliveries", ["cloud", "retry"])
def test_what_happened_is_told_once_or_until_it_is_taken(victim: Victim, deliveries: str) -> None:
    def disaster() -> None:
        victim.kill()
        victim.start()

    victim.start()
    live_through([victim], DataFolder(victim.data), [disaster] * CYCLES, deliveries=deliveries)
