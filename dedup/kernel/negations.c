#include "negations.h"

#include <string.h>

/* In lower case. */
static const char *const NEGATIONS[] = {
    "not", "no", "never", "without", "cannot", "nor", "neither", "none", "non", "isn", "doesn", "don", "didn", "won", "wasn",
    "nicht", "kein", "keine", "keinen", "keiner", "keinem", "nie", "niemals", "ohne",
    "ne", "pas", "jamais", "sans", "aucun", "aucune", "nunca", "sin", "ningún", "ninguna", "não", "sem", "nenhum", "nenhuma",
    "mai", "senza", "nessun", "nessuna", "niet", "geen", "nooit", "zonder", "inte", "utan", "ikke", "ikkje", "uden", "uten",
    "ei", "nem", "bez", "nu", "değil", "không", "chưa", "tidak", "tanpa",
    "не", "нет", "ни", "без", "никогда", "немає", "няма", "δεν", "μην", "χωρίς",
    "لا", "لم", "لن", "ليس", "غير", "بدون", "לא", "אין", "ללא", "नहीं", "बिना", "न", "নয়", "না",
    "不", "没", "沒", "未", "无", "無", "非", "勿", "안", "없이", "않고", "않는", "ไม่",
};

bool dedup_is_negation(const uint8_t *text, size_t start, size_t stop)
{
    for (size_t n = 0; n < sizeof NEGATIONS / sizeof *NEGATIONS; n++) {
        const char *word = NEGATIONS[n];
        size_t at = start;
        if ((text[start] | 0x20) != ((uint8_t)*word | 0x20))
            continue;
        while (at < stop && *word != '\0'
               && (text[at] == (uint8_t)*word || (text[at] >= 'A' && text[at] <= 'Z' && (text[at] | 0x20) == *word))) {
            at++;
            word++;
        }
        if (at == stop && *word == '\0')
            return true;
    }
    return false;
}
