"""Lines that a router does not hold beside each other: the old one leaves before the new one comes.

Pairs of word patterns, see `Scope.rivals`.
"""

# An area of OSPF is of one type.
AREAS = (("area * nssa", "area {0} stub"), ("area * stub", "area {0} nssa"))
# A session of BGP goes over several hops, or is held to a distance (bgpd: "cannot be configured
# together").
HOPS = (
    ("neighbor * ttl-security hops", "neighbor {0} ebgp-multihop"),
    ("neighbor * ebgp-multihop", "neighbor {0} ttl-security hops"),
)
