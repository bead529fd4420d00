"""Lists of the messenger are served by indexes."""

from collections.abc import Callable

import pytest

from homeport.domain.im import access, history, notices, recent, unread
from homeport.domain.im.recent import Wanted
from homeport.domain.im.tables import CHAT, MEMBER, MESSAGE, NOTICE
from homeport.store import Query, Transaction
from tests.conftest import Wire
from tests.methods.im.conftest import CLARA

MANY = 3_000
GRANT: access.Grant = (True, (None, "sees"))


def _filled(tx: Transaction) -> None:
    chat = {"TYPE": "C", "TITLE": "A", "AUTHOR_ID": CLARA, "DATE_CREATE": ""}
    numbers = [tx.insert(CHAT, chat) for _ in range(MANY // 10)]
    stand = {"MANAGER": "N", "START_ID": 0, "LAST_ID": 0, "READ": None, "COUNTER": 0, "MUTED": "N", "LISTED": "Y"}
    rows = [
        {**stand, "CHAT_ID": number, "USER_ID": user, "PINNED": "N", "MARKED": "N", "ACTIVITY": f"{number:09}"}
        for number in numbers
        for user in range(1, 7)
    ]
    tx.insert_many(MEMBER, rows)
    said = {"AUTHOR_ID": CLARA, "DATE_CREATE": "", "MESSAGE": "A"}
    tx.insert_many(MESSAGE, [{**said, "CHAT_ID": numbers[number % len(numbers)]} for number in range(MANY)])
    texts = dict.fromkeys(("DATE_CREATE", "MODULE", "EVENT", "APP", "TAG", "SUB_TAG", "TITLE", "MESSAGE_OUT"), "")
    notice = {**texts, "CHAT_ID": numbers[0], "AUTHOR_ID": 0, "TYPE": 2, "MESSAGE": "A", "READ": "Y"}
    tx.insert_many(NOTICE, [{**notice, "USER_ID": number % 6 + 1} for number in range(MANY)])


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (lambda: recent._page(GRANT, Wanted(), False, False), "im_member_recent"),
        (lambda: recent._page(GRANT, Wanted(), True, True), "im_member_recent"),
        (lambda: history._page(False, True), "im_message_chat"),
        (lambda: history._page(True, False), "im_message_chat"),
        (lambda: notices._page(False), "im_notice_of_user"),
        (lambda: notices._page(True), "im_notice_of_user"),
        (lambda: unread._COUNT, "im_message_chat"),
    ],
    ids=["recent", "recent between", "older messages", "newer messages", "notices", "older notices", "unread"],
)
def test_a_page_reads_an_index_in_its_order(wire: Wire, query: Callable[[], Query], index: str) -> None:
    params = {
        "actor": CLARA, "user": CLARA, "chat": 1, "start": 0, "first": 1, "last": 9, "since": "", "until": "9",
        "limit": 20, "offset": 0, "type": 2,
    }  # fmt: skip

    def look(tx: Transaction) -> list[str]:
        _filled(tx)
        statement, known = tx.statement(query(), params)
        return tx.plan(statement, known)

    steps = wire.portal.store.write_now(look)
    assert any(index in step for step in steps), steps
    assert not any("ORDER BY" in step or step.startswith("Sort") for step in steps), steps
