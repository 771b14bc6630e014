#!/usr/bin/env bash
# Copyright 2026 The Deerpark authors
# SPDX-License-Identifier: Apache-2.0
#
# Says which GPUs a machine has, as Spark asks a discoveryScript: by number, in the order of their PCI
# address, which is how the opencl kernel numbers them.
#
#   $ submit/gpu-discovery.sh
#   {"name": "gpu", "addresses": ["0","1"]}
set -euo pipefail

asked=()
said=
addresses=

# Keeps the PCI addresses in what a maker's tool says, with domains of eight digits. Usage: ask TOOL [OPTION ...]
ask() {
  command -v "$1" > /dev/null || return 0
  asked+=("$1")
  local answer
  if ! answer="$("$@" 2>&1)"; then
    said+=" $1 says: ${answer%%$'\n'*}."
    return 0
  fi
  local address
  while IFS= read -r address; do
    addresses+="$(printf '%08x' "0x${address%%:*}"):${address#*:}"$'\n'
  done < <(grep -oiE '[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]' <<< "$answer" | tr A-F a-f || true)
}

ask nvidia-smi --query-gpu=pci.bus_id --format=csv,noheader
ask rocm-smi --showbus

if [[ -z "$addresses" ]]; then
  if [[ ${#asked[@]} -eq 0 ]]; then
    said=" Neither nvidia-smi nor rocm-smi is on the PATH: install the maker's driver."
  fi
  printf 'gpu-discovery.sh finds no GPU on %s.%s\n' "$(uname -n)" "$said" >&2
  exit 1
fi

count="$(sort -u <<< "${addresses%$'\n'}" | wc -l)"
list=
for ((number = 0; number < count; number++)); do
  list+="${list:+,}\"$number\""
done
printf '{"name": "gpu", "addresses": [%s]}\n' "$list"
