#!/usr/bin/env bash
# Runs all checks: format, build with warnings as errors, tests against real servers. Installs what it needs on a fresh Debian machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '\n== %s\n' "$1"; }

say "Tools"
command -v dotnet >/dev/null || { echo "The .NET SDK 10 is needed." >&2; exit 1; }
command -v npm >/dev/null || { echo "Node.js with npm is needed: it brings the local EVM chain and the Solidity compiler of the tests." >&2; exit 1; }
packages=()
command -v curl >/dev/null || packages+=(curl)
command -v redis-server >/dev/null || packages+=(redis-server)
command -v chromium >/dev/null || packages+=(chromium)
ldconfig -p | grep -q 'libsecp256k1\.so' || packages+=(libsecp256k1-1)
if [ ${#packages[@]} -gt 0 ]; then
  sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo"
  $sudo apt-get update -qq
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}"
fi
tools="$PWD/artifacts/tools"
if [ ! -x "$tools/node_modules/.bin/anvil" ] || [ ! -d "$tools/node_modules/solc" ]; then
  npm install --silent --no-audit --no-fund --no-save --prefix "$tools" @foundry-rs/anvil@1.7.1 solc@0.8.24
fi
if [ ! -d "$tools/ipfs/node_modules/ipfs-http-server" ]; then
  npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix "$tools/ipfs" ipfs-core@0.18.1 ipfs-http-server@0.15.1
fi
if [ ! -d "$tools/uniswap/node_modules/@uniswap/v2-periphery" ]; then
  npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix "$tools/uniswap" @uniswap/v2-core@1.0.1 @uniswap/v2-periphery@1.1.0-beta.0
fi
export SNAPSHOTTER_TEST_TOOLS="$tools/node_modules/.bin"

say "Build"
dotnet build Snapshotter.sln --configuration Release --verbosity quiet

say "Format"
dotnet format Snapshotter.sln --verify-no-changes --no-restore

say "Tests"
# Where no test ends for so long, one hangs: the run ends as failed and names it.
dotnet test Snapshotter.sln --configuration Release --no-build --logger "console;verbosity=minimal" --blame-hang-timeout 15min --blame-hang-dump-type none --results-directory artifacts/tests
