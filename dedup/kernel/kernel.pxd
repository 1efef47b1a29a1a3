"""Declares what the bridge uses of the C kernel, room by room. The headers document each function."""

from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)

# -- for all rooms -----------------------------------------------------------------------------------------------------

cdef extern from "cpu.h" nogil:
    ctypedef enum dedup_simd:
        DEDUP_SIMD_LEVELS
    bint dedup_simd_runs(dedup_simd level)
    dedup_simd dedup_simd_level()
    void dedup_set_simd_level(dedup_simd level)

cdef extern from "hash.h" nogil:
    ctypedef struct dedup_key:
        uint64_t a, b
    dedup_key DEDUP_PUBLIC_KEY
    dedup_key dedup_secret_key(uint64_t a, uint64_t b)

cdef extern from "interrupt.h" nogil:
    ctypedef int dedup_hook()
    ctypedef struct dedup_flag "atomic_bool":
        pass
    void dedup_listen(dedup_hook *hook, uint32_t pause)
    void dedup_heed(const dedup_flag *flag)
    void dedup_set "atomic_store" (dedup_flag *flag, bint value)
    bint dedup_pauses(uint64_t start, uint64_t stop)
    bint dedup_stopped()

cdef extern from "scratch.h" nogil:
    ctypedef enum dedup_purpose:
        DEDUP_FOR_WORDS
    ctypedef struct dedup_part:
        void *address
        size_t bytes
    ctypedef struct dedup_scratch:
        pass
    bint dedup_take(dedup_purpose purpose, const dedup_part *parts, size_t count, dedup_scratch **scratch)
    void dedup_give(dedup_purpose purpose, dedup_scratch *scratch)
    void dedup_hold()
    void dedup_release()
    size_t dedup_kept_bytes()

# -- text --------------------------------------------------------------------------------------------------------------

cdef extern from "text/encode.h" nogil:
    size_t dedup_utf8_size(const void *characters, size_t count, unsigned width)
    size_t dedup_to_utf8(const void *characters, size_t count, unsigned width, uint8_t *utf8)

cdef extern from "text/code_points.h" nogil:
    enum:
        DEDUP_STRIDE
    void dedup_mark_code_points(const uint8_t *text, size_t size, uint32_t *marks)
    uint32_t dedup_code_point_at(const uint8_t *text, const uint32_t *marks, uint32_t offset)
    size_t dedup_byte_at(const uint8_t *text, size_t size, const uint32_t *marks, uint32_t number)

cdef extern from "text/fold_table.h":
    const char dedup_unicode_version[]
    const uint32_t dedup_fold_fingerprint

cdef extern from "words/words.h" nogil:
    ctypedef struct dedup_words:
        uint64_t *hash
        uint32_t *start
        uint32_t *stop
        uint32_t *letters
        uint8_t *flags
        size_t capacity
        size_t count
        dedup_key key
        void *atoms
        size_t atom_count
    size_t DEDUP_MAX_TEXT
    size_t dedup_words_capacity(size_t size)
    size_t dedup_words_room(const uint8_t *text, size_t size)
    bint dedup_find_words(const uint8_t *text, size_t size, dedup_words *words)
    size_t dedup_word_letters(const uint8_t *text, uint32_t start, uint32_t stop, uint32_t *letters, size_t capacity)

cdef extern from "structure/atoms.h" nogil:
    bint dedup_find_atoms(const uint8_t *text, size_t size, uint32_t border, dedup_words *words)
    void dedup_free_atoms(dedup_words *words)

cdef extern from "words/shingles.h" nogil:
    enum:
        DEDUP_MAX_WIDTH
    size_t dedup_find_shingles(const dedup_words *words, unsigned width, uint64_t *shingle, uint8_t *length)
    uint64_t dedup_shingle_of_all(const dedup_words *words)

cdef extern from "structure/breaks.h" nogil:
    enum:
        DEDUP_UNKNOWN
    bint dedup_may_be_cut(const uint8_t *text, size_t size, const dedup_words *words, uint32_t offset)

cdef extern from "structure/pairs.h" nogil:
    enum:
        DEDUP_WHOLE
    ctypedef struct dedup_parted:
        uint32_t sign
    dedup_parted dedup_find_parted(const uint8_t *text, size_t size, const dedup_words *words, uint32_t start,
                                   uint32_t stop)

cdef extern from "structure/targets.h" nogil:
    ctypedef struct dedup_target:
        pass
    ctypedef struct dedup_targets:
        dedup_target *targets
    ctypedef struct dedup_leading:
        uint32_t all, alone
    bint dedup_find_targets(const uint8_t *text, size_t size, dedup_targets *found)
    void dedup_free_targets(dedup_targets *found)
    bint dedup_leads(const uint8_t *text, size_t start, size_t stop)
    dedup_leading dedup_count_leading(const dedup_targets *targets, uint32_t start, uint32_t stop)

# -- align -------------------------------------------------------------------------------------------------------------

cdef extern from "align/letters.h" nogil:
    enum:
        DEDUP_MAX_LETTERS
    ctypedef struct dedup_stretch:
        uint32_t *letter
        uint32_t *word
        size_t count
    ctypedef struct dedup_letters:
        uint16_t *partner
    ctypedef struct dedup_reach:
        size_t a, b
    dedup_reach dedup_align_letters(dedup_letters *scratch, const dedup_stretch *a, const dedup_stretch *b, bint whole)

cdef extern from "align/occurrences.h" nogil:
    uint32_t DEDUP_NONE

cdef extern from "align/align.h" nogil:
    ctypedef struct dedup_link:
        uint32_t partner, equal
    ctypedef struct dedup_aligner:
        const uint8_t *text
        size_t size
        const dedup_words *words
        uint8_t *strength
        uint32_t min_letters

cdef extern from "align/passages.h" nogil:
    ctypedef struct dedup_passage:
        uint32_t earlier, earlier_stop, later, later_stop, letters, equal
        bint same_words
    ctypedef struct dedup_passages:
        dedup_passage *passages
        size_t passage_count
    void dedup_free_passages(dedup_passages *found)

cdef extern from "repeats/parts.h" nogil:
    ctypedef struct dedup_tie:
        uint32_t start, stop, letters, equal, kept_start, kept_stop, kept_letters, side
    ctypedef struct dedup_kept_part:
        uint32_t start, stop, kept_start, kept_stop
        double identity
    ctypedef struct dedup_lost:
        uint32_t start, stop
    ctypedef struct dedup_parts:
        dedup_kept_part *parts
        size_t part_count
        dedup_lost *lost
        size_t lost_count
        bint failed
    void dedup_split(const dedup_tie *ties, size_t count, const uint32_t *ends, size_t lines, double identity,
                     dedup_parts *parts)
    void dedup_free_parts(dedup_parts *parts)

cdef extern from "align/overlap.h" nogil:
    ctypedef struct dedup_overlap:
        uint32_t first, second, both
    bint dedup_count_overlap(const dedup_words *words, uint32_t border, unsigned width, uint64_t *shingle,
                             uint8_t *length, dedup_overlap *overlap)

# -- repeats -----------------------------------------------------------------------------------------------------------

cdef extern from "features/cuts.h" nogil:
    ctypedef struct dedup_piece:
        uint32_t words, words_stop, kept_words, kept_words_stop
        uint32_t letters, equal
        bint numbers, denied, sibling, cut
    ctypedef struct dedup_pieces:
        dedup_piece *pieces

cdef extern from "repeats/blocks.h" nogil:
    ctypedef struct dedup_block:
        uint32_t start, stop, gap_start, gap_stop, lines_before, lines_after, kept_start, kept_stop
        bint same_words, partial
    dedup_block dedup_place(const uint8_t *text, size_t size, const dedup_words *words, const dedup_piece *piece)

cdef extern from "features/known_words.h" nogil:
    bint dedup_is_negation(const uint8_t *text, size_t start, size_t stop)
    uint32_t dedup_numeral_of(const uint8_t *text, size_t start, size_t stop)

cdef extern from "features/judge.h" nogil:
    ctypedef enum dedup_reason:
        pass
    ctypedef enum dedup_rule:
        pass
    ctypedef struct dedup_rules:
        uint32_t min_letters, protect
        double identity
    ctypedef struct dedup_case:
        pass
    dedup_reason dedup_judge_stretch(const dedup_aligner *aligner, uint32_t start, uint32_t stop,
                                     const dedup_rules *rules)
    dedup_reason dedup_judge_piece(const dedup_piece *piece, const dedup_rules *rules)
    dedup_rule dedup_rule_of(const dedup_case *repeat)

cdef extern from "repeats/matches.h" nogil:
    ctypedef struct dedup_match:
        dedup_case repeat
        uint32_t first, count
        bint later, in_gap
        dedup_reason reason
    ctypedef struct dedup_repeats:
        dedup_match *matches
        size_t match_count
        dedup_pieces cut
        dedup_link *links
        dedup_passages *passages
        uint64_t work
        bint doubled, truncated
    dedup_piece dedup_whole_of(const dedup_repeats *found, const dedup_match *match)
    void dedup_free_repeats(dedup_repeats *found)

cdef extern from "repeats/repeats.h" nogil:
    ctypedef enum dedup_goes:
        DEDUP_LATER, DEDUP_EARLIER, DEDUP_LESS_FULL, DEDUP_EITHER
    ctypedef struct dedup_search:
        const uint8_t *text
        size_t size
        const dedup_words *words
        const dedup_repeats *found
    ctypedef struct dedup_wanted:
        uint32_t border
        dedup_goes goes
        dedup_rules rules
        const dedup_search *before
    bint dedup_find_repeats(const uint8_t *text, size_t size, dedup_words *words, const uint64_t *shingle,
                            const uint8_t *length, uint32_t shingles, dedup_wanted wanted, dedup_repeats *found)

cdef extern from "features/kept_text.h" nogil:
    ctypedef struct dedup_kept_text:
        pass
    bint dedup_read_kept(dedup_kept_text *kept, const uint8_t *text, size_t size, dedup_key key)
    void dedup_free_kept_text(dedup_kept_text *kept)

cdef extern from "repeats/difference.h" nogil:
    ctypedef struct dedup_difference:
        uint32_t letters, equal, own, more
        bint numbers, names, denied, filled
    bint dedup_tell_apart(dedup_kept_text *kept, const uint8_t *text, size_t size, dedup_difference *difference)

# -- decide ------------------------------------------------------------------------------------------------------------

cdef extern from "decide/decide.h" nogil:
    ctypedef struct dedup_coded:
        const uint8_t *text
        size_t size
        const uint32_t *marks
    ctypedef enum dedup_keep:
        DEDUP_KEEP_FULLEST, DEDUP_KEEP_FIRST, DEDUP_KEEP_LAST
    ctypedef struct dedup_asked:
        dedup_coded searched
        const dedup_words *words
        const dedup_repeats *found
        dedup_coded read
        dedup_rules rules
        dedup_keep keep
        const uint8_t *goes
    ctypedef enum dedup_kind:
        pass
    ctypedef struct dedup_choice:
        uint32_t start, stop, kept_start, kept_stop, letters, equal, match
        dedup_kind kind
        bint partial
    ctypedef struct dedup_spared:
        uint32_t start, stop, kept_start, kept_stop, letters, equal
        dedup_reason reason
    ctypedef struct dedup_decision:
        dedup_choice *choices
        size_t choice_count
        dedup_spared *spared
        size_t spare_count
    bint dedup_decide(const dedup_asked *asked, dedup_decision *made)
    bint dedup_spare_all(const dedup_asked *asked, dedup_decision *made)
    void dedup_free_decision(dedup_decision *made)

# -- sketch ------------------------------------------------------------------------------------------------------------

cdef extern from "sketch/signature.h" nogil:
    enum:
        DEDUP_SLOTS
    void dedup_sign(const uint64_t *shingle, size_t count, uint32_t *slot)

cdef extern from "sketch/digests.h" nogil:
    void dedup_digest_words(const uint64_t *hash, size_t count, uint64_t *digest)
    uint64_t dedup_digest_signs(const uint8_t *text, size_t size, dedup_key key)

cdef extern from "sketch/shingle_sets.h" nogil:
    size_t dedup_make_set(uint64_t *hash, size_t count, uint64_t *scratch)
    size_t dedup_count_shared(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)
    enum:
        DEDUP_INDEXED
    ctypedef struct dedup_set_index:
        pass
    void dedup_index_set(const uint64_t *hash, size_t count, dedup_set_index *index)
    size_t dedup_count_indexed(const dedup_set_index *index, const uint64_t *hash, size_t count)

cdef extern from "sketch/components.h" nogil:
    bint dedup_join(uint32_t *parent, size_t count, const uint32_t *a, const uint32_t *b, size_t pairs)
    bint dedup_name_components(uint32_t *parent, size_t count)

cdef extern from "sketch/keys.h" nogil:
    enum: DEDUP_MOST_KEY_BITS
    void dedup_mark_shared(const uint64_t *key, size_t count, unsigned bits, uint8_t *table, uint8_t *shared)
    void dedup_divide_keys(const uint64_t *key, size_t bands, const uint32_t *number, size_t count, unsigned bits,
                           uint64_t *start, uint64_t *key_of, uint32_t *number_of)

cdef extern from "sketch/hash_set.h" nogil:
    ctypedef struct dedup_hash_set:
        const uint64_t *hash
        const uint32_t *start
        size_t count
        unsigned bits
    void dedup_index_hashes(const uint64_t *hash, size_t count, unsigned bits, uint32_t *start)
    uint32_t dedup_number_of(const dedup_hash_set *set, uint64_t hash)

cdef extern from "sketch/seeds.h" nogil:
    enum:
        DEDUP_MAX_WINDOW
    size_t dedup_find_seeds(const uint64_t *shingle, size_t count, unsigned window, uint32_t *position)
    size_t dedup_find_line_hashes(const uint8_t *text, const dedup_words *found, unsigned words, uint32_t letters,
                                  uint32_t *position, uint64_t *hash)

# -- blocks ------------------------------------------------------------------------------------------------------------

cdef extern from "blocks/characters.h" nogil:
    ctypedef struct dedup_characters:
        const void *data
        uint32_t count
        unsigned width

cdef extern from "blocks/equal_runs.h" nogil:
    ctypedef struct dedup_run_of_equals:
        uint32_t start, stop, kept_start
    dedup_run_of_equals dedup_equal_around(const dedup_characters *kept, uint32_t kept_place,
                                           const dedup_characters *text, uint32_t place)
    dedup_run_of_equals dedup_whole_lines(const dedup_characters *kept, const dedup_characters *text,
                                          dedup_run_of_equals run)
    bint dedup_has_letters(const dedup_characters *text, dedup_run_of_equals run, uint32_t least)

cdef extern from "blocks/alike.h" nogil:
    ctypedef struct dedup_likeness:
        uint32_t enough, per_hundred
    bint dedup_is_alike_around(const dedup_characters *kept, const dedup_characters *text, dedup_run_of_equals run,
                               dedup_likeness wanted)
