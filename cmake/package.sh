#!/bin/sh
# Makes the Debian package of a build folder and prints where it is. CPack is verbose when it works.
set -eu
cd "$1"
rm -f package/*.deb
cpack -G DEB >package.log 2>&1 || { cat package.log >&2; exit 1; }
ls "$PWD"/package/*.deb
