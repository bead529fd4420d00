"""``tasks.api.scrum.*``: scrums of groups."""
