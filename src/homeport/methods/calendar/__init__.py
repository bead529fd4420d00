"""``calendar.*``: calendars, resources and settings."""
