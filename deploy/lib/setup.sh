# What the scripts of this folder share: saying what they do, failing with one line, and setting up the machine.
# Sourced, never run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
MINIMUM_SWIFT=6.1
SYSTEM_PACKAGES=(librdkafka-dev libcurl4-openssl-dev libssl-dev libsqlite3-dev pkg-config)

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then BOLD=$'\e[1m'; PLAIN=$'\e[0m'; else BOLD=; PLAIN=; fi

say() { printf '%s==> %s%s\n' "$BOLD" "$*" "$PLAIN"; }

# fail WHAT REMEDY: one line on standard error, exit code 2.
fail() {
  printf 'error: %s; %s\n' "$1" "$2" >&2
  exit 2
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "installing system packages needs root" "run this as root, or install sudo"
  fi
}

# install_packages PACKAGE...: installs the Debian packages that are missing.
install_packages() {
  local missing=() package
  command -v dpkg-query >/dev/null \
    || fail "this is neither Debian nor Ubuntu" "install the equivalents of: $* and build with swift build"
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq \
    || fail "apt-get update failed" "check the network and /etc/apt/sources.list"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || fail "apt-get could not install ${missing[*]}" "see its message above"
}

check_swift() {
  command -v swift >/dev/null \
    || fail "there is no Swift toolchain" "install Swift $MINIMUM_SWIFT or later: https://www.swift.org/install/linux"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -n 1)
  [ "$(printf '%s\n%s\n' "$MINIMUM_SWIFT" "$version" | sort -V | head -n 1)" = "$MINIMUM_SWIFT" ] \
    || fail "Swift $version is too old" "install Swift $MINIMUM_SWIFT or later: https://www.swift.org/install/linux"
}
