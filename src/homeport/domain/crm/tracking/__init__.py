"""Traces: the ways by which clients came."""
