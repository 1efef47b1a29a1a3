#include "negations.h"

#include "text/words.h"

enum { LONGEST = 8 };    /* letters of the longest, folded */

/* As they are written; they are compared folded, for a text may write them in capitals, in parts or without points. */
static const char *const NEGATIONS[] = {
    "not", "no", "never", "without", "cannot", "nor", "neither", "none", "non", "isn", "doesn", "don", "didn", "won", "wasn",
    "nicht", "kein", "keine", "keinen", "keiner", "keinem", "nie", "niemals", "ohne",
    "ne", "pas", "jamais", "sans", "aucun", "aucune", "nunca", "sin", "ningún", "ninguna", "não", "sem", "nenhum", "nenhuma",
    "mai", "senza", "nessun", "nessuna", "niet", "geen", "nooit", "zonder", "inte", "utan", "ikke", "ikkje", "uden", "uten",
    "ei", "nem", "bez", "nu", "değil", "không", "chưa", "tidak", "tanpa",
    "не", "нет", "ни", "без", "никогда", "немає", "няма", "δεν", "μην", "χωρίς",
    "لا", "لم", "لن", "ليس", "غير", "بدون", "לא", "אין", "ללא", "नहीं", "बिना", "न", "নয়", "না",
    "不", "没", "未", "无", "非", "勿", "안", "없이", "않고", "않는", "ไม่",
};

bool dedup_is_negation(const uint8_t *text, size_t start, size_t stop)
{
    uint32_t letters[LONGEST], others[LONGEST];
    size_t count = dedup_word_letters(text, (uint32_t)start, (uint32_t)stop, letters, LONGEST);
    if (count > LONGEST)
        return false;
    for (size_t n = 0; n < sizeof NEGATIONS / sizeof *NEGATIONS; n++) {
        const uint8_t *word = (const uint8_t *)NEGATIONS[n];
        if (letters[0] < 0x80 ? *word != letters[0] : *word < 0x80)
            continue;
        size_t size = strlen(NEGATIONS[n]);
        if (dedup_word_letters(word, 0, (uint32_t)size, others, LONGEST) == count
            && memcmp(letters, others, count * sizeof *letters) == 0)
            return true;
    }
    return false;
}
