"""Layouts that applications describe: what they may say, and what is kept of it."""
