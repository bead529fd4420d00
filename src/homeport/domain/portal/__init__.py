"""The portal itself: people, credentials, applications, limits, settings."""
