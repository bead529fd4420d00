"""Storages of applications: sections, items with properties, and who may do what."""
