"""How the cards of records are laid out."""
