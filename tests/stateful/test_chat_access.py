"""Reads, searches and counts of chats allow each user what the rules say, worked out one by one."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from tests.apps import app_of
from tests.conftest import Folders, Wire
from tests.stateful.site import add_user, empty_portal

USERS = 6
STEPS = 60


class Chat(NamedTuple):
    """A chat, and those who are in it: by what they read from, and after what they came."""

    id: int
    open: bool
    people: dict[int, int]
    came: dict[int, int]
    said: list[tuple[int, int]]


class World:
    """A portal in which people chat at random; the last of them is a guest."""

    def __init__(self, wire: Wire, random: Random) -> None:
        self.admin = app_of(wire, 1, "im,task,sonet")
        self.people = [add_user(wire, f"user{number}", ()) for number in range(USERS)]
        self.guest = self.people[-1]
        guest = {"USER_TYPE": "extranet"}
        wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": self.guest}, guest), changed(tx)))
        group = self.admin("sonet_group.create", NAME="All")
        self.admin("sonet_group.user.add", GROUP_ID=group, USER_ID=self.people)
        self.chats: list[Chat] = []
        self.last = 0
        for _ in range(STEPS):
            random.choice((self._make, self._say, self._say, self._say, self._add, self._leave))(random)

    def _make(self, random: Random) -> None:
        owner, is_open = random.choice(self.people[:-1]), random.random() < 0.3
        guests = random.sample(self.people, 2)
        given = {"TITLE": f"Harbour {len(self.chats)}", "TYPE": "OPEN" if is_open else "CHAT", "USERS": guests}
        number = self.admin.as_user(owner)("im.chat.add", **given)
        self.chats.append(Chat(number, is_open, dict.fromkeys([owner, *guests], 0), {}, []))

    def _say(self, random: Random) -> None:
        chat = self._chosen(random)
        if chat is None or not chat.people:
            return
        author = random.choice(list(chat.people))
        given = {"DIALOG_ID": f"chat{chat.id}", "MESSAGE": "Hello"}
        self.last = self.admin.as_user(author)("im.message.add", **given)
        chat.said.append((self.last, author))

    def _add(self, random: Random) -> None:
        chat = self._chosen(random)
        fit = [] if chat is None else [user for user in self.people if user not in chat.people]
        if chat is None or not chat.people or not fit:
            return
        added, hide = random.choice(fit), random.choice("YN")
        by = self.admin.as_user(random.choice(list(chat.people)))
        assert by("im.chat.user.add", CHAT_ID=chat.id, USERS=[added], HIDE_HISTORY=hide) is True
        chat.people[added] = self.last if hide == "Y" else 0
        chat.came[added] = self.last

    def _leave(self, random: Random) -> None:
        chat = self._chosen(random)
        if chat is not None and chat.people:
            user = random.choice(list(chat.people))
            assert self.admin.as_user(user)("im.chat.leave", CHAT_ID=chat.id) is True
            del chat.people[user]

    def _chosen(self, random: Random) -> Chat | None:
        return random.choice(self.chats) if self.chats else None

    def reads(self, user: int, chat: Chat) -> bool:
        return user in chat.people or (chat.open and user != self.guest)


@pytest.fixture
def world(request: pytest.FixtureRequest, folders: Folders, tmp_path: Path) -> Iterator[World]:
    wire = Wire(empty_portal(folders, tmp_path / "data"))
    yield World(wire, Random(request.param))
    wire.close()
    folders.forget(wire.folder)


def test_every_method_allows_what_the_rules_say(world: World) -> None:
    for user in [1, *world.people]:
        caller = world.admin.as_user(user)
        read = [chat for chat in world.chats if world.reads(user, chat)]
        found = caller.send("im.search.chat.list", FIND="harbour", LIMIT=50).json
        assert [each["id"] for each in found["result"]] == sorted((chat.id for chat in read), reverse=True)
        assert found["total"] == len(read)
        listed = {each["chat_id"] for each in caller("im.recent.get") if each["chat"].get("name") != "All"}
        assert listed == {chat.id for chat in world.chats if user in chat.people}
        for chat in world.chats:
            given = {"DIALOG_ID": f"chat{chat.id}"}
            answer = caller.send("im.dialog.get", **given)
            assert (answer.status == 200) == world.reads(user, chat), answer.body
            assert caller("im.chat.user.list", CHAT_ID=chat.id) == (sorted(chat.people) if chat in read else [])
            if chat not in read:
                assert caller.refused("im.dialog.messages.get", **given) == (403, "ACCESS_ERROR")
                continue
            said = caller("im.dialog.messages.get", **given, LIMIT=50)["messages"]
            since = chat.people.get(user, 0)
            assert [each["id"] for each in said if each["author_id"]] == [
                number for number, _ in reversed(chat.said) if number > since
            ]
            may = caller.send("im.message.add", **given, MESSAGE="")
            assert may.error[1] == "MESSAGE_EMPTY"


def test_what_waits_is_what_others_have_said_since(world: World) -> None:
    for user in world.people:
        caller = world.admin.as_user(user)
        counted = {}
        for chat in world.chats:
            if user not in chat.people:
                continue
            own = max([number for number, author in chat.said if author == user], default=0)
            since = max(own, chat.came.get(user, 0))
            waiting = [number for number, author in chat.said if number > since and author != user]
            if waiting:
                counted[str(chat.id)] = len(waiting)
        assert (caller("im.counters.get")["CHAT"] or {}) == counted
        assert caller("im.dialog.read.all") is True
        assert caller("im.counters.get")["TYPE"]["ALL"] == 0
