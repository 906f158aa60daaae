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
aaa new-model|username bob algorithm-type scrypt secret S3cr3tV4lue
username bob common-criteria-policy P password 0 S3cr3tV4lue
username bob view ops secret 8 S3cr3tV4lue
enable algorithm-type sha256 secret S3cr3tV4lue
enable secret 8 S3cr3tV4lue
snmp-server community S3cr3tV4lue view V RO ipv6 ACL6 10
snmp-server user u G v3 auth sha S3cr3tV4lue priv aes 256 0102
snmp-server user u G v3 auth sha-2 256 S3cr3tV4lue priv aes 256 0102
snmp-server user u G remote 10.0.0.1 v3 auth md5 S3cr3tV4lue
snmp-server user u G v3 auth sha 00112233 priv des56 S3cr3tV4lue
snmp-server user u G v3 auth sha 00112233 priv 3des S3cr3tV4lue access 10
snmp-server host 10.0.0.1 use-vrf M version 2c S3cr3tV4lue
tacacs server T|key 0 S3cr3tV4lue
tacacs-server directed-request|tacacs-server host 10.0.0.1 key 7 S3cr3tV4lue
aaa group server radius G|server-private 10.0.0.1 auth-port 1812 acct-port 1813 key 7 S3cr3tV4lue
radius server R|key 7 S3cr3tV4lue
radius-server host 10.0.0.1 pac key 7 S3cr3tV4lue
radius-server host 10.0.0.1 test username t idle-time 5 key S3cr3tV4lue
radius server R|automate-tester username t probe-on|key S3cr3tV4lue
interface Tunnel0|ip nhrp authentication 7 S3cr3tV4lue
interface Gi0/1|ppp ms-chap password 7 S3cr3tV4lue
interface Gi0/1|ppp chap password 0 S3cr3tV4lue
interface Gi0/1|ppp eap password 7 S3cr3tV4lue
interface Dialer0|dialer string x|ppp pap sent-username u password 7 S3cr3tV4lue
interface Cellular0|ppp chap password 7 S3cr3tV4lue
controller Cellular 0|profile id 1 apn internet authentication chap username u password 7 S3cr3tV4lue
voice service voip|sip|authentication username u password 7 S3cr3tV4lue
dial-peer voice 1 voip|authentication username u password 7 S3cr3tV4lue realm r
dial-peer voice 1 voip|voice-class sip authenticate redirecting-number|authentication username u password S3cr3tV4lue
sip-ua|registrar ipv4:10.0.0.1 expires 3600|authentication username u password 7 S3cr3tV4lue
sip-ua|credentials number 100 username u password 7 S3cr3tV4lue realm R
voice register pool 1|username u password S3cr3tV4lue
voice register global|authenticate credential u S3cr3tV4lue
ephone 1|username u password S3cr3tV4lue
ephone-template 1|fastdial 1 x|username "u" password S3cr3tV4lue
telephony-service|web admin customer name u password S3cr3tV4lue
telephony-service|sdspfarm conference mute-on 1 mute-off 2|xml user u password S3cr3tV4lue 15
telephony-service|service phone webAccess 0|log password S3cr3tV4lue
gatekeeper|security password-group G lrq send S3cr3tV4lue
gatekeeper|zone local z example.com|security password 7 S3cr3tV4lue level endpoint
crypto isakmp key 0 S3cr3tV4lue address 10.0.0.1 no-xauth
crypto isakmp key S3cr3tV4lue address ipv6 2001:db8::1/64
crypto keyring K vrf V|pre-shared-key address ipv6 2001:db8::1/64 key S3cr3tV4lue
crypto ikev2 keyring K|peer P|pre-shared-key remote 0 S3cr3tV4lue
crypto ikev2 profile P|authentication remote pre-share key 6 S3cr3tV4lue
crypto ikev2 profile P|aaa authorization user eap cached|aaa authorization group cert list L password 0 S3cr3tV4lue
crypto isakmp client configuration group G|key 6 S3cr3tV4lue
crypto isakmp profile P|client authentication list L|keyring K|isakmp authorization list S|client pki authorization list x|password S3cr3tV4lue
crypto ipsec client ezvpn E|group G key 6 S3cr3tV4lue
crypto ipsec client ezvpn E|username u password 6 S3cr3tV4lue
crypto pki trustpoint T|password S3cr3tV4lue
crypto pki trustpoint T|enrollment http-proxy p 80|auto-enroll 70|enrollment url http://u:S3cr3tV4lue@10.0.0.1:80
crypto ca trustpoint T|password 7 S3cr3tV4lue
crypto pki server CA|database archive pkcs12 password 7 S3cr3tV4lue
crypto pki server CA|database username u password 7 S3cr3tV4lue
crypto pki certificate map M 1|crypto pki import T pkcs12 flash:x password S3cr3tV4lue
crypto gdoi group G|server local|rekey authentication mypubkey rsa K|redundancy|local priority 1|peer address ipv4 10.0.0.1|crypto isakmp key S3cr3tV4lue address 10.0.0.1
interface Gi0/1|mka pre-shared-key key-chain K fallback-key-chain F|ip ospf authentication-key S3cr3tV4lue
interface Gi0/1|cts manual|sap pmk S3cr3tV4lue mode-list gcm-encrypt gmac
key chain MKA macsec|key 01|key-string 7 S3cr3tV4lue
key chain K tcp|key 1|key-string 6 S3cr3tV4lue
key chain K|key 1|key-string 0 S3cr3tV4lue
cts credentials id sw1 password 0 S3cr3tV4lue
cts sxp default password 7 S3cr3tV4lue
cts sxp default password S3cr3tV4lue
cts authorization list L|cts server key-wrap enable|radius server R|key-wrap encryption-key 0 S3cr3tV4lue message-auth-code-key 0 00
radius server R|key-wrap encryption-key 0 00 message-auth-code-key 0 S3cr3tV4lue
router eigrp 1|neighbor 10.0.0.1 Gi0/1 password S3cr3tV4lue
router eigrp X|address-family ipv4 autonomous-system 1|af-interface Gi0/1|authentication mode hmac-sha-256 0 S3cr3tV4lue
router isis|net 49.0001.0000.0000.0001.00|domain-password S3cr3tV4lue authenticate snp validate
interface Gi0/1|isis authentication mode md5|isis password S3cr3tV4lue level-1
interface Gi0/1|ip rip authentication mode md5|ip rip authentication key-chain K|ip ospf message-digest-key 2 md5 0 S3cr3tV4lue
router ospf 1|area 1 virtual-link 10.0.0.1 authentication message-digest message-digest-key 1 md5 7 S3cr3tV4lue
router ospfv3 1|area 1 authentication ipsec spi 500 md5 0 S3cr3tV4lue
router ospfv3 1|area 1 encryption ipsec spi 500 esp 3des 0 S3cr3tV4lue md5 0 00
ipv6 router ospf 1|area 1 virtual-link 10.0.0.1 authentication ipsec spi 500 sha1 S3cr3tV4lue
router bgp 1|neighbor 2001:db8::1 password 7 S3cr3tV4lue
router bgp 1|template peer-session S|password 7 S3cr3tV4lue
router bgp 1|bmp server 1|address 10.0.0.1 port-number 7000|neighbor 10.0.0.1 ao K include-tcp-options|neighbor 10.0.0.2 password 0 S3cr3tV4lue
router bgp 1|rpki server x|bgp rpki server tcp 10.0.0.1 port 3323 refresh 600 password S3cr3tV4lue
mpls ldp neighbor 10.0.0.1 password S3cr3tV4lue
mpls ldp vrf BLUE password option 1 for ACL 7 S3cr3tV4lue
mpls ldp password rollover duration 5|mpls ldp password fallback S3cr3tV4lue
ip msdp vrf BLUE password peer 10.0.0.1 0 S3cr3tV4lue
interface Gi0/1|ip pim neighbor-filter 1|standby version 2|standby 10 authentication md5 key-string S3cr3tV4lue timeout 30
interface Gi0/1|glbp 1 authentication md5 key-string S3cr3tV4lue
interface Gi0/1|fhrp x|vrrp 1 authentication S3cr3tV4lue
interface Gi0/1|dot1x credentials C|dot1x username u password 0 S3cr3tV4lue
eap profile E|method md5|password S3cr3tV4lue
wlan W 1 W|security wpa akm psk set-key ascii 8 S3cr3tV4lue
wlan W 1 W|security wpa psk set-key hex 0 S3cr3tV4lue
wlan W 1 W|security wpa wpa2 mpsk|priority 0 set-key ascii 0 S3cr3tV4lue
wlan W 1 W|mpsk-psk priority 0 set-key ascii 8 S3cr3tV4lue
ap profile P|mgmtuser username u password 0 S3cr3tV4lue secret 0 S3cr3tV4lue
ap profile P|dot1x username u password 8 S3cr3tV4lue
ap profile P|ntp auth-key index 1 type md5 format ascii 0 S3cr3tV4lue
dot11 ssid S|wpa-psk hex 0 S3cr3tV4lue
dot11 ssid S|authentication client username u password 7 S3cr3tV4lue
dot11 ssid S|wpa-psk ascii S3cr3tV4lue
interface Dot11Radio0|encryption vlan 1 key 1 size 40bit 0 S3cr3tV4lue
wlccp ap username u password 7 S3cr3tV4lue
wlccp authentication-server client any G|wlccp wnm x|radius-server local|nas 10.0.0.1 key 7 S3cr3tV4lue
radius-server local|user u nthash 7 S3cr3tV4lue
radius-server local|user u password S3cr3tV4lue
radius-server local|group G|eapfast server-key primary 7 S3cr3tV4lue
vpdn-group V|l2f tunnel password 7 S3cr3tV4lue
vpdn-group V|initiate-to ip 10.0.0.1|l2tp tunnel password 0 S3cr3tV4lue
l2tp-class L|authentication|password 0 S3cr3tV4lue
pseudowire-class P|l2tp-class L|digest secret 0 S3cr3tV4lue hash MD5
ip ftp password 0 S3cr3tV4lue
ip http client password 7 S3cr3tV4lue
ip http client secure-trustpoint T|ip http client proxy-server p proxy-port 80 user u password S3cr3tV4lue
ip scp password S3cr3tV4lue
ip rcmd remote-username u|ip sftp password 7 S3cr3tV4lue
ip ddns update method M|HTTP|add https://u:S3cr3tV4lue@members.example/nic?h=<h>
archive|path ftp://u:S3cr3tV4lue@10.0.0.1/$h
boot system tftp://u:S3cr3tV4lue@10.0.0.1/x
kron policy-list K|cli copy running-config scp://u:S3cr3tV4lue@10.0.0.1/x
ip sla 1|ftp get ftp://u:S3cr3tV4lue@10.0.0.1/x
ip sla key-chain K|ip sla 2|http raw http://u:S3cr3tV4lue@10.0.0.1
event manager environment ftp_pass S3cr3tV4lue
event manager environment _secret_token S3cr3tV4lue
event manager applet A|action 1.0 cli command "enable password S3cr3tV4lue"
event manager applet A|action 1.0 cli command "snmp-server community S3cr3tV4lue ro"
kerberos srvtab entry host/r1@R 0 0 1 1 8 S3cr3tV4lue
kerberos local-realm R|key config-key password-encrypt S3cr3tV4lue
key config-key 1 S3cr3tV4lue
ntp authentication-key 2 hmac-sha2-256 S3cr3tV4lue 7
ntp authentication-key 2 sha1 S3cr3tV4lue
ip wccp 61 password 0 S3cr3tV4lue
ipv6 wccp 61 password 7 S3cr3tV4lue
vtp password S3cr3tV4lue hidden
vtp domain D|vtp password S3cr3tV4lue secret
ldap server L|bind authenticate root-dn cn=x password 7 S3cr3tV4lue
subscriber profile P|service-policy type control x|password S3cr3tV4lue
policy-map type control P|class type control always event session-start|10 authenticate aaa list L password S3cr3tV4lue
policy-map type control subscriber P|event session-started|10 class always|10 authorize aaa list L password S3cr3tV4lue identifier mac-address
aaa authorization subscriber-service default group G|aaa server radius policy-device|key S3cr3tV4lue
aaa server radius dynamic-author|client 10.0.0.1 vrf V server-key 7 S3cr3tV4lue
aaa server radius dynamic-author|server-key 7 S3cr3tV4lue
aaa server radius proxy|client 10.0.0.0 255.0.0.0|key S3cr3tV4lue
aaa group server radius G|mac-delimiter none|aaa local authentication x|password 7 S3cr3tV4lue
router lisp|ipv4 etr map-server 10.0.0.1 key 7 S3cr3tV4lue
router lisp|site S|authentication-key S3cr3tV4lue
router lisp|service ipv4|etr map-server 10.0.0.1 key 0 S3cr3tV4lue
parameter-map type umbrella global|token S3cr3tV4lue
parameter-map type webauth W|webauth-http-enable|api-key S3cr3tV4lue
call-home|http-proxy "p" port 80|contact-email-addr a@b|mail-server u:S3cr3tV4lue@10.0.0.1 priority 1
license smart url default|license smart proxy username u|license smart proxy password S3cr3tV4lue
telemetry ietf subscription 1|x|netconf-yang ssh x|gnxi secure-password-auth|username bob secret 5 S3cr3tV4lue
ip nhrp authentication S3cr3tV4lue
line vty 0 4|password 0 S3cr3tV4lue
line vty 0 4|rotary 1|password S3cr3tV4lue with blanks
line aux 0|password 7 S3cr3tV4lue
chat-script D ABORT ERROR "" "ATDT" "login:" "u" "password:" "S3cr3tV4lue"
rtr key-chain x|rmon alarm 1 x 1 delta rising 1 falling 1|rmon event 2 log trap S3cr3tV4lue owner o
modem-script m|alias exec x username a password S3cr3tV4lue
menu M command 1 telnet 10.0.0.1|banner motd ^C https://u:S3cr3tV4lue@x ^C
device-sensor x|mab request format attribute 2 7 S3cr3tV4lue
mab request format attribute 2 S3cr3tV4lue
authentication mac-move permit|username 001122334455 password 0 S3cr3tV4lue mac
identity profile default|identity policy P|dot1x supplicant|dot1x password S3cr3tV4lue
fips authorization-key S3cr3tV4lue
stackwise-virtual|logging host 10.0.0.1|hw-module uplink|ip http digest algorithm x|snmp-server host 10.0.0.1 vrf V version 1 S3cr3tV4lue
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
enable password 5 S3cr3tV4lue
enable password level 7 S3cr3tV4lue
username a role network-admin secret sha512 S3cr3tV4lue
username a secret * S3cr3tV4lue
username a privilege 1 secret yescrypt S3cr3tV4lue
management accounts|username a secret 5 S3cr3tV4lue
snmp-server community S3cr3tV4lue
snmp-server host 10.0.0.1 traps version 1 S3cr3tV4lue
snmp-server host 10.0.0.1 version 2c S3cr3tV4lue udp-port 1162
snmp-server user u G remote 10.0.0.1 v3 localized f5717f auth md5 S3cr3tV4lue
snmp-server user u G v3 auth sha256 S3cr3tV4lue priv aes 00112233
snmp-server user u G v3 localized f5717f444ca824448b00 auth sha S3cr3tV4lue priv aes 00112233445566778899
radius-server host 10.0.0.1 tls port 2083 key 7 S3cr3tV4lue
radius-server key 8a S3cr3tV4lue
tacacs-server host 10.0.0.1 vrf M port 49 timeout 5 single-connection key 7 S3cr3tV4lue
aaa group server radius G|server 10.0.0.1 vrf M key 7 S3cr3tV4lue
ip radius x|radius proxy|client group G|server-key 7 S3cr3tV4lue
radius proxy|client group G|client ipv4 10.0.0.0/24|key 7 S3cr3tV4lue
management ldap|server defaults|search username cn=x password 7 S3cr3tV4lue
management ldap|server host 10.0.0.1|bind password 7 S3cr3tV4lue
ntp authentication-key 1 sha1 0 S3cr3tV4lue
router bgp 1|neighbor 10.0.0.1 password 8a S3cr3tV4lue
router bgp 1|peer-group P|neighbor P password 7 S3cr3tV4lue
router bgp 1|vrf V|neighbor 2001:db8::1 password S3cr3tV4lue
router bgp 1|rpki cache R|transport tcp|password 7 S3cr3tV4lue
router bgp 1|monitoring|monitoring station S|authentication password 7 S3cr3tV4lue
interface Ethernet1|ip ospf authentication-key S3cr3tV4lue
interface Ethernet1|ip ospf message-digest-key 1 sha256 0 S3cr3tV4lue
interface Vlan10|ip ospf authentication-key 8a S3cr3tV4lue
router ospf 1|area 0.0.0.1 virtual-link 10.0.0.1 message-digest-key 1 sha384 7 S3cr3tV4lue
ipv6 router ospf 1|area 0 authentication ipsec spi 300 sha1 passphrase 7 S3cr3tV4lue
router ospfv3|area 0.0.0.0 encryption ipsec spi 300 esp aes-256-cbc passphrase 7 S3cr3tV4lue
interface Ethernet1|ipv6 ospf authentication ipsec spi 300 md5 0 S3cr3tV4lue
interface Ethernet1|ospfv3 ipv6 authentication ipsec spi 4 sha1 0 S3cr3tV4lue
interface Ethernet1|ospfv3 ipv4 encryption ipsec spi 4 esp 3des-cbc 7 S3cr3tV4lue md5 7 00
interface Ethernet1|isis authentication key 0 S3cr3tV4lue level-1
interface Ethernet1|isis authentication key-id 2 algorithm sha-1 rfc-5310 key 0 S3cr3tV4lue
router isis I|authentication key 0 S3cr3tV4lue level-2
router isis I|address-family ipv4|authentication key-id 1 algorithm sha-1 key 7 S3cr3tV4lue
interface Ethernet1|ip rip authentication key 7 S3cr3tV4lue
interface Vlan1|vrrp 1 authentication S3cr3tV4lue
interface Vlan1|vrrp 2 peer authentication ietf-md5 key-string 0 S3cr3tV4lue
interface Vlan1|vrrp 3 ipv4 x|vrrp 3 peer authentication text S3cr3tV4lue
management security|session shared-secret profile P|secret 10 8a S3cr3tV4lue receive-lifetime infinite transmit-lifetime infinite
management security|session shared-secret profile P|secret 10 S3cr3tV4lue receive-lifetime 2026-01-01 00:00:00 2027-01-01 00:00:00
management security|ssl profile S|certificate c.crt key k.key|password encryption-key x|secret 1 7 S3cr3tV4lue
mac security|profile P|key 0abc1234 8a S3cr3tV4lue
mac security|profile P|key 0abc1234 7 S3cr3tV4lue fallback
ip security|ike policy I|integrity sha256|profile P|shared-key 8a S3cr3tV4lue
ip security|connection C|shared-key 0 S3cr3tV4lue
ip security|sa policy S|esp encryption aes256|pre-shared-key 7 S3cr3tV4lue
dot1x|supplicant profile P|passphrase S3cr3tV4lue
dot1x|supplicant profile P|eap-method fast|passphrase 8a S3cr3tV4lue
dot1x|mac based authentication format username md5 password 7 S3cr3tV4lue
mpls ldp|neighbor 10.0.0.1 password 7 S3cr3tV4lue
mpls ldp|password S3cr3tV4lue
mpls rsvp|neighbor 10.0.0.1 authentication type md5|authentication index 2 password 0 S3cr3tV4lue
router msdp|vrf V|peer 10.0.0.1|password 0 S3cr3tV4lue
ip msdp password peer 10.0.0.1 S3cr3tV4lue
router pim sparse-mode|ipv4|neighbor x|ip pim x authentication md5 key S3cr3tV4lue
email|auth username u|auth password 0 S3cr3tV4lue
management api http-commands|protocol http x|management api gnmi|transport grpc default|ssl profile S|username u secret 0 S3cr3tV4lue
management cvx|server host 10.0.0.1|service openstack|name-resolution x|service x password 7 S3cr3tV4lue
cvx|service vcs|vcs|region R|username u password 7 S3cr3tV4lue
cvx|service openstack|region R|username u password 0 S3cr3tV4lue
cvx|service hsc|service nsx password S3cr3tV4lue
daemon TerminAttr|exec /usr/bin/TerminAttr -cvcompression=gzip -ingestauth=key,S3cr3tV4lue -smashexcludes=ale
daemon TerminAttr|exec /usr/bin/TerminAttr --cvauth=token,S3cr3tV4lue
daemon ocprometheus|exec /usr/bin/x -config /c -username u -password S3cr3tV4lue -addr 127.0.0.1
daemon X|option api_token value S3cr3tV4lue
daemon X|option secret value S3cr3tV4lue
event-handler E|trigger on-boot|action bash|curl -u u:p https://u:S3cr3tV4lue@10.0.0.1/|EOF
event-handler E|action bash FastCli -p15 -c 'conf' -c 'username x secret S3cr3tV4lue'
alias sec username x secret 0 S3cr3tV4lue
schedule backup interval 60 timeout 5 max-log-files 0 command copy running-config scp://u:S3cr3tV4lue@10.0.0.1/x
boot system https://u:S3cr3tV4lue@10.0.0.1/EOS.swi
ip ftp client password 7 S3cr3tV4lue
ip http client proxy password S3cr3tV4lue
bgp monitoring x|proxy http://u:S3cr3tV4lue@10.0.0.1:3128
link tracking x|hardware x|monitor server radius|probe method access-request username u password 7 S3cr3tV4lue
traffic-policies x|application x|tunnel 10.0.0.1 shared-key 7 S3cr3tV4lue
router path-selection|peer static router-ip 10.0.0.1|ipsec profile x|shared-key 7 S3cr3tV4lue
agent X environment TOKEN=S3cr3tV4lue
wifi x|security wpa passphrase 7 S3cr3tV4lue
metadata x|secret 7 S3cr3tV4lue
key chain x|key 1|key-string 7 S3cr3tV4lue
router bgp 1|neighbor 10.0.0.1 authentication x password 7 S3cr3tV4lue
"""

IOS_PLAIN = """
crypto ikev2 profile P|aaa authorization group psk list L name-mangler M
crypto ikev2 profile P|aaa authorization group override psk list L P
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
ntp server 10.0.0.1 key 1 prefer
ntp server 10.0.0.1 prefer key 7 source Loopback0
interface Gi0/1|mka pre-shared-key key-chain K fallback-key-chain F
interface Gi0/1|description password 7 days
interface Gi0/1|macsec
mab request format attribute 1 groupsize 4 separator : lowercase
key chain K macsec|key 01|cryptographic-algorithm aes-256-cmac
aaa authentication dot1x default group radius
radius server R|automate-tester username probe probe-on
radius server R|address ipv4 10.0.0.1 auth-port 1812 acct-port 1813
crypto pki trustpoint T|enrollment url http://ca.example.net:80
crypto pki trustpoint T|revocation-check crl none
crypto ikev2 profile P|authentication remote pre-share
crypto ikev2 profile P|keyring local K
crypto map M 10 ipsec-isakmp|set peer 10.0.0.1
wlan W 1 W|security wpa akm dot1x
chat-script D ABORT ERROR "" AT OK ATDT
alias exec sr show running-config
ip domain name secret.example
snmp-server host 10.0.0.1 traps version 3 auth netops
snmp-server location password desk
event manager environment _email noc@example.net
event manager applet A|action 1.0 syslog msg "password changed"
controller Cellular 0|lte sim data-profile 1 attach-profile 1
ip http client source-interface Vlan1
ip scp server enable
router bgp 1|neighbor 10.0.0.1 key-chain K
router isis|authentication mode md5 level-2
router isis|authentication key-chain K level-2
ip rsvp authentication type sha-1
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
hostname secret-switch
management security|ssl profile P|certificate c.crt key k.key
management security|password policy P|minimum upper 2
management security|entropy source hardware
management ssh|authentication mode keyboard-interactive
management ssh|key-exchange ecdh-sha2-nistp521
management ssh|hostkey server ecdsa-nistp521
management ssh|known-hosts 10.0.0.1 ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7
username a privilege 1 role x nopassword
username a shell /sbin/nologin nopassword
username a sshkey ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY a@b
aaa authorization exec default local
aaa accounting commands all default start-stop group tacacs+
aaa group server tacacs+ G|server 10.0.0.1 vrf M
tacacs-server timeout 5
radius-server host 10.0.0.1 vrf M
snmp-server enable traps snmp authentication
snmp-server engineID local f5717f444ca824448b00
snmp-server user u G v3
snmp-server contact password desk
interface Ethernet1|ip ospf authentication
interface Ethernet1|ospfv3 authentication ipsec disable
interface Ethernet1|isis authentication mode md5
interface Ethernet1|mac security profile P
interface Ethernet1|dot1x pae authenticator
interface Vlan1|vrrp 1 ipv4 10.0.0.1
interface Tunnel1|tunnel key 42
mac security|profile P|cipher aes256-gcm-xpn
mac security|profile P|mka key-server priority 10
mac security|profile P|mka session rekey-period 30
ip security|profile P|ike-policy I
router bgp 1|neighbor 10.0.0.1 description password holder
router bgp 1|bgp listen range 10.0.0.0/8 peer-group P remote-as 65000
router isis I|authentication mode sha key-id 1
route-map R permit 10|match community C exact-match
ip community-list regexp C permit 6500.*
ip large-community-list L permit 65000:1:1
daemon TerminAttr|exec /usr/bin/TerminAttr -cvaddr=10.0.0.1:9910 -taillogs
daemon X|option loglevel value debug
alias sp show running-config section password
ip ssh client source-interface Ma1
no enable password
no username admin
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
hostname r1|password S3cr3tV4lue
username bob password S3cr3tV4lue
vty|password 8 S3cr3tV4lue
router bgp 65001|bgp router-id 1.1.1.1|neighbor 2001:db8::1 password S3cr3tV4lue
router bgp 65001 vrf BLUE|neighbor 10.0.0.1 password S3cr3tV4lue
router bgp 65001|neighbor eth0 password S3cr3tV4lue
router bgp 65001|no neighbor 10.0.0.1 password S3cr3tV4lue
interface eth1|ip ospf authentication-key S3cr3tV4lue 10.0.0.1
interface eth1|ip ospf message-digest-key 255 md5 S3cr3tV4lue
interface eth1|ospf authentication-key S3cr3tV4lue
interface eth1|ospf message-digest-key 1 md5 S3cr3tV4lue
interface eth1|no ip ospf authentication-key S3cr3tV4lue
interface eth1 vrf BLUE|ip ospf message-digest-key 2 md5 S3cr3tV4lue
router ospf|area 1 virtual-link 10.0.0.1 authentication message-digest message-digest-key 2 md5 S3cr3tV4lue
router ospf|area 1 virtual-link 10.0.0.1 authentication authentication-key S3cr3tV4lue
router ospf|area 0.0.0.1 virtual-link 10.0.0.1 hello-interval 1 authentication-key S3cr3tV4lue
interface eth1|ipv6 ospf6 authentication key-id 3 hash-algo md5 key S3cr3tV4lue
interface eth1|no ipv6 ospf6 authentication key-id 3 hash-algo md5 key S3cr3tV4lue
interface eth1|isis password clear S3cr3tV4lue level-1
interface eth1|isis password md5 S3cr3tV4lue level-2
interface eth1|no isis password md5 S3cr3tV4lue
router isis CORE|area-password clear S3cr3tV4lue
router isis CORE|area-password md5 S3cr3tV4lue authenticate snp send-only
router isis CORE|domain-password md5 S3cr3tV4lue
router openfabric 1|domain-password clear S3cr3tV4lue
router openfabric 1|domain-password md5 S3cr3tV4lue authenticate snp validate
interface eth1|openfabric password md5 S3cr3tV4lue
interface eth1|openfabric password clear S3cr3tV4lue
interface eth1|ip rip authentication string S3cr3tV4lue with blanks
interface eth1|no ip rip authentication string S3cr3tV4lue
key chain K|key 1|key-string S3cr3tV4lue with blanks
key chain K|key 2|cryptographic-algorithm hmac-sha-256|key-string S3cr3tV4lue
mpls ldp|router-id 1.1.1.1|neighbor 10.0.0.1 password S3cr3tV4lue
mpls ldp|address-family ipv4|neighbor 10.0.0.2 password S3cr3tV4lue
interface gre1|ipv6 nhrp authentication S3cr3tV4lue
interface gre1|tunnel protection vici profile P secret S3cr3tV4lue
interface gre1|no ip nhrp authentication S3cr3tV4lue
ip msdp peer 10.0.0.1 password S3cr3tV4lue
ip msdp peer 10.0.0.1 source 10.0.0.2 password S3cr3tV4lue
router pim|msdp peer 10.0.0.1 password S3cr3tV4lue
segment-routing|traffic-eng|pcep|pce P|address ip 10.0.0.1|tcp-md5-auth S3cr3tV4lue
segment-routing|traffic-eng|pcep|pce-config C|tcp-md5-auth S3cr3tV4lue
segment-routing|traffic-eng|pcep|pce P|no tcp-md5-auth S3cr3tV4lue
interface eth1|description https://u:S3cr3tV4lue@10.0.0.1/
router bgp 65001|neighbor 10.0.0.1 description see https://u:S3cr3tV4lue@10.0.0.1/
# copied from https://u:S3cr3tV4lue@10.0.0.1/frr.conf
! copied from https://u:S3cr3tV4lue@10.0.0.1/frr.conf
interface eth1|ip ospf message-digest-key 3 md5 S3cr3tV4lue 192.0.2.1
router bgp 65001 view V|neighbor 10.0.0.1 password S3cr3tV4lue
router bgp 65001|neighbor MESH peer-group|neighbor MESH password S3cr3tV4lue
router bgp 65001|neighbor fe80::1%eth0 password S3cr3tV4lue
router isis CORE vrf BLUE|area-password md5 S3cr3tV4lue
router isis CORE|no domain-password md5 S3cr3tV4lue
router openfabric 1|no domain-password clear S3cr3tV4lue
router ospf vrf BLUE|area 1 virtual-link 10.0.0.1 message-digest-key 1 md5 S3cr3tV4lue
router ospf 2|no area 1 virtual-link 10.0.0.1 authentication-key S3cr3tV4lue
key chain K|no key 1|key 4|no key-string S3cr3tV4lue
mpls ldp|no neighbor 10.0.0.1 password S3cr3tV4lue
interface gre1|tunnel protection vici profile P fallback-profile F secret S3cr3tV4lue
no password S3cr3tV4lue
no enable password S3cr3tV4lue
-password S3cr3tV4lue
+enable password 8 S3cr3tV4lue
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
frr version 8.4.4
frr defaults traditional
hostname secret-router
service integrated-vtysh-config
no service password-encryption
password <env:VTY>
log syslog informational
log file /var/log/frr/password.log
interface eth1|ip ospf authentication null
interface eth1|ip ospf authentication key-chain K
interface eth1|no ip ospf authentication-key
interface eth1|ipv6 ospf6 authentication keychain K
interface eth1|ip rip authentication mode md5 auth-length old-ripd
interface eth1|ip rip authentication key-chain K
interface eth1|isis three-way-handshake
interface eth1|ip eigrp authentication key-chain K
router ospf|area 0.0.0.1 authentication
router ospf|area 0.0.0.1 virtual-link 10.0.0.1 authentication message-digest
router ospf|area 0.0.0.1 virtual-link 10.0.0.1 authentication key-chain K
router isis CORE|net 49.0001.0000.0000.0001.00
router isis CORE|is-type level-2-only
router bgp 65001|neighbor 10.0.0.1 send-community large
router bgp 65001|no neighbor 10.0.0.1 send-community extended
router bgp 65001|neighbor 10.0.0.1 description password and secret
router bgp 65001|neighbor KEY peer-group
router bgp 65001|bgp listen range 10.0.0.0/8 peer-group SECRET
bgp large-community-list standard KEY seq 5 permit 65001:1:1
bgp extcommunity-list standard KEY seq 5 permit rt 65001:1
bgp community alias 65001:1 secret
route-map R permit 10|set large-community 65001:1:1 additive
route-map R permit 10|set extcommunity rt 65001:1
route-map R permit 10|description secret key
route-map SECRET-KEY permit 10|match ip address prefix-list KEY
ip prefix-list KEY seq 5 permit 10.0.0.0/8
ip prefix-list KEY description password list
access-list KEY seq 5 permit any
key chain K|key 1|cryptographic-algorithm hmac-sha-256
key chain K|key 1|send-lifetime 00:00:00 Jan 1 2024 infinite
rpki|rpki polling_period 3600
rpki|rpki cache 10.0.0.1 3323 preference 1
rpki|rpki cache 10.0.0.1 22 rpki-user /etc/frr/id_rsa preference 1
mpls ldp|neighbor 10.0.0.1 session holdtime 60
segment-routing|traffic-eng|pcep|pce P|source-address ip 10.0.0.2
nhrp nflog-group 1
interface gre1|ip nhrp map 10.0.0.1 192.0.2.1
interface gre1|tunnel protection vici profile P
interface eth1|ip ospf bfd profile SECRET
! the password is on the wall
rpki|rpki cache ssh 10.0.0.1 22 rpki-user /etc/frr/id_rsa /etc/frr/known_hosts preference 2
rpki|rpki cache tcp 10.0.0.1 3323 source 10.0.0.2 preference 3
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
