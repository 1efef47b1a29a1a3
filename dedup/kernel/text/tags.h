/* Tags, in pointed brackets or in the square ones of forums: `<p class="lead">`, `</p>`, `[quote="Jo"]`, `[/quote]`. */
#ifndef DEDUP_TAGS_H
#define DEDUP_TAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the tag that begins at text[at], a `<`, ends: past its `>`.  0 when it is none. */
size_t dedup_tag_end(const uint8_t *text, size_t at, size_t size);

/* Is [start, stop), in square brackets, a tag?  One word, or one that is given a value. */
bool dedup_is_forum_tag(const uint8_t *text, size_t start, size_t stop);

/* Does a tag close its element? */
bool dedup_closes(const uint8_t *text, size_t tag);

/* Have the tags that begin at `a` and `b` the same name and kind of bracket? */
bool dedup_same_tag(const uint8_t *text, size_t a, size_t b);

/* Does the text break at a tag, as at a paragraph or a row, and not only change its looks?  `paired`: its element is opened
   and closed.  A lone `<title>` is as likely a word that somebody is to put in. */
bool dedup_is_block_tag(const uint8_t *text, size_t tag, bool paired);

#endif
