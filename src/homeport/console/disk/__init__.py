"""Pages of the disk: ``/disk/``."""

from homeport.console.disk.section import Disk

__all__ = ["Disk"]
