/* Tags, of HTML and of forums: `<p class="lead">`, `</p>`, `[quote="Jo"]`, `[/quote]`. */
#ifndef DEDUP_TAGS_H
#define DEDUP_TAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The offset past the `>` of the tag that starts with the `<` text[at]; 0 if it is none. */
size_t dedup_tag_end(const uint8_t *text, size_t at, size_t size);

/* Returns whether [start, stop), in square brackets, is a tag: one word, optionally with a value. */
bool dedup_is_forum_tag(const uint8_t *text, size_t start, size_t stop);

/* Returns whether a tag closes its element. */
bool dedup_closes(const uint8_t *text, size_t tag);

/* Returns whether the tags at `a` and `b` have the same name and kind of bracket. */
bool dedup_same_tag(const uint8_t *text, size_t a, size_t b);

/* Returns whether the text breaks at a tag, as at a paragraph or a row, rather than only changing its style. `paired`:
   its element is opened and closed. A lone `<title>` may as well be a placeholder. */
bool dedup_is_block_tag(const uint8_t *text, size_t tag, bool paired);

#endif
