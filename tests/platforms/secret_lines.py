# ruff: noqa: E501 (config texts stay in one piece)
"""Lines that hold a secret (the word `S3cr3tV4lue` in each), and lines that only look like it."""

IOS_SECRETS = """
enable secret 9 S3cr3tV4lue
enable secret level 7 5 S3cr3tV4lue
enable password 7 S3cr3tV4lue
enable password S3cr3tV4lue
username bob privilege 15 secret 9 S3cr3tV4lue
username bob password 7 S3cr3tV4lue
username bob secret S3cr3tV4lue
username bob privilege 1 view ops one-time password 0 S3cr3tV4lue
line vty 0 4|password 7 S3cr3tV4lue
line con 0|password S3cr3tV4lue
snmp-server community S3cr3tV4lue RO 10
snmp-server community S3cr3tV4lue view ALL RW
snmp-server community S3cr3tV4lue
snmp-server host 10.0.0.1 S3cr3tV4lue
snmp-server host 10.0.0.1 version 2c S3cr3tV4lue
snmp-server host 10.0.0.1 vrf MGMT informs version 2c S3cr3tV4lue udp-port 1162
snmp-server host 10.0.0.1 traps version 1 S3cr3tV4lue bgp
snmp-server user u G v3 auth sha S3cr3tV4lue
snmp-server user u G v3 encrypted auth md5 0011 priv aes 128 S3cr3tV4lue
snmp mib community-map S3cr3tV4lue engineid 80000009
rmon event 1 log trap S3cr3tV4lue description x
tacacs-server key 7 S3cr3tV4lue
tacacs-server host 10.0.0.1 single-connection key S3cr3tV4lue
radius-server key S3cr3tV4lue
radius-server host 10.0.0.1 auth-port 1812 acct-port 1813 key 7 S3cr3tV4lue
tacacs server T|key 7 S3cr3tV4lue
tacacs server T|key S3cr3tV4lue
radius server R|key 6 S3cr3tV4lue
radius server R|pac key 7 S3cr3tV4lue
aaa group server tacacs+ G|server-private 10.0.0.1 key 7 S3cr3tV4lue
aaa server radius dynamic-author|client 10.0.0.1 server-key 7 S3cr3tV4lue
aaa server radius dynamic-author|server-key S3cr3tV4lue
ldap server L|bind authenticate root-dn cn=x password S3cr3tV4lue
cts credentials id sw1 password 7 S3cr3tV4lue
interface Gi0/1|sap pmk S3cr3tV4lue mode-list gcm-encrypt
key chain K|key 1|key-string 7 S3cr3tV4lue
key chain K|key 1|key-string S3cr3tV4lue
interface Gi0/1|ip ospf authentication-key 7 S3cr3tV4lue
interface Gi0/1|ip ospf message-digest-key 1 md5 7 S3cr3tV4lue
interface Gi0/1|ip ospf message-digest-key 1 md5 S3cr3tV4lue
interface Gi0/1|isis password S3cr3tV4lue level-2
interface Gi0/1|standby 1 authentication S3cr3tV4lue
interface Gi0/1|standby 1 authentication text S3cr3tV4lue
interface Gi0/1|standby 1 authentication md5 key-string 7 S3cr3tV4lue
interface Gi0/1|vrrp 1 authentication text S3cr3tV4lue
interface Gi0/1|vrrp 1 authentication md5 key-string S3cr3tV4lue
interface Gi0/1|glbp 1 authentication md5 key-string 7 S3cr3tV4lue
interface Gi0/1|glbp 1 authentication text S3cr3tV4lue
interface Gi0/1|ipv6 ospf authentication ipsec spi 500 md5 0 S3cr3tV4lue
interface Gi0/1|ospfv3 authentication ipsec spi 500 sha1 7 S3cr3tV4lue
interface Gi0/1|ipv6 ospf encryption ipsec spi 501 esp aes-cbc 128 7 S3cr3tV4lue sha1 7 00
interface Gi0/1|ipv6 ospf encryption ipsec spi 501 esp null sha1 7 S3cr3tV4lue
router ospf 1|area 1 virtual-link 10.0.0.1 authentication-key 7 S3cr3tV4lue
router ospf 1|area 1 virtual-link 10.0.0.1 message-digest-key 1 md5 7 S3cr3tV4lue
router isis|area-password S3cr3tV4lue
router isis|domain-password S3cr3tV4lue
router eigrp X|af-interface default|authentication mode hmac-sha-256 7 S3cr3tV4lue
router bgp 1|neighbor 10.0.0.1 password 7 S3cr3tV4lue
router bgp 1|neighbor PEERS password S3cr3tV4lue
mpls ldp neighbor 10.0.0.1 password 7 S3cr3tV4lue
mpls ldp neighbor vrf BLUE 10.0.0.1 password S3cr3tV4lue
mpls ldp password option 1 for 10 7 S3cr3tV4lue
mpls ldp password fallback 7 S3cr3tV4lue
ip msdp password peer 10.0.0.1 7 S3cr3tV4lue
interface Tunnel0|ip nhrp authentication S3cr3tV4lue
interface Gi0/1|ip rsvp authentication key S3cr3tV4lue
ip wccp web-cache redirect-list X password 7 S3cr3tV4lue
ntp authentication-key 1 md5 S3cr3tV4lue 7
crypto isakmp key S3cr3tV4lue address 0.0.0.0
crypto isakmp key 6 S3cr3tV4lue hostname peer.example
crypto keyring K|pre-shared-key address 10.0.0.1 255.255.255.0 key S3cr3tV4lue
crypto keyring K|pre-shared-key hostname x key 6 S3cr3tV4lue
crypto ikev2 keyring K|peer P|pre-shared-key S3cr3tV4lue
crypto ikev2 keyring K|peer P|pre-shared-key local 6 S3cr3tV4lue
crypto ikev2 keyring K|peer P|pre-shared-key hex S3cr3tV4lue
crypto ikev2 profile P|authentication local pre-share key S3cr3tV4lue
crypto ikev2 profile P|aaa authorization group psk list L password 6 S3cr3tV4lue
crypto isakmp client configuration group G|key S3cr3tV4lue
crypto isakmp peer address 10.0.0.1|set aggressive-mode password S3cr3tV4lue
crypto map M 10 ipsec-manual|set session-key inbound ah 300 S3cr3tV4lue
crypto map M 10 ipsec-manual|set session-key outbound esp 300 cipher S3cr3tV4lue authenticator 00
crypto map M 10 ipsec-manual|set session-key outbound esp 300 cipher 00 authenticator S3cr3tV4lue
crypto ipsec client ezvpn E|group G key S3cr3tV4lue
crypto ipsec client ezvpn E|username u password S3cr3tV4lue
crypto pki trustpoint T|password 7 S3cr3tV4lue
key config-key password-encrypt S3cr3tV4lue
interface Dialer1|ppp chap password 7 S3cr3tV4lue
interface Dialer1|ppp pap sent-username u password 0 S3cr3tV4lue
vpdn-group V|l2tp tunnel password 7 S3cr3tV4lue
l2tp-class L|password 7 S3cr3tV4lue
l2tp-class L|digest secret 7 S3cr3tV4lue hash SHA
dot11 ssid S|wpa-psk ascii 7 S3cr3tV4lue
wlan W 1 W|security wpa psk set-key ascii 0 S3cr3tV4lue
interface Dot11Radio0|encryption key 1 size 128bit 7 S3cr3tV4lue transmit-key
ap dot1x username u password 0 S3cr3tV4lue
ap mgmtuser username u password 0 S3cr3tV4lue secret 0 S3cr3tV4lue
sip-ua|authentication username u password 7 S3cr3tV4lue realm R
sip-ua|credentials username u password 7 S3cr3tV4lue realm R
telephony-service|web admin system name u secret 5 S3cr3tV4lue
telephony-service|xml user u password S3cr3tV4lue 15
ip ftp password 7 S3cr3tV4lue
ip http client password 0 S3cr3tV4lue
vtp password S3cr3tV4lue
archive|path scp://backup:S3cr3tV4lue@10.0.0.1/r1
ip sla 1|http get http://u:S3cr3tV4lue@10.0.0.1/
event manager environment _password S3cr3tV4lue
event manager applet A|action 1.0 cli command "username x secret S3cr3tV4lue"
event manager applet A|action 2.0 mail server "u:S3cr3tV4lue@10.0.0.1" to "a" from "b"
dot1x credentials D|password 7 S3cr3tV4lue
router lisp|authentication-key 7 S3cr3tV4lue
banner motd ^C|ftp://u:S3cr3tV4lue@10.0.0.1|^C
"""

EOS_SECRETS = """
enable secret sha512 S3cr3tV4lue
enable secret 5 S3cr3tV4lue
enable password sha512 S3cr3tV4lue
enable password S3cr3tV4lue
username a privilege 15 role network-admin secret sha512 S3cr3tV4lue
username a secret 0 S3cr3tV4lue
username a secret S3cr3tV4lue
username a secret 5 S3cr3tV4lue
aaa root secret sha512 S3cr3tV4lue
aaa root secret 5 S3cr3tV4lue
snmp-server community S3cr3tV4lue ro
snmp-server community S3cr3tV4lue rw ACL
snmp-server community S3cr3tV4lue view V ro
snmp-server host 10.0.0.1 S3cr3tV4lue
snmp-server host 10.0.0.1 vrf M version 2c S3cr3tV4lue
snmp-server host 10.0.0.1 informs version 2c S3cr3tV4lue
snmp-server user u G v3 auth sha S3cr3tV4lue
snmp-server user u G v3 localized f5717f auth sha512 0011 priv aes256 S3cr3tV4lue
tacacs-server key 7 S3cr3tV4lue
tacacs-server key S3cr3tV4lue
tacacs-server host 10.0.0.1 vrf M key 7 S3cr3tV4lue
tacacs-server host 10.0.0.1 key 8a S3cr3tV4lue
radius-server key 7 S3cr3tV4lue
radius-server host 10.0.0.1 vrf M timeout 5 key 7 S3cr3tV4lue
aaa server radius dynamic-author|client 10.0.0.1 server-key 7 S3cr3tV4lue
ntp authentication-key 1 md5 7 S3cr3tV4lue
ntp authentication-key 1 sha1 S3cr3tV4lue
router bgp 1|neighbor 10.0.0.1 password 7 S3cr3tV4lue
router bgp 1|neighbor PEERS password 8a S3cr3tV4lue
router bgp 1|neighbor PEERS password S3cr3tV4lue
router bgp 1|vrf BLUE|neighbor 10.0.0.1 password 0 S3cr3tV4lue
interface Ethernet1|ip ospf authentication-key 7 S3cr3tV4lue
interface Ethernet1|ip ospf message-digest-key 1 md5 7 S3cr3tV4lue
interface Ethernet1|ip ospf message-digest-key 1 sha512 8a S3cr3tV4lue
router ospf 1|area 1 virtual-link 10.0.0.1 authentication-key 7 S3cr3tV4lue
router ospf 1|area 1 virtual-link 10.0.0.1 message-digest-key 1 md5 7 S3cr3tV4lue
interface Ethernet1|ospfv3 authentication ipsec spi 4 md5 7 S3cr3tV4lue
interface Ethernet1|ospfv3 authentication ipsec spi 4 sha1 passphrase 7 S3cr3tV4lue
interface Ethernet1|ospfv3 ipv6 encryption ipsec spi 4 esp null sha1 7 S3cr3tV4lue
interface Ethernet1|ospfv3 encryption ipsec spi 4 esp aes-128-cbc 7 S3cr3tV4lue sha1 7 00
interface Ethernet1|isis authentication key 7 S3cr3tV4lue
interface Ethernet1|isis authentication key-id 1 algorithm sha-256 key 7 S3cr3tV4lue
router isis I|authentication key 7 S3cr3tV4lue
router isis I|authentication key-id 1 algorithm sha-512 key 7 S3cr3tV4lue level-2
interface Vlan1|vrrp 1 authentication text S3cr3tV4lue
interface Vlan1|vrrp 1 peer authentication ietf-md5 key-string 7 S3cr3tV4lue
interface Vlan1|vrrp 1 peer authentication text 7 S3cr3tV4lue
interface Vlan1|vrrp 1 authentication ietf-md5 key-string S3cr3tV4lue
management security|session shared-secret profile P|secret 10 7 S3cr3tV4lue receive-lifetime infinite
management security|session shared-secret profile P|secret 0 7 S3cr3tV4lue
mac security|profile P|key 0123456789abcdef 7 S3cr3tV4lue
mac security|profile P|key abcd 0 S3cr3tV4lue fallback
ip security|profile P|shared-key 7 S3cr3tV4lue
ip security|profile P|shared-key S3cr3tV4lue
dot1x|supplicant|passphrase 7 S3cr3tV4lue
mpls ldp|password 7 S3cr3tV4lue
router msdp|peer 10.0.0.1|password 7 S3cr3tV4lue
mpls rsvp|authentication index 1 password 7 S3cr3tV4lue
email|auth password 7 S3cr3tV4lue
email|auth password S3cr3tV4lue
daemon TerminAttr|exec /usr/bin/TerminAttr -ingestgrpcurl=10.0.0.1:9910 -ingestauth=key,S3cr3tV4lue -taillogs
daemon TerminAttr|exec /usr/bin/TerminAttr -cvaddr=10.0.0.1:9910 -cvauth=key,S3cr3tV4lue -cvvrf=M
daemon X|option password value S3cr3tV4lue
daemon X|exec /usr/bin/x --token=S3cr3tV4lue
alias backup|10 username x secret S3cr3tV4lue
event-handler E|action bash curl https://u:S3cr3tV4lue@10.0.0.1/
logging host https://u:S3cr3tV4lue@10.0.0.1/
"""

IOS_PLAIN = """
service password-encryption
no service password-encryption
password encryption aes
security passwords min-length 10
enable secret 9 <env:ENABLE>
username bob privilege 15
username bob nopassword
snmp-server host 10.0.0.1 version 3 priv netops
snmp-server group G v3 priv
snmp-server enable traps snmp authentication linkdown linkup
snmp-server view ALL iso included
snmp-server user u G v3
snmp-server engineID local 800000090300AABBCCDDEEFF
aaa authentication login default group tacacs+ local
aaa authentication password-prompt Password:
aaa group server tacacs+ G|server name T1
tacacs server T|address ipv4 10.0.0.1
key chain K|key 1|accept-lifetime 00:00:00 Jan 1 2020 infinite
key chain K|key 1|cryptographic-algorithm hmac-sha-256
ip ssh pubkey-chain|username bob|key-hash ssh-rsa 1122334455667788
interface Gi0/1|ip ospf authentication message-digest
interface Gi0/1|ip ospf authentication key-chain K
interface Gi0/1|ip authentication key-chain eigrp 1 K
interface Gi0/1|ip authentication mode eigrp 1 md5
interface Gi0/1|standby 1 authentication md5 key-chain K
interface Gi0/1|ppp authentication chap pap
interface Gi0/1|ppp chap hostname r1
interface Gi0/1|authentication port-control auto
interface Gi0/1|description password secret key
interface Gi0/1|switchport trunk encapsulation dot1q
interface Tunnel0|tunnel key 42
interface Tunnel0|tunnel protection ipsec profile P
router ospf 1|area 0 authentication message-digest
router bgp 1|neighbor 10.0.0.1 send-community both
router bgp 1|neighbor 10.0.0.1 remote-as 65000
ip community-list standard C permit 65000:1
route-map R permit 10|set community 65000:1 additive
route-map R permit 10|match community C
ntp authenticate
ntp trusted-key 1
ntp server 10.0.0.1 key 1
crypto isakmp policy 10|authentication pre-share
crypto key generate rsa modulus 2048
crypto ipsec transform-set T esp-aes 256 esp-sha-hmac
mpls ldp password required
mpls ldp password option 1 for 10 key-chain K
archive|log config|hidekeys
archive|path flash:archive
ip http authentication local
login local
line vty 0 4|login authentication VTY
line vty 0 4|transport input ssh
banner motd ^C|Enter your password, unauthorized access forbidden|^C
"""

EOS_PLAIN = """
management security|password encryption-key common
management security|password minimum length 10
username a nopassword
username a ssh-key ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 a@b
no aaa root
aaa authentication policy on-failure log
aaa authentication login default group tacacs+ local
snmp-server host 10.0.0.1 version 3 priv netops
snmp-server group G v3 priv
snmp-server vrf MGMT
snmp-server local-interface Loopback0
ntp trusted-key 1
ntp authenticate
ntp server 10.0.0.1 key 1
router bgp 1|neighbor 10.0.0.1 send-community extended
router bgp 1|neighbor 10.0.0.1 password shared-secret profile P algorithm aes-128-cmac-96
interface Ethernet1|ip ospf authentication message-digest
interface Ethernet1|description the password is secret
ip community-list C permit 65000:1
route-map R permit 10|set community 65000:1
management ssh|authentication mode password
management api http-commands|protocol https ssl profile P
daemon TerminAttr|exec /usr/bin/TerminAttr -cvauth=token-secure,/tmp/token -cvvrf=M
tacacs-server policy unknown-mandatory-attribute ignore
"""

FRR_SECRETS = """
password S3cr3tV4lue
password 8 S3cr3tV4lue
enable password S3cr3tV4lue
enable password 8 S3cr3tV4lue
username bob password 8 S3cr3tV4lue
router bgp 65001|neighbor 10.0.0.1 password S3cr3tV4lue
router bgp 65001|neighbor MESH password S3cr3tV4lue with blanks
router bgp 65001|no neighbor MESH password S3cr3tV4lue
interface eth1|ip ospf authentication-key S3cr3tV4lue
interface eth1|ip ospf message-digest-key 1 md5 S3cr3tV4lue
interface eth1|ip ospf message-digest-key 1 md5 S3cr3tV4lue 10.0.0.1
router ospf|area 0.0.0.1 virtual-link 10.0.0.1 authentication-key S3cr3tV4lue
router ospf|area 1 virtual-link 10.0.0.1 message-digest-key 1 md5 S3cr3tV4lue
interface eth1|ipv6 ospf6 authentication key-id 1 hash-algo hmac-sha-256 key S3cr3tV4lue
interface eth1|isis password md5 S3cr3tV4lue
interface eth1|isis password clear S3cr3tV4lue
router isis CORE|area-password md5 S3cr3tV4lue
router isis CORE|domain-password clear S3cr3tV4lue authenticate snp validate
interface eth1|ip rip authentication string S3cr3tV4lue
key chain K|key 1|key-string S3cr3tV4lue
mpls ldp|neighbor 10.0.0.1 password S3cr3tV4lue
interface gre1|ip nhrp authentication S3cr3tV4lue
rpki|rpki cache 10.0.0.1 3323 password S3cr3tV4lue preference 1
log syslog https://netops:S3cr3tV4lue@10.0.0.1/
"""

FRR_PLAIN = """
service password-encryption
interface eth1|ip ospf authentication message-digest
interface eth1|ip ospf authentication
router ospf|area 0 authentication message-digest
router bgp 65001|neighbor 10.0.0.1 description key customer
router bgp 65001|neighbor 10.0.0.1 send-community both
interface eth1|description the key to the east
key chain K
key chain K|key 1
bgp community-list standard KEY seq 5 permit 65001:1
route-map R permit 10|match community KEY
route-map R permit 10|set community 65001:1
"""


def texts(table: str) -> list[str]:
    """One config text a row: `|` parts the levels, each one blank deeper."""
    rows = [row for row in table.strip().splitlines() if row]
    return [_text(row.split("|")) for row in rows]


def _text(levels: list[str]) -> str:
    is_banner = levels[0].startswith("banner")
    return "".join(
        f"{'' if is_banner else ' ' * depth}{line}\n" for depth, line in enumerate(levels)
    )
