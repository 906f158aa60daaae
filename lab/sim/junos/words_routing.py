"""Junos 21.4: the statements of policies, filters, routing options and protocols."""

from __future__ import annotations

from lab.sim.junos.schema import nested

# A prefix stands in one term with as many match types as need be, and a term changes as many
# communities (Routing Policies User Guide, "Understanding Route Filters", "Communities").
_MATCHES = """
from 1
  neighbor L
  protocol L
  rib V
  instance V
  interface L
  area V
  as-path L
  community L
  next-hop L
  metric V:int
  tag V:int
  local-preference V:int
  route-type V
  family V
  prefix-list K
  prefix-list-filter K =
    exact -
    longer -
    orlonger -
  route-filter K:prefix =
    exact - !
      accept @verdict
      reject @verdict
    longer - !
      accept @verdict
      reject @verdict
    orlonger - !
      accept @verdict
      reject @verdict
    upto K -
      accept @verdict
      reject @verdict
    prefix-length-range K -
      accept @verdict
      reject @verdict
then 0
  metric V
  local-preference V
  origin V
  tag V:int
  community/add K
  community/set K
  community/delete K
  as-path-prepend V
  next-hop V
  load-balance V
  next V @verdict
  accept @verdict
  reject @verdict
  default-action V
"""

_PACKETS = """
from
  source-address
    *:prefix 1
      except
  destination-address
    *:prefix 1
      except
  address
    *:prefix 1
      except
  source-prefix-list
    * 1
      except
  destination-prefix-list
    * 1
      except
  prefix-list
    * 1
      except
  protocol L
  source-port L
  destination-port L
  port L
  icmp-type L
  icmp-code L
  tcp-established
  tcp-initial
  tcp-flags V
  is-fragment
  first-fragment
  fragment-offset L
  fragment-flags V
  ttl L
  dscp L
then 0
  policer V
  count V
  log
  syslog
  sample
  loss-priority V
  forwarding-class V
  next V @verdict
  accept @verdict
  discard @verdict
  reject @verdict
"""

_BGP = """
description V
multihop !
  ttl V:int
local-address V:ip
hold-time V:int
passive
import L
ttl V:int
family/inet
  unicast !
    prefix-limit
      maximum V:int
      teardown V:int
family/inet6
  unicast !
    prefix-limit
      maximum V:int
      teardown V:int
authentication-key $
export L
remove-private
cluster V:ip
peer-as V
local-as V
as-override
multipath !
  multiple-as
log-updown
shutdown
graceful-restart !
bfd-liveness-detection
  minimum-interval V:int
  multiplier V:int
"""


POLICY = f"""
policy-options
  prefix-list K
    *prefix-list-item:prefix <
    apply-path V
  policy-statement K
    term K
{nested(_MATCHES, 3)}
{nested(_MATCHES, 2)}
  community K -
    members L
"""

FIREWALL = f"""
firewall
  family/inet
    filter K
      interface-specific
      term K
{nested(_PACKETS, 4)}
  family/inet6
    filter K
      interface-specific
      term K
{nested(_PACKETS, 4)}
  policer K
    if-exceeding
      bandwidth-limit V
      burst-size-limit V
    then 0
      discard
      loss-priority V
"""

ROUTING = """
routing-options
  interface-routes
    rib-group V
  rib-groups
    *
      import-rib L
  static
    route K:prefix 1
      next-hop L @target
      discard @target
      reject @target
      preference V:int
      metric V:int
      tag V:int
      retain
      no-readvertise
  aggregate
    route K:prefix 1
      discard @target
      reject @target
      policy V
  router-id V:ip
  autonomous-system V
  forwarding-table
    export L
"""

PROTOCOLS = f"""
protocols
  bgp
    path-selection
      external-router-id
{nested(_BGP, 2)}
    group K
      type V
{nested(_BGP, 3)}
      neighbor K:ip
{nested(_BGP, 4)}
  ospf
    area K:area
      area-range K:prefix
      stub !
        default-metric V:int
        no-summaries
      interface K:logical
        disable
        passive
        interface-type V
        metric V:int
        priority V:int
        hello-interval V:int
        dead-interval V:int
        authentication
          simple-password $
          md5 K -
            key $
        bfd-liveness-detection
          minimum-interval V:int
          multiplier V:int
    reference-bandwidth V
    export L
    import L
    overload !
      timeout V:int
  mpls
    path K
      *:ip 1
        strict
        loose
    interface K:logical
      disable
  ldp
    interface K:logical
      disable
  lldp
    disable
    advertisement-interval V:int
    hold-multiplier V:int
    port-id-subtype V
    port-description-type V
    interface K:interface
      disable
"""
