"""The lab: emulated routers and switches, for demonstrations and tests. It knows nothing of netops."""
