"""Real routers: FRR in namespaces, with real OSPF, BGP and sshd; needs root and its packages."""
