#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes configure and its companions; needs autoconf, automake, pkg-config.
set -eu
cd "$(dirname "$0")"
for tool in autoreconf automake pkg-config; do
	command -v $tool >/dev/null || { echo "autogen.sh: $tool is missing: apt-get install autoconf automake pkg-config" >&2; exit 1; }
done
mkdir -p m4 build-aux
exec autoreconf --install --force --warnings=all,no-portability
