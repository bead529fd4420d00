"""Working time: days that people begin and end, office networks, and when they were away."""
