"""Users: who joins the company and who leaves it."""
