#!/usr/bin/env bash
# The compiler's cache must not hand out a precompiled header whose parts have other comments now: g++ would
# include these parts once more and stop at the second definition.
# shellcheck source=bin/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || die "no folder for the test"
export CCACHE_DIR=$folder/cache CCACHE_BASEDIR=$folder
compile() { ccache c++ -std=c++20 -fpch-preprocess -I. -MD -MF "$1.d" -c "$@"; }

printf '#include <once.h>\n' >all.h
for comment in 'as it was' 'otherwise, and longer'; do
  printf '#pragma once\n// %s\nstruct Once { int value = 0; };\n' "$comment" >once.h
  printf '#include "once.h"\nint main() { return Once{}.value; } // %s\n' "$comment" >use.cpp
  compile all.h -o all.h.gch
  compile use.cpp -Winvalid-pch -include all.h -o use.o ||
    die "g++ refused a header after its comment became '$comment'"
done
say "2 passed, 0 failed: a header, and the same one with another comment"
