"""A replica of a test's database server, which follows it through its socket."""

import shutil
import tempfile
import time
from pathlib import Path

from tests.cluster import Cluster

FOLLOW_SECONDS = 30


class Replica(Cluster):
    """A streaming replica. Its log has every statement.

    :param primary: which runs
    """

    def __init__(self, primary: Cluster) -> None:
        self._options = (
            "-c listen_addresses='' -c fsync=off -c max_connections=200 -c log_statement=all -c log_line_prefix="
        )
        self._commands, self._user, self._port = primary._commands, primary._user, None
        self.folder = Path(tempfile.mkdtemp(prefix="homeport-pg-", dir="/tmp"))
        if self._user:
            shutil.chown(self.folder, self._user)
        source = ["-h", str(primary.folder), "-U", "homeport"]
        self._run("pg_basebackup", *source, "-D", self._data, "-R", "-c", "fast", "--no-sync")
        self._primary = primary
        self.start()

    def mend(self) -> None:
        """Let it be as it began, whatever a test has done to it."""
        if not (self.folder / "data" / "postmaster.pid").exists():
            self.start()
        self.resume()

    def follow(self) -> None:
        """Return once it has replayed all that the primary has."""
        wanted = self._primary.execute("SELECT pg_current_wal_insert_lsn()::text")[0][0]
        deadline = time.monotonic() + FOLLOW_SECONDS
        while not self.execute(f"SELECT pg_last_wal_replay_lsn() >= '{wanted}'")[0][0]:
            assert time.monotonic() < deadline, "the replica does not follow"

    def pause(self) -> None:
        """Let it fall behind."""
        self.execute("SELECT pg_wal_replay_pause()")
        deadline = time.monotonic() + FOLLOW_SECONDS
        while self.execute("SELECT pg_get_wal_replay_pause_state()")[0][0] != "paused":
            assert time.monotonic() < deadline, "the replica does not pause"

    def resume(self) -> None:
        """Let it follow again."""
        self.execute("SELECT pg_wal_replay_resume()")

    def reads(self, of: str) -> int:
        """How many statements it was asked so far that name something."""
        return sum(of in line for line in (self.folder / "log").read_text(errors="replace").splitlines())
