"""``lists.*``: universal lists."""
