"""What should be: intended configs and rules, read from files that people write."""
