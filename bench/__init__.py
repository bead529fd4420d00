"""Measurements: Homeport beside the same HTTP server with a constant, and beside a typical service of the same job."""
