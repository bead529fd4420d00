"""What the portal keeps of itself: its event log."""
