"""Telephony: calls that applications tell the portal of, the lines of these, and what is known of ended calls."""
