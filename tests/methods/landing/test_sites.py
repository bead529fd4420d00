"""``landing.*``: sites, folders and pages, who may do what with them, and what strangers see."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from homeport.domain.portal import clocks
from tests.conftest import Api, Wire, api_of

DAY = 86_400
FROZEN = 1_800_000_000


@pytest.fixture
def admin(wire: Wire) -> Api:
    return api_of(wire, 1, "landing,sonet_group,sonet")


@pytest.fixture
def clara(wire: Wire) -> Api:
    return api_of(wire, 3, "landing")


def a_site(api: Api, **fields: Any) -> int:
    number: int = api("landing.site.add", fields={"TITLE": "Garden", "CODE": "", **fields})
    return number


def a_page(api: Api, site: int, title: str, **fields: Any) -> int:
    number: int = api("landing.landing.add", fields={"TITLE": title, "SITE_ID": site, **fields})
    return number


def row_of(api: Api, number: int, kind: str = "site", **more: Any) -> dict[str, Any]:
    found = api(f"landing.{kind}.getList", params={"filter": {"ID": number, "DELETED": ["Y", "N"]}, **more})
    assert len(found) == 1
    row: dict[str, Any] = found[0]
    return row


def visit(api: Api, url: str) -> tuple[int, str, dict[str, str]]:
    answer = api.wire.send(urlsplit(url).path, verb="GET")
    return answer.status, answer.body.decode(), answer.headers


def test_sites_are_made_changed_and_listed(admin: Api) -> None:
    first, second, third = a_site(admin), a_site(admin), a_site(admin, CODE="2026", TYPE="STORE", XML_ID="x")
    row = row_of(admin, second)
    assert (row["CODE"], row["ACTIVE"], row["DELETED"], row["TYPE"]) == ("/garden2/", "N", "N", "PAGE")
    assert row["CREATED_BY_ID"] == "1"
    assert row_of(admin, third)["CODE"] == "/site2026/"
    assert admin("landing.site.update", id=first, fields={"TITLE": "Park", "CODE": "park"}) is True
    listed = admin("landing.site.getList", params={"select": ["TITLE"], "order": {"ID": "DESC"}, "limit": 2})
    assert listed == [
        {"ID": str(third), "TYPE": "STORE", "TITLE": "Garden"},
        {"ID": str(second), "TYPE": "PAGE", "TITLE": "Garden"},
    ]
    stores = admin("landing.site.getList", params={"filter": {"=TYPE": "STORE"}})
    assert [each["ID"] for each in stores] == [str(third)]
    assert len(admin("landing.site.getList", params={"filter": {"TYPE": "KNOWLEDGE"}})) == 3
    url = admin("landing.site.getPublicUrl", id=first)
    assert url.endswith("/~site/park")
    assert admin("landing.site.getPublicUrl", id=[first, 999]) == {str(first): url}
    assert admin("landing.site.getPublicUrl", id=999) == ""
    assert admin("landing.site.delete", id=second) is True
    assert [each["ID"] for each in admin("landing.site.getList")] == [str(first), str(third)]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"TITLE": ""}, "BX_EMPTY_REQUIRED"),
        ({"TITLE": "x" * 256}, "BX_INVALID_VALUE"),
        ({"CODE": "a/b"}, "SLASH_IS_NOT_ALLOWED"),
        ({"TYPE": "KNOWLEDGE"}, "ACCESS_DENIED"),
        ({"DOMAIN_ID": "not a name"}, "DOMAIN_IS_INCORRECT"),
        ({"DOMAIN_ID": "my.bitrix.test"}, "DOMAIN_DISABLE"),
        ({"DOMAIN_ID": 77}, "DOMAIN_NOT_FOUND"),
        ({"DOMAIN_ID": "taken.example.test"}, "DOMAIN_EXIST"),
        ({"DOMAIN_ID": "thrown.example.test"}, "DOMAIN_EXIST_TRASH"),
    ],
)
def test_bad_sites_are_refused(admin: Api, fields: dict[str, Any], code: str) -> None:
    a_site(admin, DOMAIN_ID="taken.example.test")
    admin("landing.site.markDelete", id=a_site(admin, DOMAIN_ID="thrown.example.test"))
    refused = admin.send("landing.site.add", fields={"TITLE": "Garden", "CODE": "", **fields})
    assert refused.error[:2] == (400, code)
    assert len(admin("landing.site.getList")) == 1


def test_what_must_be_said_is_asked_for(admin: Api) -> None:
    assert admin.send("landing.site.update").error == (
        400,
        "MISSING_PARAMS",
        "Not enough parameters for the call, missing: id, fields",
    )
    assert admin.send("landing.landing.resolveIdByPublicUrl").error[2].endswith("missing: landingUrl, siteId")
    assert admin.send("landing.site.bindingToGroup", id=1, groupId="x").error[1] == "TYPE_ERROR"


def test_sections_are_apart(admin: Api) -> None:
    plain = a_site(admin)
    base = admin("landing.site.add", scope="KNOWLEDGE", fields={"TITLE": "Base", "CODE": "base", "TYPE": "KNOWLEDGE"})
    assert [each["ID"] for each in admin("landing.site.getList", scope="KNOWLEDGE")] == [str(base)]
    assert [each["ID"] for each in admin("landing.site.getList")] == [str(plain)]
    assert admin.send("landing.site.publication", id=base).error[1] == "ACCESS_DENIED"
    page = admin("landing.landing.add", scope="KNOWLEDGE", fields={"TITLE": "Start", "SITE_ID": base})
    assert admin.send("landing.landing.publication", lid=page).error[1] == "LANDING_NOT_EXIST"
    admin("landing.landing.publication", lid=page, scope="KNOWLEDGE")
    url = admin("landing.landing.getpublicurl", lid=page, scope="KNOWLEDGE")
    assert visit(admin, url)[0] == 404, "knowledge bases are not for strangers"


def test_strangers_see_what_is_published_and_nothing_else(admin: Api) -> None:
    site = a_site(admin)
    main = a_page(admin, site, "Welcome", DESCRIPTION="Roses & more")
    folder = admin("landing.site.addFolder", siteId=site, fields={"TITLE": "Flowers"})
    rose = a_page(admin, site, "Rose", FOLDER_ID=folder)
    home, roses = (admin("landing.landing.getpublicurl", lid=each) for each in (main, rose))
    assert home.endswith("/~site/garden/")
    assert roses.endswith("/~site/garden/flowers/rose/")
    assert [visit(admin, each)[0] for each in (home, roses)] == [404, 404]
    admin("landing.landing.publication", lid=rose)
    assert row_of(admin, site)["ACTIVE"] == "Y"
    assert admin("landing.site.getFolders", siteId=site)[0]["ACTIVE"] == "Y"
    assert [visit(admin, each)[0] for each in (home, roses)] == [404, 200]
    admin("landing.landing.publication", lid=main)
    status, html, headers = visit(admin, home)
    assert status == 200
    assert "<title>Welcome</title>" in html
    assert "Roses &amp; more" in html
    assert "sandbox" in headers["content-security-policy"]
    assert "allow-same-origin" not in headers["content-security-policy"]
    admin("landing.site.unPublicFolder", folderId=folder)
    assert visit(admin, roses)[0] == 404
    admin("landing.site.unpublic", id=site)
    assert visit(admin, home)[0] == 404
    admin("landing.landing.unpublic", lid=main)
    admin("landing.site.publication", id=site)
    assert [visit(admin, each)[0] for each in (home, roses)] == [404, 200], "what is not active stays unpublished"
    admin("landing.site.update", id=site, fields={"LANDING_ID_404": rose})
    assert visit(admin, home)[:2] == (404, visit(admin, roses)[1])
    resolved = admin("landing.landing.resolveIdByPublicUrl", landingUrl="/flowers/rose/", siteId=site)
    assert resolved == rose
    assert admin("landing.landing.resolveIdByPublicUrl", landingUrl="/", siteId=site) == main
    assert admin("landing.landing.resolveIdByPublicUrl", landingUrl="/flowers/none/", siteId=site) is None


def test_additional_fields_are_kept_and_shown(admin: Api) -> None:
    site = a_site(admin, ADDITIONAL_FIELDS={"BACKGROUND_USE": "Y", "BACKGROUND_COLOR": "#f4f7fb", "NO_FIELD": 1})
    said = {"METAMAIN_USE": True, "METAMAIN_TITLE": "</title><b>", "METAOG_IMAGE": "https://example.test/a.png"}
    page = a_page(admin, site, "Welcome", ADDITIONAL_FIELDS={**said, "VIEW_TYPE": "strange"})
    assert admin("landing.site.getadditionalfields", id=site) == {"BACKGROUND_USE": "Y", "BACKGROUND_COLOR": "#f4f7fb"}
    assert admin("landing.landing.getadditionalfields", lid=page) == {**said, "METAMAIN_USE": "Y"}
    assert admin("landing.landing.getpreview", lid=page) == "https://example.test/a.png"
    assert admin("landing.site.getPreview", id=site) == "https://example.test/a.png"
    admin("landing.landing.publication", lid=page)
    html = visit(admin, admin("landing.landing.getpublicurl", lid=page))[1]
    assert "<title>&lt;/title&gt;&lt;b&gt;</title>" in html
    assert "background-color:#f4f7fb" in html
    admin("landing.site.update", id=site, fields={"ADDITIONAL_FIELDS": {"BACKGROUND_COLOR": ""}})
    assert admin("landing.site.getadditionalfields", id=site) == {"BACKGROUND_USE": "Y"}
    exported = admin("landing.site.fullExport", id=site, params={"code": "mine", "hooks_disable": ["METAMAIN_USE"]})
    assert exported["code"] == "mine"
    assert exported["fields"]["LANDING_ID_INDEX"] == "mine"
    assert "METAMAIN_USE" not in exported["items"]["mine"]["fields"]["ADDITIONAL_FIELDS"]
    assert admin.send("landing.site.fullExport", id=site, params={"code": "a-b"}).error[1] == "SYSTEM_ERROR"
    assert admin("landing.site.fullExport", id=a_site(admin)) == []


def test_pages_are_copied_moved_and_named(admin: Api) -> None:
    site, other = a_site(admin), a_site(admin)
    page = a_page(admin, site, "Rose", CODE="rose", SITEMAP="Y")
    again = a_page(admin, site, "Rose", CODE="rose")
    assert row_of(admin, again, "landing")["CODE"].startswith("rose_")
    folder = admin("landing.site.addFolder", siteId=other, fields={"TITLE": "Flowers"})
    copy = admin("landing.landing.copy", lid=page, toSiteId=other, toFolderId=folder)
    row = row_of(admin, copy, "landing")
    assert (row["SITE_ID"], row["FOLDER_ID"], row["CODE"], row["SITEMAP"]) == (str(other), str(folder), "rose", "Y")
    refused = admin.send("landing.landing.move", lid=again, toSiteId=other, toFolderId=folder)
    assert refused.error[1] == "FOLDER_NOT_FOUND"
    assert admin("landing.landing.move", lid=again, toSiteId=other) is True
    assert admin("landing.landing.move", lid=again, toFolderId=folder) is True
    assert row_of(admin, again, "landing")["FOLDER_ID"] == str(folder)
    listed = admin("landing.landing.getList", params={"filter": {"SITE_ID": other}, "select": ["ID"], "get_urls": 1})
    assert [each["ID"] for each in listed] == [str(again), str(copy)]
    assert listed[1]["PUBLIC_URL"].endswith("/~site/garden2/flowers/rose/")
    assert listed[0]["DOMAIN_ID"]
    for fields, code in (
        ({"CODE": "a/b"}, "SLASH_IS_NOT_ALLOWED"),
        ({"CODE": ""}, "CANT_BE_EMPTY"),
        ({"CODE": "a_1_2"}, "WRONG_CODE_FORMAT"),
        ({"FOLDER_ID": folder}, "FOLDER_NOT_FOUND"),
        ({"SITE_ID": 999}, "SITE_NOT_FOUND"),
    ):
        said = {"TITLE": "x", "SITE_ID": site, **fields}
        assert admin.send("landing.landing.add", fields=said).error[1] == code
        if code != "SITE_NOT_FOUND":
            assert admin.send("landing.landing.update", lid=page, fields=fields).error[1] == code
    assert admin("landing.landing.delete", lid=copy) is True
    assert admin.send("landing.landing.delete", lid=copy).error[1] == "LANDING_NOT_EXIST"
    assert admin("landing.landing.copy", lid=page, toSiteId=site, toFolderId=folder)
    assert admin("landing.landing.update", lid=page, fields={"TITLE": "Wild", "DATE_PUBLIC": "2026-01-02"}) is True
    assert row_of(admin, page, "landing")["DATE_PUBLIC"].startswith("01/02/2026")


def test_the_trash_keeps_things_for_thirty_days(admin: Api) -> None:
    later(admin, 0)
    site = a_site(admin)
    main, rose = a_page(admin, site, "Main"), a_page(admin, site, "Rose")
    assert admin.send("landing.landing.markDelete", lid=main).error[1] == "CANT_DELETE_MAIN"
    folder = admin("landing.site.addFolder", siteId=site, fields={"TITLE": "Flowers"})
    within = admin("landing.site.addFolder", siteId=site, fields={"TITLE": "Red", "PARENT_ID": folder})
    red = a_page(admin, site, "Red", FOLDER_ID=within)
    admin("landing.landing.publication", lid=rose)
    assert admin("landing.landing.markDelete", lid=rose) == rose
    assert row_of(admin, rose, "landing")["ACTIVE"] == "N"
    assert admin("landing.site.markFolderDelete", id=folder) is True
    assert admin("landing.site.getFolders", siteId=site) == []
    assert row_of(admin, red, "landing")["DELETED"] == "Y"
    assert admin("landing.site.markFolderUnDelete", id=folder) is True
    assert row_of(admin, red, "landing")["DELETED"] == "N"
    assert admin("landing.landing.markUnDelete", lid=rose) == rose
    admin("landing.landing.markDelete", lid=rose)
    assert admin.send("landing.site.delete", id=site).error[1] == "SITE_IS_NOT_EMPTY"
    later(admin, 31)
    deleted = {"filter": {"DELETED": ["Y", "N"], "SITE_ID": site}, "select": ["ID"]}
    assert str(rose) not in [each["ID"] for each in admin("landing.landing.getList", params=deleted)]
    assert admin("landing.site.markDelete", id=site) == site
    assert admin("landing.landing.getList", params=deleted) == []
    assert admin("landing.site.markUnDelete", id=site) == site
    assert row_of(admin, site)["ACTIVE"] == "N"
    admin("landing.site.markDelete", id=site)
    later(admin, 62)
    assert admin("landing.site.getList", params={"filter": {"DELETED": "Y"}}) == []


def test_folders_have_names_of_their_own(admin: Api) -> None:
    site = a_site(admin)
    folder = admin("landing.site.addFolder", siteId=site, fields={"TITLE": "Flowers", "ACTIVE": "Y"})
    within = admin("landing.site.addFolder", siteId=site, fields={"TITLE": "Flowers", "PARENT_ID": folder})
    again = admin.send("landing.site.addFolder", siteId=site, fields={"TITLE": "Flowers"})
    assert again.error[1] == "FOLDER_IS_NOT_UNIQUE"
    top = admin("landing.site.getFolders", siteId=site, filter={"PARENT_ID": 0})
    assert [(each["ID"], each["CODE"], each["ACTIVE"], each["PARENT_ID"]) for each in top] == [
        (str(folder), "flowers", "Y", None)
    ]
    fields = {"PARENT_ID": within}
    assert admin.send("landing.site.updateFolder", siteId=site, folderId=folder, fields=fields).error[1] == (
        "ACCESS_DENIED"
    )
    page = a_page(admin, site, "All flowers", FOLDER_ID=folder)
    admin("landing.site.updateFolder", siteId=site, folderId=folder, fields={"CODE": "all", "INDEX_ID": page})
    assert admin("landing.landing.getpublicurl", lid=page).endswith("/~site/garden/all/")
    admin("landing.site.publicationFolder", folderId=within)
    active = admin("landing.site.getFolders", siteId=site, filter={"ACTIVE": "Y"})
    assert len(active) == 2


def test_a_page_goes_to_another_site_by_right_and_is_shown_by_right(wire: Wire, admin: Api, clara: Api) -> None:
    one, other = a_site(admin, CODE="one"), a_site(admin, CODE="other")
    a_page(admin, one, "Main")
    a_page(admin, other, "Main")
    page = a_page(admin, one, "Roses")
    admin("landing.role.enable", mode=0)
    admin("landing.landing.publication", lid=page)
    admin("landing.site.setRights", id=one, rights={"U3": ["read", "edit", "sett", "public"]})
    admin("landing.site.setRights", id=other, rights={"U3": ["read", "edit"]})
    moved = {"lid": page, "fields": {"SITE_ID": other}}
    assert clara.send("landing.landing.update", **moved).error[1] == "DELETE_ACCESS_DENIED"
    admin("landing.site.setRights", id=one, rights={"U3": ["read", "edit", "sett", "public", "delete"]})
    clara("landing.landing.update", **moved)
    (found,) = admin("landing.landing.getList", params={"filter": {"ID": page}, "select": ["SITE_ID", "ACTIVE"]})
    assert (found["SITE_ID"], found["ACTIVE"]) == (str(other), "N")
    assert clara.send("landing.landing.publication", lid=page).error[1] == "ACCESS_DENIED"


def test_roles_and_sites_have_rights_in_two_models(admin: Api, clara: Api) -> None:
    site, other = a_site(admin), a_site(admin)
    page = a_page(admin, site, "Welcome")
    assert clara("landing.site.getRights", id=site) == ["read", "edit", "sett", "public", "delete"]
    assert admin("landing.role.isEnabled") is True
    assert clara.send("landing.role.isEnabled").error[1] == "IS_NOT_ADMIN"
    admin_role, manager = (each["ID"] for each in admin("landing.role.getList"))
    rights = {"0": ["read"], str(other): ["denied", "edit"], "999": ["read"], str(site): ["read", "edit", "fly"]}
    assert admin("landing.role.setRights", id=manager, rights=rights, additional=["menu24"]) is True
    assert admin("landing.role.getRights", id=manager) == {
        "0": ["read"],
        str(other): ["denied"],
        str(site): ["read", "edit"],
    }
    assert clara("landing.site.getRights", id=site) == ["read", "edit"]
    assert clara("landing.site.getRights", id=other) == ["denied"]
    assert [each["ID"] for each in clara("landing.site.getList")] == [str(site)]
    assert clara.send("landing.landing.publication", lid=page).error[1] == "ACCESS_DENIED"
    assert clara.send("landing.site.add", fields={"TITLE": "x", "CODE": ""}).error[1] == "ACCESS_DENIED"
    assert admin.send("landing.role.getRights", id=manager, scope="KNOWLEDGE").error[1] == "ROLE_SCOPE_MISMATCH"
    assert admin.send("landing.role.setAccessCodes", id=manager, codes="U3").error[1] == "ERROR_ARGUMENT"
    admin("landing.role.setAccessCodes", id=admin_role, codes=["U3"])
    assert clara("landing.role.isEnabled") is True
    assert clara("landing.site.getRights", id=site) == ["read", "edit", "sett", "public", "delete"]
    assert clara.send("landing.role.enable", mode=0, scope="GROUP").error[1] == "IS_NOT_ADMIN"

    assert clara("landing.role.enable", mode=0) is True
    assert clara("landing.site.getRights", id=other) == ["read", "edit", "sett", "public", "delete"]
    assert admin("landing.site.setRights", id=site, rights={"AU": ["denied", "read"]}) is True
    assert admin("landing.site.setRights", id=other, rights={"U3": ["public"]}) is True
    assert admin("landing.site.setRights", id=999, rights={}) is False
    assert clara("landing.site.getRights", id=site) == ["denied"]
    assert clara("landing.site.getRights", id=other) == ["read", "public"]
    assert clara.send("landing.landing.getpublicurl", lid=page).error[1] == "LANDING_NOT_EXIST"
    assert admin("landing.landing.getpublicurl", lid=page)
    admin("landing.site.setRights", id=site)
    assert clara("landing.landing.getpublicurl", lid=page)


def test_knowledge_bases_are_shown_in_groups_and_menus(admin: Api, clara: Api) -> None:
    base = admin("landing.site.add", scope="KNOWLEDGE", fields={"TITLE": "Base", "CODE": "base", "TYPE": "KNOWLEDGE"})
    group = admin("sonet_group.create", NAME="Gardeners")
    assert clara("landing.site.bindingToGroup", id=base, groupId=group) is False
    assert admin("landing.site.bindingToGroup", id=a_site(admin), groupId=group) is False
    assert admin("landing.site.bindingToGroup", id=base, groupId=group) is True
    assert admin("landing.site.bindingToGroup", id=base, groupId=group) is False
    shown = admin("landing.site.getGroupBindings", groupId=group)
    assert [(each["ENTITY_ID"], each["BINDING_ID"], each["TITLE"]) for each in shown] == [
        (str(base), str(group), "Base")
    ]
    assert admin("landing.site.getGroupBindings", groupId=group + 1) == []
    assert admin("landing.site.unbindingFromGroup", id=base, groupId=group) is True
    assert admin("landing.site.unbindingFromGroup", id=base, groupId=group) is False
    assert admin("landing.site.bindingToMenu", id=base, menuCode="crm_switcher:deal") is True
    assert [each["BINDING_ID"] for each in admin("landing.site.getMenuBindings")] == ["crm_switcher:deal"]
    assert admin("landing.site.unbindingFromMenu", id=base, menuCode="crm_switcher:deal") is True
    assert admin("landing.site.getMenuBindings") == []


def later(api: Api, days: int) -> None:
    """Let the portal's clock be some days after a moment."""
    api.wire.portal.store.write_now(lambda tx: clocks.freeze(tx, FROZEN + days * DAY))
