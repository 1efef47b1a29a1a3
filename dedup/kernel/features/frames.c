#include "frames.h"

#include "structure/pairs.h"

enum { MARKUP = 20 };      /* a piece may take along tags of at most 1 / MARKUP of its letters */

const dedup_atom *dedup_tag_of(const dedup_words *w, uint32_t word)
{
    const dedup_atom *atom = w->flags[word] & DEDUP_BOUND ? dedup_atom_after(w, w->start[word]) : NULL;
    bool holds = atom && atom->start < w->start[word] && (atom->kind == DEDUP_TAG || atom->kind == DEDUP_BLOCK_TAG);
    return holds ? atom : NULL;
}

bool dedup_take_tags(const dedup_side *s, uint32_t partner, uint32_t *start, uint32_t *stop)
{
    const dedup_words *w = s->aligner->words;
    const dedup_atom *tag;
    uint32_t first = *start, last = *stop, reached = DEDUP_WHOLE;
    bool before = partner < w->start[first];
    for (; before && first > 0 && (tag = dedup_tag_of(w, first - 1)) && tag->start >= partner; first--)
        reached = tag->start;
    for (; !before && last < w->count && (tag = dedup_tag_of(w, last)) && tag->start <= partner; last++)
        reached = tag->start;
    uint32_t letters = dedup_letters_in(w, *start, *stop), more = dedup_letters_in(w, first, last) - letters;
    if (reached != partner || more > letters / MARKUP || !dedup_may_cut(s, before ? first : last))
        return false;
    *start = first;
    *stop = last;
    return true;
}

void dedup_take_frame(const dedup_side *s, uint32_t *start, uint32_t *stop)
{
    const dedup_words *w = s->aligner->words;
    uint32_t first = *start, last = *stop;
    for (const dedup_atom *tag, *other; first > 0 && last < w->count; *start = first, *stop = last) {
        tag = dedup_tag_of(w, first - 1);
        other = tag && tag->partner != DEDUP_ALONE ? w->atoms + tag->partner : NULL;
        if (!other || dedup_tag_of(w, last) != other || !dedup_take_tags(s, tag->start, &first, &last)
            || !dedup_take_tags(s, other->start, &first, &last))
            return;
    }
}
