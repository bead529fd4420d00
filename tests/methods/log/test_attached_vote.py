"""``vote.AttachedVote.*``: polls that are shown with posts."""

import csv
import io
from typing import Any

import pytest

from tests.apps import AppApi
from tests.methods.disk.conftest import download
from tests.methods.log.test_blogpost import one, post

KIND = "Bitrix\\Vote\\Attachment\\BlogPostConnector"
DRINKS = {"QUESTION": "Coffee or tea?", "ANSWERS": [{"MESSAGE": "Coffee"}, {"MESSAGE": "Tea"}]}
CAKES = {"QUESTION": "Which cakes?", "FIELD_TYPE": 1, "ANSWERS": [{"MESSAGE": "Plum"}, {"MESSAGE": "Apple"}]}
NOT_FOUND = (400, "ATTACH_NOT_FOUND", "Attach not found")


def asked(api: AppApi, *, dest: tuple[str, ...] = ("UA",), **said: Any) -> tuple[int, int]:
    """A post with a poll of two questions; the post and the poll."""
    data = {"QUESTIONS": [DRINKS, CAKES], **said}
    number = post(api, DEST=list(dest), UF_BLOG_POST_VOTE="n0", UF_BLOG_POST_VOTE_n0_DATA=data)
    return number, int(one(api, number)["UF_BLOG_POST_VOTE"]["VALUE"])


def poll(api: AppApi, number: int) -> dict[str, Any]:
    found: dict[str, Any] = api("vote.AttachedVote.get", attachId=number)["attach"]
    return found


def counts(shown: dict[str, Any]) -> dict[str, int]:
    rows = (answer for question in shown["QUESTIONS"].values() for answer in question["ANSWERS"].values())
    return {row["MESSAGE"]: int(row["COUNTER"]) for row in rows}


def ballot(shown: dict[str, Any], *messages: str) -> dict[str, list[str]]:
    """A ballot with some answers."""
    return {
        number: chosen
        for number, question in shown["QUESTIONS"].items()
        if (chosen := [each for each, row in question["ANSWERS"].items() if row["MESSAGE"] in messages])
    }


def vote(api: AppApi, number: int, *messages: str) -> dict[str, Any]:
    said = ballot(poll(api, number), *messages)
    found: dict[str, Any] = api("vote.AttachedVote.vote", attachId=number, ballot=said)["attach"]
    return found


def test_a_poll_is_named_in_three_ways(admin: AppApi, clara: AppApi) -> None:
    number, attached = asked(admin)
    shown = poll(clara, attached)
    assert (shown["ID"], shown["VOTE_ID"], shown["entityId"]) == (attached, attached, number)
    assert (shown["canEdit"], shown["canVote"], shown["canRevote"], shown["isVoted"], shown["isFinished"]) == (
        False, True, False, False, False,
    )  # fmt: skip
    assert [each["QUESTION"] for each in shown["QUESTIONS"].values()] == ["Coffee or tea?", "Which cakes?"]
    assert [each["FIELD_TYPE"] for each in shown["QUESTIONS"].values()] == ["0", "1"]
    assert shown["userAnswerMap"] == []
    signed = clara("vote.AttachedVote.get", signedAttachId=shown["signedAttachId"])["attach"]
    by_post = clara("vote.AttachedVote.get", moduleId="blog", entityType=KIND, entityId=number)["attach"]
    assert signed["QUESTIONS"] == by_post["QUESTIONS"] == shown["QUESTIONS"]
    for wrong in (
        {"attachId": 999}, {"attachId": "first"}, {"signedAttachId": f"{attached}.guessed"}, {},
        {"moduleId": "Im", "entityType": KIND, "entityId": number},
        {"moduleId": "blog", "entityType": KIND, "entityId": 999},
    ):  # fmt: skip
        assert clara.send("vote.AttachedVote.get", **wrong).error == NOT_FOUND


def test_people_vote_once(admin: AppApi, clara: AppApi) -> None:
    _, attached = asked(admin)
    shown = vote(clara, attached, "Tea", "Plum", "Apple")
    assert counts(shown) == {"Coffee": 0, "Tea": 1, "Plum": 1, "Apple": 1}
    assert (shown["COUNTER"], shown["isVoted"], shown["canVote"]) == (1, True, False)
    assert {len(each) for each in shown["userAnswerMap"].values()} == {1, 2}
    vote(admin, attached, "Coffee")
    tea = next(row for row in poll(admin, attached)["QUESTIONS"].values())["ANSWERS"]
    assert [row["PERCENT"] for row in tea.values()] == [50, 50]
    said = ballot(shown, "Coffee")
    assert clara.send("vote.AttachedVote.vote", attachId=attached, ballot=said).error[1] == "400"
    assert clara.send("vote.AttachedVote.recall", attachId=attached).error[1] == "400"
    assert counts(poll(clara, attached))["Coffee"] == 1


def test_a_poll_may_let_people_take_back_and_choose_again(admin: AppApi, clara: AppApi) -> None:
    _, attached = asked(admin, OPTIONS=1)
    vote(clara, attached, "Tea")
    assert counts(vote(clara, attached, "Coffee")) == {"Coffee": 1, "Tea": 0, "Plum": 0, "Apple": 0}
    back = clara("vote.AttachedVote.recall", attachId=attached)["attach"]
    assert (back["COUNTER"], back["isVoted"], back["canRevote"], back["userAnswerMap"]) == (0, False, True, [])
    assert clara("vote.AttachedVote.recall", attachId=attached)["attach"]["COUNTER"] == 0


@pytest.mark.parametrize(
    "choose",
    [
        lambda shown: {}, lambda shown: None, lambda shown: "Tea", lambda shown: {"999": ["1"]},
        lambda shown: {next(iter(shown["QUESTIONS"])): ["999"]},
        lambda shown: ballot(shown, "Coffee", "Tea"),
        lambda shown: {next(iter(shown["QUESTIONS"])): next(iter(ballot(shown, "Plum").values()))},
    ],
)  # fmt: skip
def test_what_cannot_be_chosen_is_not(admin: AppApi, choose: Any) -> None:
    _, attached = asked(admin)
    wrong = choose(poll(admin, attached))
    refused = admin.send("vote.AttachedVote.vote", attachId=attached, ballot=wrong).error
    assert refused == (400, "400", "Failed to save the voting")
    assert poll(admin, attached)["COUNTER"] == 0


def test_a_stopped_poll_goes_on_when_its_author_says_so(admin: AppApi, clara: AppApi) -> None:
    _, attached = asked(clara, OPTIONS=1)
    vote(admin, attached, "Tea")
    other = admin.as_user(4)
    assert other.refused("vote.AttachedVote.stop", attachId=attached) == (403, "ATTACH_EDIT_ACCESS_DENIED")
    assert clara("vote.AttachedVote.stop", attachId=attached) == []
    shown = poll(other, attached)
    assert (shown["isFinished"], shown["canVote"], shown["canRevote"]) == (True, False, False)
    inactive = (403, "403", "The poll is inactive.")
    said = ballot(shown, "Tea")
    assert other.send("vote.AttachedVote.vote", attachId=attached, ballot=said).error == inactive
    assert admin.send("vote.AttachedVote.recall", attachId=attached).error == inactive
    assert counts(poll(other, attached))["Tea"] == 1
    assert admin("vote.AttachedVote.resume", attachId=attached) == []
    assert counts(vote(other, attached, "Tea"))["Tea"] == 2


def test_who_has_chosen_what_is_shown_unless_the_poll_is_without_names(admin: AppApi, clara: AppApi) -> None:
    _, attached = asked(admin)
    for user in (1, 3, 4):
        vote(admin.as_user(user), attached, "Tea")
    tea = ballot(poll(admin, attached), "Tea")
    answer = next(iter(tea.values()))[0]
    first = clara.send(
        "vote.AttachedVote.getAnswerVoted", attachId=attached, answerId=answer, pageNavigation={"pageSize": 2}
    )
    assert ([each["ID"] for each in first.result["items"]], first.json["total"]) == ([1, 3], 3)
    page = {"size": 2, "page": 2}
    second = clara("vote.AttachedVote.getAnswerVoted", attachId=attached, answerId=answer, pageNavigation=page)
    assert [each["ID"] for each in second["items"]] == [4]
    assert clara.send("vote.AttachedVote.getAnswerVoted", attachId=attached, answerId=999).error == NOT_FOUND
    both = clara("vote.AttachedVote.getWithVoted", attachId=attached, pageSize=1)
    assert {key: [each["ID"] for each in people] for key, people in both["voted"].items()} == {answer: [1]}
    _, secret = asked(admin, ANONYMITY=1)
    vote(clara, secret, "Tea")
    hidden = admin("vote.AttachedVote.getWithVoted", attachId=secret)
    assert (hidden["voted"], counts(hidden["attach"])["Tea"]) == ([], 1)


def test_several_polls_are_asked_for_at_once(admin: AppApi, clara: AppApi) -> None:
    first, second = asked(admin)[0], asked(admin, dest=("U4",))[0]
    of = {"moduleId": "blog", "entityType": KIND}
    found = admin("vote.AttachedVote.getMany", **of, entityIds=[second, first])["items"]
    assert [each["entityId"] for each in found] == [second, first]
    for api, ids, text in (
        (admin, [first, 999], "Attach with entityId 999 not found"),
        (clara, [first, second], f"Attach with entityId {second} read access denied"),
        (admin, [first] * 51, "Too many entity ids"),
    ):
        assert api.send("vote.AttachedVote.getMany", **of, entityIds=ids).error == (400, "", text)


def test_whoever_does_not_read_the_post_does_not_vote(admin: AppApi, clara: AppApi) -> None:
    number, attached = asked(admin, dest=("U4",))
    for method in ("get", "vote", "recall", "stop", "resume", "getAnswerVoted", "getWithVoted"):
        refused = clara.refused(f"vote.AttachedVote.{method}", attachId=attached)
        assert refused == (403, "ATTACH_READ_ACCESS_DENIED"), method
    admin("log.blogpost.delete", POST_ID=number)
    assert admin.send("vote.AttachedVote.get", attachId=attached).error == NOT_FOUND


def test_a_report_comes_by_its_address(admin: AppApi, clara: AppApi) -> None:
    _, attached = asked(admin, QUESTIONS=[{**DRINKS, "QUESTION": "=1+1"}])
    vote(clara, attached, "Tea")
    url = poll(admin, attached)["downloadUrl"]
    assert url.startswith("/rest/")
    answer = download(admin, f"http://localhost{url}")
    rows = list(csv.reader(io.StringIO(answer.body.decode())))
    assert [row[:4] for row in rows[1:]] == [["'=1+1", "Coffee", "0", "0"], ["'=1+1", "Tea", "1", "100"]]
    assert rows[2][4]


@pytest.mark.parametrize(
    "data",
    [
        None, {}, {"QUESTIONS": []}, {"QUESTIONS": [{"QUESTION": "Tea?", "ANSWERS": [{"MESSAGE": "Yes"}]}]},
        {"QUESTIONS": [{"QUESTION": "", "ANSWERS": DRINKS["ANSWERS"]}]}, {"QUESTIONS": [DRINKS] * 21},
        {"QUESTIONS": [{"QUESTION": "Tea?", "ANSWERS": [{"MESSAGE": "Yes"}, {"MESSAGE": " "}]}]},
    ],
)  # fmt: skip
def test_what_is_no_poll_is_not_asked(admin: AppApi, data: Any) -> None:
    said = {"POST_MESSAGE": "News", "UF_BLOG_POST_VOTE": "n7", "UF_BLOG_POST_VOTE_n7_DATA": data}
    assert admin.refused("log.blogpost.add", **said) == (400, "INVALID_ARG_VALUE")
    assert admin("log.blogpost.get") == []


def test_a_poll_is_replaced_until_somebody_has_voted(admin: AppApi, clara: AppApi) -> None:
    number, attached = asked(admin)
    kept = {"POST_ID": number, "POST_TITLE": "Drinks"}
    admin("log.blogpost.update", **kept, UF_BLOG_POST_VOTE=attached)
    assert poll(admin, attached)["ID"] == attached
    another = {"UF_BLOG_POST_VOTE": "n1", "UF_BLOG_POST_VOTE_n1_DATA": {"QUESTIONS": [CAKES]}}
    admin("log.blogpost.update", **kept, **another)
    fresh = int(one(admin, number)["UF_BLOG_POST_VOTE"]["VALUE"])
    assert list(counts(poll(admin, fresh))) == ["Plum", "Apple"]
    assert admin.send("vote.AttachedVote.get", attachId=attached).error == NOT_FOUND
    vote(clara, fresh, "Plum")
    assert admin.refused("log.blogpost.update", **kept, **another) == (400, "INVALID_ARG_VALUE")
