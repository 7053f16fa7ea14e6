# shellcheck shell=bash
# What bin/run and bin/check share. Source it; it needs bash and moves to the project's folder.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$ROOT"
export CCACHE_SLOPPINESS=pch_defines,time_macros
# A result is looked up by the text of every header, never by what the preprocessor leaves of it: a
# precompiled header knows its parts again by their bytes, so one from before a changed comment does not fit.
# In a place of its own, as what was looked up in the other way may be kept under the same name.
export CCACHE_DEPEND=1 CCACHE_NAMESPACE=lianghu-depend

say() { printf '%s\n' "$*"; }
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

node_is_new_enough() {
  command -v npm >/dev/null && command -v node >/dev/null &&
    [ "$(node -p 'parseInt(process.versions.node) >= 18' 2>/dev/null)" = true ]
}

# Prints the packages of the lists FILE… that this machine lacks.
missing_packages() {
  local wanted
  wanted=$(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@")
  if node_is_new_enough; then wanted=$(grep -vxE 'nodejs|npm' <<<"$wanted"); fi
  local installed
  # shellcheck disable=SC2086  # one argument a package
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null |
    sed -n 's/^installed //p')
  comm -23 <(sort -u <<<"$wanted") <(sort -u <<<"$installed")
}

# The same sources in another clone are the same to the compiler's cache.
export CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1

# Installs what is missing of the lists FILE…; without root, sudo or network it says what to do.
install_packages() {
  command -v dpkg-query >/dev/null || die "this is not Debian. See $* for what Lianghu needs."
  local missing root=()
  missing=$(missing_packages "$@" | paste -sd' ')
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      die "these Debian packages are missing: $missing
As root, run: apt-get install $missing"
    root=(sudo)
  fi
  say "Installing Debian packages: $missing"
  local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=2)
  "${apt[@]}" update || say "The package lists could not be refreshed; trying with those that are here."
  # shellcheck disable=SC2086
  "${apt[@]}" install -y --no-install-recommends $missing ||
    die "these Debian packages are missing and could not be installed (is there a network?): $missing"
  node_is_new_enough || die "Node.js 18 or newer and npm are needed; found: $(node --version 2>&1 || true)"
}

# configure PRESET: only the first time; afterwards ninja itself looks whether CMake has to run again.
configure() {
  if [ ! -f "build/$1/build.ninja" ]; then
    say "Preparing build/$1"
    cmake --preset "$1" >/dev/null
  fi
}

# build PRESET TARGET…
build() {
  local preset=$1
  shift
  configure "$preset"
  ninja -C "build/$preset" "$@"
}

# Fetching the web app's packages is the one step of the build that needs a network.
build_program() {
  build release lianghu || {
    [ -f web/node_modules/.installed ] ||
      say "Building failed, see above. If it was npm: it fetches the web app's packages once, by network."
    return 1
  }
}
