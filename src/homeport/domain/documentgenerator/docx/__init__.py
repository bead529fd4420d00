"""Files of Word: what stands in braces in them, and such files filled in. Knows neither records nor stores."""
