"""The command line: one module per command group; what it prints is in `views`."""
