"""An application that is closed leaves no file and no connection open, and no memory taken."""

import gc
from pathlib import Path

from tests.conftest import Folders, Wire, api_of

TIMES = 5


def open_files() -> list[str]:
    """What this process has open."""
    return sorted(
        str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.exists() or each.is_symlink()
    )


def test_an_application_leaves_nothing_open(folders: Folders, tmp_path: Path) -> None:
    def use(name: str) -> None:
        wire = Wire(folders.demo(tmp_path / name))
        assert api_of(wire, 1)("crm.deal.list")
        wire.close()
        folders.forget(wire.folder)

    use("first")  # what is loaded once stays
    gc.collect()
    before = len(open_files())
    for turn in range(TIMES):
        use(f"next{turn}")
    gc.collect()
    left = open_files()
    assert len(left) <= before, left
