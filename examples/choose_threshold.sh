# Tries several thresholds on a collection, and shows the pairs that the choice is about.
set -eu
cd "$(dirname "$0")"

dedup tune notices.jsonl --id id --quiet

echo
echo "The same at 0.7, if documents with other numbers or names are to stay:"
dedup tune notices.jsonl --id id --jaccard 0.7 --protect own,template,numbers,names --thresholds 0.7,0.8 --quiet | head -n 4
