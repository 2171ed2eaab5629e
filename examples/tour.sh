#!/bin/sh
# A tour of oai on its own sandbox: upload, list, download and compare; a batch; a stream.
set -eu
folder=$(mktemp -d)
trap 'oai sandbox stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
export OAI_CONFIG_DIR="$folder/config" OAI_STATE_DIR="$folder/state" OAI_CACHE_DIR="$folder/cache"
unset OPENAI_API_KEY OPENAI_ADMIN_KEY OPENAI_BASE_URL
requests=$(dirname "$0")/requests.jsonl

step() { printf '\n# %s\n' "$1"; }
show() { printf '$ %s\n' "$*"; "$@"; }

step "Upload a file, list it, download it, and compare"
file=$(oai --sandbox files upload "$requests" --purpose batch -q)
show oai --sandbox files list --format table
show oai --sandbox files download "$file" -o "$folder/copy.jsonl"
show cmp "$requests" "$folder/copy.jsonl" && echo "The two are the same."

step "Create a batch, follow it, fetch its results"
batch=$(oai --sandbox batches create --input-file-id "$file" --endpoint /v1/responses -q)
status=new
while [ "$status" != completed ]; do
    status=$(oai --sandbox batches get "$batch" --fields status --format csv | tail -1)
    echo "Batch $batch is $status."
    case $status in failed | expired | cancelled) exit 1 ;; esac
    sleep 0.2
done
output=$(oai --sandbox batches get "$batch" --fields output_file_id --format csv | tail -1)
show oai --sandbox files download "$output" -o "$folder/results.jsonl"
test "$(wc -l <"$folder/results.jsonl")" -eq "$(wc -l <"$requests")"
cut -c 1-76 "$folder/results.jsonl"

step "Stream an answer"
show oai --sandbox responses create "Why is the sky blue?" --model gpt-5.4-mini --stream -t
printf '\n\nThat was oai. Next: oai --help\n'
