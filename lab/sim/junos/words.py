"""Junos 21.4: the statements this device knows at the top and under `system`.

The order is the one in which the device shows them. From memory of the CLI reference and of
production configurations; what is not here is refused as a syntax error, as an unknown
statement is.
"""

from __future__ import annotations

from lab.sim.junos.schema import nested, read
from lab.sim.junos.words_network import INTERFACES, SNMP
from lab.sim.junos.words_routing import FIREWALL, POLICY, PROTOCOLS, ROUTING

_TOP = """
version V
groups
  *
    ^
apply-groups L
"""

_FACILITY = """
*contents -
  any @level
  emergency @level
  alert @level
  critical @level
  error @level
  warning @level
  notice @level
  info @level
  none @level
"""

_SYSTEM = f"""
system
  host-name V
  domain-name V
  domain-search L
  time-zone V
  default-address-selection
  no-redirects
  no-ping-record-route
  no-ping-time-stamp
  no-multicast-echo
  internet-options
    path-mtu-discovery
    tcp-drop-synfin-set
    no-tcp-reset V
    no-source-quench
  authentication-order L
  ports
    console -
      log-out-on-disconnect
      insecure
      type V
    auxiliary -
      disable
      insecure
      type V
  root-authentication
    encrypted-password $
  name-server
    *:ip
  tacplus-server
    *:ip
      port V:int
      secret $
      timeout V:int
      single-connection
      source-address V:ip
  radius-server
    *:ip
      port V:int
      secret $
      timeout V:int
      retry V:int
      source-address V:ip
  tacplus-options
    service-name V
    strict-authorization
  accounting
    events L
    destination
      tacplus !
        server
          *:ip
            secret $
            source-address V:ip
  login
    announcement V
    message V
    retry-options
      tries-before-disconnect V:int
      backoff-threshold V:int
      backoff-factor V:int
      minimum-time V:int
      lockout-period V:int
    password
      minimum-length V:int
      minimum-changes V:int
      change-type V
      format V
    class K
      idle-timeout V:int
      login-alarms
      permissions L
      allow-commands V
      deny-commands V
      deny-configuration V
    user K
      full-name V
      uid V:int
      class V
      authentication
        encrypted-password $
        ssh-ed25519
          *
        ssh-rsa
          *
  services
    ftp
    telnet
    finger
    ssh !
      root-login V
      no-password-authentication
      no-tcp-forwarding
      protocol-version L
      max-sessions-per-connection V:int
      max-pre-authentication-packets V:int
      ciphers L
      macs L
      key-exchange L
      hostkey-algorithm
        ssh-ed25519
        ssh-ecdsa
        no-ssh-rsa
        no-ssh-dss
      client-alive-count-max V:int
      client-alive-interval V:int
      connection-limit V:int
      rate-limit V:int
    netconf
      ssh !
        port V:int
        connection-limit V:int
        rate-limit V:int
      rfc-compliant
    web-management
      http
        interface L
      https
        system-generated-certificate
        interface L
  syslog
    archive
      size V
      files V:int
      world-readable @readable
      no-world-readable @readable
    user K
{nested(_FACILITY, 3)}
    host K
{nested(_FACILITY, 3)}
      port V:int
      facility-override V
      log-prefix V
      source-address V:ip
      structured-data
    file K
{nested(_FACILITY, 3)}
      match V
      archive
        size V
        files V:int
        world-readable @readable
        no-world-readable @readable
      structured-data
    source-address V:ip
    time-format -
      year
      millisecond
  max-configurations-on-flash V:int
  max-configuration-rollbacks V:int
  archival
    configuration
      transfer-interval V:int
      transfer-on-commit
      archive-sites
        *
          password $
  license
    autoupdate
      url
        *
  ntp
    boot-server V:ip
    authentication-key K -
      type V
      value $
    server K:ip -
      key V:int
      version V:int
      prefer
    trusted-key L
    source-address
      *:ip
chassis
  aggregated-devices
    ethernet
      device-count V:int
  alarm
    management-ethernet
      link-down V
  fpc K
    pic K
      tunnel-services
        bandwidth V
  network-services V
"""

_TABLES = (_TOP, _SYSTEM, INTERFACES, SNMP, POLICY, FIREWALL, ROUTING, PROTOCOLS)
ROOT = read("\n".join(_TABLES))
