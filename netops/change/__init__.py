"""Changes: from a request to a verified outcome. Pure: it yields deeds and touches nothing."""
