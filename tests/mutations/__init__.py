"""Random changes of realistic configs: each is planned, and what is proven is played on a device.

`make mutations` plays thousands of them, a seeded few run with the tests. The emulated devices
know nothing of netops: what they hold in the end is the judge of what netops called proven.
"""
