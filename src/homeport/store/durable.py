"""What has to be said to a disk so that what was written outlasts a crash of the machine."""

import os
from pathlib import Path


def finish(path: Path) -> None:
    """Make a closed file durable. Call :func:`finish_folder` once its name is the final one."""
    file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def finish_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    entry = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
