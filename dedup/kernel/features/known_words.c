#include "known_words.h"

#include "words/words.h"

#include <stdatomic.h>
#include <string.h>

enum {
    LONGEST = 12,          /* letters of the longest known word, folded */
    BITS = 4096            /* some twenty for each word of a list */
};

typedef struct {
    const char *word;
    uint32_t meaning;
} known;

/* As they are written. Compared folded, since a text may write them in capitals, decomposed or without points. */
static const known NEGATIONS[] = {
    { "not", 1 }, { "no", 1 }, { "never", 1 }, { "without", 1 }, { "cannot", 1 }, { "nor", 1 }, { "neither", 1 },
    { "none", 1 }, { "non", 1 }, { "isn", 1 }, { "doesn", 1 }, { "don", 1 }, { "didn", 1 }, { "won", 1 },
    { "wasn", 1 }, { "nicht", 1 }, { "kein", 1 }, { "keine", 1 }, { "keinen", 1 }, { "keiner", 1 }, { "keinem", 1 },
    { "nie", 1 }, { "niemals", 1 }, { "ohne", 1 }, { "ne", 1 }, { "pas", 1 }, { "jamais", 1 }, { "sans", 1 },
    { "aucun", 1 }, { "aucune", 1 }, { "nunca", 1 }, { "sin", 1 }, { "ningún", 1 }, { "ninguna", 1 }, { "não", 1 },
    { "sem", 1 }, { "nenhum", 1 }, { "nenhuma", 1 }, { "mai", 1 }, { "senza", 1 }, { "nessun", 1 }, { "nessuna", 1 },
    { "niet", 1 }, { "geen", 1 }, { "nooit", 1 }, { "zonder", 1 }, { "inte", 1 }, { "utan", 1 }, { "ikke", 1 },
    { "ikkje", 1 }, { "uden", 1 }, { "uten", 1 }, { "ei", 1 }, { "nem", 1 }, { "bez", 1 }, { "nu", 1 },
    { "değil", 1 }, { "không", 1 }, { "chưa", 1 }, { "tidak", 1 }, { "tanpa", 1 }, { "не", 1 }, { "нет", 1 },
    { "ни", 1 }, { "без", 1 }, { "никогда", 1 }, { "немає", 1 }, { "няма", 1 }, { "δεν", 1 }, { "μην", 1 },
    { "χωρίς", 1 }, { "لا", 1 }, { "لم", 1 }, { "لن", 1 }, { "ليس", 1 }, { "غير", 1 }, { "بدون", 1 }, { "לא", 1 },
    { "אין", 1 }, { "ללא", 1 }, { "नहीं", 1 }, { "बिना", 1 }, { "न", 1 }, { "নয়", 1 }, { "না", 1 }, { "不", 1 },
    { "没", 1 }, { "未", 1 }, { "无", 1 }, { "非", 1 }, { "勿", 1 }, { "안", 1 }, { "없이", 1 }, { "않고", 1 }, { "않는", 1 },
};

/* Articles count as one: an article exchanged for a number differs from it, and two articles are equal. */
static const known NUMERALS[] = {
    { "one", 1 }, { "ein", 1 }, { "eine", 1 }, { "einen", 1 }, { "einem", 1 }, { "einer", 1 }, { "eines", 1 },
    { "eins", 1 }, { "un", 1 }, { "une", 1 }, { "una", 1 }, { "uno", 1 }, { "uma", 1 }, { "een", 1 }, { "en", 1 },
    { "ett", 1 }, { "et", 1 }, { "один", 1 }, { "одна", 1 }, { "одно", 1 }, { "одного", 1 }, { "одной", 1 },
    { "одну", 1 }, { "jeden", 1 }, { "jedna", 1 }, { "一", 1 }, { "واحد", 1 }, { "एक", 1 }, { "two", 2 },
    { "zwei", 2 }, { "deux", 2 }, { "dos", 2 }, { "due", 2 }, { "dois", 2 }, { "duas", 2 }, { "twee", 2 },
    { "två", 2 }, { "два", 2 }, { "две", 2 }, { "двух", 2 }, { "двумя", 2 }, { "dwa", 2 }, { "dwie", 2 }, { "二", 2 },
    { "两", 2 }, { "兩", 2 }, { "اثنان", 2 }, { "दो", 2 }, { "three", 3 }, { "drei", 3 }, { "trois", 3 },
    { "tres", 3 }, { "tre", 3 }, { "três", 3 }, { "drie", 3 }, { "три", 3 }, { "трёх", 3 }, { "тремя", 3 },
    { "trzy", 3 }, { "三", 3 }, { "ثلاثة", 3 }, { "तीन", 3 }, { "four", 4 }, { "vier", 4 }, { "quatre", 4 },
    { "cuatro", 4 }, { "quattro", 4 }, { "quatro", 4 }, { "fyra", 4 }, { "четыре", 4 }, { "четырёх", 4 },
    { "cztery", 4 }, { "四", 4 }, { "أربعة", 4 }, { "चार", 4 }, { "five", 5 }, { "fünf", 5 }, { "cinq", 5 },
    { "cinco", 5 }, { "cinque", 5 }, { "vijf", 5 }, { "fem", 5 }, { "пять", 5 }, { "пяти", 5 }, { "pięć", 5 },
    { "五", 5 }, { "خمسة", 5 }, { "पाँच", 5 }, { "six", 6 }, { "sechs", 6 }, { "seis", 6 }, { "sei", 6 },
    { "zes", 6 }, { "seks", 6 }, { "шесть", 6 }, { "шести", 6 }, { "sześć", 6 }, { "六", 6 }, { "ستة", 6 },
    { "seven", 7 }, { "sieben", 7 }, { "sept", 7 }, { "siete", 7 }, { "sette", 7 }, { "sete", 7 }, { "zeven", 7 },
    { "sju", 7 }, { "syv", 7 }, { "семь", 7 }, { "семи", 7 }, { "siedem", 7 }, { "七", 7 }, { "سبعة", 7 },
    { "सात", 7 }, { "eight", 8 }, { "acht", 8 }, { "huit", 8 }, { "ocho", 8 }, { "otto", 8 }, { "oito", 8 },
    { "åtta", 8 }, { "åtte", 8 }, { "восемь", 8 }, { "восьми", 8 }, { "osiem", 8 }, { "八", 8 }, { "ثمانية", 8 },
    { "आठ", 8 }, { "nine", 9 }, { "neun", 9 }, { "neuf", 9 }, { "nueve", 9 }, { "nove", 9 }, { "negen", 9 },
    { "nio", 9 }, { "ni", 9 }, { "девять", 9 }, { "девяти", 9 }, { "dziewięć", 9 }, { "九", 9 }, { "تسعة", 9 },
    { "नौ", 9 }, { "ten", 10 }, { "zehn", 10 }, { "dix", 10 }, { "diez", 10 }, { "dieci", 10 }, { "dez", 10 },
    { "tien", 10 }, { "tio", 10 }, { "ti", 10 }, { "десять", 10 }, { "десяти", 10 }, { "dziesięć", 10 }, { "十", 10 },
    { "عشرة", 10 }, { "दस", 10 }, { "eleven", 11 }, { "elf", 11 }, { "onze", 11 }, { "undici", 11 },
    { "одиннадцать", 11 }, { "twelve", 12 }, { "zwölf", 12 }, { "douze", 12 }, { "doce", 12 }, { "dodici", 12 },
    { "doze", 12 }, { "twaalf", 12 }, { "tolv", 12 }, { "двенадцать", 12 },
};

enum { NEGATION_COUNT = sizeof NEGATIONS / sizeof *NEGATIONS, NUMERAL_COUNT = sizeof NUMERALS / sizeof *NUMERALS };

/* A list of known words and, once it has been used, the keys of their folded letters, and the bits of these keys: most
   words have none of them. Threads may fill in the keys at the same time: all write the same ones. */
typedef struct {
    const known *words;
    _Atomic uint64_t *keys;
    size_t count;
    _Atomic uint64_t bits[BITS / 64];
    atomic_bool filled;
} word_list;

static _Atomic uint64_t negation_keys[NEGATION_COUNT], numeral_keys[NUMERAL_COUNT];
static word_list negations = { .words = NEGATIONS, .keys = negation_keys, .count = NEGATION_COUNT };
static word_list numerals = { .words = NUMERALS, .keys = numeral_keys, .count = NUMERAL_COUNT };

typedef struct {
    uint32_t letters[LONGEST];
    size_t count;           /* more than LONGEST: no known word */
} spelling;

static spelling spelling_of(const uint8_t *text, size_t start, size_t stop)
{
    spelling word;
    word.count = dedup_word_letters(text, (uint32_t)start, (uint32_t)stop, word.letters, LONGEST);
    return word;
}

static spelling spelling_of_known(const known *word)
{
    return spelling_of((const uint8_t *)word->word, 0, strlen(word->word));
}

#define NO_LETTERS UINT64_C(0xCBF29CE484222325)

/* FNV-1a over code points. Equal keys are checked letter by letter, so that no text can be made to look like another. */
static uint64_t with_letter(uint64_t key, uint32_t letter)
{
    return (key ^ letter) * UINT64_C(0x100000001B3);
}

static uint64_t key_of(const spelling *word)
{
    uint64_t key = NO_LETTERS;
    for (size_t i = 0; i < word->count; i++)
        key = with_letter(key, word->letters[i]);
    return key;
}

/* The key of a word of ASCII letters, as most are, without its spelling; NO_LETTERS for any other. */
static uint64_t plain_key(const uint8_t *text, size_t start, size_t stop)
{
    uint64_t key = NO_LETTERS;
    for (size_t at = start; at < stop; at++) {
        uint8_t small = text[at] | 0x20;
        if ((uint8_t)(small - 'a') >= 26)
            return NO_LETTERS;
        key = with_letter(key, small);
    }
    return key;
}

static void fill(word_list *list)
{
    for (size_t n = 0; n < list->count; n++) {
        spelling word = spelling_of_known(&list->words[n]);
        uint64_t key = key_of(&word);
        atomic_store_explicit(&list->keys[n], key, memory_order_relaxed);
        atomic_fetch_or_explicit(&list->bits[key % BITS / 64], UINT64_C(1) << key % 64, memory_order_relaxed);
    }
    atomic_store_explicit(&list->filled, true, memory_order_release);
}

static bool may_have(word_list *list, uint64_t key)
{
    return atomic_load_explicit(&list->bits[key % BITS / 64], memory_order_relaxed) >> key % 64 & 1;
}

/* The meaning of a word in a list; 0 if it is not in it. */
static uint32_t meaning_of(word_list *list, const uint8_t *text, size_t start, size_t stop)
{
    if (!atomic_load_explicit(&list->filled, memory_order_acquire))
        fill(list);
    uint64_t plain = plain_key(text, start, stop);
    if (plain != NO_LETTERS && !may_have(list, plain))
        return 0;
    spelling word = spelling_of(text, start, stop);
    if (word.count == 0 || word.count > LONGEST)
        return 0;
    uint64_t key = key_of(&word);
    if (!may_have(list, key))
        return 0;
    for (size_t n = 0; n < list->count; n++) {
        if (atomic_load_explicit(&list->keys[n], memory_order_relaxed) != key)
            continue;
        spelling other = spelling_of_known(&list->words[n]);
        if (other.count == word.count && memcmp(other.letters, word.letters, word.count * sizeof *word.letters) == 0)
            return list->words[n].meaning;
    }
    return 0;
}

bool dedup_is_negation(const uint8_t *text, size_t start, size_t stop)
{
    return meaning_of(&negations, text, start, stop) != 0;
}

uint32_t dedup_numeral_of(const uint8_t *text, size_t start, size_t stop)
{
    return meaning_of(&numerals, text, start, stop);
}
