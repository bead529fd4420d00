"""A bad network between the server and PostgreSQL: documented errors, nothing is done twice, and it recovers alone."""

import random
import socket
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing

import pytest

from homeport.store.postgresql import database as connections
from homeport.store.postgresql.database import Database
from homeport.store.postgresql.turns import TOGETHER
from tests.cluster import Cluster
from tests.conftest import Answer
from tests.network.conftest import Far
from tests.network.proxy import TOXICS, Toxic
from tests.property.profile import SCALE

CALLS = 20 * SCALE
SHARE = 0.5
TRIES = 60
DOCUMENTED = {(500, "INTERNAL_SERVER_ERROR"), (503, "QUERY_LIMIT_EXCEEDED"), (500, "ERROR_UNEXPECTED_ANSWER")}


def code(answer: Answer) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status, answer.json["error"]["code"]


def ask(far: Far, title: str) -> Answer:
    """Try to add a note, once."""
    answer = far.caller.send("test.note.add", {"fields": {"title": title}}, key=title)
    assert answer.status == 200 or code(answer) in DOCUMENTED
    return answer


def add(far: Far, title: str) -> None:
    """Ask until a note is added."""
    assert any(ask(far, title).status == 200 for _ in range(TRIES)), f"{title} was refused {TRIES} times"


@pytest.mark.parametrize("name", [name for name, toxic in TOXICS.items() if not toxic.down])
def test_calls_that_are_asked_again_are_done_once(far: Far, name: str) -> None:
    titles = [f"note {number}" for number in range(CALLS)]
    chosen = random.Random(1)
    for number, title in enumerate(titles):
        toxic = TOXICS[name]
        if toxic.limit is not None:  # before it begins, while it writes, or while it commits
            toxic = toxic._replace(limit=chosen.choice([0, chosen.randrange(8000)]))
        with far.proxy.toxic(toxic, SHARE):
            add(far, title)
        if number % 3 == 0:
            far.database.close_idle()  # so that others may be hit
    assert far.proxy.hits
    assert far.caller.notes() == titles


def test_a_database_that_nobody_reaches_for_a_while_is_used_again_at_once(far: Far) -> None:
    titles = [f"note {number}" for number in range(CALLS)]
    for title in titles:
        with far.proxy.toxic(TOXICS["down"]):
            assert code(ask(far, title)) in DOCUMENTED
        assert ask(far, title).status == 200, "nobody need ask twice once it is there again"
    assert far.caller.notes() == titles


def test_a_database_that_says_nothing_is_told_and_used_again_when_it_speaks(
    far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever finds no thread free is refused; the others wait, and the end of their connections is their answer."""
    monkeypatch.setattr(connections, "WAIT_SECONDS", 0.2)
    reading = {"path": far.caller.base + "test.note.list", "body": b"{}"}
    with ThreadPoolExecutor(1) as pool, far.proxy.toxic(Toxic(limit=0, end="hold", hold=3600.0)):
        answering = pool.submit(far.wire.send_together, [reading] * (10 * connections.TURNS * TOGETHER))
        while not (turns := far.database.uses().get("turn")) or turns.waiting or turns.used < connections.TURNS:
            assert not wait([answering], 0.02).done
    answers = answering.result()
    assert {code(answer) for answer in answers if answer.status != 200} <= DOCUMENTED
    assert (503, "QUERY_LIMIT_EXCEEDED") in {code(answer) for answer in answers if answer.status != 200}
    assert ask(far, "note").status == 200


def test_a_host_that_is_gone_without_a_word_is_noticed_by_both_ends() -> None:
    """Otherwise the system notices after two hours, and what that host had locked stays locked until then."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    cluster = Cluster(port=port)
    near = Database(f"postgresql://homeport@127.0.0.1:{port}/postgres")
    try:
        with closing(near.connect()) as connection:
            with closing(socket.socket(fileno=socket.dup(connection.fileno()))) as sock:
                here = [
                    sock.getsockopt(socket.IPPROTO_TCP, option)
                    for option in (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT)
                ]
                assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            names = ("idle", "interval", "count")
            there = [int(connection.execute(f"SHOW tcp_keepalives_{name}").fetchall()[0][0]) for name in names]
        for idle, interval, times in (here, there):
            assert idle + interval * times <= connections.SILENT_SECONDS
    finally:
        near.close()
        cluster.close()
