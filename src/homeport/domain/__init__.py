"""The rules. Knows no HTTP and no method names."""
