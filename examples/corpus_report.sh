# Removes the documents of a collection that repeat others, and reports on each of them.
set -eu
cd "$(dirname "$0")"
out=$(mktemp -d)

dedup corpus pages.jsonl --id id -o "$out/kept.jsonl" --report "$out/removed.jsonl" --quiet
echo "$(wc -l <pages.jsonl) rows in, $(wc -l <"$out/kept.jsonl") rows out; removed:"
cut -d, -f 1-4 "$out/removed.jsonl"

rm -r "$out"
