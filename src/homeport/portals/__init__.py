"""Portals as files: where they are, what they are made from, how they are exchanged while servers have them open."""
