"""Schemes: what a template's file says, as it is stored and run.

A file is PHP's ``serialize`` of an array, compressed by zlib, as a designer exports it; the array's members are those
that ``bizproc.workflow.template.list`` documents. An activity is an object with Type, Name, Properties and Children.
"""

import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from homeport.core.uploads import read_upload
from homeport.domain.bizproc import php

LARGEST = 8 * 1024 * 1024
"""Bytes of a file once it is not compressed."""
_LETTERS = 255


class UnfitError(ValueError):
    """What is no file of a template."""


class Node(msgspec.Struct, rename="pascal"):
    """One activity of a scheme.

    :param type: what it does, such as ``ApproveActivity``
    :param name: tells it from all others of the scheme
    :param activated: ``N`` for one that is skipped
    """

    type: str
    name: str
    properties: dict[str, Any] = {}
    children: "list[Node]" = []
    activated: str = "Y"


class Scheme(NamedTuple):
    """What a file says.

    :param root: the activity that all others are in
    :param parameters: descriptions of what is given when a process starts, by their names
    :param variables: of what it may keep
    :param constants: of what stays as it is
    """

    root: Node
    parameters: dict[str, Any]
    variables: dict[str, Any]
    constants: dict[str, Any]


def read_file(given: Any) -> Scheme:
    """A scheme from a file that a client sent.

    :param given: in any of the spellings that files have
    :raises UnfitError: when it is none
    """
    try:
        content = read_upload(given).content
        unpacker = zlib.decompressobj()
        whole = unpacker.decompress(content, LARGEST)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise UnfitError
        found = php.lists(php.read(whole))
    except (ValueError, zlib.error):
        raise UnfitError from None
    if not isinstance(found, dict) or not isinstance(found.get("TEMPLATE"), list) or len(found["TEMPLATE"]) != 1:
        raise UnfitError
    root = node(found["TEMPLATE"][0])
    names = [each.name for each in walk(root)]
    if len(set(names)) != len(names):
        raise UnfitError
    return Scheme(root, *(_described(found.get(part)) for part in ("PARAMETERS", "VARIABLES", "CONSTANTS")))


def node(given: Any) -> Node:
    """An activity with all that is in it.

    :raises UnfitError: when it is none
    """
    if not isinstance(given, dict):
        raise UnfitError
    kind, name = given.get("Type"), given.get("Name")
    properties, children = given.get("Properties") or {}, given.get("Children") or []
    if not all(isinstance(each, str) and 0 < len(each) <= _LETTERS for each in (kind, name)) or "|" in str(name):
        raise UnfitError
    if not isinstance(properties, dict) or not isinstance(children, list):
        raise UnfitError
    activated = "N" if given.get("Activated") == "N" else "Y"
    return Node(str(kind), str(name), properties, [node(each) for each in children], activated)


def walk(root: Node) -> Iterator[Node]:
    """An activity and all that are in it."""
    yield root
    for child in root.children:
        yield from walk(child)


def _described(given: Any) -> dict[str, Any]:
    found = given if isinstance(given, dict) else {}
    return {str(name): each for name, each in found.items() if isinstance(each, dict)}
