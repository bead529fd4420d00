"""Credentials: incoming webhooks, the operator's token, and the hashes that are stored of codes."""
