#!/bin/sh
# The login shell of a router: a person gets vtysh, an exec request gets a shell.
if [ "${1-}" = -c ]; then exec /bin/sh "$@"; fi
exec /usr/bin/vtysh
