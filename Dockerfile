# The server in a container. It needs the engine's socket and a volume at /data; docker-compose.yml has both.
ARG NODE=node:20-bookworm-slim
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0

FROM ${NODE} AS front-end
WORKDIR /source/wwwroot-src
COPY .npmrc wwwroot-src/package.json wwwroot-src/package-lock.json ./
RUN npm ci
COPY wwwroot-src ./
RUN npm run build

FROM ${SDK} AS server
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src ./src
COPY docs/ci.schema.json ./docs/
COPY --from=front-end /source/src/Ci.Web/wwwroot ./src/Ci.Web/wwwroot
RUN dotnet publish src/Ci.Web --configuration Release --output /server

FROM ${RUNTIME}
# git fetches sources; the docker client builds Dockerfiles (the one of Debian has BuildKit built in); iptables closes slots to other hosts.
RUN apt-get update \
 && apt-get install -y --no-install-recommends git openssh-client docker.io iptables \
 && rm -rf /var/lib/apt/lists/*
COPY --from=server /server /server
ENV CI_DATA=/data CI_CONSOLE=0.0.0.0:10000 CI_PROXY=0.0.0.0:9999 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
VOLUME /data
EXPOSE 10000 9999
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/server/Ci.Web.dll"]
