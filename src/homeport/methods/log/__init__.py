"""``log.*``: the news feed."""
