"""A whole server as one file: its portals as they are at one moment each, its keys, certificates, baselines, snapshots.

Whoever has the file can become the server: it holds the secrets that a data folder holds, and is as private.
"""

import json
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import homeport
from homeport.portals import contents
from homeport.portals.errors import AlreadyThereError, UnfitError
from homeport.portals.folder import DataFolder, is_name
from homeport.portals.lifecycle import settle
from homeport.store import files
from homeport.store.schema import NewerSchemaError, NotAPortalError, migrate

ABOUT = "homeport-backup.json"
_KEY = "secret.key"
_FILES = "files"
_KEPT = (_KEY, "public", "certificates", "baselines", "snapshots")
"""What is kept of a data folder beside its portals."""


def save(folder: DataFolder, target: Path, told: Callable[[str], None], *, replace: bool = False) -> list[str]:
    """Write a backup, also while servers write; the portals that are in it.

    :param told: gets a line for each step
    :param replace: whether it may take the place of a file
    :raises AlreadyThereError: when there is a file of that name
    """
    if target.exists() and not replace:
        raise AlreadyThereError(f"There is a file {target} already. To put the backup in its place: --replace")
    names = folder.names()
    fresh = target.with_name(f"{target.name}~")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    try:
        with _scratch(folder) as place, folder.blobs.holding(), tarfile.open(fresh, "w:gz", compresslevel=1) as archive:
            about = place / ABOUT
            about.write_text(json.dumps({"version": homeport.__version__, "portals": names}))
            archive.add(about, ABOUT)
            folder.key()  # made by now
            for name in _KEPT:
                if (folder.path / name).exists():
                    archive.add(folder.path / name, name)
            wanted: set[str] = set()
            for name in names:
                told(f"Reading {name} …")
                copied = place / f"{name}.db"
                folder.stores.copy(name, copied)
                archive.add(copied, f"portals/{name}.db")
                wanted |= contents.of_file(copied)
                copied.unlink()
            for hash_ in sorted(wanted | contents.named(folder)):
                about_it = tarfile.TarInfo(f"{_FILES}/{hash_[:2]}/{hash_}")
                about_it.size, about_it.mode = folder.blobs.size(hash_), 0o600
                with folder.blobs.open(hash_) as content:
                    archive.addfile(about_it, content)
        files.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)
    return names


def restore(source: Path, path: Path, database: str | None, told: Callable[[str], None]) -> list[str]:
    """Make a data folder of a backup; the portals that it has now.

    :param path: of the folder, which has no portals yet
    :param database: the URL of the database that is to have the portals; None: they are files
    :param told: gets a line for each step
    :raises AlreadyThereError: when there are portals already
    :raises OSError: when the file cannot be read
    :raises UnfitError: when it is no backup, damaged, or of a later version; nothing is left of it then
    """
    if (path / "secret.key").exists() or any((path / "portals").glob("*.db")):
        raise AlreadyThereError(f"{path} is in use. Restore to a folder that is not there yet.")
    was_there = path.exists()
    folder = DataFolder(path, database)
    try:
        with _scratch(folder) as place:
            names = _unpack(source, place)
            (place / _KEY).rename(path / _KEY)
            if folder.names():
                raise AlreadyThereError("The database has portals already. Restore to an empty one.")
            for name in names:
                told(f"Writing {name} …")
                settle(folder, name, place / "portals" / f"{name}.db")
            for name in (*_KEPT, _FILES):
                if (place / name).exists():
                    (place / name).rename(path / name)
    except BaseException as error:
        folder.close()
        if not was_there:
            shutil.rmtree(path)
        if isinstance(error, tarfile.TarError | EOFError | ValueError | KeyError | NewerSchemaError | NotAPortalError):
            raise UnfitError(f"{source} is no backup that can be used: {error}.") from error
        raise
    folder.close()
    return names


@contextmanager
def _scratch(folder: DataFolder) -> Iterator[Path]:
    """A folder for work, on the disk of the data: files are moved out of it."""
    with tempfile.TemporaryDirectory(prefix="backup-", dir=folder.path) as place:
        yield Path(place)


def _unpack(source: Path, place: Path) -> list[str]:
    """Take a backup apart, and bring its portals to the newest schema; their names.

    :raises ValueError: when something is in it that no backup has
    :raises NewerSchemaError: when a portal is of a later version
    """
    with tarfile.open(source, "r:gz") as archive:
        for member in archive:
            steps = PurePosixPath(member.name).parts
            if not steps or steps[0] not in (*_KEPT, ABOUT, _FILES, "portals") or ".." in steps:
                raise ValueError(f"it has {member.name!r}")
            target = place.joinpath(*steps)
            if member.isdir():
                target.mkdir(parents=True, exist_ok=True)
                target.chmod(member.mode & 0o755 | 0o700)
                continue
            content = archive.extractfile(member) if member.isfile() else None
            if content is None:
                raise ValueError(f"{member.name!r} is no file")
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                shutil.copyfileobj(content, file)
            target.chmod(member.mode & 0o644 | 0o600)
    names = json.loads((place / ABOUT).read_text())["portals"]
    if not all(is_name(name) and (place / "portals" / f"{name}.db").is_file() for name in names):
        raise ValueError("a portal is missing")
    for name in names:
        migrate(place / "portals" / f"{name}.db")
        with files.edited(place / "portals" / f"{name}.db"):
            pass  # the file that a server opens is in WAL mode
    return list(names)
