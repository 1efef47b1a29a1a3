# Shows which documents of a collection repeat others, then removes them, and reports on each.
set -eu
cd "$(dirname "$0")"
out=$(mktemp -d)

echo "Groups, the document that stays first:"
dedup corpus pages.jsonl --id id --groups --quiet

dedup corpus pages.jsonl --id id -o "$out/kept.jsonl" --report "$out/removed.jsonl" --quiet
echo
echo "Removed:"
cut -d, -f 1-3 "$out/removed.jsonl"
echo "$(($(wc -l <pages.jsonl))) rows in, $(($(wc -l <"$out/kept.jsonl"))) rows out"

rm -r "$out"
