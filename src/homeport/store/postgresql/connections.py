"""Connections to PostgreSQL: psycopg's, with a short way for what begins and ends a transaction.

psycopg's cursors take several times as long for that, and a read is a short thing.
"""

import select
from collections import deque
from contextlib import suppress
from typing import Any

import psycopg
from psycopg import errors
from psycopg.pq import DiagnosticField, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.waiting import Wait

_OPEN = (TransactionStatus.INTRANS, TransactionStatus.INERROR)


class Connection(psycopg.Connection[tuple[Any, ...]]):
    """A connection, with a short way for what begins and ends transactions."""

    home: "deque[Connection]"
    """Where it is while nobody uses it."""
    ending = False
    """Whether the answer to a ``COMMIT`` is still to be read."""

    def ask(self, statements: str) -> tuple[int, ...]:
        """Run statements without parameters; the numbers that the last one finds.

        psycopg's cursors take several times as long for it.

        :raises psycopg.Error: when one fails
        """
        self.send(statements)
        return self.found()

    def send(self, statements: str) -> None:
        """Begin what :meth:`found` waits for."""
        self.pgconn.send_query(statements.encode())
        while self.pgconn.flush():
            self._wait(Wait.RW)
            self.pgconn.consume_input()

    def found(self, seconds: float | None = None) -> tuple[int, ...]:
        """The numbers that the last of the statements found that were sent.

        :param seconds: how long each answer may take
        :raises psycopg.Error: when one of them failed
        """
        numbers: tuple[int, ...] = ()
        failed: PGresult | None = None
        while (result := self._next(seconds)) is not None:
            if result.status == ExecStatus.FATAL_ERROR:
                failed = result
            elif result.ntuples:
                numbers = tuple(int(result.get_value(0, column) or 0) for column in range(result.nfields))
        if failed is not None:
            state = (failed.error_field(DiagnosticField.SQLSTATE) or b"").decode()
            kind = errors.lookup(state) if state else errors.OperationalError
            raise kind(failed.error_message.decode(errors="replace"))
        return numbers

    def let_go(self) -> None:
        """Commit a read transaction without waiting for the answer, and let others use the connection."""
        if self.closed:
            return
        try:
            if self.pgconn.transaction_status in _OPEN:
                self.send("COMMIT")
                self.ending = True
                self.home.append(self)
                return
        except psycopg.OperationalError:  # it has broken
            pass
        self.close()

    def end(self, seconds: float | None = None) -> None:
        """Read the answer that was not waited for, if there is one; at once when it has come.

        :param seconds: how long it may take
        :raises psycopg.OperationalError: when the connection has broken; it is closed then
        """
        if not self.ending:
            return
        self.ending = False
        try:
            while self._next(seconds) is not None:
                pass
        except psycopg.OperationalError:
            self.close()
            raise

    def _next(self, seconds: float | None = None) -> PGresult | None:
        """The next result of what was sent; None after the last one."""
        while self.pgconn.is_busy():
            self._wait(Wait.R, seconds)
            self.pgconn.consume_input()
        return self.pgconn.get_result()

    def _wait(self, wanted: Wait, seconds: float | None = None) -> None:
        sleeping = select.poll()
        sleeping.register(self.pgconn.socket, select.POLLIN | (select.POLLOUT if wanted & Wait.W else 0))
        if not sleeping.poll(None if seconds is None else seconds * 1000):
            self.close()  # what was asked for is still to be answered
            raise errors.OperationalError("it does not answer")


def take(idle: deque[Connection]) -> Connection | None:
    """The one of the idle connections that has not been used for the longest: its last answer has come."""
    while idle:
        with suppress(IndexError, psycopg.OperationalError):  # another thread was faster, or it broke while idle
            connection = idle.popleft()
            connection.end()
            return connection
    return None
