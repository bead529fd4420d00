"""``socialnetwork.*``: workgroups as newer pages read them."""
