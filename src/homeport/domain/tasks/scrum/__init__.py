"""Scrum: backlogs, sprints and epics of groups, and what tasks are in them."""
