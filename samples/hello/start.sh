#!/bin/sh
# Serves the site folder on port 8080. The first process of a container gets no default signal handling: end on SIGTERM ourselves.
cd "$(dirname "$0")"
httpd -f -p "${PORT:-8080}" -h site &
trap 'kill $!; exit 0' TERM INT
echo "Serving on port ${PORT:-8080}."
wait $!
