"""Version control for the network: proven backups, judged drift, changes that can be undone."""

__version__ = "0.1.0"
