"""Reading from many devices at once, on one event loop: a reader for each transport."""
