#include "negations.h"

#include "spelled.h"

/* As they are written. Compared folded, since a text may write them in capitals, decomposed or without points. */
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
    dedup_spelling word = dedup_spelling_of(text, start, stop);
    for (size_t n = 0; n < sizeof NEGATIONS / sizeof *NEGATIONS; n++)
        if (dedup_is_spelled(&word, NEGATIONS[n]))
            return true;
    return false;
}
