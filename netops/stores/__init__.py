"""Where evidence and state live on disk."""
