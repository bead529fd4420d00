"""Storages, folders and files of the administrator's and the salesperson's."""

import base64
from typing import Any

import pytest

from tests.conftest import Api


def coded(content: bytes) -> str:
    """Content as methods take it."""
    return base64.b64encode(content).decode()


class Disk:
    """The disk as one user sees it."""

    def __init__(self, api: Api) -> None:
        self.api = api
        storages = api("disk.storage.getList")
        self.own = next(each for each in storages if each["ENTITY_ID"] == str(api.user_id))
        self.company = next(each for each in storages if each["ENTITY_TYPE"] == "common")
        self.root = int(self.own["ROOT_OBJECT_ID"])

    def folder(self, name: str, parent: int | None = None) -> int:
        """A new folder."""
        made = self.api("disk.folder.addSubFolder", id=parent or self.root, data={"NAME": name})
        return int(made["ID"])

    def file(self, name: str, content: bytes = b"content", folder: int | None = None, **more: Any) -> int:
        """A new file."""
        params = {"id": folder or self.root, "data": {"NAME": name}, "fileContent": [name, coded(content)], **more}
        return int(self.api("disk.folder.uploadFile", **params)["ID"])

    def names(self, folder: int | None = None, **more: Any) -> list[str]:
        """What is in a folder."""
        return [each["NAME"] for each in self.api("disk.folder.getChildren", id=folder or self.root, **more)]

    def content(self, file: int) -> bytes:
        """What is in a file."""
        return download(self.api, self.api("disk.file.get", id=file)["DOWNLOAD_URL"]).body


def download(api: Api, url: str, **more: Any) -> Any:
    """The answer of an address that a method has told."""
    assert url.startswith("http://localhost/"), url
    path, _, query = url.removeprefix("http://localhost").partition("?")
    return api.wire.send(path, query=query, **{"verb": "GET", "content_type": None, **more})


@pytest.fixture
def disk(admin: Api) -> Disk:
    """As the administrator sees it."""
    return Disk(admin)


@pytest.fixture
def sold(disk: Disk, seller: Api) -> Disk:
    """As the salesperson sees it, who administers nothing."""
    return Disk(seller)
