#include "links.h"

enum { PROSE = 100 };      /* letters of prose a link from which the prose is the message, not the link */

/* The letters of the labels of Markdown links in a paragraph. An address that is read by itself has letters, too. */
static uint64_t label_letters(dedup_page *page, dedup_span rest)
{
    uint64_t labels = 0;
    uint32_t close;
    for (; (close = dedup_find(page, rest, "](")) != DEDUP_NONE; rest.start = close + 2) {
        dedup_span label = { rest.start, close };
        uint32_t open = dedup_find_last(page, label, "[");
        label.start = open == DEDUP_NONE ? label.start : open;
        labels += dedup_letters_of(page, label);
    }
    return labels;
}

/* Returns whether a paragraph ends in a link, but for a full stop. */
static bool leads_on(const dedup_page *page, dedup_span paragraph)
{
    dedup_span content = paragraph;
    while (!dedup_is_empty(content) && memchr(". \n", page->text[content.stop - 1], 3))
        content.stop--;
    uint32_t link = dedup_find_last(page, paragraph, "](");
    if (!dedup_ends(page, content, ")") || link == DEDUP_NONE)
        return false;
    uint32_t space = dedup_find_last(page, paragraph, " ");
    return space == DEDUP_NONE || link > space;
}

/* Returns whether all addresses of a paragraph belong to links inside its sentences, which say more than their labels. */
static bool has_inner_links(dedup_page *page, dedup_span paragraph)
{
    uint32_t links = dedup_count(page, paragraph, "](") + dedup_count(page, paragraph, "<http");
    return dedup_count(page, paragraph, "://") <= links && !leads_on(page, paragraph)
        && dedup_letters_of(page, paragraph) >= PROSE * (uint64_t)links + label_letters(page, paragraph);
}

/* Returns whether each paragraph of a stretch says much more than its links, so that another address is only an edit. A
   bare address, and a link at the end, say where to read on: two teasers in the same words may lead elsewhere. */
static bool is_linked_prose(dedup_page *page, dedup_span rest)
{
    for (uint32_t end = 0; end != DEDUP_NONE; rest.start = end + 2) {
        end = dedup_find(page, rest, "\n\n");
        dedup_span paragraph = { rest.start, end == DEDUP_NONE ? rest.stop : end };
        bool has_links = dedup_find(page, paragraph, "](") != DEDUP_NONE || dedup_find(page, paragraph, "://") != DEDUP_NONE;
        if (has_links && !has_inner_links(page, paragraph))
            return false;
    }
    return true;
}

bool dedup_loses_link(dedup_round *round, const dedup_removal *removal)
{
    dedup_leading links = dedup_links_in(round, dedup_own(removal));
    if (links.alone == 0)
        return false;
    if (dedup_is_row(removal))
        return true;
    bool is_about_links = removal->letters < DEDUP_LONG
        || (2 * (uint64_t)links.alone >= links.all && removal->letters < DEDUP_LONG * (uint64_t)links.alone);
    return is_about_links && !is_linked_prose(&round->page, dedup_own(removal));
}
