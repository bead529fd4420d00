"""The news feed: posts to people, groups and departments, and comments."""
