# ruff: noqa: E501 (config texts stay in one piece)
"""IOS XR lines that hold a secret (`S3cr3tV4lue` in each), and lines that only look like it."""

XR_SECRETS = """
username admin|secret 10 S3cr3tV4lue
username admin|secret 5 S3cr3tV4lue
username admin|secret 9 S3cr3tV4lue
username admin|secret 0 S3cr3tV4lue
username admin|password 7 S3cr3tV4lue
username admin|password 0 S3cr3tV4lue
username admin|masked-secret 10 S3cr3tV4lue
username admin secret 5 S3cr3tV4lue
username admin password 7 S3cr3tV4lue
username admin secret S3cr3tV4lue
mpls ldp|neighbor 10.0.0.2 password S3cr3tV4lue
mpls ldp|neighbor password S3cr3tV4lue
mpls ldp|neighbor|10.0.0.2:0 password S3cr3tV4lue
interface Serial0/1/0/0|ppp chap password S3cr3tV4lue
interface Serial0/1/0/0|ppp pap sent-username u password S3cr3tV4lue
vpdn|template T|l2tp tunnel password S3cr3tV4lue
l2tp-class L|digest secret S3cr3tV4lue
alias backdoor username eve secret S3cr3tV4lue
line console|secret 5 S3cr3tV4lue
line template VTY|password 7 S3cr3tV4lue
nv|satellite 100|secret 5 S3cr3tV4lue
snmp-server community S3cr3tV4lue RO
snmp-server community S3cr3tV4lue RO IPv4 SNMP-RO
snmp-server community S3cr3tV4lue SystemOwner
snmp-server community clear S3cr3tV4lue RO
snmp-server community encrypted S3cr3tV4lue RW IPv4 SNMP-RW
snmp-server community-map S3cr3tV4lue context A security-name s
snmp-server community-map encrypted S3cr3tV4lue context A
snmp-server host 10.0.0.1 S3cr3tV4lue
snmp-server host 10.0.0.1 traps S3cr3tV4lue
snmp-server host 10.0.0.1 traps version 2c S3cr3tV4lue
snmp-server host 10.0.0.1 traps version 2c S3cr3tV4lue udp-port 1162
snmp-server host 10.0.0.1 traps version 2c encrypted S3cr3tV4lue
snmp-server host 10.0.0.1 traps version 1 clear S3cr3tV4lue
snmp-server host 10.0.0.1 informs version 2c S3cr3tV4lue
snmp-server vrf MGMT|host 10.0.0.1 traps version 2c S3cr3tV4lue
snmp-server vrf MGMT|host 10.0.0.1 traps encrypted S3cr3tV4lue
snmp-server user ops NOC v3 auth md5 encrypted S3cr3tV4lue
snmp-server user ops NOC v3 auth sha encrypted S3cr3tV4lue priv aes 128 encrypted S3cr3tV4lue
snmp-server user ops NOC v3 auth sha clear S3cr3tV4lue priv des56 clear S3cr3tV4lue SystemOwner
snmp-server user ops NOC v3 auth sha S3cr3tV4lue priv 3des S3cr3tV4lue IPv4 SNMP-RO
snmp-server user ops NOC remote 10.0.0.1 v3 auth sha encrypted S3cr3tV4lue
tacacs-server key 7 S3cr3tV4lue
tacacs-server key S3cr3tV4lue
tacacs-server host 10.0.0.1 port 49|key 7 S3cr3tV4lue
tacacs-server host 10.0.0.1 port 49|key S3cr3tV4lue
radius-server key 7 S3cr3tV4lue
radius-server host 10.0.0.1 auth-port 1812 acct-port 1813|key 7 S3cr3tV4lue
radius-server host 10.0.0.1 auth-port 1812 acct-port 1813 key 7 S3cr3tV4lue
aaa group server radius G|server-private 10.0.0.1 auth-port 1812 acct-port 1813|key 7 S3cr3tV4lue
aaa group server tacacs+ G|server-private 10.0.0.1 port 49|key S3cr3tV4lue
aaa group server radius G|server-private 10.0.0.1 auth-port 1812 acct-port 1813 key 7 S3cr3tV4lue
aaa server radius dynamic-author|client 10.0.0.1 vrf default|server-key 7 S3cr3tV4lue
aaa server radius dynamic-author|server-key 7 S3cr3tV4lue
aaa server radius dynamic-author|client 10.0.0.1 vrf default server-key 7 S3cr3tV4lue
policy-map type control subscriber P|event session-start match-first|class type control subscriber C do-all|10 authorize aaa list default identifier source-address-mac password S3cr3tV4lue
policy-map type control subscriber P|event session-start match-first|class type control subscriber C do-all|20 authenticate aaa list default password encrypted S3cr3tV4lue
key chain BGP|key 1|key-string password S3cr3tV4lue
key chain BGP|key 1|key-string password6 S3cr3tV4lue
key chain BGP|key 1|key-string clear S3cr3tV4lue
key chain MAC|macsec|key 1234|key-string password S3cr3tV4lue cryptographic-algorithm aes-256-cmac
key chain MAC|macsec|key 1234|key-string password6 S3cr3tV4lue cryptographic-algorithm aes-128-cmac
router ospf CORE|authentication-key encrypted S3cr3tV4lue
router ospf CORE|area 0|authentication-key clear S3cr3tV4lue
router ospf CORE|area 0|message-digest-key 1 md5 encrypted S3cr3tV4lue
router ospf CORE|area 0|interface Bundle-Ether1|message-digest-key 1 md5 clear S3cr3tV4lue
router ospf CORE|area 0|interface Bundle-Ether1|authentication-key S3cr3tV4lue
router ospf CORE|area 1|virtual-link 10.0.0.1|message-digest-key 1 md5 S3cr3tV4lue
router ospf CORE|vrf A|area 0|sham-link 10.0.0.1 10.0.0.2|authentication-key encrypted S3cr3tV4lue
router ospfv3 CORE|authentication ipsec spi 256 md5 password S3cr3tV4lue
router ospfv3 CORE|area 0|authentication ipsec spi 256 sha1 clear S3cr3tV4lue
router ospfv3 CORE|area 0|interface Bundle-Ether1|encryption ipsec spi 257 esp aes 192 password S3cr3tV4lue authentication sha1 password S3cr3tV4lue
router ospfv3 CORE|area 0|encryption ipsec spi 258 esp 3des clear S3cr3tV4lue
router ospfv3 CORE|area 0|encryption ipsec spi 259 esp null authentication md5 password S3cr3tV4lue
router isis CORE|lsp-password hmac-md5 encrypted S3cr3tV4lue level 2
router isis CORE|lsp-password text clear S3cr3tV4lue
router isis CORE|lsp-password encrypted S3cr3tV4lue send-only
router isis CORE|lsp-password accept encrypted S3cr3tV4lue level 1
router isis CORE|interface Bundle-Ether1|hello-password hmac-md5 encrypted S3cr3tV4lue
router isis CORE|interface Bundle-Ether1|hello-password text encrypted S3cr3tV4lue level 1
router isis CORE|interface Bundle-Ether1|hello-password S3cr3tV4lue
router isis CORE|interface Bundle-Ether1|hello-password accept clear S3cr3tV4lue
router bgp 65000|neighbor 10.0.0.1|password encrypted S3cr3tV4lue
router bgp 65000|neighbor 10.0.0.1|password clear S3cr3tV4lue
router bgp 65000|neighbor-group IBGP|password encrypted S3cr3tV4lue
router bgp 65000|session-group S|password 7 S3cr3tV4lue
router bgp 65000|vrf A|neighbor 10.0.0.1|password password6 S3cr3tV4lue
router bgp 65000|rpki server 10.0.0.9|password S3cr3tV4lue
router msdp|peer 10.0.0.1|password encrypted S3cr3tV4lue
router hsrp|interface Bundle-Ether1|address-family ipv4|hsrp 1|authentication S3cr3tV4lue
router vrrp|interface Bundle-Ether1|address-family ipv4|vrrp 1|text-authentication S3cr3tV4lue
mpls ldp|neighbor 10.0.0.2 password encrypted S3cr3tV4lue
mpls ldp|neighbor password encrypted S3cr3tV4lue
mpls ldp|neighbor|10.0.0.2:0 password encrypted S3cr3tV4lue
mpls ldp|vrf A|neighbor|password clear S3cr3tV4lue
router lisp|eid-table default|etr map-server 10.0.0.1 key encrypted S3cr3tV4lue
router lisp|site A|authentication-key encrypted S3cr3tV4lue
pce|peer ipv4 10.0.0.1|password encrypted S3cr3tV4lue
segment-routing|traffic-eng|pcc|pce address ipv4 10.0.0.1|password clear S3cr3tV4lue
mpls traffic-eng|pce|peer ipv4 10.0.0.1|password encrypted S3cr3tV4lue
ntp|authentication-key 1 md5 encrypted S3cr3tV4lue
ntp|authentication-key 2 cmac clear S3cr3tV4lue
ntp|authentication-key 3 sha1 S3cr3tV4lue
ntp authentication-key 1 md5 encrypted S3cr3tV4lue
interface Serial0/1/0/0|ppp chap password encrypted S3cr3tV4lue
interface Serial0/1/0/0|ppp pap sent-username u password 7 S3cr3tV4lue
interface Serial0/1/0/0|ppp ms-chap password clear S3cr3tV4lue
l2vpn|l2tp-class L|password encrypted S3cr3tV4lue
l2tp-class L|digest secret 7 S3cr3tV4lue hash SHA1
vpdn|template T|l2tp tunnel password 7 S3cr3tV4lue
keyring K|peer P|pre-shared-key clear S3cr3tV4lue
ikev2|keyring K|peer P|pre-shared-key password S3cr3tV4lue
ikev2|keyring K|peer P|pre-shared-key local clear S3cr3tV4lue
crypto keyring K|pre-shared-key address 10.0.0.1 255.255.255.255 key clear S3cr3tV4lue
crypto isakmp key S3cr3tV4lue address 10.0.0.1
crypto ca trustpoint LAB|sftp-password encrypted S3cr3tV4lue
crypto ca trustpoint LAB|challenge-password S3cr3tV4lue
ftp client password encrypted S3cr3tV4lue
ftp client vrf MGMT password clear S3cr3tV4lue
ftp client anonymous-password S3cr3tV4lue
license smart register idtoken S3cr3tV4lue
event manager environment _backup_password S3cr3tV4lue
appmgr|application probe|activate type docker source probe docker-run-opts "--env API_TOKEN=S3cr3tV4lue --net=host"
alias backdoor username eve secret 0 S3cr3tV4lue
configuration commit auto-save filename scp://10.0.0.1/xr.cfg username ops password encrypted S3cr3tV4lue
configuration commit auto-save filename ftp://ops:S3cr3tV4lue@10.0.0.1/xr.cfg
exception filepath ftp://ops:S3cr3tV4lue@10.0.0.1/core/
crypto ca trustpoint LAB|enrollment url http://ops:S3cr3tV4lue@10.0.0.1/certsrv
"""

XR_PLAIN = """
hostname zrh5-pe1
password6 encryption aes
aaa password-policy NOC|min-length 12
aaa password-policy NOC|lifetime months 3
username admin|group root-lr
username admin|policy NOC
aaa authentication login default group TACACS local
aaa authentication ppp default group radius
aaa authorization exec default group TACACS local
aaa accounting commands default start-stop group TACACS
aaa group server tacacs+ TACACS|server 10.0.0.1
tacacs source-interface Loopback0 vrf default
tacacs-server host 10.0.0.1 port 49|timeout 5
tacacs-server timeout 5
radius-server host 10.0.0.1 auth-port 1812 acct-port 1813|retransmit 3
snmp-server host 10.0.0.1 traps version 3 priv netops
snmp-server vrf MGMT|host 10.0.0.1 traps version 3 auth netops
snmp-server vrf MGMT|context A
snmp-server group NOC v3 priv read ALL
snmp-server user ops NOC v1
snmp-server engineid local 80:00:00:09:03:00:00:52:54:00:05:02
snmp-server view ALL 1.3.6.1 included
snmp-server contact the key holder, password at the desk
snmp-server location community centre, key room
snmp-server traps bgp
snmp-server trap-source Loopback0
key chain BGP
key chain BGP|key 1
key chain BGP|key 1|cryptographic-algorithm HMAC-SHA-256
key chain BGP|key 1|accept-lifetime 00:00:00 january 01 2026 infinite
key chain MAC|macsec|key 10aa01
macsec-policy P|cipher-suite GCM-AES-XPN-256
interface HundredGigE0/0/0/1|macsec psk-keychain MAC policy P
interface Bundle-Ether1|description password of the door: ask the key keeper
interface Bundle-Ether2|description secret 10 years old
router ospf CORE|authentication message-digest
router ospf CORE|area 0|authentication message-digest keychain OSPF
router ospf CORE|area 0|interface Bundle-Ether1|authentication null
router isis CORE|lsp-password keychain ISIS level 2
router isis CORE|interface Bundle-Ether1|hello-password keychain ISIS
router eigrp 1|address-family ipv4|interface Bundle-Ether1|authentication keychain EIGRP
router rip|interface Bundle-Ether1|authentication keychain RIP mode md5
router bgp 65000|neighbor 10.0.0.1|keychain BGP
router bgp 65000|neighbor 10.0.0.1|password inheritance-disable
router bgp 65000|neighbor 10.0.0.1|description the secret passage
router bgp 65000|neighbor 10.0.0.1|address-family ipv4 unicast|send-community-ebgp
router bgp 65000|neighbor 10.0.0.1|address-family ipv4 unicast|send-extended-community-ebgp
router hsrp|interface Bundle-Ether1|address-family ipv4|hsrp 1|timers 1 3
mpls ldp|neighbor|10.0.0.3:0 password disable
rsvp|interface Bundle-Ether1|authentication|key-source key-chain RSVP
rsvp|authentication|life-time 1800
ntp|authenticate
ntp|trusted-key 1
ntp|server 10.0.0.1 key 1
community-set KEY
extcommunity-set rt KEY
ipsla|key-chain SLA
ssh server v2
ssh server vrf default ipv4 access-list MGMT-IN
ssh server algorithms key-exchange ecdh-sha2-nistp521 ecdh-sha2-nistp384
ssh server algorithms host-key ecdsa-nistp521 rsa
netconf-yang agent|ssh
crypto ca trustpoint LAB|crl optional
crypto ca trustpoint LAB|enrollment url http://10.0.0.1/certsrv
policy-map type control subscriber P|event session-start match-first|class type control subscriber C do-all|10 authorize aaa list default format F password use-from-line
policy-map type control subscriber P|event session-start match-first|class type control subscriber C do-all|10 activate dynamic-template T
object-group network ipv4 KEYS|host 10.0.0.1
domain ipv4 host secret.lab.example 10.0.0.1
ipv4 access-list MGMT|10 remark the password server
ipv4 access-list MGMT|20 permit tcp any any eq tacacs
control-plane|management-plane|inband|interface all|allow SNMP peer
banner motd ^C the password is not told here ^C
http client secure-verify-host disable
tpa|vrf default|address-family ipv4|default-route mgmt
telemetry model-driven|destination-group G|address-family ipv4 10.0.0.1 port 57500|encoding self-describing-gpb
grpc|tls-mutual
"""
