#!/usr/bin/env bash
# The compiler's cache must not hand out a precompiled header whose parts have other comments now: g++ would
# include these parts once more and stop at the second definition. Nor one that was kept by other settings.
# shellcheck source=bin/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || die "no folder for the test"
export CCACHE_DIR=$folder/cache CCACHE_BASEDIR=$folder
compile() { ccache c++ -std=c++20 -fpch-preprocess -I. -MD -MF "$1.d" -c "$@"; }

write_with() { # the header with that comment, compiled first
  printf '#pragma once\n// %s\nstruct Once { int value = 0; };\n' "$1" >once.h
  printf '#include "once.h"\nint main() { return Once{}.value; } // %s\n' "$1" >use.cpp
  compile all.h -o all.h.gch
}
use_it() { compile use.cpp -Winvalid-pch -include all.h -o use.o; }

printf '#include <once.h>\n' >all.h
(
  unset CCACHE_DEPEND CCACHE_NAMESPACE
  write_with 'first'
  write_with 'first, otherwise'
  ! use_it 2>/dev/null || die "the danger that this is about is gone: so may be what is done against it"
)
write_with 'first, otherwise'
use_it || die "g++ refused a header whose older form is kept by other settings"
for comment in 'as it was' 'otherwise, and longer'; do
  write_with "$comment"
  use_it || die "g++ refused a header after its comment became '$comment'"
done
say "3 passed, 0 failed: a header, the same one with another comment, and one from before"
