"""Portals between stores: what arrives, and what is seen on the way."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from homeport.domain.portal import info
from homeport.domain.portal.people import users
from homeport.portals import copying, lifecycle, saved, transfer
from homeport.portals.copying import content_of
from homeport.portals.errors import AlreadyThereError, UnfitError
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.portals.transfer import member_ids
from tests.cli.conftest import Done
from tests.cluster import Cluster
from tests.conftest import Api, Wire, api_of
from tests.methods.user_fields.test_life import orders

SHOP = "shop.example.test"


def told(line: str) -> None:
    assert line


def test_a_portal_goes_to_a_database_and_back_with_everything(beside: Path, cluster: Cluster, tmp_path: Path) -> None:
    files, database, back = (
        DataFolder(beside),
        DataFolder(beside, cluster.create()),
        DataFolder(tmp_path / "back"),
    )
    there = copying.copy(files, DEFAULT, database, SHOP, told)
    and_back = copying.copy(database, SHOP, back, DEFAULT, told)
    assert there == and_back
    assert there["crm_deal"].rows > 10
    assert there["sqlite_sequence"].rows > 5
    with pytest.raises(AlreadyThereError):
        copying.copy(files, DEFAULT, database, SHOP, told)
    copying.copy(database, SHOP, database, DEFAULT, told)
    assert len(member_ids(database)) == 2, "beside itself it is another portal"
    database.close()


def test_a_webhook_of_files_is_known_in_the_database_and_ids_go_on(
    demo_folder: Path, cluster: Cluster, tmp_path: Path
) -> None:
    files = DataFolder(Path(shutil.copytree(demo_folder, tmp_path / "data")))
    wire = Wire(files)
    admin = api_of(wire, 1)
    gone = admin("crm.deal.add", fields={"TITLE": "Rope"})
    admin("crm.deal.delete", id=gone)
    wire.close()
    other = Wire(DataFolder(files.path, cluster.create()))
    copying.copy(files, DEFAULT, other.folder, DEFAULT, told)
    assert Api(other, 1, admin.base.split("/")[3])("crm.deal.add", fields={"TITLE": "Rope"}) == gone + 1
    other.close()


def test_what_postgresql_cannot_hold_is_refused_and_nothing_is_left(wire: Wire, tmp_path: Path) -> None:
    path = tmp_path / "odd.db"
    transfer.export(wire.folder, DEFAULT, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("UPDATE crm_deal SET STAGE_ID = 'a' || char(0) || 'b' WHERE ID = 1")
    with pytest.raises(UnfitError, match="crm_deal"):
        transfer.import_(wire.folder, SHOP, path)
    assert wire.folder.names() == [DEFAULT]


def test_contents_are_told_apart_by_a_single_value(wire: Wire, admin: Api, tmp_path: Path) -> None:
    transfer.export(wire.folder, DEFAULT, tmp_path / "before.db")
    admin("crm.deal.update", id=1, fields={"TITLE": "Rope"})
    transfer.export(wire.folder, DEFAULT, tmp_path / "after.db")
    before, after = content_of(tmp_path / "before.db"), content_of(tmp_path / "after.db")
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"crm_deal", "crm_trail", "sqlite_sequence"}  # with its history, whose entries are numbered


def test_readers_see_the_old_contents_or_the_new_while_they_are_exchanged(
    wire: Wire, another: Callable[[], Wire], admin: Api
) -> None:
    saved.save_snapshot(wire.folder, DEFAULT, "before")
    other = another()
    store = other.portal.store
    with store.snapshot() as tx:
        seen = len(users.listed(tx))
        lifecycle.reset(wire.folder, DEFAULT, "empty")
        assert len(users.listed(tx)) == seen
        assert info.baseline_of(tx) == "demo"
    with store.snapshot() as tx:
        assert len(users.listed(tx)) == 1
    lifecycle.restore(wire.folder, DEFAULT, "before")
    assert admin("profile")


def test_the_commands_work_on_a_database(homeport: Callable[..., Done], cluster: Cluster) -> None:
    url = cluster.create()
    database = ("--database", url)
    assert homeport("portal", "add", "default", "--demo", *database).code == 0
    refused = homeport("portal", "copy", "default", url, *database).one_line
    assert refused == "homeport: There is a portal default already. Give the copy another name with --as."
    assert homeport("webhook", "add", "1", "--scope", "crm", *database).code == 0
    listed = homeport("portal", "list", "--json", *database).json
    assert [(each["name"], each["file"]) for each in listed] == [("default", "portal_1")]
    assert len(homeport("user", "list", "--json", *database).json) == 6
    copied = homeport("portal", "copy", "default", url, "--as", "shop.example.test", *database)
    assert "equal in all" in copied.out, copied.err
    assert homeport("doctor", *database).out.count("of the database, schema") == 2
    assert homeport("portal", "remove", "shop.example.test", "--yes", *database).code == 0
    wrong = homeport("portal", "list", "--database", "mysql://me:secret@db.example.test/shop")
    assert "is no URL" in wrong.refusal
    assert "secret" not in wrong.refusal
    away = homeport("portal", "list", "--database", "postgresql://me:secret@127.0.0.1:1/shop")
    assert "shop at 127.0.0.1:1 cannot be used" in away.one_line


def test_user_fields_go_to_a_database_and_back(demo_folder: Path, cluster: Cluster, tmp_path: Path) -> None:
    files = DataFolder(Path(shutil.copytree(demo_folder, tmp_path / "data")))
    wire = Wire(files)
    admin = api_of(wire, 1)
    for name, kind, several in (("T", "string", "N"), ("D", "date", "N"), ("L", "integer", "Y"), ("R", "double", "N")):
        given = {"FIELD_NAME": name, "USER_TYPE_ID": kind, "MULTIPLE": several, "SHOW_FILTER": "Y"}
        admin("crm.deal.userfield.add", fields=given)
    values = {"UF_CRM_T": "kept", "UF_CRM_D": "2026-02-03", "UF_CRM_L": [1, 2], "UF_CRM_R": 1.5}
    deal = admin("crm.deal.add", fields=values)
    before = admin("crm.deal.get", id=deal)
    wire.close()
    database = DataFolder(files.path, cluster.create())
    there = copying.copy(files, DEFAULT, database, DEFAULT, told)
    back = DataFolder(tmp_path / "back")
    assert copying.copy(database, DEFAULT, back, DEFAULT, told) == there
    other = Wire(database)
    api = Api(other, 1, admin.base.split("/")[3])
    assert api("crm.deal.get", id=deal) == before
    assert api("crm.deal.list", filter={"UF_CRM_T": "kept", "UF_CRM_L": 2}, select=["ID"]) == [{"ID": str(deal)}]
    api("crm.deal.userfield.add", fields={"FIELD_NAME": "U", "USER_TYPE_ID": "string"})
    assert api("crm.deal.get", id=deal)["UF_CRM_U"] == ""
    returned = Wire(back)
    assert orders(other) == orders(returned) == {"crm_deal_uf_d1_order", "crm_deal_uf_r1_order"}
    other.close()
    returned.close()
