#include "shingle_sets.h"

#include "interrupt.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_BITS = 13,    /* bits of a hash that choose its bucket: with more, the buckets no longer fit the L1 cache */
    INSERTED = 24,    /* hashes of a bucket up to which it is sorted by insertion */
    LARGER = 16       /* times as large as another set: merging the two would take longer than looking up */
};

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void sort_bucket(uint64_t *hash, size_t count)
{
    if (count > INSERTED) {    /* the bucket of a long text, or many equal shingles */
        qsort(hash, count, sizeof *hash, compare);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        uint64_t moving = hash[i];
        size_t place = i;
        for (; place > 0 && hash[place - 1] > moving; place--)
            hash[place] = hash[place - 1];
        hash[place] = moving;
    }
}

static size_t drop_equal(uint64_t *hash, size_t count)
{
    size_t kept = count > 0;
    for (size_t i = 1; i < count; i++)
        if (hash[i] != hash[kept - 1])
            hash[kept++] = hash[i];
    return kept;
}

/* A bucket sort: hashes are uniform, so their first bits put nearly all of them in place. */
size_t dedup_make_set(uint64_t *hash, size_t count, uint64_t *scratch)
{
    unsigned bits = 1;
    while (bits < MAX_BITS && (size_t)1 << bits < count)
        bits++;
    uint32_t stop[1 << MAX_BITS];
    size_t buckets = (size_t)1 << bits;
    memset(stop, 0, buckets * sizeof *stop);
    for (size_t i = 0; i < count; i++)
        stop[hash[i] >> (64 - bits)]++;
    uint32_t before = 0;
    for (size_t bucket = 0; bucket < buckets; bucket++) {
        uint32_t size = stop[bucket];
        stop[bucket] = before;
        before += size;
    }
    for (size_t i = 0; i < count; i++)
        scratch[stop[hash[i] >> (64 - bits)]++] = hash[i];
    memcpy(hash, scratch, count * sizeof *hash);
    for (size_t bucket = 0, start = 0; bucket < buckets; bucket++) {
        if (dedup_pauses(start, stop[bucket]))
            return 0;
        sort_bucket(hash + start, stop[bucket] - start);
        start = stop[bucket];
    }
    return drop_equal(hash, count);
}

/* Looks up each hash of a set in one that is much larger: from where the last one was found, first near, then further on. */
static size_t count_looked_up(const uint64_t *few, size_t few_count, const uint64_t *many, size_t many_count)
{
    size_t at = 0, shared = 0;
    for (size_t i = 0; i < few_count && at < many_count; i++) {
        size_t step = 1;
        while (step < many_count - at && many[at + step] < few[i])
            step *= 2;
        size_t low = at + step / 2, high = step < many_count - at ? at + step : many_count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (many[middle] < few[i])
                low = middle + 1;
            else
                high = middle;
        }
        at = low;
        shared += at < many_count && many[at] == few[i];
    }
    return shared;
}

/* A merge without branches on the hashes, which would be mispredicted. */
size_t dedup_count_shared(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)
{
    if (a_count < b_count / LARGER || b_count < a_count / LARGER)
        return a_count < b_count ? count_looked_up(a, a_count, b, b_count) : count_looked_up(b, b_count, a, a_count);
    size_t i = 0, j = 0, shared = 0;
    while (i < a_count && j < b_count) {
        uint64_t x = a[i], y = b[j];
        shared += x == y;
        i += x <= y;
        j += y <= x;
    }
    return shared;
}

void dedup_index_set(const uint64_t *hash, size_t count, dedup_set_index *index)
{
    unsigned bits = 1;
    while (bits < DEDUP_INDEX_BITS && (size_t)1 << bits < 4 * count)
        bits++;
    index->hash = hash;
    index->count = (uint32_t)count;
    index->bits = bits;
    uint32_t i = 0;
    for (uint32_t slot = 0; slot <= (uint32_t)1 << bits; slot++) {
        while (i < count && hash[i] >> (64 - bits) < slot)
            i++;
        index->first[slot] = i;
    }
}

/* Unlike a merge, no look-up waits for the one before. */
size_t dedup_count_indexed(const dedup_set_index *index, const uint64_t *hash, size_t count)
{
    size_t shared = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t slot = hash[i] >> (64 - index->bits);
        uint32_t place = index->first[slot], stop = index->first[slot + 1];
        while (place < stop && index->hash[place] < hash[i])
            place++;
        shared += place < stop && index->hash[place] == hash[i];
    }
    return shared;
}
