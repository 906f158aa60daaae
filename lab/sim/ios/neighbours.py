"""What a BGP router of IOS knows: of itself, of its neighbours, and of each address family."""

_FAMILY_NEIGHBOR = """
one  neighbor <w> activate /
one  neighbor <w> send-community / ...
one  neighbor <w> next-hop-self / ...
one  neighbor <w> soft-reconfiguration / <w>
one  neighbor <w> route-map / <w> / in
one  neighbor <w> route-map / <w> / out
one  neighbor <w> prefix-list / <w> / in
one  neighbor <w> prefix-list / <w> / out
one  neighbor <w> maximum-prefix / <line>
one  neighbor <w> route-reflector-client /
one  neighbor <w> default-originate / ...
"""
_FAMILY = """
one  bgp <w> / <line>
one  network <ip> / ...
one  redistribute <w> / ...
one  aggregate-address <ip> <ip> / ...
group 2
{neighbor}
end
one  maximum-paths / <line>
on   auto-summary
leave exit-address-family
"""
_NEIGHBOR = f"""
one  neighbor <w> peer-group /
one  neighbor <w> remote-as / <n>
one  neighbor <w> peer-group / <w>
one  neighbor <w> shutdown /
one  neighbor <w> description / <line>
one  neighbor <w> password / <line>
one  neighbor <w> ttl-security / <line>
one  neighbor <w> ebgp-multihop / <n>
one  neighbor <w> update-source / <if>
one  neighbor <w> timers / <line>
one  neighbor <w> fall-over / ...
{_FAMILY_NEIGHBOR}
"""
_ROUTER = f"""
one  bgp router-id / <ip>
one  bgp log-neighbor-changes /
on   bgp default ipv4-unicast
one  bgp <w> / <line>
one  timers / <line>
group 2
{_NEIGHBOR}
end
one  network <ip> / ...
one  redistribute <w> / ...
one  aggregate-address <ip> <ip> / ...
one  maximum-paths / <line>
on   auto-summary
mode address-family ipv4|ipv6 vrf <w> > bgp-vrf
mode address-family ipv4|ipv6|vpnv4|vpnv6|l2vpn ... > bgp-family
"""

BGP = {
    "bgp": _ROUTER,
    "bgp-family": _FAMILY.format(neighbor=_FAMILY_NEIGHBOR),
    "bgp-vrf": _FAMILY.format(neighbor=_NEIGHBOR),
}
