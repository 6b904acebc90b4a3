#!/bin/sh
# Holds the built service against openapi.yaml with requests that Schemathesis makes up: no answer may be a server error
# or one that the document does not describe. Ends with 0 where Python or the package is not to be had.
# Usage: src/test/scripts/schemathesis.sh [options of schemathesis run]; needs target/circuitry.jar.
set -eu
cd "$(dirname "$0")/../../.."

jar=target/circuitry.jar
venv=target/schemathesis
[ -f "$jar" ] || { echo "There is no $jar: mvn -DskipTests package makes it." >&2; exit 2; }

skip() {
    echo "Skipped: $1."
    exit 0
}

command -v python3 > /dev/null || skip "there is no python3"
if [ ! -x "$venv/bin/schemathesis" ]; then
    python3 -m venv "$venv" || skip "python3 makes no virtual environment"
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'schemathesis==4.32.5' || skip "pip cannot install schemathesis"
fi

home=$(mktemp -d)
log=$home/service.log
java -jar "$jar" --server.port=0 --circuitry.home="$home/circuitry" > "$log" 2>&1 &
service=$!
trap 'kill "$service" 2> /dev/null || true; wait "$service" 2> /dev/null || true; rm -rf "$home"' EXIT
trap 'exit 130' INT TERM

url=
while [ -z "$url" ]; do
    kill -0 "$service" 2> /dev/null || { cat "$log" >&2; exit 1; }
    url=$(sed -n 's|.*Serving at \(http://[^ ]*\) .*|\1|p' "$log")
    [ -n "$url" ] || sleep 0.2
done

"$venv/bin/schemathesis" run openapi.yaml --url "$url" --no-color --seed 1 --max-examples 8 \
    --generation-database none --suppress-health-check all --request-timeout 120 --continue-on-failure \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance "$@"
