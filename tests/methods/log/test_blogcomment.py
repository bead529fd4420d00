"""``log.blogcomment.*``: comments on posts."""

import pytest

from tests.apps import AppApi
from tests.methods.log.test_blogpost import PLAN, one, post


def test_whoever_reads_a_post_comments_on_it(admin: AppApi, clara: AppApi) -> None:
    number = post(admin, DEST=["U3"])
    comment = clara("log.blogcomment.add", POST_ID=number, TEXT="When?", FILES=[["plan.txt", PLAN]])
    assert one(admin, number)["NUM_COMMENTS"] == "1"
    found = clara("log.blogcomment.user.get")
    (file,) = found["comments"][0].pop("attach")
    assert found["comments"] == [
        {"id": comment, "comment_id": comment, "log_id": number, "date": "2026-04-15T12:00:00+00:00", "text": "When?"}
    ]
    described = found["files"][str(file)]
    assert (described["name"], described["type"], described["authorId"]) == ("plan.txt", "file", 3)
    assert described["urlDownload"]
    assert admin("log.blogcomment.user.get", USER_ID=3)["comments"][0]["text"] == "When?"
    other = admin.as_user(4)
    assert other("log.blogcomment.user.get", USER_ID=3) == {"comments": [], "files": {}}
    assert other.send("log.blogcomment.add", POST_ID=number, TEXT="Me too").error == (400, "", "No post found")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"POST_ID": 999}, "No post found"),
        ({"POST_ID": "first"}, "No post found"),
        ({"TEXT": ""}, "Blog comment hasn't been added"),
        ({"TEXT": {"a": "b"}}, "Blog comment hasn't been added"),
        ({"TEXT": "When?"}, "Duplicate comment"),
    ],
)
def test_what_is_no_comment_is_not_added(admin: AppApi, said: dict[str, object], text: str) -> None:
    number = post(admin)
    admin("log.blogcomment.add", POST_ID=number, TEXT="When?")
    asked = {"POST_ID": number, "TEXT": "Where?", **said}
    assert admin.send("log.blogcomment.add", **asked).error == (400, "", text)
    assert one(admin, number)["NUM_COMMENTS"] == "1"


def test_with_a_file_the_same_text_is_another_comment(admin: AppApi) -> None:
    number = post(admin)
    for _ in range(2):
        admin("log.blogcomment.add", POST_ID=number, TEXT="This", FILES=[["plan.txt", PLAN]])
    assert admin.as_user(4)("log.blogcomment.add", POST_ID=number, TEXT="This")
    assert one(admin, number)["NUM_COMMENTS"] == "3"


def test_comments_are_deleted_by_their_author_and_the_posts(admin: AppApi, clara: AppApi) -> None:
    number = post(clara)
    other = admin.as_user(4)
    mine, theirs, third = (other("log.blogcomment.add", POST_ID=number, TEXT=str(place)) for place in range(3))
    denied = (400, "", "No delete perms")
    assert admin.as_user(5).send("log.blogcomment.delete", COMMENT_ID=mine).error == denied
    assert admin.send("log.blogcomment.delete", COMMENT_ID=mine, USER_ID=5).error == denied
    assert other("log.blogcomment.delete", COMMENT_ID=mine) is True
    assert clara("log.blogcomment.delete", COMMENT_ID=theirs) is True
    assert admin("log.blogcomment.delete", COMMENT_ID=third) is True
    assert one(clara, number)["NUM_COMMENTS"] == "0"
    for wrong, text in ((third, "No comment found"), (0, "Wrong comment ID"), ("x", "Wrong comment ID")):
        assert admin.send("log.blogcomment.delete", COMMENT_ID=wrong).error == (400, "", text)


def test_comments_are_walked_by_their_numbers(admin: AppApi) -> None:
    number = post(admin)
    made = [admin("log.blogcomment.add", POST_ID=number, TEXT=f"{place}") for place in range(5)]

    def found(**asked: object) -> list[int]:
        return [each["id"] for each in admin("log.blogcomment.user.get", **asked)["comments"]]

    assert found() == found(USER_ID="nobody") == made[::-1]
    assert found(FIRST_ID=made[1], LAST_ID=made[4]) == [made[3], made[2]]
    assert found(LIMIT=2) == [made[4], made[3]]
    assert found(USER_ID=4) == []
