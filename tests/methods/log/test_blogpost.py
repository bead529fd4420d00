"""``log.blogpost.*``: posts, whom they are for, who reads them."""

import base64
from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.log.conftest import NOON

ADD_ERROR = "SONET_CONTROLLER_LIVEFEED_BLOGPOST_ADD_ERROR"
UPDATE_ERROR = "SONET_CONTROLLER_LIVEFEED_BLOGPOST_UPDATE_ERROR"
PLAN = base64.b64encode(b"Doors open at nine.").decode()


def post(api: AppApi, **said: Any) -> int:
    number: int = api("log.blogpost.add", **{"POST_MESSAGE": "Doors open at nine.", **said})
    return number


def read(api: AppApi, **asked: Any) -> list[int]:
    return [int(each["ID"]) for each in api("log.blogpost.get", **asked)]


def one(api: AppApi, number: int) -> dict[str, Any]:
    found: dict[str, Any] = api("log.blogpost.get", POST_ID=number)[0]
    return found


def test_a_post_is_as_it_was_written(clara: AppApi) -> None:
    number = post(
        clara, POST_TITLE="Open house", TAGS="spring, warehouse,spring", IMPORTANT="Y",
        IMPORTANT_DATE_END="2026-04-30T18:00:00+02:00", FILES=[["plan.txt", PLAN], ["1.gif", "R0lGODlh"]],
    )  # fmt: skip
    found = one(clara, number)
    plain = {name: value for name, value in found.items() if not name.startswith("UF_")}
    assert plain == {
        "ID": str(number), "BLOG_ID": "3", "PUBLISH_STATUS": "P", "TITLE": "Open house", "AUTHOR_ID": "3",
        "ENABLE_COMMENTS": "Y", "NUM_COMMENTS": "0", "CODE": None, "MICRO": "N", "DETAIL_TEXT": "Doors open at nine.",
        "DATE_PUBLISH": "2026-04-15T12:00:00+00:00", "CATEGORY_ID": "1,2", "HAS_SOCNET_ALL": "Y", "HAS_TAGS": "Y",
        "HAS_IMAGES": "Y", "HAS_PROPS": "Y", "HAS_COMMENT_IMAGES": None, "FILES": found["FILES"],
    }  # fmt: skip
    assert len(found["FILES"]) == 2
    values = {name: field["VALUE"] for name, field in found.items() if name.startswith("UF_")}
    assert values["UF_BLOG_POST_FILE"] == found["FILES"]
    assert (values["UF_BLOG_POST_IMPRTNT"], values["UF_IMPRTANT_DATE_END"]) == ("1", "2026-04-30T16:00:00+00:00")
    assert clara("disk.attachedObject.get", id=found["FILES"][0])["NAME"] == "plan.txt"


def test_a_post_without_a_title_has_its_first_line(admin: AppApi) -> None:
    found = one(admin, post(admin, POST_MESSAGE="Doors open\nat nine."))
    assert (found["TITLE"], found["MICRO"], found["HAS_TAGS"], found["FILES"]) == ("Doors open", "Y", "N", [])


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"POST_MESSAGE": " "}, "Blog post hasn't been added"),
        ({"DEST": ["U99"]}, "No destination specified"),
        ({"DEST": ["everybody", {"a": 1}]}, "No destination specified"),
    ],
)
def test_what_is_no_post_is_not_added(admin: AppApi, said: dict[str, Any], text: str) -> None:
    assert admin.send("log.blogpost.add", **{"POST_MESSAGE": "News", **said}).error == (400, ADD_ERROR, text)
    assert read(admin) == []


@pytest.mark.parametrize(
    "said", [{"IMPORTANT_DATE_END": "soon"}, {"FILES": [["a.txt", "%%%"]]}, {"USER_ID": 99}, {"POST_TITLE": {"a": "b"}}]
)
def test_values_that_do_not_fit_change_nothing(admin: AppApi, said: dict[str, Any]) -> None:
    assert admin.refused("log.blogpost.add", **{"POST_MESSAGE": "News", **said}) == (400, "INVALID_ARG_VALUE")
    assert read(admin) == []


def test_posts_are_read_by_those_whom_they_are_for(admin: AppApi, guest: AppApi) -> None:
    group = admin.as_user(2)("sonet_group.create", NAME="Garden")
    admin("sonet_group.user.add", GROUP_ID=group, USER_ID=[6])
    department = admin("department.add", NAME="Quay", PARENT=1)
    below = admin("department.add", NAME="Crane", PARENT=department, UF_HEAD=4)
    admin("user.update", ID=3, UF_DEPARTMENT=[below])
    every = post(admin)
    one_user = post(admin, DEST=["U5"])
    of_group = post(admin, DEST=[f"SG{group}", "U3"])
    of_department = post(admin, SPERM=[f"DR{department}"])
    seen = {user: set(read(admin.as_user(user))) for user in (2, 3, 4, 5)}
    assert seen == {
        2: {every, of_group}, 3: {every, of_group, of_department}, 4: {every, of_department}, 5: {every, one_user},
    }  # fmt: skip
    assert read(guest) == [of_group]
    assert set(read(admin)) == {every, one_user, of_group, of_department}
    for number in (every, one_user):
        assert guest("log.blogpost.get", POST_ID=number) == []


def test_who_writes_reaches_only_the_own_groups_and_guests_not_the_company(
    admin: AppApi, clara: AppApi, guest: AppApi
) -> None:
    group = admin.as_user(2)("sonet_group.create", NAME="Garden")
    refused = (400, ADD_ERROR, "No destination specified")
    assert clara.send("log.blogpost.add", POST_MESSAGE="News", DEST=[f"SG{group}"]).error == refused
    assert guest.send("log.blogpost.add", POST_MESSAGE="News").error == refused
    assert guest.send("log.blogpost.add", POST_MESSAGE="News", DEST=["DR1"]).error == refused
    number = post(clara, DEST=[f"SG{group}", "U4"])
    assert one(clara, number)["HAS_SOCNET_ALL"] == "N"
    assert read(admin.as_user(2)) == []


def test_administrators_write_in_anybodys_name(admin: AppApi, clara: AppApi) -> None:
    assert one(admin, post(admin, USER_ID=4))["AUTHOR_ID"] == "4"
    assert one(clara, post(clara, USER_ID=4))["AUTHOR_ID"] == "3"


def test_a_post_is_changed_by_its_author(admin: AppApi, clara: AppApi) -> None:
    number = post(clara, POST_TITLE="Open house", FILES=[["plan.txt", PLAN]], DEST=["U4"])
    file = one(clara, number)["FILES"][0]
    assert clara("log.blogpost.update", POST_ID=number, POST_TITLE="Closed", FILES={str(file): "del"}) == number
    found = one(clara, number)
    assert (found["TITLE"], found["DETAIL_TEXT"], found["FILES"]) == ("Closed", "Doors open at nine.", [])
    clara("log.blogpost.update", POST_ID=number, POST_MESSAGE="At ten.", FILES=[["new.txt", PLAN]], IMPORTANT="Y")
    found = one(clara, number)
    assert (found["TITLE"], found["MICRO"], len(found["FILES"])) == ("At ten.", "Y", 1)  # the title is not retained
    assert read(admin.as_user(4)) == [number]
    clara("log.blogpost.update", POST_ID=number, POST_TITLE="To five", DEST=["U5"])
    assert (read(admin.as_user(4)), read(admin.as_user(5))) == ([], [number])
    for api, said, error in (
        (clara, {"POST_ID": number}, ("EMPTY_TITLE", "Message title is not specified.")),
        (clara, {"POST_ID": "first", "POST_TITLE": "A"}, (UPDATE_ERROR, "Wrong post ID")),
        (clara, {"POST_ID": 999, "POST_TITLE": "A"}, (UPDATE_ERROR, "No post found")),
        (admin.as_user(4), {"POST_ID": number, "POST_TITLE": "A"}, (UPDATE_ERROR, "No post found")),
        (admin.as_user(5), {"POST_ID": number, "POST_TITLE": "A"}, (UPDATE_ERROR, "No write perms")),
    ):
        assert api.send("log.blogpost.update", **said).error == (400, *error)
    assert admin("log.blogpost.update", POST_ID=number, POST_TITLE="By an administrator") == number


def test_files_of_the_disk_are_shown_and_stay_there(clara: AppApi) -> None:
    storage = next(each for each in clara("disk.storage.getlist", filter={"ENTITY_TYPE": "user"}))
    data = {"NAME": "plan.txt"}
    file = clara("disk.storage.uploadfile", id=storage["ID"], data=data, fileContent=["plan.txt", PLAN])
    number = post(clara, UF_BLOG_POST_FILE=[f"n{file['ID']}"])
    assert len(one(clara, number)["FILES"]) == 1
    clara("log.blogpost.update", POST_ID=number, POST_TITLE="A", UF_BLOG_POST_FILE=["empty"])
    assert one(clara, number)["FILES"] == []
    assert clara("disk.file.get", id=file["ID"])["NAME"] == "plan.txt"
    for wrong in (["n999999"], ["plan.txt"]):
        assert clara.refused("log.blogpost.add", POST_MESSAGE="A", UF_BLOG_POST_FILE=wrong)[1] == "INVALID_ARG_VALUE"


def test_a_post_is_shared_with_others(admin: AppApi, clara: AppApi) -> None:
    group = admin.as_user(2)("sonet_group.create", NAME="Garden")
    number = post(clara, DEST=["U4"])
    assert clara("log.blogpost.share", POST_ID=number, DEST=["U5", "U4"]) is True
    assert read(admin.as_user(4)) == read(admin.as_user(5)) == [number]
    for api, said, text in (
        (clara, {"POST_ID": 0, "DEST": ["UA"]}, "Wrong post ID"),
        (clara, {"POST_ID": 999, "DEST": ["UA"]}, "Wrong post ID"),
        (clara, {"POST_ID": number, "DEST": ["U99"]}, "Wrong destinations"),
        (clara, {"POST_ID": number}, "Wrong destinations"),
        (admin.as_user(5), {"POST_ID": number, "DEST": ["UA"]}, "No read perms"),
        (clara, {"POST_ID": number, "DEST": [f"SG{group}"]}, "No access to one or more message recipients"),
    ):
        assert api.send("log.blogpost.share", **said).error == (400, "", text)
    assert admin("log.blogpost.share", POST_ID=number, DEST=[f"SG{group}"]) is True
    assert read(admin.as_user(2)) == [number]


def test_a_post_goes_with_all_that_hangs_on_it(admin: AppApi, clara: AppApi) -> None:
    number = post(clara, FILES=[["plan.txt", PLAN]])
    comment = admin("log.blogcomment.add", POST_ID=number, TEXT="When?", FILES=[["plan.txt", PLAN]])
    denied = (400, "403", "You do not have permission to delete this message")
    assert admin.as_user(4).send("log.blogpost.delete", POST_ID=number).error == denied
    assert clara("log.blogpost.delete", POST_ID=number) is True
    assert clara.send("log.blogpost.delete", POST_ID=number).error == (400, "100", "Wrong post ID")
    assert clara.send("log.blogpost.delete").error == (400, "100", "Wrong post ID")
    assert admin("log.blogcomment.user.get") == {"comments": [], "files": {}}
    assert admin.send("log.blogcomment.delete", COMMENT_ID=comment).error == (400, "", "No comment found")


def test_posts_are_found_by_whom_they_are_for_when_and_page_by_page(wire: Wire, admin: AppApi) -> None:
    numbers = []
    for day in range(60):
        wire.freeze(NOON + day * 86_400)
        numbers.append(post(admin, DEST=["U4"] if day % 2 else ["UA"]))
    whole = admin.send("log.blogpost.get").json
    assert (len(whole["result"]), whole["total"], whole["next"]) == (50, 60, 50)
    assert read(admin, start=50) == numbers[9::-1]
    assert len(read(admin, LOG_RIGHTS=["U4"])) == 30
    assert read(admin, LOG_RIGHTS=["U99"]) == []
    assert read(admin, POST_ID=numbers[0], LOG_RIGHTS=["U4"]) == [numbers[0]]
    assert read(admin, POST_ID="first") == []
    period = {"LOG_DATE_FROM": "2026-04-16T12:00:00Z", "LOG_DATE_TO": "2026-04-18T12:00:00Z"}
    assert read(admin, **period) == numbers[3:0:-1]
    assert read(admin, FIRST_ID=numbers[1], LIMIT=3) == numbers[2:5]
    assert read(admin, LAST_ID=numbers[5], LIMIT=2) == [numbers[4], numbers[3]]
    assert read(admin, FIRST_ID=numbers[57], LAST_ID=numbers[3]) == numbers[58:]
    assert len(read(admin, FIRST_ID=1, LIMIT="many")) == 50
    for wrong in ({"LOG_DATE_FROM": "soon"}, {"LOG_DATE_FROM": "2026-05-01", "LOG_DATE_TO": "2026-04-01"}):
        assert admin.refused("log.blogpost.get", **wrong) == (400, "INVALID_ARG_VALUE")


def test_who_comments_on_an_important_post_has_read_it(admin: AppApi, clara: AppApi) -> None:
    number, other = post(admin, IMPORTANT="Y", DEST=["U3", "U4"]), post(admin)
    for user in (4, 3, 4):
        admin.as_user(user)("log.blogcomment.add", POST_ID=number, TEXT=f"Seen by {user}")
    clara("log.blogcomment.add", POST_ID=other, TEXT="Seen")
    assert clara("log.blogpost.getusers.important", POST_ID=number) == ["3", "4"]
    assert admin("log.blogpost.getusers.important", POST_ID=other) == []
    assert admin.as_user(5)("log.blogpost.getusers.important", POST_ID=number) == []
    assert clara.send("log.blogpost.getusers.important", POST_ID="x").error == (400, "", "Wrong post ID")


def test_applications_are_told_of_posts(admin: AppApi) -> None:
    for verb in ("Add", "Update", "Delete"):
        admin("event.bind", event=f"OnLiveFeedPost{verb}", event_type="offline")
    number = post(admin)
    admin("log.blogpost.update", POST_ID=number, POST_TITLE="A")
    admin("log.blogpost.delete", POST_ID=number)
    told = [(each["EVENT_NAME"], each["EVENT_DATA"]) for each in admin("event.offline.list")]
    assert told == [(f"ONLIVEFEEDPOST{verb}", {"FIELDS": {"POST_ID": number}}) for verb in ("ADD", "UPDATE", "DELETE")]
