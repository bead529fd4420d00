"""Call lists: clients who are to be called one after the other."""
