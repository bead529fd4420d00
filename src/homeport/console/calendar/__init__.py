"""Pages of calendars: ``/calendar/``."""

from homeport.console.calendar.section import Calendars

__all__ = ["Calendars"]
