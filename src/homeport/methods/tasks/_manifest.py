"""Manifests: what ``task.*.getmanifest`` says of the methods beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

WARNING = "don't rely on format of this manifest, it can be changed without any notification"
LISTS = frozenset({"getlist", "add", "getmanifest"})
"""What needs no row to be there."""


def manifest(
    noun: str,
    version: str,
    *,
    writable: Sequence[str],
    readable: Sequence[str],
    sortable: Sequence[str],
    dates: Sequence[str],
    methods: Mapping[str, Sequence[str]],
    filterable: Sequence[str] = (),
    prefixes: Sequence[str] = (),
) -> dict[str, Any]:
    """A manifest.

    :param filterable: what ``arFilter`` may name
    :param prefixes: what may stand before these names
    :param methods: by the last word of each method's name, what its parameters are called
    """
    keys = {"arFields": writable, "arOrder": sortable, "arFilter": filterable}
    described: dict[str, Any] = {"getmanifest": {"staticMethod": True, "params": []}}
    for name, params in methods.items():
        entry: dict[str, Any] = {
            "staticMethod": name in LISTS,
            "mandatoryParamsCount": len([param for param in params if param not in ("arOrder", "arFilter")]),
            "params": [_param(param, keys, prefixes) for param in params],
        }
        if name in ("get", "getlist"):
            entry["allowedKeysInReturnValue"] = [*readable]
        if name == "getlist":
            entry["collectionInReturnValue"] = True
        described[name] = entry
    return {
        "Manifest version": version,
        "Warning": WARNING,
        "REST: shortname alias to class": noun,
        f"REST: writable {noun} data fields": [*writable],
        f"REST: readable {noun} data fields": [*readable],
        f"REST: sortable {noun} data fields": [*sortable],
        "REST: date fields": [*dates],
        "REST: available methods": described,
    }


def _param(name: str, keys: Mapping[str, Sequence[str]], prefixes: Sequence[str]) -> dict[str, Any]:
    if name in keys:
        marked = {"allowedKeyPrefixes": [*prefixes]} if name == "arFilter" and prefixes else {}
        return {"description": name, "type": "array", "allowedKeys": [*keys[name]], **marked}
    return {"description": name, "type": "integer"}
