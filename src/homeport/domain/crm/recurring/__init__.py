"""Deals that are made again and again, by templates and rules."""
