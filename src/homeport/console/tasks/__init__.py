"""Pages of tasks: ``/tasks/``."""

from homeport.console.tasks.section import Tasks

__all__ = ["Tasks"]
