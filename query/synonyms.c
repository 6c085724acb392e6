/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of synonyms:
 *
 *	# a comment
 *	UBND = ủy ban nhân dân
 *	TP.HCM = thành phố Hồ Chí Minh = Sài Gòn
 *	Hà Nội = Hà Tây @..2008
 *	Bắc Giang => Bắc Ninh @2025..
 *	Thái Bình Dương =>
 *
 * "=" stands between forms that mean the same: any of them asks for all.  "=>" leads one way: what stands before it also asks for
 * what stands behind it, and that is all; nothing stands behind what is only itself, so that no shorter form is read in it. Years
 *behind @ limit where a form is sought, not where it is read: articles of these years only.
 *
 * A form is kept as its words, the terms of the index, and found by the hash of their ASCII skeletons, so that what was typed
 * without marks finds it as well; marks that were typed must be those of the form; a form of one syllable wants its own marks. An
 *abbreviation that is also a syllable (CA, BA) is read only from capitals in a query that is not all in capitals, and never
 *sought: the index knows no capitals, and would find ca and ba.
 *
 * A line that is wrong is told with its place and passed over, the others hold: a slip in a file that the whole house uses must
 * not stop the search.  Not text at all are UTF-16 and zero bytes: every such line is refused.  Left out: expansions that feed
 * each other (a = b, b = c does not make a = c: ambiguous abbreviations would join everything), weights, conditions.
 */
#include "query/synonyms.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "analyzers/token.h"
#include "base/alloc.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "query/parse_chars.h"

#define MAX_LINE_BYTES 65536
#define MAX_FORM_WORDS 16
#define MAX_LINE_FORMS 64
#define MAX_FORMS 200000
#define MAX_COMPLAINTS 100
#define MAX_ALL_BYTES (256u << 20)

struct word {
	struct tc_str term, ascii;
};

struct form {
	struct tc_form form;
	struct word *words;
	uint32_t n_words, group;
	bool read, sought;
	bool glued;    /* with another key: tphcm for TP.HCM */
	bool syllable; /* nothing but one: typed with its marks */
	bool capitals; /* and an abbreviation */
	unsigned long long hash;
	struct form *next; /* of the same bucket */
};

struct group {
	uint32_t first, n; /* forms */
};

struct tc_synonyms {
	struct tc_arena arena;
	struct form *forms;
	size_t n_forms, forms_capacity;
	struct group *groups;
	size_t n_groups, groups_capacity;
	struct form **buckets;
	size_t mask; /* number of buckets - 1 */
	uint32_t longest;
	struct tc_strs complaints;
	size_t n_refused;
};

/* A line on its way into the table. */
struct reading {
	struct tc_synonyms *synonyms;
	struct tc_analyzer *analyzer;
	struct tc_buf ascii;
	const char *name;
	unsigned line;
	struct form forms[MAX_LINE_FORMS];
	size_t n;
	struct tc_err *err;
};

void tc_synonyms_free(struct tc_synonyms *synonyms)
{
	if (synonyms == NULL)
		return;
	tc_arena_release(&synonyms->arena);
	tc_free(synonyms);
}

const struct tc_strs *tc_synonyms_refused(const struct tc_synonyms *synonyms, size_t *n_lines)
{
	*n_lines = synonyms->n_refused;
	return &synonyms->complaints;
}

size_t tc_synonyms_groups(const struct tc_synonyms *synonyms)
{
	return synonyms->n_groups;
}

/* Notes that the line is refused; false, for the caller to return. */
static bool refuse(struct reading *r, const char *why, struct tc_str shown)
{
	struct tc_synonyms *s = r->synonyms;
	struct tc_buf clean;
	tc_buf_init(&clean, 1024);
	tc_utf8_repair(tc_str_sub(shown, 0, 60), &clean);
	for (size_t i = 0; i < clean.n; i++)
		if ((unsigned char)clean.p[i] < ' ' || clean.p[i] == 0x7F)
			clean.p[i] = '?';
	if (s->n_refused++ < MAX_COMPLAINTS)
		tc_strs_add(&s->complaints, &s->arena,
			    tc_arena_printf(&s->arena, shown.n > 0 ? "%s:%u: %s: %.*s" : "%s:%u: %s", r->name, r->line, why,
					    TC_STR_ARG(tc_buf_str(&clean))));
	tc_buf_release(&clean);
	return false;
}

static bool read_year(struct tc_str text, int16_t *year)
{
	unsigned long long value = 0;
	if (text.n == 0)
		return true;
	if (text.n != 4 || !tc_str_to_u64(text, 2999, &value) || value < 1000)
		return false;
	*year = (int16_t)value;
	return true;
}

/* "..2008", "1976..", "1976..2008", "2008" */
static bool read_years(struct tc_str text, struct tc_form *form)
{
	size_t dots = tc_str_find(text, TC_STR(".."), 0);
	if (dots == text.n)
		return text.n > 0 && read_year(text, &form->from_year) && (form->to_year = form->from_year) != 0;
	if (text.n == 2 || !read_year(tc_str_sub(text, 0, dots), &form->from_year) ||
	    !read_year(tc_str_sub(text, dots + 2, text.n), &form->to_year))
		return false;
	return form->from_year == 0 || form->to_year == 0 || form->from_year <= form->to_year;
}

static unsigned long long mix(unsigned long long hash, struct tc_str ascii)
{
	return (hash ^ tc_str_hash(ascii)) * 1099511628211ull;
}

/* Cuts a form into its words.  False: refused. */
static bool read_words(struct reading *r, struct form *form)
{
	struct tc_arena *arena = &r->synonyms->arena;
	struct word words[MAX_FORM_WORDS];
	struct tc_token token;
	unsigned flags = 0;
	enum tc_status status;
	size_t n = 0;
	tc_analyzer_start(r->analyzer, form->form.text);
	while ((status = tc_analyzer_next(r->analyzer, &token)) == TC_OK) {
		if (n == MAX_FORM_WORDS)
			return refuse(r, "more than 16 words", form->form.text);
		tc_buf_reset(&r->ascii);
		tc_fold_ascii(token.term, &r->ascii);
		form->glued = form->glued || token.joined.n > 0;
		words[n] = (struct word){tc_arena_str(arena, token.term), tc_arena_str(arena, tc_buf_str(&r->ascii))};
		form->hash = mix(form->hash, words[n++].ascii);
		flags = token.flags;
	}
	if (n == 0)
		return refuse(r, "no word", form->form.text);
	form->words = tc_arena_alloc(arena, n * sizeof *words);
	if (form->words != NULL)
		memcpy(form->words, words, n * sizeof *words);
	form->n_words = (uint32_t)n;
	form->syllable = n == 1 && (flags & TC_TOKEN_SYLLABLE) != 0;
	form->capitals = form->syllable && (flags & TC_TOKEN_UPPER) != 0;
	return true;
}

static bool same_words(const struct form *a, const struct form *b)
{
	bool same = a->n_words == b->n_words && a->hash == b->hash;
	for (uint32_t i = 0; i < a->n_words && same; i++)
		same = tc_str_eq(a->words[i].term, b->words[i].term);
	return same;
}

static bool has_quote(struct tc_str text)
{
	for (size_t at = 0; at < text.n;) {
		unsigned c = tc_utf8_next(text, &at);
		if (tc_query_quote_end(c) != 0 || tc_query_ends_quote(c, '"') || tc_query_ends_quote(c, 0xBB))
			return true;
	}
	return false;
}

/* Who types TPHCM finds the form TP.HCM: adds it as one more form that is only read.  False: refused. */
static bool read_joined(struct reading *r, const struct form *form)
{
	struct tc_token token;
	tc_analyzer_start(r->analyzer, form->form.text);
	if (!form->read || !form->glued || tc_analyzer_next(r->analyzer, &token) != TC_OK || token.joined.n == 0 ||
	    tc_str_find_char(form->form.text, ' ', 0) < form->form.text.n)
		return true;
	if (r->n == MAX_LINE_FORMS)
		return refuse(r, "more than 64 forms", TC_STR_NONE);
	struct form *joined = &r->forms[r->n];
	*joined = (struct form){.form.text = tc_arena_str(&r->synonyms->arena, token.joined), .read = true};
	if (!read_words(r, joined))
		return false;
	r->n++;
	return true;
}

/* "Hà Tây @..2008"; oneway: 0 both ways, else -1 before and 1 behind the arrow.  False: refused. */
static bool read_form(struct reading *r, struct tc_str text, int oneway)
{
	if (r->n == MAX_LINE_FORMS)
		return refuse(r, "more than 64 forms", TC_STR_NONE);
	struct form *form = &r->forms[r->n];
	size_t at = tc_str_find_char(text, '@', 0);
	*form = (struct form){.read = oneway <= 0, .sought = oneway >= 0};
	if (at < text.n && !read_years(tc_str_trim(tc_str_sub(text, at + 1, text.n)), &form->form))
		return refuse(r, "no years behind @ (..2008, 1976.., 1976..2008)", tc_str_trim(tc_str_sub(text, at, text.n)));
	form->form.text = tc_arena_str(&r->synonyms->arena, tc_str_trim(tc_str_sub(text, 0, at)));
	if (has_quote(form->form.text))
		return refuse(r, "a quote in a form", form->form.text);
	if (!read_words(r, form))
		return false;
	for (size_t i = 0; i < r->n; i++)
		if (r->synonyms->arena.failed == TC_OK && same_words(&r->forms[i], form) &&
		    r->forms[i].form.from_year == form->form.from_year && r->forms[i].form.to_year == form->form.to_year &&
		    tc_str_eq(r->forms[i].form.text, form->form.text))
			return refuse(r, "stands there twice", form->form.text);
	r->n++;
	return read_joined(r, form);
}

/* Forms with "=" between them. */
static bool read_side(struct reading *r, struct tc_str side, int oneway)
{
	for (struct tc_str rest = side; rest.p != NULL;)
		if (!read_form(r, tc_str_trim(tc_str_split(&rest, '=')), oneway))
			return false;
	return true;
}

/* One line that is no comment, into r->forms.  False: refused. */
static bool read_group(struct reading *r, struct tc_str line)
{
	size_t arrow = tc_str_find(line, TC_STR("=>"), 0);
	r->n = 0;
	if (line.n > MAX_LINE_BYTES)
		return refuse(r, "longer than 65536 bytes", TC_STR_NONE);
	if (!tc_utf8_valid(line) || tc_str_find_char(line, '\0', 0) < line.n)
		return refuse(r, "not text in UTF-8", TC_STR_NONE);
	struct tc_str to = tc_str_trim(tc_str_sub(line, arrow + 2, line.n));
	if (tc_str_find(to, TC_STR("=>"), 0) < to.n)
		return refuse(r, "two arrows", line);
	if (arrow < line.n)
		return read_side(r, tc_str_sub(line, 0, arrow), -1) && (to.n == 0 || read_side(r, to, 1));
	if (!read_side(r, line, 0))
		return false;
	return r->n > 1 || refuse(r, "one form alone (form = form)", line);
}

static enum tc_status add_group(struct reading *r)
{
	struct tc_synonyms *s = r->synonyms;
	if (s->n_forms + r->n > MAX_FORMS)
		return tc_err_set(r->err, TC_ELIMIT, "%s:%u: more than %d forms", r->name, r->line, MAX_FORMS);
	if (tc_arena_grow(&s->arena, &s->groups, &s->groups_capacity, s->n_groups, sizeof *s->groups) != 0)
		return tc_arena_check(&s->arena, r->name, r->err);
	s->groups[s->n_groups] = (struct group){(uint32_t)s->n_forms, (uint32_t)r->n};
	for (size_t i = 0; i < r->n; i++) {
		if (tc_arena_grow(&s->arena, &s->forms, &s->forms_capacity, s->n_forms, sizeof *s->forms) != 0)
			return tc_arena_check(&s->arena, r->name, r->err);
		r->forms[i].group = (uint32_t)s->n_groups;
		if (r->forms[i].n_words > s->longest)
			s->longest = r->forms[i].n_words;
		s->forms[s->n_forms++] = r->forms[i];
	}
	s->n_groups++;
	return TC_OK;
}

/* Puts the forms that are read into the hash table. */
static enum tc_status fill_buckets(struct tc_synonyms *s, const char *name, struct tc_err *err)
{
	size_t n = 16;
	while (n < s->n_forms * 2)
		n *= 2;
	s->buckets = tc_arena_alloc(&s->arena, n * sizeof(*s->buckets));
	s->mask = n - 1;
	for (size_t i = s->n_forms; s->buckets != NULL && i > 0; i--) {
		struct form *form = &s->forms[i - 1];
		struct form **bucket = &s->buckets[(size_t)form->hash & s->mask];
		if (!form->read)
			continue;
		form->next = *bucket;
		*bucket = form;
	}
	return tc_arena_check(&s->arena, name, err);
}

static enum tc_status read_lines(struct reading *r, struct tc_str text)
{
	enum tc_status status = TC_OK;
	if (tc_str_starts(text, TC_STR("\xEF\xBB\xBF")))
		text = tc_str_sub(text, 3, text.n);
	while (text.p != NULL && status == TC_OK) {
		struct tc_str line = tc_str_trim(tc_str_split(&text, '\n'));
		r->line++;
		if (line.n > 0 && line.p[0] != '#' && read_group(r, line))
			status = add_group(r);
		if (status == TC_OK)
			status = tc_arena_check(&r->synonyms->arena, r->name, r->err);
		tc_analyzer_forget(r->analyzer, 100000);
	}
	return status;
}

enum tc_status tc_synonyms_parse(struct tc_str text, const char *name, struct tc_synonyms **out, struct tc_err *err)
{
	struct tc_synonyms *synonyms = tc_alloc(sizeof *synonyms);
	struct reading *r = tc_alloc(sizeof *r);
	enum tc_status status = TC_OK;
	*out = NULL;
	if (synonyms == NULL || r == NULL)
		status = tc_err_set(err, TC_ENOMEM, "%s: no memory", name);
	if (status == TC_OK) {
		tc_arena_init(&synonyms->arena, MAX_ALL_BYTES);
		tc_buf_init(&r->ascii, TC_LIMIT_PATH_BYTES);
		r->synonyms = synonyms;
		r->name = name;
		r->err = err;
		status = tc_analyzer_new(&r->analyzer, err);
		if (status == TC_OK)
			status = read_lines(r, text);
		if (status == TC_OK)
			status = fill_buckets(synonyms, name, err);
		tc_analyzer_free(r->analyzer);
		tc_buf_release(&r->ascii);
	}
	tc_free(r);
	if (status == TC_OK)
		*out = synonyms;
	else
		tc_synonyms_free(synonyms);
	return status;
}

enum tc_status tc_synonyms_load(const char *path, struct tc_synonyms **out, struct tc_err *err)
{
	struct tc_buf text;
	size_t n = 1;
	FILE *file = fopen(path, "re");
	enum tc_status status = TC_OK;
	*out = NULL;
	if (file == NULL)
		return tc_err_errno(err, errno, "%s", path);
	tc_buf_init(&text, TC_LIMIT_FILE_BYTES);
	while (n > 0 && text.failed == TC_OK) {
		char *room = tc_buf_room(&text, 65536);
		n = room == NULL ? 0 : fread(room, 1, 65536, file);
		tc_buf_added(&text, n);
	}
	if (ferror(file))
		status = tc_err_errno(err, errno, "%s", path);
	fclose(file);
	if (status == TC_OK)
		status = tc_buf_check(&text, path, err);
	if (status == TC_OK)
		status = tc_synonyms_parse(tc_buf_str(&text), path, out, err);
	tc_buf_release(&text);
	return status;
}

bool tc_typed_may_be(const struct tc_typed *typed, struct tc_str term, struct tc_str ascii)
{
	struct tc_buf a, b;
	if (typed->marks == TC_MARKS_TONE)
		return tc_str_eq(typed->term, term);
	if (typed->marks == TC_MARKS_NONE)
		return tc_str_eq(typed->ascii, ascii);
	tc_buf_init(&a, TC_LIMIT_PATH_BYTES);
	tc_buf_init(&b, TC_LIMIT_PATH_BYTES);
	tc_fold_toneless(typed->term, &a);
	tc_fold_toneless(term, &b);
	bool same = tc_str_eq(tc_buf_str(&a), tc_buf_str(&b));
	tc_buf_release(&a);
	tc_buf_release(&b);
	return same;
}

void tc_forms_add(struct tc_forms *forms, struct tc_arena *arena, struct tc_form form)
{
	for (size_t i = 0; i < forms->n; i++)
		if (tc_str_eq(forms->v[i].text, form.text) && forms->v[i].from_year == form.from_year &&
		    forms->v[i].to_year == form.to_year)
			return;
	if (tc_arena_grow(arena, &forms->v, &forms->capacity, forms->n, sizeof *forms->v) == 0)
		forms->v[forms->n++] = form;
}

static bool is_form(const struct form *form, const struct tc_typed *words)
{
	if (form->capitals && !words[0].capitals)
		return false;
	if (form->syllable && !tc_str_eq(form->words[0].term, words[0].term))
		return false;
	for (uint32_t i = 0; i < form->n_words; i++)
		if (!tc_typed_may_be(&words[i], form->words[i].term, form->words[i].ascii))
			return false;
	return true;
}

/* Is the form the same words as an earlier one of its group (TP.HCM, TP HCM)? */
static bool is_again(const struct tc_synonyms *s, const struct group *group, uint32_t i)
{
	const struct form *form = &s->forms[i];
	for (uint32_t k = group->first; k < i; k++)
		if (s->forms[k].sought && same_words(&s->forms[k], form) && s->forms[k].form.from_year == form->form.from_year &&
		    s->forms[k].form.to_year == form->form.to_year)
			return true;
	return false;
}

/* The other forms of a group that are sought; what was typed with blanks also as one group (TP.HCM for TP HCM). */
static void add_others(const struct tc_synonyms *s, const struct form *typed, bool typed_glued, struct tc_arena *arena,
		       struct tc_forms *forms)
{
	const struct group *group = &s->groups[typed->group];
	for (uint32_t i = group->first; i < group->first + group->n; i++)
		if (s->forms[i].sought && !s->forms[i].capitals &&
		    ((s->forms[i].glued && !typed_glued) || !same_words(&s->forms[i], typed)) && !is_again(s, group, i))
			tc_forms_add(forms, arena, s->forms[i].form);
}

size_t tc_synonyms_find(const struct tc_synonyms *s, const struct tc_typed *words, size_t n, struct tc_arena *arena,
			struct tc_forms *forms)
{
	unsigned long long hashes[MAX_FORM_WORDS + 1] = {0};
	if (s == NULL || n == 0 || !words[0].first)
		return 0;
	if (n > s->longest)
		n = s->longest;
	for (size_t i = 0; i < n; i++)
		hashes[i + 1] = mix(hashes[i], words[i].ascii);
	for (; n > 0; n--) {
		bool found = false;
		if (!words[n - 1].last)
			continue;
		for (const struct form *form = s->buckets[(size_t)hashes[n] & s->mask]; form != NULL; form = form->next)
			if (form->hash == hashes[n] && form->n_words == n && is_form(form, words)) {
				add_others(s, form, n > 1 && words[1].sign != 0, arena, forms);
				found = true;
			}
		if (found)
			return n;
	}
	return 0;
}
