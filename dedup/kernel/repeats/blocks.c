#include "blocks.h"

dedup_block dedup_place(const uint8_t *text, size_t size, const dedup_words *words, const dedup_piece *piece)
{
    dedup_break before = dedup_break_before(text, size, words, piece->words);
    dedup_break after = dedup_break_before(text, size, words, piece->words_stop);
    dedup_block block = { .start = before.start, .stop = after.stop,
                          .gap_start = before.gap_start, .gap_stop = after.gap_stop,
                          .lines_before = before.lines_before, .lines_after = after.lines_after };

    /* The kept copy includes its opening and closing punctuation if it, too, begins and ends with a segment. */
    before = dedup_break_before(text, size, words, piece->kept_words);
    after = dedup_break_before(text, size, words, piece->kept_words_stop);
    bool begins = before.strength >= DEDUP_SENTENCE, ends = after.strength >= DEDUP_SENTENCE;
    block.kept_start = begins ? before.start : words->start[piece->kept_words];
    block.kept_stop = ends ? after.stop : words->stop[piece->kept_words_stop - 1];
    uint32_t kept_letters = words->letters[piece->kept_words_stop] - words->letters[piece->kept_words];
    block.partial = !begins || !ends || kept_letters > piece->letters;

    uint32_t count = piece->words_stop - piece->words;
    block.same_words = count == piece->kept_words_stop - piece->kept_words
        && dedup_same_words(text, words, piece->words, piece->kept_words, count);
    return block;
}
