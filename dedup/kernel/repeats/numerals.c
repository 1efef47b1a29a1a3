#include "numerals.h"

#include "spelled.h"

/* The words for each number, as they are written; they are compared folded. Articles count as one: an article exchanged
   for a number differs from it, and two articles are equal. */
static const struct {
    uint32_t number;
    const char *words[40];
} NUMERALS[] = {
    { 1, { "one", "ein", "eine", "einen", "einem", "einer", "eines", "eins", "un", "une", "una", "uno", "um", "uma",
           "een", "en", "ett", "et", "один", "одна", "одно", "одного", "одной", "одну", "jeden", "jedna", "一", "واحد", "एक" } },
    { 2, { "two", "zwei", "deux", "dos", "due", "dois", "duas", "twee", "två", "to", "два", "две", "двух", "двумя", "dwa", "dwie",
           "二", "两", "兩", "اثنان", "दो" } },
    { 3, { "three", "drei", "trois", "tres", "tre", "três", "drie", "три", "трёх", "тремя", "trzy", "三", "ثلاثة", "तीन" } },
    { 4, { "four", "vier", "quatre", "cuatro", "quattro", "quatro", "fyra", "fire", "четыре", "четырёх", "cztery", "四", "أربعة", "चार" } },
    { 5, { "five", "fünf", "cinq", "cinco", "cinque", "vijf", "fem", "пять", "пяти", "pięć", "五", "خمسة", "पाँच" } },
    { 6, { "six", "sechs", "seis", "sei", "zes", "sex", "seks", "шесть", "шести", "sześć", "六", "ستة" } },
    { 7, { "seven", "sieben", "sept", "siete", "sette", "sete", "zeven", "sju", "syv", "семь", "семи", "siedem", "七", "سبعة", "सात" } },
    { 8, { "eight", "acht", "huit", "ocho", "otto", "oito", "åtta", "åtte", "восемь", "восьми", "osiem", "八", "ثمانية", "आठ" } },
    { 9, { "nine", "neun", "neuf", "nueve", "nove", "negen", "nio", "ni", "девять", "девяти", "dziewięć", "九", "تسعة", "नौ" } },
    { 10, { "ten", "zehn", "dix", "diez", "dieci", "dez", "tien", "tio", "ti", "десять", "десяти", "dziesięć", "十", "عشرة", "दस" } },
    { 11, { "eleven", "elf", "onze", "once", "undici", "одиннадцать" } },
    { 12, { "twelve", "zwölf", "douze", "doce", "dodici", "doze", "twaalf", "tolv", "двенадцать" } },
};

uint32_t dedup_numeral_of(const uint8_t *text, size_t start, size_t stop)
{
    dedup_spelling word = dedup_spelling_of(text, start, stop);
    for (size_t n = 0; n < sizeof NUMERALS / sizeof *NUMERALS; n++)
        for (const char *const *other = NUMERALS[n].words; *other; other++)
            if (dedup_is_spelled(&word, *other))
                return NUMERALS[n].number;
    return 0;
}
