"""Calendars of users, groups and the company, resources, and how each user likes calendars shown."""
