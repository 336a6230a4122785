#!/bin/sh
# Turns the sources into dist/: what is deployed.
set -eu
version=$(cat VERSION)
health=$(cat HEALTH)
rm -rf dist
mkdir dist
cp -r site dist/site
sed -i "s/@VERSION@/$version/g; s/@HEALTH@/$health/g" dist/site/index.html dist/site/cgi-bin/health
cp start.sh dist/
chmod 755 dist/start.sh dist/site/cgi-bin/health
echo "Built version $version into dist/."
