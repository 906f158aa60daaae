"""What we know of each network operating system, as data."""
