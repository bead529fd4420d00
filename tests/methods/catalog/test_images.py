"""Pictures of products and warehouses: in their fields, and as many more as a product is given."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.conftest import Api, Wire
from tests.methods.disk.conftest import coded, download
from tests.methods.test_field_files import kept, picture

KINDS = {"catalog.product": "element", "catalog.product.sku": "sku", "catalog.product.service": "service"}
NEW = {"iblockId": 1, "name": "Anchor"}
SMALL, LARGE = picture(1, 1), picture(2, 2)


@pytest.mark.parametrize("prefix", KINDS)
def test_a_product_has_pictures_in_its_fields(wire: Wire, admin: Api, seller: Api, prefix: str) -> None:
    pictures = {"detailPicture": {"fileData": ["d.png", coded(LARGE)]}, "previewPicture": ["p.png", coded(SMALL)]}
    product = admin(f"{prefix}.add", fields={**NEW, **pictures})[KINDS[prefix]]
    detail = product["detailPicture"]
    assert detail["url"] == detail["urlMachine"]
    asked = urlsplit(detail["url"])
    assert asked.path == "/rest/catalog.product.download"
    told = dict(parse_qsl(asked.query))
    assert told == {
        "fields[fieldName]": "detailPicture",
        "fields[fileId]": detail["id"],
        "fields[productId]": str(product["id"]),
    }
    for name in ("detailPicture", "DETAIL_PICTURE"):
        fields = {"fieldName": name, "fileId": detail["id"], "productId": product["id"]}
        sent = admin.send(f"{prefix}.download", fields=fields)
        assert sent.status == 302
        assert download(admin, sent.headers["location"]).body == LARGE
    select = ["id", "iblockId", "previewPicture"]
    listed = seller(f"{prefix}.list", filter={"iblockId": 1, "id": product["id"]}, select=select)
    ((row,),) = listed.values()
    assert row["previewPicture"]["id"] == product["previewPicture"]["id"]
    classic = admin("crm.product.get", id=product["id"])["PREVIEW_PICTURE"]
    assert classic["id"] == int(product["previewPicture"]["id"])
    assert download(admin, classic["downloadUrl"]).body == SMALL
    changed = admin(f"{prefix}.update", id=product["id"], fields={"previewPicture": {"remove": "Y"}})
    assert changed[KINDS[prefix]]["previewPicture"] is None
    assert kept(wire) == 1
    admin(f"{prefix}.delete", id=product["id"])
    assert kept(wire) == 0


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({}, "Required fields: fileId, productId, fieldName"),
        ({"fileId": 1, "productId": 4711, "fieldName": "detailPicture"}, "Product not found"),
        ({"fileId": 1, "productId": 1, "fieldName": "name"}, "The property does not exist or is not a file"),
        ({"fileId": 1, "productId": 1, "fieldName": "?"}, "The property does not exist or is not a file"),
        ({"fileId": 4711, "productId": 1, "fieldName": "detailPicture"}, "The file does not exist"),
    ],
)
def test_what_is_not_there_is_not_sent(admin: Api, given: dict[str, Any], refused: str) -> None:
    assert admin.send("catalog.product.download", fields=given).error == (400, "0", refused)


def test_only_administrators_have_files_sent(admin: Api, seller: Api) -> None:
    refused = seller.send(
        "catalog.product.download", fields={"fileId": 1, "productId": 1, "fieldName": "detailPicture"}
    )
    assert refused.error[:2] == (400, "200040300010")
    for method in ("list", "get"):
        assert seller.refused(f"catalog.productImage.{method}", productId=1, id=1) == (400, "200040300010")
    assert seller.refused("catalog.productImage.delete", productId=1, id=1) == (400, "200040300020")
    given = {"fields": {"productId": 1}, "fileContent": ["a.png", coded(SMALL)]}
    assert seller.refused("catalog.productImage.add", **given) == (400, "200040300020")


def test_a_product_is_given_more_pictures(wire: Wire, admin: Api, seller: Api) -> None:
    product = admin("catalog.product.add", fields=NEW)["element"]["id"]
    fields = {"productId": product}
    added = admin("catalog.productImage.add", fields=fields, fileContent=["a.png", coded(SMALL)])["productImage"]
    assert added.keys() == {"id", "name", "productId", "type", "createTime", "downloadUrl", "detailUrl"}
    assert (added["name"], added["productId"], added["type"]) == ("a.png", product, "MORE_PHOTO")
    assert download(admin, added["downloadUrl"]).body == SMALL
    for kind in ("DETAIL_PICTURE", "PREVIEW_PICTURE", "DETAIL_PICTURE"):
        admin("catalog.productImage.add", fields={**fields, "type": kind}, fileContent=["b.png", coded(LARGE)])
    listed = admin.send("catalog.productImage.list", productId=product).json
    kinds = [each["type"] for each in listed["result"]["productImages"]]
    assert (kinds, listed["total"]) == (["DETAIL_PICTURE", "PREVIEW_PICTURE", "MORE_PHOTO"], 3)
    assert admin("catalog.productImage.get", productId=product, id=added["id"])["productImage"]["name"] == "a.png"
    ids = [row["id"] for row in listed["result"]["productImages"]]
    named = admin("catalog.productImage.list", productId=product, select=["id", "type"])["productImages"]
    assert named == [{"id": number, "type": kind} for number, kind in zip(ids, kinds, strict=True)]
    shown = admin("catalog.product.get", id=product)["product"]
    assert shown["detailPicture"]["id"] == str(ids[0])
    assert admin("catalog.productImage.delete", productId=product, id=ids[0]) is True
    assert admin("catalog.product.get", id=product)["product"]["detailPicture"] is None
    assert admin("catalog.productImage.delete", productId=product, id=added["id"]) is True
    assert admin.refused("catalog.productImage.get", productId=product, id=added["id"]) == (400, "0")
    assert download(seller, added["downloadUrl"]).error[:2] == (400, "0")
    admin("catalog.productImage.add", fields=fields, fileContent=["a.png", coded(SMALL)])
    admin("catalog.product.delete", id=product)
    assert kept(wire) == 0


@pytest.mark.parametrize(
    ("fields", "content", "refused"),
    [
        ({"productId": 1}, ["", coded(SMALL)], "The file name is not specified"),
        ({"productId": 1}, ["../a.png", coded(SMALL)], "The file name contains invalid characters"),
        ({"productId": 1}, ["a" * 300, coded(SMALL)], "The file name is too long"),
        ({"productId": 1}, ["a.png", coded(b"<svg onload='alert(1)'/>")], "Invalid file type"),
        ({"productId": 1}, ["a.png", "?"], "Invalid file type"),
        ({"productId": 4711}, ["a.png", coded(SMALL)], "Product not found"),
        ({"type": "MORE_PHOTO"}, ["a.png", coded(SMALL)], "Product identifier not specified"),
        ({"productId": 1, "type": "WALL"}, ["a.png", coded(SMALL)], "Invalid value of the field: type"),
    ],
)
def test_what_is_no_picture_is_not_kept(
    wire: Wire, admin: Api, fields: dict[str, Any], content: list[str], refused: str
) -> None:
    assert admin.send("catalog.productImage.add", fields=fields, fileContent=content).error == (400, "0", refused)
    assert kept(wire) == 0


@pytest.mark.parametrize("kind", ["offer", "sku", "service"])
def test_nobody_but_administrators_has_files_of_other_kinds_sent(seller: Api, kind: str) -> None:
    asked = {"fileId": 1, "productId": 1, "fieldName": "detailPicture"}
    assert seller.refused(f"catalog.product.{kind}.download", fields=asked) == (400, "200040300010")


def test_a_warehouse_has_a_picture(wire: Wire, admin: Api) -> None:
    given = {"title": "Quay", "address": "Quay 4", "imageId": {"fileData": ["q.png", coded(SMALL)]}}
    store = admin("catalog.store.add", fields=given)["store"]
    assert store["imageId"].keys() == {"id", "url"}
    assert download(admin, store["imageId"]["url"]).body == SMALL
    (row,) = admin("catalog.store.list", filter={"id": store["id"]}, select=["imageId"])["stores"]
    assert row["imageId"]["id"] == store["imageId"]["id"]
    bare = admin("catalog.store.update", id=store["id"], fields={"imageId": {"remove": "Y"}})["store"]
    assert bare["imageId"] is None
    refused = admin.send("catalog.store.add", fields={**given, "imageId": ["q.png", coded(b"text")]}).error
    assert refused == (400, "0", "Invalid value of the field: imageId")
    assert kept(wire) == 0


def test_a_file_of_an_added_field_of_a_user_is_sent(admin: Api) -> None:
    admin("user.userfield.add", fields={"FIELD_NAME": "F", "USER_TYPE_ID": "file"})
    admin("user.update", ID=1, UF_USR_F=["a.txt", coded(b"one")])
    held = admin("user.current")["UF_USR_F"]
    assert held.keys() == {"id", "showUrl", "downloadData"}
    sent = admin.send("user.userfield.file.get", **held["downloadData"])
    assert sent.status == 302
    assert download(admin, sent.headers["location"]).body == b"one"
    assert download(admin, held["showUrl"]).body == b"one"
    for wrong in ({"value": 4711}, {"field": "PERSONAL_PHOTO"}, {"id": 2}):
        refused = admin.refused("user.userfield.file.get", **{**held["downloadData"], **wrong})
        assert refused == (404, "ERROR_NOT_FOUND")
