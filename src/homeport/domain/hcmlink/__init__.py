"""Companies of outer systems of personnel, with their people and what is known of these."""
