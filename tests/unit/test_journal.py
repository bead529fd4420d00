"""The bounded file that requests are logged in."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from homeport.store.journal import Journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "requests.jsonl"


def write(journal: Journal, *lines: bytes) -> None:
    for line in lines:
        journal.append(line)


def test_lines_are_read_in_the_order_they_were_taken(path: Path) -> None:
    journal = Journal(path)
    write(journal, b"1", b"2")
    write(journal, b"3")
    assert list(journal.lines()) == [b"1", b"2", b"3"]


def test_another_process_reads_what_is_written(path: Path) -> None:
    journal = Journal(path)
    write(journal, b"1")
    assert list(Journal(path).lines()) == [b"1"]


def test_a_line_that_is_half_written_is_left_out(path: Path) -> None:
    path.write_bytes(b"1\n2\nhal")
    assert list(Journal(path).lines()) == [b"1", b"2"]


def test_the_file_is_bounded_and_the_oldest_go_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeport.store.journal.LOOK_SECONDS", 0.0)
    journal = Journal(path, half=1_000)
    for number in range(500):
        write(journal, b"%09d" % number)
    kept = list(journal.lines())
    assert kept[-1] == b"%09d" % 499
    assert 100 <= len(kept) < 250
    assert kept == sorted(kept)


def test_workers_that_find_the_file_full_at_once_begin_one_new_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("homeport.store.journal.LOOK_SECONDS", 0.0)
    first, second = Journal(path, half=10), Journal(path, half=10)
    write(first, b"first of the old file")
    write(second, b"second of the old file")
    turn = second._turn

    def late() -> None:  # the other has seen the same, and is a moment faster
        write(first, b"first of the new file")
        turn()

    monkeypatch.setattr(second, "_turn", late)
    write(second, b"second of the new file")
    assert list(first.lines()) == [
        b"first of the old file", b"second of the old file", b"first of the new file", b"second of the new file",
    ]  # fmt: skip


def test_no_line_is_lost_where_two_processes_write_and_the_files_are_small(path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for left in pool.map(write_many, [path] * 2, [0, 1]):
            assert left == ""
    kept = [line.split() for line in Journal(path).lines()]
    for worker in (b"0", b"1"):
        numbers = [int(number) for writer, number, _ in kept if writer == worker]
        assert numbers == list(range(numbers[0], LINES)), "the newest, without a gap"


LINES = 3_000


def write_many(path: Path, worker: int) -> str:
    """In a process of its own: lines in order; what went wrong."""
    journal = Journal(path, half=60_000)
    try:
        for number in range(LINES):
            journal.append(b"%d %d %s" % (worker, number, b"x" * 100))
    except OSError as error:
        return str(error)
    return ""


def test_a_worker_follows_when_another_begins_a_new_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeport.store.journal.LOOK_SECONDS", 0.0)
    first, second = Journal(path), Journal(path)
    write(first, b"1")
    write(second, b"2")
    path.replace(path.with_name(path.name + ".old"))
    write(first, b"3")
    write(second, b"4")
    assert list(first.lines()) == [b"1", b"2", b"3", b"4"]
    assert path.read_bytes() == b"3\n4\n"


def test_what_is_cleared_is_gone_for_all_workers(path: Path) -> None:
    first, second = Journal(path), Journal(path)
    write(first, b"1")
    write(second, b"2")
    first.clear()
    write(second, b"3")
    assert list(first.lines()) == [b"3"]


def test_the_file_is_its_owners_alone(path: Path) -> None:
    journal = Journal(path)
    write(journal, b"1")
    assert path.stat().st_mode & 0o777 == 0o600
