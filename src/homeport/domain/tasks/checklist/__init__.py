"""Checklists of tasks: trees of items, which people tick off."""
