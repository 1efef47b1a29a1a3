# Looks through a folder of text files, then writes cleaned copies of them to another folder.
set -eu
cd "$(dirname "$0")"
clean=$(mktemp -d)

echo "What would be removed:"
dedup collapse notes/ --list --quiet

echo "What stays although it repeats:"
dedup collapse notes/ --list --show spared --quiet

dedup collapse notes/ -o "$clean" --quiet
echo "What has changed:"
diff -r notes/ "$clean" | grep '^[<>]' | cut -c -72

rm -r "$clean"
