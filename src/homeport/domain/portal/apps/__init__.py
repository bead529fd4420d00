"""What a portal keeps of applications: keys, tokens, options, placements."""
