"""Automation: what happens outside moves records to other stages."""
