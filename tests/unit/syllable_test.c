/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Syllables: reading, writing, and that what is written reads the same.
 *
 * tests/analyzers/syllables.tsv word, onset, rhyme, tone, how it is written; or the word and - when it is no syllable
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/syllable.h"
#include "table.h"

static const char *const tones[] = {"level", "grave", "hook", "tilde", "acute", "dot"};

static int check_written(const struct table *table, const struct tc_syllable *syllable, struct tc_str expected)
{
	struct tc_syllable again;
	char spelling[32];
	struct tc_str written = {spelling, tc_syllable_write(syllable, spelling)};
	int wrong = table_check(table, "spelling", written, expected);
	if (written.n != strlen(spelling) || !tc_syllable_parse(written, &again) || strcmp(again.onset, syllable->onset) != 0 ||
	    strcmp(again.rhyme, syllable->rhyme) != 0 || again.tone != syllable->tone)
		wrong += table_wrong(table, "syllable read again", written, table->cell[0]);
	return wrong;
}

static int check_syllable(const struct table *table, const struct tc_syllable *syllable)
{
	return table_check(table, "onset", tc_str_of(syllable->onset), table->cell[1]) +
	       table_check(table, "rhyme", tc_str_of(syllable->rhyme), table->cell[2]) +
	       table_check(table, "tone", tc_str_of(tones[syllable->tone]), table->cell[3]) +
	       check_written(table, syllable, table->cell[4]);
}

static void test_own(void **state)
{
	struct table table;
	struct tc_syllable syllable;
	int wrong = 0;
	(void)state;
	assert_true(table_own(&table, "syllables.tsv"));
	while (table_next(&table)) {
		bool none = tc_str_eq(table.cell[1], TC_STR("-"));
		if (tc_syllable_parse(table.cell[0], &syllable) == none)
			wrong += table_wrong(&table, "reading", none ? TC_STR("a syllable") : TC_STR("none"), table.cell[1]);
		else if (!none)
			wrong += check_syllable(&table, &syllable);
	}
	assert_int_equal(wrong, 0);
}

static void test_shared_placement(void **state)
{
	struct table table;
	struct tc_syllable syllable;
	int wrong = 0;
	(void)state;
	if (!table_shared(&table, "tone_placement.tsv"))
		skip();
	while (table_next(&table))
		for (int i = 0; i < 2; i++) {
			if (!tc_syllable_parse(table.cell[i], &syllable))
				wrong += table_wrong(&table, "reading", TC_STR("none"), TC_STR("a syllable"));
			else if (!tc_str_starts(table.cell[3], TC_STR("qu_"))) /* quí is written quý */
				wrong += check_written(&table, &syllable, table.cell[0]);
		}
	assert_int_equal(wrong, 0);
}

/* Rows that fit the grammar are syllables; five rows seen in print are slips of typing (vuờn), and two are names of letters or of
 * firms. */
static void test_shared_syllables(void **state)
{
	struct table table;
	struct tc_syllable syllable;
	int missed = 0;
	(void)state;
	if (!table_shared(&table, "syllables.tsv"))
		skip();
	while (table_next(&table))
		missed += tc_str_eq(table.cell[2], TC_STR("1")) && !tc_syllable_parse(table.cell[0], &syllable) ? 1 : 0;
	assert_true(missed <= 10);
}

/* Every onset with every rhyme and tone: what parses is written in one way only. */
static void test_bounds(void **state)
{
	static const char *const words[] = {
		"", "ng", "nghiêngnghiêng", "aaaaaaaa", "ưưưưưưưưưưưư", "q", "gi\xcc", "\xff", "qu", "g", "gii", "đđ", "ch", "y"};
	struct tc_syllable syllable;
	char spelling[32];
	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (tc_syllable_parse(tc_str_of(words[i]), &syllable))
			assert_true(tc_syllable_write(&syllable, spelling) < sizeof spelling);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own),
		cmocka_unit_test(test_shared_placement),
		cmocka_unit_test(test_shared_syllables),
		cmocka_unit_test(test_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
