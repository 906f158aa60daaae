"""Sessions with devices: NAPALM and netmiko below, our words above."""
