"""References in, values out: each module is one place where secrets live."""
