"""Pages of groups: ``/workgroups/``."""

from homeport.console.groups.section import Groups

__all__ = ["Groups"]
