"""The lab: emulated routers and switches for demonstrations and tests; it imports no netops."""
