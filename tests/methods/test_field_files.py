"""Fields that hold files: of records, users, products, warehouses and groups, in every documented spelling."""

import io
from typing import Any

import pytest
from PIL import Image

from homeport.domain.files import files
from homeport.domain.integrity import broken
from tests.conftest import Api, Wire, api_of
from tests.methods.disk.conftest import Disk, coded, download
from tests.methods.user_fields.test_defining import a_field

DEAL, CONTACT, COMPANY = 2, 3, 4
PAIR = ["a.txt", coded(b"one")]
OTHER = ["b.txt", coded(b"two")]


def picture(width: int = 40, height: int = 30, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, form)
    return out.getvalue()


def kept(wire: Wire) -> int:
    """How many contents rows name; what holds at every moment holds."""
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []
        return len(files.hashes(tx))


def contact(api: Api, number: int) -> dict[str, Any]:
    found: dict[str, Any] = api("crm.contact.get", id=number)
    return found


def test_a_contact_has_a_photo_in_each_dialect(wire: Wire, admin: Api) -> None:
    bare = admin("crm.contact.add", fields={"NAME": "Ann"})
    assert contact(admin, bare)["PHOTO"] is None
    assert admin("crm.item.get", entityTypeId=CONTACT, id=bare)["item"]["photo"] is None
    number = admin("crm.contact.add", fields={"NAME": "Ann", "PHOTO": {"fileData": ["a.png", coded(picture())]}})
    photo = contact(admin, number)["PHOTO"]
    assert photo.keys() == {"id", "showUrl", "downloadUrl"}
    answer = download(admin, photo["downloadUrl"])
    assert (answer.body, answer.headers["content-type"]) == (picture(), "image/png")
    item = admin("crm.item.get", entityTypeId=CONTACT, id=number)["item"]["photo"]
    assert item.keys() == {"id", "url", "urlMachine"}
    assert item["id"] == photo["id"]
    assert download(admin, item["urlMachine"]).body == picture()
    (row,) = admin("crm.contact.list", filter={"PHOTO": photo["id"]}, select=["NAME", "PHOTO"])
    assert (row["ID"], row["PHOTO"]["id"]) == (str(number), photo["id"])
    (row,) = admin("crm.item.list", entityTypeId=CONTACT, filter={"id": number}, select=["photo"])["items"]
    assert row["photo"]["id"] == photo["id"]
    admin("crm.contact.delete", id=number)
    assert kept(wire) == 0
    assert download(admin, photo["downloadUrl"]).error[:2] == (404, "ERROR_NOT_FOUND")


def test_a_new_file_takes_the_place_of_the_old_one(wire: Wire, admin: Api) -> None:
    added = admin("crm.item.add", entityTypeId=COMPANY, fields={"title": "Keel", "logo": PAIR})["item"]
    first = added["logo"]["id"]
    changed = admin("crm.item.update", entityTypeId=COMPANY, id=added["id"], fields={"logo": OTHER})["item"]
    assert changed["logo"]["id"] != first
    assert download(admin, changed["logo"]["url"]).body == b"two"
    assert kept(wire) == 1
    for same in (changed["logo"]["id"], str(changed["logo"]["id"]), changed["logo"], {"ID": changed["logo"]["id"]}):
        again = admin("crm.item.update", entityTypeId=COMPANY, id=added["id"], fields={"logo": same})["item"]
        assert again["logo"]["id"] == changed["logo"]["id"], same
    admin("crm.company.update", id=added["id"], fields={"TITLE": "Keel and Son"})
    assert admin("crm.company.get", id=added["id"])["LOGO"]["id"] == changed["logo"]["id"]


@pytest.mark.parametrize("nothing", ["", None, [], {"remove": "Y"}, {"DEL": "Y"}, {"id": "{id}", "remove": "Y"}])
def test_a_field_is_emptied(wire: Wire, admin: Api, nothing: Any) -> None:
    number = admin("crm.company.add", fields={"TITLE": "Keel", "LOGO": PAIR})
    if isinstance(nothing, dict) and "id" in nothing:
        nothing = {**nothing, "id": admin("crm.company.get", id=number)["LOGO"]["id"]}
    admin("crm.company.update", id=number, fields={"LOGO": nothing})
    assert admin("crm.company.get", id=number)["LOGO"] is None
    assert kept(wire) == 0


@pytest.mark.parametrize("spelled", [PAIR, {"fileData": PAIR}, {"0": PAIR[0], "1": PAIR[1]}, {"value": PAIR}, PAIR[1]])
def test_a_single_field_takes_every_spelling(admin: Api, spelled: Any) -> None:
    a_field(admin, FIELD_NAME="F", USER_TYPE_ID="file")
    number = admin("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_F": spelled})
    found = admin("crm.deal.get", id=number)["UF_CRM_F"]
    assert download(admin, found["downloadUrl"]).body == b"one"


@pytest.mark.parametrize(
    "spelled",
    [
        [PAIR, OTHER],
        [{"fileData": PAIR}, {"fileData": OTHER}],
        {"0": PAIR, "1": {"fileData": OTHER}},
        [{"value": {"fileData": PAIR}}, {"value": {"fileData": OTHER}}],
    ],
)
def test_a_field_of_several_is_set_as_a_whole(wire: Wire, admin: Api, spelled: Any) -> None:
    a_field(admin, FIELD_NAME="F", USER_TYPE_ID="file", MULTIPLE="Y")
    number = admin("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_F": spelled})
    item = {"entityTypeId": DEAL, "id": number}
    first, second = admin("crm.item.get", **item)["item"]["ufCrmF"]
    assert [download(admin, each["urlMachine"]).body for each in (first, second)] == [b"one", b"two"]
    assert [each["id"] for each in admin("crm.deal.get", id=number)["UF_CRM_F"]] == [first["id"], second["id"]]
    (row,) = admin("crm.deal.list", filter={"=UF_CRM_F": second["id"]}, select=["UF_CRM_F"])
    assert [each["id"] for each in row["UF_CRM_F"]] == [first["id"], second["id"]]
    third = ["c.txt", coded(b"three")]
    left = admin("crm.item.update", **item, fields={"ufCrmF": [second["id"], third]})["item"]["ufCrmF"]
    assert left[0]["id"] == second["id"]
    assert [download(admin, each["url"]).body for each in left] == [b"two", b"three"]
    assert kept(wire) == 2
    removed = [{"id": second["id"], "remove": "Y"}, {"id": left[1]["id"]}]
    admin("crm.deal.update", id=number, fields={"UF_CRM_F": removed})
    assert [each["id"] for each in admin("crm.deal.get", id=number)["UF_CRM_F"]] == [left[1]["id"]]
    admin("crm.item.update", **item, fields={"ufCrmF": []})
    assert admin("crm.deal.get", id=number)["UF_CRM_F"] == []
    assert kept(wire) == 0


@pytest.mark.parametrize("several", ["N", "Y"])
@pytest.mark.parametrize(
    "unfit",
    [
        "?",
        4711,
        {"id": 4711},
        ["a.txt"],
        ["../a", PAIR[1]],
        ["gnp.\u202eexe", PAIR[1]],
        ["a" * 300, PAIR[1]],
        ["...", PAIR[1]],
    ],
)
def test_what_is_no_file_is_refused_and_changes_nothing(wire: Wire, admin: Api, unfit: Any, several: str) -> None:
    a_field(admin, FIELD_NAME="F", USER_TYPE_ID="file", MULTIPLE=several)
    number = admin("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_F": [PAIR] if several == "Y" else PAIR})
    given = {"UF_CRM_F": [PAIR, unfit] if several == "Y" else unfit, "TITLE": "Sails"}
    refused = admin.send("crm.deal.update", id=number, fields=given).error
    assert refused == (400, "", 'Invalid value for the "UF_CRM_F" field')
    assert admin("crm.deal.get", id=number)["TITLE"] == "Oars"
    assert kept(wire) == 1


def test_another_records_file_is_nobodys(admin: Api) -> None:
    theirs = contact(admin, admin("crm.contact.add", fields={"NAME": "Ann", "PHOTO": PAIR}))["PHOTO"]["id"]
    for fields in ({"PHOTO": theirs}, {"PHOTO": {"id": theirs}}):
        assert admin.send("crm.contact.add", fields={"NAME": "Bob", **fields}).status == 400


def test_a_field_says_which_files_it_takes(admin: Api) -> None:
    settings = {"EXTENSIONS": "pdf, .TXT", "MAX_ALLOWED_SIZE": 3}
    a_field(admin, FIELD_NAME="F", USER_TYPE_ID="file", MANDATORY="Y", SETTINGS=settings)
    admin("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_F": ["a.Txt", coded(b"one")]})
    for given in (["a.exe", coded(b"one")], ["a.txt", coded(b"four")]):
        refused = admin.send("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_F": given}).error
        assert refused == (400, "", 'The "UF_CRM_F" field is required')
    assert admin.send("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_F": {"remove": "Y"}}).status == 400


def test_files_are_for_whoever_may_read_their_record(admin: Api, seller: Api) -> None:
    fields = {"NAME": "Ann", "PHOTO": PAIR, "OPENED": "Y", "ASSIGNED_BY_ID": 1}
    number = admin("crm.contact.add", fields=fields)
    url = contact(seller, number)["PHOTO"]["downloadUrl"]
    assert download(seller, url).body == b"one"
    admin("crm.contact.update", id=number, fields={"OPENED": "N"})
    assert download(seller, url).error[:2] == (404, "ERROR_NOT_FOUND")
    old = contact(admin, number)["PHOTO"]["downloadUrl"]
    admin("crm.contact.update", id=number, fields={"PHOTO": OTHER})
    assert download(admin, old).error[:2] == (404, "ERROR_NOT_FOUND")


def test_a_field_goes_with_the_files_it_held(wire: Wire, admin: Api) -> None:
    for name, several in (("F", "N"), ("G", "Y")):
        field = a_field(admin, FIELD_NAME=name, USER_TYPE_ID="file", MULTIPLE=several)
        given = [PAIR, OTHER] if several == "Y" else PAIR
        admin("crm.deal.add", fields={"TITLE": "Oars", f"UF_CRM_{name}": given})
        assert kept(wire) > 0
        admin("crm.deal.userfield.delete", id=field)
        assert kept(wire) == 0


def test_merged_records_keep_the_files_of_one(wire: Wire, admin: Api) -> None:
    a_field(admin, FIELD_NAME="F", USER_TYPE_ID="file", MULTIPLE="Y")
    first = admin("crm.deal.add", fields={"TITLE": "Oars"})
    second = admin("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_F": [PAIR, OTHER]})
    merged = admin("crm.entity.mergeBatch", params={"entityTypeId": DEAL, "entityIds": [first, second]})
    assert merged["STATUS"] == "SUCCESS"
    found = admin("crm.deal.get", id=first)["UF_CRM_F"]
    assert [download(admin, each["downloadUrl"]).body for each in found] == [b"one", b"two"]
    assert kept(wire) == 2


def test_a_user_has_a_photo_and_copies_of_it(wire: Wire, admin: Api) -> None:
    photo = picture(1200, 600, "JPEG")
    given = {"EMAIL": "ann@example.test", "UF_DEPARTMENT": 1, "PERSONAL_PHOTO": ["me.jpg", coded(photo)]}
    number = admin("user.add", **given)
    (user,) = admin("user.get", ID=number)
    assert download(admin, user["PERSONAL_PHOTO"]).body == photo
    for size, wide in (("small", 150), ("medium", 300), ("large", 1000)):
        (user,) = admin("user.get", ID=number, IMAGE_RESIZE=size)
        answer = download(admin, user["PERSONAL_PHOTO"])
        assert Image.open(io.BytesIO(answer.body)).size == (wide, wide // 2)
        assert answer.headers["content-length"] == str(len(answer.body))
    admin("user.update", ID=1, PERSONAL_PHOTO=["me.png", coded(picture())])
    assert download(admin, admin("profile")["PERSONAL_PHOTO"]).body == picture()
    assert download(admin, admin("user.current")["PERSONAL_PHOTO"]).body == picture()
    admin("user.update", ID=1, PERSONAL_PHOTO="")
    assert "PERSONAL_PHOTO" not in admin("profile")
    assert kept(wire) == 1


def bomb() -> bytes:
    """A picture of a few bytes whose head says that it is vast."""
    small = picture(1, 1)
    import zlib

    head = b"IHDR" + (60_000).to_bytes(4) * 2 + small[24:29]
    return small[:12] + head + zlib.crc32(head).to_bytes(4) + small[33:]


@pytest.mark.parametrize("content", [b"no picture", b"<svg onload='alert(1)'/>", bomb(), picture()[:20]])
def test_a_photo_is_a_picture(wire: Wire, admin: Api, content: bytes) -> None:
    refused = admin.send("user.update", ID=1, PERSONAL_PHOTO=["a.png", coded(content)]).error
    assert refused == (400, "ERROR_CORE", "Invalid value for the field PERSONAL_PHOTO")
    assert kept(wire) == 0


def test_a_broken_picture_is_sent_as_it_is(admin: Api) -> None:
    broken_one = picture(400, 400, "JPEG")[:-500]
    admin("user.update", ID=1, PERSONAL_PHOTO=["a.jpg", coded(broken_one)])
    (user,) = admin("user.get", ID=1, IMAGE_RESIZE="small")
    assert download(admin, user["PERSONAL_PHOTO"]).body == broken_one


GROUPS = "sonet,socialnetwork,user,disk"


def test_a_group_has_a_picture(wire: Wire) -> None:
    admin = api_of(wire, 1, GROUPS)
    number = admin("sonet_group.create", NAME="Garden", IMAGE=["a.png", coded(picture())])
    (group,) = admin("sonet_group.get")
    assert download(admin, group["IMAGE"]).body == picture()
    asked = {"select": ["AVATAR", "AVATAR_DATA", "OWNER_DATA"], "groupId": number}
    shown = admin("socialnetwork.api.workgroup.get", params=asked)
    assert shown["AVATAR_DATA"]["type"] == "image"
    assert download(admin, shown["AVATAR"]).body == picture()
    (listed,) = admin("socialnetwork.api.workgroup.list", select=["AVATAR"])["workgroups"]
    assert (listed["imageId"], download(admin, listed["avatar"]).body) == (str(shown["IMAGE_ID"]), picture())
    (mine,) = admin("sonet_group.user.groups")
    assert mine["GROUP_IMAGE_ID"] == listed["imageId"]
    admin("user.update", ID=1, PERSONAL_PHOTO=["me.png", coded(picture(300, 300))])
    photo = admin("socialnetwork.api.workgroup.get", params=asked)["OWNER_DATA"]["PHOTO"]
    assert Image.open(io.BytesIO(download(admin, photo).body)).size == (150, 150)
    admin("user.update", ID=1, PERSONAL_PHOTO="")
    admin("sonet_group.update", GROUP_ID=number, IMAGE_FILE_ID=0, IMAGE=["b.png", coded(picture())])
    assert admin("sonet_group.get")[0]["IMAGE"] == ""
    assert kept(wire) == 0


def test_a_group_takes_a_file_of_the_disk_for_its_picture(wire: Wire) -> None:
    admin, seller = api_of(wire, 1, GROUPS), api_of(wire, 3, GROUPS)
    disk = Disk(admin)
    number = disk.file("a.png", picture())
    group = admin("sonet_group.create", NAME="Garden", IMAGE_FILE_ID=number, IMAGE=["b.txt", coded(b"not looked at")])
    assert download(admin, admin("sonet_group.get")[0]["IMAGE"]).body == picture()
    wrong = (400, "ERROR_IMAGE_ID", "Image is incorrect: Invalid file type")
    text = disk.file("a.txt")
    for given in ({"IMAGE_FILE_ID": text}, {"IMAGE_FILE_ID": 4711}, {"IMAGE": ["a.png", coded(b"x")]}, {"IMAGE": 5}):
        assert admin.send("sonet_group.update", GROUP_ID=group, **given).error == wrong
        assert admin.send("sonet_group.create", NAME="Yard", **given).error == wrong
    assert seller.send("sonet_group.create", NAME="Yard", IMAGE_FILE_ID=number).error == wrong
    admin("sonet_group.delete", GROUP_ID=group)
    assert kept(wire) == 2


def test_comments_say_how_large_pictures_are(admin: Api) -> None:
    given = [["a.png", coded(picture(7, 5))], ["b.png", coded(b"none")], ["c.txt", coded(picture())]]
    fields = {"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "See", "FILES": given}
    comment = admin("crm.timeline.comment.add", fields=fields)
    found = admin("crm.timeline.comment.get", id=comment)["FILES"].values()
    assert [each.get("image") for each in found] == [{"width": 7, "height": 5}, None, None]
