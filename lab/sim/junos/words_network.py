"""Junos 21.4: the statements under `interfaces` and `snmp`."""

from __future__ import annotations

INTERFACES = """
interfaces
  *interface:interface <
      description V
    disable
    flexible-vlan-tagging @tagging
    vlan-tagging @tagging
    mtu V:int
    hold-time
      up V:int
      down V:int
    speed V
    link-mode V
    encapsulation V
    gigether-options
      auto-negotiation @negotiation
      no-auto-negotiation @negotiation
      802.3ad V
    aggregated-ether-options
      minimum-links V:int
      link-speed V
      lacp
        active @lacp
        passive @lacp
        periodic V
    unit K:int <
          description V
      disable
      vlan-id V:int
      family/inet !
        mtu V:int
        no-redirects
        rpf-check !
          fail-filter V
          mode V
        filter
          input V
          output V
        address K:prefix
          primary
          preferred
          vrrp-group K
            virtual-address V:ip
            priority V:int
            accept-data
      family/inet6 !
        mtu V:int
        filter
          input V
          output V
        address K:prefix
          primary
          preferred
      family/iso !
        address V
      family/mpls !
        mtu V:int
"""

SNMP = """
snmp
  name V
  description V
  location V
  contact V
  client-list K
    *client-address-list:prefix
  community K
    authorization V
    clients
      *:prefix 1
        restrict
    client-list-name V
  trap-options
    source-address V
  trap-group K
    version V
    categories
      authentication
      chassis
      configuration
      link
      routing
      startup
    targets
      *:ip
forwarding-options
  hash-key
    family/inet
      layer-3
      layer-4
"""
