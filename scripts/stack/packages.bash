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
  [[ $clients == yes ]] && wanted+=("${CLIENT_PACKAGES[@]}")
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    die "this needs Debian (or Ubuntu) and its packages: ${wanted[*]}"
  fi
  missing=$(missing_packages "${wanted[@]}")
  [[ -z $missing ]] && return
  [[ $EUID -eq 0 ]] || die "packages are missing; as root: apt-get update && apt-get install $missing"

  say "installing $missing"
  local policy=/usr/sbin/policy-rc.d ours=no log
  # Nothing of this may start as a service of the machine: invoke-rc.d asks this file.
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    ours=yes
  fi
  log=$(mktemp)
  local status=0
  # shellcheck disable=SC2086 # a list of words
  {
    DEBIAN_FRONTEND=noninteractive apt-get update &&
      DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $missing
  } </dev/null >"$log" 2>&1 || status=$?
  [[ $ours == yes ]] && rm -f "$policy"
  if [[ $status -ne 0 ]]; then
    tail -n 25 "$log" >&2
    rm -f "$log"
    die "apt-get failed"
  fi
  rm -f "$log"
}
