"""``documentgenerator.*``, a file per prefix."""
