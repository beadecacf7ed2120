# shellcheck shell=bash
# Part of glance-stack: the Debian packages that it needs.

missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' || printf '%s ' "$package"
  done
}

install_packages() {
  local missing wanted=("${SERVICE_PACKAGES[@]}")
  [[ $database == mariadb ]] && wanted+=("${MARIADB_PACKAGES[@]}")
  [[ $clients == yes ]] && wanted+=("${CLIENT_PACKAGES[@]}")
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    die "this needs Debian (or Ubuntu) and its packages: ${wanted[*]}"
  fi
  missing=$(missing_packages "${wanted[@]}")
  [[ -z $missing ]] && return
  [[ $EUID -eq 0 ]] || die "packages are missing; as root: apt-get update && apt-get install $missing"

  say "installing $missing"
  # shellcheck disable=SC2086 # a list of words
  (apt_install $missing)
}

# Runs in a subshell with its own trap and variables. The trap runs at the end of the function.
apt_install() {
  policy=/usr/sbin/policy-rc.d
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  # No package may start a service of the machine: invoke-rc.d asks this file first.
  if [[ ! -e $policy ]]; then
    trap 'rm -f "$log" "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  export DEBIAN_FRONTEND=noninteractive
  if ! apt-get update </dev/null >"$log" 2>&1 ||
    ! apt-get install --yes --no-install-recommends "$@" </dev/null >>"$log" 2>&1; then
    tail -n 25 "$log" >&2
    die "apt-get failed"
  fi
}
