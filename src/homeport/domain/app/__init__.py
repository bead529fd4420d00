"""Applications: added, installed, uninstalled; their handlers are told."""
