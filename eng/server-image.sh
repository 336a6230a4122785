#!/usr/bin/env bash
# Makes ci-test/server: the built server on the local Debian image, for tests of the server in a container where no image can be pulled.
# It has the same programs as the image of the Dockerfile; its server is the build of this checkout.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/tools.sh"

configuration=${1:-Debug}
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
dotnet_root=$(dirname "$(realpath "$(command -v dotnet)")")

"$root/eng/images.sh" full
mkdir -p "$context/dotnet/shared" "$context/server"
cp -a "$dotnet_root/dotnet" "$dotnet_root/host" "$context/dotnet/"
cp -a "$dotnet_root"/shared/Microsoft.NETCore.App "$dotnet_root"/shared/Microsoft.AspNetCore.App "$context/dotnet/shared/"
quietly "$root/.run/server-publish.log" dotnet publish "$root/src/Ci.Web" --no-build --configuration "$configuration" --output "$context/server"
cat > "$context/Dockerfile" <<'TEXT'
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends git docker.io iptables && rm -rf /var/lib/apt/lists/*
COPY dotnet /usr/share/dotnet
COPY server /server
ENV PATH=/usr/share/dotnet:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 CI_DATA=/data CI_CONSOLE=0.0.0.0:10000 CI_PROXY=0.0.0.0:9999
LABEL ci.image=test
ENTRYPOINT ["dotnet", "/server/Ci.Web.dll"]
TEXT
say "Making the image ci-test/server."
quietly "$root/.run/server-image.log" env DOCKER_BUILDKIT=1 /usr/bin/docker build --tag ci-test/server "$context"
