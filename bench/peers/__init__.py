"""What netops is measured against: each a command of its own that reads the same devices."""
