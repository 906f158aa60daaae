# ruff: noqa: E501 (config texts stay in one piece)
"""NX-OS lines that hold a secret (`S3cr3tV4lue` in each), and lines that only look like it."""

NXOS_SECRETS = """
enable secret 5 S3cr3tV4lue
enable secret S3cr3tV4lue priv-lvl 15
enable secret 0 S3cr3tV4lue priv-lvl 15
username admin password 5 S3cr3tV4lue  role network-admin
username bob password 0 S3cr3tV4lue role vdc-operator
username bob password S3cr3tV4lue expire 2027-01-31 role network-operator
username store password S3cr3tV4lue iscsi
scheduler aaa-authentication password 7 S3cr3tV4lue
scheduler aaa-authentication username ops password 7 "S3cr3tV4lue"
scheduler aaa-authentication password S3cr3tV4lue
cts device-id leaf1 password S3cr3tV4lue
fcsp dhchap password S3cr3tV4lue
router bgp 65000|neighbor 10.0.0.1 remote-as 65001 password S3cr3tV4lue
ip wccp 61 password S3cr3tV4lue
fabric database type network|server protocol ldap ip 10.0.0.1|db-security user cn=reader password S3cr3tV4lue
snmp-server user admin network-admin auth md5 S3cr3tV4lue priv S3cr3tV4lue localizedkey
snmp-server user admin network-admin auth md5 0xS3cr3tV4lue priv 0xS3cr3tV4lue localizedkey
snmp-server user ops network-operator auth sha S3cr3tV4lue priv aes-128 S3cr3tV4lue localizedkey
snmp-server user ops network-operator auth sha-256 S3cr3tV4lue priv aes-128 S3cr3tV4lue localizedV2key
snmp-server user ops auth md5 S3cr3tV4lue priv S3cr3tV4lue localizedV2key engineID 128:0:0:9:3:12:159:0:0:27:1
snmp-server user ops network-operator auth sha S3cr3tV4lue
snmp-server user ops network-operator auth sha S3cr3tV4lue priv des S3cr3tV4lue
snmp-server community S3cr3tV4lue group network-operator
snmp-server community S3cr3tV4lue group network-admin
snmp-server community S3cr3tV4lue use-acl SNMP-RO
snmp-server community S3cr3tV4lue use-ipv4acl SNMP-RO use-ipv6acl SNMP-RO6
snmp-server community S3cr3tV4lue ro
snmp-server community 7 S3cr3tV4lue group network-operator
snmp-server host 10.0.0.1 S3cr3tV4lue
snmp-server host 10.0.0.1 traps version 2c S3cr3tV4lue
snmp-server host 10.0.0.1 traps version 1 S3cr3tV4lue udp-port 1162
snmp-server host 10.0.0.1 informs version 2c S3cr3tV4lue
snmp-server host 2001:db8::1 version 2c S3cr3tV4lue
snmp-server mib community-map S3cr3tV4lue context VRF-A
rmon event 1 log trap S3cr3tV4lue description FATAL(1) owner PMON@FATAL
tacacs-server key 7 "S3cr3tV4lue"
tacacs-server key S3cr3tV4lue
tacacs-server host 10.0.0.1 key 7 "S3cr3tV4lue" port 49 timeout 5 single-connection
tacacs-server host 10.0.0.1 key 6 S3cr3tV4lue
tacacs-server host 10.0.0.1 test username probe password S3cr3tV4lue idle-time 5
tacacs-server test username probe password S3cr3tV4lue idle-time 5
radius-server key 7 "S3cr3tV4lue"
radius-server host 10.0.0.1 key 7 "S3cr3tV4lue" auth-port 1812 acct-port 1813 authentication accounting
radius-server host 10.0.0.1 key S3cr3tV4lue pac authentication accounting
radius-server host 10.0.0.1 test username probe password S3cr3tV4lue idle-time 5
radius-server test username probe password S3cr3tV4lue
ldap-server host 10.0.0.1 rootDN "cn=Manager,dc=lab,dc=example" password 7 "S3cr3tV4lue" port 389 timeout 5
ldap-server host 10.0.0.1 rootDN cn=Manager password S3cr3tV4lue
ldap-server host 10.0.0.1 enable-ssl rootDN "cn=Manager" password 7 "S3cr3tV4lue"
aaa server radius dynamic-author|client 10.0.0.1 vrf management server-key 7 "S3cr3tV4lue"
aaa server radius dynamic-author|server-key 7 "S3cr3tV4lue"
cts device-id leaf1 password 7 S3cr3tV4lue
cts sxp default password 7 S3cr3tV4lue
cts sxp default password required S3cr3tV4lue
cts sxp connection peer 10.0.0.1 source 10.0.0.2 password required 7 S3cr3tV4lue mode listener vrf default
interface Ethernet1/1|cts manual|sap pmk S3cr3tV4lue modelist gcm-encrypt
fcsp dhchap password 7 S3cr3tV4lue
fcsp dhchap devicename 21:00:05:30:23:1a:11:03 password 7 S3cr3tV4lue
fcsp esp sa 257|key 0xS3cr3tV4lue
fcsp esp sa 257|salt 0xS3cr3tV4lue
key chain OSPF|key 1|key-string 7 S3cr3tV4lue
key chain OSPF|key 1|key-string 7 "S3cr3tV4lue"
key chain OSPF|key 1|key-string S3cr3tV4lue
key chain OSPF|key 1|key-string 6 S3cr3tV4lue
key chain M macsec|key 1000|key-octet-string 7 S3cr3tV4lue cryptographic-algorithm AES_128_CMAC
key chain M macsec|key 1000|key-octet-string S3cr3tV4lue cryptographic-algorithm AES_256_CMAC
key chain T tunnel-encryption|key 2000|key-octet-string 6 S3cr3tV4lue cryptographic-algorithm AES_256_CMAC
interface Vlan10|hsrp 10|authentication text S3cr3tV4lue
interface Vlan10|hsrp 10|authentication S3cr3tV4lue
interface Vlan10|hsrp 10|authentication md5 key-string 7 S3cr3tV4lue
interface Vlan10|hsrp 10|authentication md5 key-string S3cr3tV4lue timeout 30
interface Vlan10|vrrp 10|authentication text S3cr3tV4lue
interface Vlan10|glbp 10|authentication text S3cr3tV4lue
interface Vlan10|glbp 10|authentication md5 key-string 7 S3cr3tV4lue
router bgp 65000|neighbor 10.0.0.1|password 3 S3cr3tV4lue
router bgp 65000|neighbor 10.0.0.1|password 6 S3cr3tV4lue
router bgp 65000|neighbor 10.0.0.0/24|password 7 S3cr3tV4lue
router bgp 65000|template peer SPINE|password 3 S3cr3tV4lue
router bgp 65000|template peer-session S|password S3cr3tV4lue
router bgp 65000|vrf A|neighbor 10.0.0.1 remote-as 65001 password 3 S3cr3tV4lue
mpls ldp configuration|password option 1 for PEERS 7 S3cr3tV4lue
mpls ldp configuration|neighbor 10.0.0.1 password 7 S3cr3tV4lue
interface Ethernet1/1|ip ospf authentication-key 3 S3cr3tV4lue
interface Ethernet1/1|ip ospf authentication-key S3cr3tV4lue
interface Ethernet1/1|ip ospf message-digest-key 1 md5 3 S3cr3tV4lue
interface Ethernet1/1|ip ospf message-digest-key 1 md5 S3cr3tV4lue
router ospf 1|area 0.0.0.1 virtual-link 10.0.0.1|authentication-key 3 S3cr3tV4lue
router ospf 1|area 0.0.0.1 virtual-link 10.0.0.1|message-digest-key 1 md5 3 S3cr3tV4lue
router ospf 1|vrf A|area 0.0.0.1 sham-link 10.0.0.1 10.0.0.2|authentication-key 7 S3cr3tV4lue
interface Ethernet1/1|ospfv3 authentication ipsec spi 256 md5 S3cr3tV4lue
interface Ethernet1/1|ospfv3 authentication ipsec spi 256 sha1 3 S3cr3tV4lue
interface Ethernet1/1|ospfv3 encryption ipsec spi 257 esp aes 128 3 S3cr3tV4lue authentication sha1 3 S3cr3tV4lue
interface Ethernet1/1|ospfv3 encryption ipsec spi 257 esp null authentication md5 S3cr3tV4lue
router ospfv3 1|area 0.0.0.0 authentication ipsec spi 300 sha1 3 S3cr3tV4lue
router ospfv3 1|area 0.0.0.0 encryption ipsec spi 301 esp 3des 3 S3cr3tV4lue authentication null
router ospfv3 1|authentication ipsec spi 302 md5 S3cr3tV4lue
router ospfv3 1|area 0.0.0.1 virtual-link 10.0.0.1|encryption ipsec spi 303 esp aes 3 S3cr3tV4lue authentication sha1 3 S3cr3tV4lue
ip msdp password 10.0.0.1 3 S3cr3tV4lue
ip msdp password 10.0.0.1 S3cr3tV4lue
interface Ethernet1/1|ip pim hello-authentication ah-md5 3 S3cr3tV4lue
interface Ethernet1/1|ipv6 pim hello-authentication ah-md5 S3cr3tV4lue
interface Ethernet1/1|bfd authentication keyed-sha1 key-id 1 hex-key S3cr3tV4lue
interface port-channel1|bfd authentication Keyed-SHA1 key-id 1 key S3cr3tV4lue
ip lisp etr map-server 10.0.0.1 key 3 S3cr3tV4lue proxy-reply
lisp site A|authentication-key 3 S3cr3tV4lue
ip wccp 61 redirect-list WEB password 7 S3cr3tV4lue
ntp authentication-key 1 md5 S3cr3tV4lue 7
ntp authentication-key 1 md5 S3cr3tV4lue
vtp password S3cr3tV4lue
crypto ike domain ipsec|key S3cr3tV4lue address 10.0.0.1
crypto ike domain ipsec|key 7 S3cr3tV4lue hostname peer.lab.example
crypto ikev2 keyring K|peer P|pre-shared-key local 6 S3cr3tV4lue
nxapi certificate httpskey keyfile bootflash:server.key password "S3cr3tV4lue"
crypto ca import LAB pkcs12 bootflash:lab.p12 S3cr3tV4lue
fabric database type network|server protocol ldap ip 10.0.0.1|db-security user cn=reader password 7 S3cr3tV4lue
callhome|transport http proxy server proxy.lab.example port 8080 user u password S3cr3tV4lue
license smart register idtoken S3cr3tV4lue force
whatever comes with password 7 S3cr3tV4lue in it
event manager environment backup_password "S3cr3tV4lue"
event manager applet A|action 1.0 cli username bob password S3cr3tV4lue
event manager applet A|action 2.0 cli copy running-config scp://ops:S3cr3tV4lue@10.0.0.1/x vrf management
cli alias name lockout configure terminal ; username bob password 0 S3cr3tV4lue
scheduler job name backup|copy running-config ftp://ops:S3cr3tV4lue@10.0.0.1/backup.cfg vrf management
ip sla 1|http get https://ops:S3cr3tV4lue@10.0.0.1/probe
boot poap enable ; copy http://ops:S3cr3tV4lue@10.0.0.1/poap.py
"""

NXOS_PLAIN = """
version 9.3(8) Bios:version 05.45
hostname lon4-leaf1
feature password encryption aes
feature tacacs+
no password strength-check
password prompt username
password secure-mode
userpassphrase min-length 8 max-length 80
no service unsupported-transceiver
username bob sshkey ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7x5kS9d0f3aVbq1Zr8WmYt2Lk6HcJp4NnQxRwUeTg bob@host
username bob role network-operator
username bob ssh-cert-dn "/O = Lab, OU = Net, CN = bob" rsa
username bob passphrase lifetime 99999 warntime 14 gracetime 3
ssh key rsa 2048
ssh key ecdsa 256
ssh login-attempts 3
ip tacacs source-interface mgmt0
tacacs-server timeout 5
tacacs-server host 10.0.0.1 timeout 10
aaa group server tacacs+ TACACS|server 10.0.0.1
aaa group server tacacs+ TACACS|use-vrf management
aaa authentication login default group TACACS local
aaa authentication login console local
aaa authentication login error-enable
aaa authentication login mschapv2 enable
aaa authorization commands default group TACACS local
aaa accounting default group TACACS
radius-server deadtime 10
snmp-server contact the keeper of the secret password
snmp-server location key room, community centre
snmp-server enable traps link linkDown
snmp-server enable traps aaa server-state-change
snmp-server host 10.0.0.1 traps version 3 priv netops
snmp-server host 10.0.0.1 use-vrf management
snmp-server host 10.0.0.1 source-interface mgmt0
snmp-server source-interface traps mgmt0
snmp-server globalEnforcePriv
snmp-server user ops use-ipv4acl SNMP-RO
snmp-server aaa-user cache-timeout 3600
snmp-server counter cache timeout 50
key chain OSPF
key chain OSPF|key 1
key chain OSPF|key 1|accept-lifetime 00:00:00 Jan 01 2026 infinite
key chain M macsec|key 10aa01
macsec policy P|cipher-suite GCM-AES-XPN-256
macsec policy P|key-server-priority 0
interface Ethernet1/1|macsec keychain M policy P
interface Ethernet1/1|description password of the door: ask the key keeper
interface Ethernet1/2|description uses password 7 characters long
interface Ethernet1/1|ip ospf authentication message-digest
interface Ethernet1/1|ip ospf authentication key-chain OSPF
interface Ethernet1/1|ip router isis CORE
interface Ethernet1/1|isis authentication key-chain ISIS level-1
interface Ethernet1/1|isis authentication-type md5 level-1
interface Ethernet1/1|ip authentication mode eigrp 1 md5
interface Ethernet1/1|ip authentication key-chain eigrp 1 EIGRP
interface Vlan10|hsrp 10|authentication md5 key-chain HSRP
interface Vlan10|hsrp 10|timers 1 3
router ospf 1|area 0.0.0.0 authentication message-digest
router bgp 65000|neighbor 10.0.0.1|inherit peer SPINE
router bgp 65000|neighbor 10.0.0.1|address-family ipv4 unicast|send-community
router bgp 65000|neighbor 10.0.0.1|address-family ipv4 unicast|send-community extended
router bgp 65000|neighbor 10.0.0.1|description the secret passage
ip community-list standard KEY seq 10 permit 65000:1
ip extcommunity-list standard KEY seq 10 permit rt 65000:1
route-map R permit 10|match community KEY exact-match
route-map R permit 10|set community 65000:1 additive
route-map R permit 10|description community of the key customers
ip access-list MGMT|10 remark the password server
ip access-list MGMT|20 permit tcp 10.0.0.0/8 any eq tacacs
ntp server 10.0.0.1 use-vrf management key 1
ntp trusted-key 1
ntp authenticate
crypto ca trustpoint LAB|rsakeypair LAB 2048
crypto ca trustpoint LAB|enrollment terminal
crypto key param rsa label LAB modulus 2048
nxapi certificate httpscrt certfile bootflash:server.crt
boot nxos bootflash:/nxos64-cs.10.3.4a.M.bin
class-map type control-plane match-any copp-system-p-class-critical
vlan 10|name KEY-CUSTOMERS-SECRET
"""
