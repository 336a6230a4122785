#!/bin/sh
# Turns the sources into dist/: what is deployed.
set -eu
version=$(cat VERSION)
health=$(cat HEALTH)
rm -rf dist
cp -r site dist
sed -i "s/@VERSION@/$version/g; s/@HEALTH@/$health/g" dist/index.html dist/cgi-bin/health
cp start.sh dist/
chmod 755 dist/start.sh dist/cgi-bin/health
echo "Built version $version into dist/."
