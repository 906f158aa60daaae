# ruff: noqa: E501 (config texts stay in one piece)
"""Junos statements that hold a secret (the word `S3cr3tV4lue` in each), and such that do not.

`|` parts the levels of the braces; a line that begins with `set` stands as it is.
"""

JUNOS_SECRETS = """
system|root-authentication|encrypted-password "S3cr3tV4lue"; ## SECRET-DATA
system|root-authentication|plain-text-password-value "S3cr3tV4lue";
system|login|user bob|authentication|encrypted-password "$6$salt$S3cr3tV4lue"; ## SECRET-DATA
system|login|user bob|authentication|encrypted-password S3cr3tV4lue;
system|diag-port-authentication|encrypted-password "$1$S3cr3tV4lue"; ## SECRET-DATA
system|pic-console-authentication|encrypted-password "$1$S3cr3tV4lue"; ## SECRET-DATA
system|tacplus-server|10.0.0.1|secret "$9$S3cr3tV4lue"; ## SECRET-DATA
system|inactive: tacplus-server|10.0.0.1|secret S3cr3tV4lue;
system|radius-server|10.0.0.1|secret "S3cr3tV4lue";
system|radius-server|10.0.0.1|preauthentication-secret "$9$S3cr3tV4lue"; ## SECRET-DATA
system|accounting|destination|radius|server|10.0.0.1|secret "$9$S3cr3tV4lue"; ## SECRET-DATA
system|ntp|authentication-key 1 type md5 value "$9$S3cr3tV4lue"; ## SECRET-DATA
system|ntp|authentication-key 2 type sha256 value S3cr3tV4lue;
system|archival|configuration|archive-sites|"scp://backup@10.0.0.1:/junos" password "$9$S3cr3tV4lue"; ## SECRET-DATA
system|archival|configuration|archive-sites|"ftp://backup:S3cr3tV4lue@10.0.0.1/junos";
system|services|outbound-ssh|client NMS|secret "$9$S3cr3tV4lue"; ## SECRET-DATA
system|services|dynamic-dns|client r1|password "$9$S3cr3tV4lue"; ## SECRET-DATA
system|services|dhcp-local-server|authentication|password S3cr3tV4lue;
system|proxy|password "$9$S3cr3tV4lue"; ## SECRET-DATA
system|master-password|inactive: plain-text-password-value S3cr3tV4lue;
snmp|community S3cr3tV4lue|authorization read-only;
snmp|community "S3cr3tV4lue";
snmp|inactive: community S3cr3tV4lue|view ALL;
snmp|v3|snmp-community index1|community-name "$9$S3cr3tV4lue"; ## SECRET-DATA
snmp|v3|usm|local-engine|user u|authentication-sha|authentication-key "$9$S3cr3tV4lue"; ## SECRET-DATA
snmp|v3|usm|local-engine|user u|authentication-md5|authentication-password S3cr3tV4lue;
snmp|v3|usm|local-engine|user u|privacy-aes128|privacy-key "$9$S3cr3tV4lue"; ## SECRET-DATA
snmp|v3|usm|remote-engine 0102|user u|privacy-des|privacy-password S3cr3tV4lue;
protocols|bgp|group IBGP|authentication-key "$9$S3cr3tV4lue"; ## SECRET-DATA
protocols|bgp|group IBGP|neighbor 10.0.0.1|authentication-key S3cr3tV4lue;
protocols|ospf|area 0.0.0.0|interface ge-0/0/0.0|authentication|md5 1 key "$9$S3cr3tV4lue"; ## SECRET-DATA
protocols|ospf|area 0.0.0.0|interface ge-0/0/0.0|authentication|md5 1|key "$9$S3cr3tV4lue"; ## SECRET-DATA
protocols|ospf|area 0.0.0.0|interface ge-0/0/0.0|authentication|simple-password "$9$S3cr3tV4lue"; ## SECRET-DATA
protocols|ospf|area 0.0.0.1|virtual-link neighbor-id 10.0.0.1 transit-area 0.0.0.2|authentication|md5 7 key S3cr3tV4lue;
protocols|isis|level 2|authentication-key "$9$S3cr3tV4lue"; ## SECRET-DATA
protocols|isis|interface ge-0/0/0.0|level 2|hello-authentication-key "$9$S3cr3tV4lue"; ## SECRET-DATA
protocols|ldp|session 10.0.0.1|authentication-key "$9$S3cr3tV4lue"; ## SECRET-DATA
protocols|rsvp|interface ge-0/0/0.0|authentication-key "$9$S3cr3tV4lue"; ## SECRET-DATA
protocols|msdp|peer 10.0.0.1|authentication-key "$9$S3cr3tV4lue"; ## SECRET-DATA
protocols|rip|authentication-key "$9$S3cr3tV4lue"; ## SECRET-DATA
protocols|pcep|pce PCE1|authentication-key "$9$S3cr3tV4lue"; ## SECRET-DATA
interfaces|ge-0/0/0|unit 0|family inet|address 10.0.0.2/24|vrrp-group 1|authentication-key "$9$S3cr3tV4lue"; ## SECRET-DATA
interfaces|pp0|unit 0|ppp-options|chap|default-chap-secret "$9$S3cr3tV4lue"; ## SECRET-DATA
interfaces|pp0|unit 0|ppp-options|pap|local-password "$9$S3cr3tV4lue"; ## SECRET-DATA
interfaces|pp0|unit 0|ppp-options|pap|default-password "$9$S3cr3tV4lue"; ## SECRET-DATA
interfaces|cl-1/0/8|cellular-options|gsm-options|profiles P|sip-password "$9$S3cr3tV4lue"; ## SECRET-DATA
security|authentication-key-chains|key-chain K|key 1|secret "$9$S3cr3tV4lue"; ## SECRET-DATA
security|ike|policy P|pre-shared-key ascii-text "$9$S3cr3tV4lue"; ## SECRET-DATA
security|ike|policy P|pre-shared-key hexadecimal S3cr3tV4lue;
security|ipsec|security-association SA|manual|direction bidirectional|authentication|key ascii-text "$9$S3cr3tV4lue"; ## SECRET-DATA
security|ipsec|security-association SA|manual|direction bidirectional|encryption|key hexadecimal "$9$S3cr3tV4lue"; ## SECRET-DATA
security|macsec|connectivity-association CA|pre-shared-key|cak "$9$S3cr3tV4lue"; ## SECRET-DATA
security|macsec|connectivity-association CA|fallback-key|cak S3cr3tV4lue;
security|group-vpn|member|ike|policy P|pre-shared-key ascii-text "$9$S3cr3tV4lue"; ## SECRET-DATA
security|pki|auto-re-enrollment|certificate-id C|challenge-password "$9$S3cr3tV4lue"; ## SECRET-DATA
security|certificates|local|mykey|"-----BEGIN RSA PRIVATE KEY-----\\nS3cr3tV4lue\\n-----END RSA PRIVATE KEY-----\\n"; ## SECRET-DATA
security|user-identification|authentication-source|aruba-clearpass|user-query|client-secret "$9$S3cr3tV4lue"; ## SECRET-DATA
security|idp|security-package|url "https://u:S3cr3tV4lue@10.0.0.1/";
services|security-intelligence|authentication|auth-token S3cr3tV4lue;
services|ipsec-vpn|ike|policy P|pre-shared-key ascii-text "$9$S3cr3tV4lue"; ## SECRET-DATA
services|rpm|twamp|server|authentication-key-chain K|key-id 1|secret "$9$S3cr3tV4lue"; ## SECRET-DATA
access|profile P|client u|chap-secret "$9$S3cr3tV4lue"; ## SECRET-DATA
access|profile P|client u|pap-password "$9$S3cr3tV4lue"; ## SECRET-DATA
access|profile P|client u|firewall-user|password "$9$S3cr3tV4lue"; ## SECRET-DATA
access|profile P|client u|l2tp|shared-secret "$9$S3cr3tV4lue"; ## SECRET-DATA
access|profile P|client u|ike|pre-shared-key ascii-text "$9$S3cr3tV4lue"; ## SECRET-DATA
access|profile P|radius-server|10.0.0.1|secret "$9$S3cr3tV4lue"; ## SECRET-DATA
access|radius-disconnect|10.0.0.1 secret "$9$S3cr3tV4lue"; ## SECRET-DATA
access|ldap-options|search|admin-search|password "$9$S3cr3tV4lue"; ## SECRET-DATA
event-options|destinations D|archive-sites|"scp://u@10.0.0.1:/x" password "$9$S3cr3tV4lue"; ## SECRET-DATA
event-options|event-script|file x.slax|remote-execution|r2|passphrase "$9$S3cr3tV4lue"; ## SECRET-DATA
accounting-options|file F|archive-sites|"ftp://u@10.0.0.1/x" password S3cr3tV4lue;
forwarding-options|dhcp-relay|authentication|password "S3cr3tV4lue";
wlan|access-point AP|radio 1|virtual-access-point 0|security|wpa-personal|key "$9$S3cr3tV4lue"; ## SECRET-DATA
groups|SITE|system|tacplus-server|<*>|secret "$9$S3cr3tV4lue"; ## SECRET-DATA
logical-systems|LS1|protocols|bgp|group G|authentication-key "$9$S3cr3tV4lue"; ## SECRET-DATA
community S3cr3tV4lue|authorization read-only;
something|new|nobody-knows "$9$S3cr3tV4lue"; ## SECRET-DATA
something|newer nobody-knows S3cr3tV4lue; ## SECRET-DATA
set system root-authentication encrypted-password "$6$S3cr3tV4lue"
set system login user bob authentication encrypted-password S3cr3tV4lue
set system tacplus-server 10.0.0.1 secret "$9$S3cr3tV4lue"
set system radius-server 10.0.0.1 secret S3cr3tV4lue
set system ntp authentication-key 1 type md5 value "$9$S3cr3tV4lue"
set system archival configuration archive-sites "scp://u@10.0.0.1:/x" password "$9$S3cr3tV4lue"
set snmp community S3cr3tV4lue authorization read-only
set logical-systems LS1 snmp community S3cr3tV4lue authorization read-only
set snmp v3 snmp-community i community-name S3cr3tV4lue
set snmp v3 usm local-engine user u authentication-sha authentication-key "$9$S3cr3tV4lue"
set snmp v3 usm local-engine user u privacy-aes128 privacy-password S3cr3tV4lue
set protocols bgp group "IBGP peers" authentication-key S3cr3tV4lue
set protocols ospf area 0.0.0.0 interface ge-0/0/0.0 authentication md5 1 key S3cr3tV4lue
set protocols ospf area 0.0.0.0 interface ge-0/0/0.0 authentication simple-password S3cr3tV4lue
set protocols isis interface ge-0/0/0.0 level 2 hello-authentication-key S3cr3tV4lue
set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.2/24 vrrp-group 1 authentication-key S3cr3tV4lue
set interfaces pp0 unit 0 ppp-options pap local-password S3cr3tV4lue
set security ike policy P pre-shared-key ascii-text "$9$S3cr3tV4lue"
set security authentication-key-chains key-chain K key 1 secret S3cr3tV4lue
set security macsec connectivity-association CA pre-shared-key cak S3cr3tV4lue
set access profile P client u chap-secret S3cr3tV4lue
set access radius-disconnect 10.0.0.1 secret S3cr3tV4lue
delete snmp community S3cr3tV4lue
"""

JUNOS_PLAIN = """
version 21.4R3-S4.9;
system|host-name r1;
system|authentication-order [ tacplus password ];
system|authentication-order password;
system|login|password|minimum-length 12;
system|login|password|format sha512;
system|login|message "Enter your password; the secret key is with the NOC";
system|login|class OPS|permissions [ secret secret-control view ];
system|login|class OPS|permissions secret;
system|login|user bob|full-name "Keeper of the secret key";
system|login|user bob|authentication|ssh-rsa "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 bob@example";
system|root-authentication|no-public-keys;
system|tacplus-server|10.0.0.1|secret "<env:TACACS>";
system|services|ssh|key-exchange [ ecdh-sha2-nistp521 curve25519-sha256 ];
system|services|ssh|no-passwords;
system|services|ssh|no-password-authentication;
system|ntp|trusted-key [ 1 2 ];
system|ntp|server 10.0.0.1 key 24; ## SECRET-DATA
system|login|user bob|authentication|ssh-rsa "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 bob@example"; ## SECRET-DATA
system|login|user bob|authentication|ssh-ecdsa "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY bob@example"; ## SECRET-DATA
snmp|contact "community secret desk";
snmp|view ALL|oid .1 include;
snmp|v3|vacm|access|group G|default-context-prefix|security-model usm|security-level privacy|read-view ALL;
snmp|trap-group NOC|version v2;
policy-options|community CUST members 65000:100;
policy-options|policy-statement P|term 1|from|community [ CUST PEERS ];
policy-options|policy-statement P|term 1|from|community CUST;
policy-options|policy-statement P|term 1|then|community add CUST;
protocols|bgp|group G|authentication-key-chain K;
protocols|bgp|group G|authentication-algorithm hmac-sha-1-96;
protocols|isis|level 2|authentication-type md5;
protocols|isis|level 2|authentication-key-chain K;
protocols|ospf|area 0.0.0.0|interface ge-0/0/0.0|authentication|keychain K;
protocols|bgp|group G|ipsec-sa SA;
security|ike|proposal P|authentication-method pre-shared-keys;
security|ike|policy P|proposals P;
security|macsec|connectivity-association CA|pre-shared-key|ckn 37c9c2c45ddd012aa5bc8ef284aa23ff6729ee2e4acb66e91fe34ba2cd9fe311;
security|macsec|connectivity-association CA|mka|key-server-priority 10;
security|authentication-key-chains|key-chain K|key 1|start-time 2024-1-1.00:00:00;
security|authentication-key-chains|key-chain K|description "secret of the core";
security|ssh-known-hosts|fetch-from-server 10.0.0.1;
interfaces|gr-0/0/0|unit 0|tunnel|key 42;
interfaces|ge-0/0/0|description "password is on the key ring";
interfaces|ge-0/0/0|description Key-to-the-east-community;
interfaces|pp0|unit 0|ppp-options|chap|local-name r1;
access|profile P|authentication-order password;
/* the secret password is in the safe */
# key password here
set system authentication-order [ tacplus password radius ]
set system login password minimum-length 12
set policy-options community CUST members 65000:100
set policy-options policy-statement P term 1 from community CUST
set policy-options policy-statement P term 1 then community add CUST
set protocols bgp group G authentication-key-chain K
set security ike proposal P authentication-method pre-shared-keys
set interfaces ge-0/0/0 description "password of the secret key"
set system login user bob authentication ssh-ed25519 "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGm4 bob@example"
"""


def texts(table: str) -> list[str]:
    """One config text a row, in braces."""
    return [_text(row.split("|")) for row in table.strip().splitlines()]


def _text(levels: list[str]) -> str:
    *sections, leaf = levels
    opened = [f"{'    ' * depth}{name} {{\n" for depth, name in enumerate(sections)]
    closed = [f"{'    ' * depth}}}\n" for depth in reversed(range(len(sections)))]
    return "".join((*opened, f"{'    ' * len(sections)}{leaf}\n", *closed))
