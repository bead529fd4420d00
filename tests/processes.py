"""Processes by their ids, to be ended at once."""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def children_of(parent: int) -> list[int]:
    """The processes that one has started."""
    found = [(int(folder.name), _state_and_parent(folder)) for folder in Path("/proc").glob("[0-9]*")]
    return sorted(process for process, known in found if known is not None and known[1] == parent)


def kill(processes: Iterable[int]) -> None:
    """End processes without a word to them; returns when they are gone."""
    processes = list(processes)
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    await_end(processes)


def hold(process: int) -> None:
    """Let a process do nothing more; returns once it does not."""
    os.kill(process, signal.SIGSTOP)
    while (known := _state_and_parent(Path(f"/proc/{process}"))) is not None and known[0] not in "TZX":
        os.sched_yield()


def await_end(processes: Iterable[int]) -> None:
    """Return once processes are gone."""
    for process in processes:
        while _is_alive(process):
            os.sched_yield()


def _is_alive(process: int) -> bool:
    known = _state_and_parent(Path(f"/proc/{process}"))
    return known is not None and known[0] not in "ZX"  # nobody may have asked yet how it ended


def _state_and_parent(folder: Path) -> tuple[str, int] | None:
    try:
        state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return state, int(parent)
