"""Config texts as values: cleaned, parsed, compared, planned and proven. Pure functions only."""
