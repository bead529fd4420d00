"""Pages of people: ``/company/``."""

from homeport.console.people.section import People

__all__ = ["People"]
