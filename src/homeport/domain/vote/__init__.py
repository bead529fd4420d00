"""Polls: questions with answers, and who has chosen which."""
