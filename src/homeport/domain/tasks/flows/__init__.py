"""Flows: tasks that are given to people by a rule."""
