"""Sites: their folders and pages, who may do what with them, and what strangers see of them."""
