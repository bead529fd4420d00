"""Lists, reads, changes and comments of the news feed allow each user what the rules say, worked out one by one."""

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

import pytest

from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from tests.apps import AppApi, app_of
from tests.conftest import Wire

POSTS = 30
PEOPLE, GUEST, ADMIN = (2, 3, 4, 5, 6), 6, 1


class Post(NamedTuple):
    """A post, and whom it is for."""

    id: int
    author: int
    codes: tuple[str, ...]


class World:
    """Groups, a tree of departments, and posts to them, put together at random."""

    def __init__(self, wire: Wire, random: Random) -> None:
        self.admin = app_of(wire, ADMIN, "log,sonet,department,user")
        self.parent: dict[int, int] = {}
        self.works: dict[int, set[int]] = {user: set() for user in PEOPLE}
        self._departments(random)
        wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": GUEST}, {"USER_TYPE": "extranet"}), changed(tx)))
        self.callers: dict[int, AppApi] = {user: self.admin.as_user(user) for user in (ADMIN, *PEOPLE)}
        self.groups: dict[int, set[int]] = dict(self._group(random) for _ in range(3))
        self.posts = [self._post(random) for _ in range(POSTS)]

    def _departments(self, random: Random) -> None:
        made = [1]
        for _ in range(5):
            above, head = random.choice(made), random.choice(PEOPLE[:-1])
            number = self.admin("department.add", NAME="A department", PARENT=above, UF_HEAD=head)
            self.parent[number] = above
            self.works[head].add(number)
            made.append(number)
        for user in PEOPLE[:-1]:
            own = random.choice(made)
            self.admin("user.update", ID=user, UF_DEPARTMENT=[own])
            self.works[user].add(own)
        for each in self.admin("department.get"):  # those of the demo portal are headed too
            if int(each["ID"]) not in self.parent and each.get("PARENT"):
                self.parent[int(each["ID"])] = int(each["PARENT"])
            if int(each.get("UF_HEAD") or 0) in self.works:
                self.works[int(each["UF_HEAD"])].add(int(each["ID"]))

    def _group(self, random: Random) -> tuple[int, set[int]]:
        owner = random.choice(PEOPLE)
        members = {owner, *random.sample(PEOPLE, 2)}
        number = self.admin("sonet_group.create", NAME="A group", OWNER_ID=owner)
        self.admin("sonet_group.user.add", GROUP_ID=number, USER_ID=list(members - {owner}))
        return number, members

    def _post(self, random: Random) -> Post:
        author = random.choice((ADMIN, *PEOPLE[:-1]))
        every = ["UA", *(f"U{user}" for user in PEOPLE), *(f"DR{number}" for number in self.parent)]
        every += [f"SG{number}" for number, members in self.groups.items() if author == ADMIN or author in members]
        codes = tuple(random.sample(every, random.choice((1, 1, 2))))
        return Post(self.callers[author]("log.blogpost.add", POST_MESSAGE="News", DEST=list(codes)), author, codes)

    def reads(self, post: Post, user: int) -> bool:
        return user in (ADMIN, post.author) or any(self._reached(code, user) for code in post.codes)

    def _reached(self, code: str, user: int) -> bool:
        if code == "UA":
            return user != GUEST
        if code.startswith("SG"):
            return user in self.groups[int(code[2:])]
        if code.startswith("DR"):
            return user != GUEST and int(code[2:]) in self._above(self.works[user])
        return code == f"U{user}"

    def _above(self, departments: Iterable[int]) -> set[int]:
        found: set[int] = set()
        for number in departments:
            current: int | None = number
            while current is not None:
                found.add(current)
                current = self.parent.get(current)
        return found


@pytest.fixture
def world(request: pytest.FixtureRequest, wire: Wire) -> World:
    return World(wire, Random(request.param))


def test_everybody_reads_and_changes_what_the_rules_say(world: World) -> None:
    for user, caller in world.callers.items():
        wanted = {post.id for post in world.posts if world.reads(post, user)}
        listed = caller.send("log.blogpost.get")
        assert {int(each["ID"]) for each in listed.result} == wanted
        assert listed.json["total"] == len(wanted)
        for post in world.posts:
            seen = caller("log.blogpost.get", POST_ID=post.id)
            assert bool(seen) is (post.id in wanted)
            said = caller.send("log.blogcomment.add", POST_ID=post.id, TEXT=f"By {user}")
            assert (said.status == 200) is (post.id in wanted)
            changed = caller.send("log.blogpost.update", POST_ID=post.id, POST_TITLE="Changed")
            assert (changed.status == 200) is (user in (ADMIN, post.author))
    for user, caller in world.callers.items():
        for author in world.callers:
            found = caller("log.blogcomment.user.get", USER_ID=author)["comments"]
            both = {post.id for post in world.posts if world.reads(post, user) and world.reads(post, author)}
            assert {each["log_id"] for each in found} == both
