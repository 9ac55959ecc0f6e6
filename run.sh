#!/usr/bin/env bash
# Builds the node when needed and starts it; all arguments go to it. See ./run.sh --help.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

if ! command -v dotnet >/dev/null; then
  echo "The .NET SDK 10 is needed: install it from your distribution or from Microsoft, then run this again." >&2
  exit 1
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 SNAPSHOTTER_TOOLS="$root/artifacts/tools"
log="$(mktemp)"
if ! dotnet build "$root/Snapshotter.Api/Snapshotter.Api.csproj" --configuration Release --verbosity quiet >"$log" 2>&1; then
  cat "$log" >&2
  rm -f "$log"
  exit 1
fi
rm -f "$log"

exec dotnet "$root/Snapshotter.Api/bin/Release/net10.0/snapshotter.dll" "$@"
