#!/bin/bash
# Builds the image, starts it with its PostgreSQL, runs a job whose circuit is known, kills the service with -9 in the middle of
# another, sees that job end with the decisions of a run that nothing disturbed, and takes everything down again.
# Wherever a Docker engine answers, from the root of the repository, with the jar built:
#   docker/check.sh
# BASE_IMAGE names another base; CIRCUITRY_PORT another port. Needs docker with compose, curl and jq.
set -euo pipefail
cd "$(dirname "$0")/.."
export CIRCUITRY_IMAGE=circuitry:check CIRCUITRY_PORT=${CIRCUITRY_PORT:-18080} CIRCUITRY_BIND=127.0.0.1
export CIRCUITRY_ROLE=all CIRCUITRY_WORKERS_DEVICES=cpu COMPOSE_PROFILES=
url=http://127.0.0.1:$CIRCUITRY_PORT
kept=$(mktemp -d)

say() { printf '%s  %s\n' "$(date +%T)" "$*"; }
fail() { say "FAILED: $*" >&2; exit 1; }
compose() { docker compose --progress quiet -p circuitry-check -f docker/compose.yaml "$@"; }
get() { curl -sf --retry 10 --retry-connrefused --retry-delay 1 "$url$1"; }
post() { curl -s "$url/jobs" -H 'Content-Type: application/json' -d "$1" | jq -er .id || fail "the job $1 was refused"; }
since() { awk -v from="$1" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f s", to - from }'; }
await() {  # await JOB FILTER SECONDS: until the filter holds for the job
    for ((i = 0; i < $3 * 5; i++)); do
        get "/jobs/$1" | jq -e "$2" > /dev/null && return
        sleep 0.2
    done
    fail "job $1 did not come to $2: $(get "/jobs/$1" | jq -c '{status, progress, error}')"
}
finish() {  # finish JOB SECONDS FILE: the job's decisions, once it is completed
    await "$1" '.status | IN("completed", "failed", "cancelled")' "$2"
    [ "$(get "/jobs/$1" | jq -r .status)" = completed ] || fail "$(get "/jobs/$1" | jq -c '{status, error}')"
    get "/jobs/$1/decisions?format=csv" > "$3"
}
down() {
    local code=$?
    [ $code = 0 ] || compose logs --tail 40 || true
    compose down -v --timeout 40 > /dev/null 2>&1 || true
    rm -rf "$kept"
    exit $code
}
trap down EXIT

[ -f target/circuitry.jar ] || fail "there is no target/circuitry.jar: mvn -q -DskipTests package makes it"
say "building"
begun=$(date +%s.%N)
docker build -q -f docker/Dockerfile ${BASE_IMAGE:+--build-arg BASE_IMAGE="$BASE_IMAGE"} -t "$CIRCUITRY_IMAGE" . > /dev/null 2> "$kept/build" \
    || { cat "$kept/build" >&2; fail "the image cannot be built"; }
size=$(docker image inspect -f '{{.Size}}' "$CIRCUITRY_IMAGE")
say "built in $(since "$begun"): $((size / 1000000)) MB"
[ "$size" -lt 700000000 ] || fail "the image is to stay under 700 MB"

compose up -d --no-build --wait database
begun=$(date +%s.%N)
compose up -d --no-build circuitry
until curl -sf "$url/actuator/health/readiness" > /dev/null; do
    [ "$(compose ps -q circuitry | wc -l)" = 1 ] || fail "the service has ended"
    sleep 0.2
done
say "ready $(since "$begun") after compose up, on a new database"
compose up -d --no-build --wait circuitry
container=$(compose ps -q circuitry)
[ "$(docker inspect -f '{{.HostConfig.ReadonlyRootfs}}' "$container")" = true ] || fail "the root file system can be written to"
[ "$(docker exec "$container" id -u)" != 0 ] || fail "it runs as root"
say "healthy; user $(docker exec "$container" id -u), read-only root"

job=$(post '{"task": "tracr-reverse", "zero_ablation": true, "threshold": 0.05}')
finish "$job" 120 "$kept/reverse.csv"
get "/jobs/$job" | jq -e '.result.edges == 15 and .result.known_circuit.edges == {tp: 15, fp: 0, fn: 0, tn: 91, tpr: 1, fpr: 0, precision: 1}' \
    > /dev/null || fail "tracr-reverse is not its known circuit: $(get "/jobs/$job" | jq -c .result)"
get "/jobs/$job/graph?format=png" > "$kept/circuit.png"
[ "$(head -c 4 "$kept/circuit.png" | tail -c 3)" = PNG ] || fail "the picture is none"
say "tracr-reverse: the known circuit, 15 edges; its picture is $(wc -c < "$kept/circuit.png") bytes"

slow='{"task": "induction-repeat", "threshold": 0.0005, "evaluator": "full", "num_examples": 400, "rerun": true}'
job=$(post "$slow")
finish "$job" 600 "$kept/undisturbed.csv"
say "induction-repeat, undisturbed: $(get "/jobs/$job" | jq -r '.progress | "\(.steps) steps in \(.elapsed_seconds) s, \(.edges) edges"')"

job=$(post "$slow")
await "$job" '.progress.steps >= 5' 300
docker kill -s KILL "$container" > /dev/null
begun=$(date +%s.%N)
say "killed with -9 in mid-run"
compose up -d --no-build --wait circuitry
say "healthy again $(since "$begun") after the kill: $(get "/jobs/$job" | jq -c '{status, steps: .progress.steps}')"
finish "$job" 600 "$kept/killed.csv"
cmp "$kept/undisturbed.csv" "$kept/killed.csv" || fail "the killed run decided otherwise"
say "the killed run ended $(since "$begun") after the kill, with the same $(($(wc -l < "$kept/killed.csv") - 1)) decisions, byte for byte"

begun=$(date +%s.%N)
compose stop circuitry
[ "$(docker inspect -f '{{.State.ExitCode}}' "$container")" = 143 ] || fail "it did not stop by itself: exit code $(docker inspect -f '{{.State.ExitCode}}' "$container")"
say "stopped in $(since "$begun")"
say "PASSED"
