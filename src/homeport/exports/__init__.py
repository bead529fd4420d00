"""Requests in forms that other programs take. Secrets are in none of them: the request log does not have them."""
