"""``salescenter.*``: links by which clients pay."""
