/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One table of options: the command line and the configuration file.  Help is in option_help.c. */
#include "base/option.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/str.h"

/* Longest line of a configuration file. */
#define LINE_BYTES 8192

void tc_option_set_release(struct tc_option_set *set)
{
	for (size_t i = 0; i < set->n_owned; i++)
		tc_free(set->owned[i]);
	tc_free(set->owned);
	tc_free(set->origins);
	*set = (struct tc_option_set){.owned = NULL};
}

/* Keeps a pointer until the set is released; NULL when there is no memory. */
static void *own(struct tc_option_set *set, void *p)
{
	if (p == NULL || tc_grow(&set->owned, &set->capacity_owned, set->n_owned, sizeof *set->owned) != 0) {
		tc_free(p);
		return NULL;
	}
	return set->owned[set->n_owned++] = p;
}

static const struct tc_option *find(const struct tc_option *table, struct tc_str name)
{
	for (const struct tc_option *o = table; o->name != NULL; o++)
		if (tc_str_eq(tc_str_of(o->name), name))
			return o;
	return NULL;
}

/* Letters that must change to make b of a, at most. */
static size_t distance(struct tc_str a, struct tc_str b)
{
	size_t row[64];
	if (a.n >= 63 || b.n >= 63)
		return 63;
	for (size_t j = 0; j <= b.n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t up = row[j], best = diagonal + (a.p[i - 1] != b.p[j - 1]);
			best = up + 1 < best ? up + 1 : best;
			best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			row[j] = best;
			diagonal = up;
		}
	}
	return row[b.n];
}

/* The name of the table that was probably meant, NULL when none is near. */
static const char *nearest(const struct tc_option *table, struct tc_str name)
{
	const char *best = NULL;
	size_t best_distance = name.n < 5 ? 2 : 3;
	for (const struct tc_option *o = table; o->name != NULL; o++) {
		size_t d = distance(name, tc_str_of(o->name));
		if (d < best_distance) {
			best = o->name;
			best_distance = d;
		}
	}
	return best;
}

static bool read_bytes(const char *text, unsigned long long *out)
{
	struct tc_str s = tc_str_of(text);
	unsigned shift = 0;
	if (s.n > 1 && strchr("kKmMgG", s.p[s.n - 1]) != NULL) {
		char unit = s.p[s.n - 1];
		shift = unit == 'k' || unit == 'K' ? 10 : unit == 'm' || unit == 'M' ? 20 : 30;
		s.n--;
	}
	if (!tc_str_to_u64(s, (unsigned long long)-1 >> shift, out))
		return false;
	*out <<= shift;
	return true;
}

static int read_choice(const char *choices, struct tc_str text)
{
	struct tc_str rest = tc_str_of(choices);
	for (int i = 0; rest.p != NULL; i++)
		if (tc_str_eq(tc_str_split(&rest, '|'), text))
			return i;
	return -1;
}

static int read_flag(const char *text)
{
	static const char *const no[] = {"no", "false", "0", "off"}, *const yes[] = {"yes", "true", "1", "on"};
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		if (strcmp(text, no[i]) == 0)
			return 0;
		if (strcmp(text, yes[i]) == 0)
			return 1;
	}
	return -1;
}

/* Puts a value into its target; what is prefixed to messages: "option --limit" or "FILE:LINE: limit". */
static enum tc_status set_value(const struct tc_option *o, const char *value, const char *what, struct tc_option_set *set,
				struct tc_err *err)
{
	unsigned long long number;
	int n;
	switch (o->kind) {
	case TC_OPTION_FLAG:
		n = read_flag(value);
		if (n < 0)
			return tc_err_set(err, TC_EARG, "%s: '%s' is neither yes nor no", what, value);
		*(bool *)o->target = n == 1;
		return TC_OK;
	case TC_OPTION_STRING:
		*(const char **)o->target = value;
		return TC_OK;
	case TC_OPTION_LIST: {
		struct tc_option_list *list = o->target;
		const char **v = tc_alloc((list->n + 1) * sizeof *v);
		if (own(set, v) == NULL)
			return tc_err_set(err, TC_ENOMEM, "%s: no memory", what);
		if (list->n > 0)
			memcpy(v, list->v, list->n * sizeof *v);
		v[list->n] = value;
		*list = (struct tc_option_list){v, list->n + 1, list->n + 1};
		return TC_OK;
	}
	case TC_OPTION_UINT:
		if (!tc_str_to_u64(tc_str_of(value), o->max > 0 ? o->max : (unsigned long)-1, &number)) {
			if (o->max > 0)
				return tc_err_set(err, TC_EARG, "%s: '%s' is no number from 0 to %lu", what, value, o->max);
			return tc_err_set(err, TC_EARG, "%s: '%s' is no number", what, value);
		}
		*(unsigned long *)o->target = (unsigned long)number;
		return TC_OK;
	case TC_OPTION_BYTES:
		if (!read_bytes(value, o->target))
			return tc_err_set(err, TC_EARG, "%s: '%s' is no number of bytes (4096, 64k, 10M, 2G)", what, value);
		return TC_OK;
	case TC_OPTION_CHOICE:
		n = read_choice(o->argument, tc_str_of(value));
		if (n < 0)
			return tc_err_set(err, TC_EARG, "%s: '%s' is none of %s", what, value, o->argument);
		*(int *)o->target = n;
		return TC_OK;
	case TC_OPTION_MAYBE:
		n = read_choice(o->argument, tc_str_of(value));
		if (n < 0)
			return tc_err_set(err, TC_EARG, "%s: '%s' is none of %s", what, value, o->argument);
		*(int *)o->target = n + 2;
		return TC_OK;
	}
	return TC_OK;
}

/* A value from argv: the first of a list takes the place of what the configuration gave. */
static enum tc_status set_argument(const struct tc_option *o, const char *value, const char *what, struct tc_option_set *set,
				   struct tc_err *err)
{
	if (o->kind == TC_OPTION_LIST) {
		struct tc_option_list *list = o->target;
		for (size_t i = 0; i < set->n_from_file; i++)
			if (set->from_file[i] == o->target)
				*list = (struct tc_option_list){NULL, 0, 0};
		for (size_t i = 0; i < set->n_from_file; i++)
			if (set->from_file[i] == o->target)
				set->from_file[i] = NULL;
	}
	return set_value(o, value, what, set, err);
}

/* One word of argv that begins with --; *i moves on when its value is the next word. */
static enum tc_status parse_long(const struct tc_option *table, int argc, char **argv, int *i, struct tc_option_set *set,
				 struct tc_err *err)
{
	char what[128];
	struct tc_str word = tc_str_of(argv[*i] + 2);
	size_t equals = tc_str_find_char(word, '=', 0);
	struct tc_str name = tc_str_sub(word, 0, equals);
	bool negated = false;
	const struct tc_option *o = find(table, name);
	if (o == NULL && tc_str_starts(name, TC_STR("no-"))) {
		o = find(table, tc_str_sub(name, 3, name.n));
		o = o != NULL && o->kind == TC_OPTION_FLAG ? o : NULL;
		negated = o != NULL;
	}
	if (o == NULL) {
		const char *near = nearest(table, name);
		return tc_err_set(err, TC_EARG, "option --%.*s: unknown%s%s%s", TC_STR_ARG(name),
				  near != NULL ? " (did you mean --" : "", near != NULL ? near : "", near != NULL ? "?)" : "");
	}
	snprintf(what, sizeof what, "option --%s", o->name);
	if (o->kind == TC_OPTION_FLAG) {
		if (equals < word.n)
			return tc_err_set(err, TC_EARG, "%s: takes no value", what);
		*(bool *)o->target = !negated;
		return TC_OK;
	}
	if (equals < word.n)
		return set_argument(o, word.p + equals + 1, what, set, err);
	if (o->kind == TC_OPTION_MAYBE) {
		*(int *)o->target = 1;
		return TC_OK;
	}
	if (*i + 1 >= argc)
		return tc_err_set(err, TC_EARG, "%s: needs a value (%s)", what, o->argument);
	return set_argument(o, argv[++*i], what, set, err);
}

/* One word of argv that begins with a single -: grouped flags, or a letter with its value. */
static enum tc_status parse_short(const struct tc_option *table, int argc, char **argv, int *i, struct tc_option_set *set,
				  struct tc_err *err)
{
	char what[32];
	for (const char *p = argv[*i] + 1; *p != '\0'; p++) {
		const struct tc_option *o = table;
		while (o->name != NULL && o->letter != *p)
			o++;
		if (o->name == NULL)
			return tc_err_set(err, TC_EARG, "option -%c: unknown", *p);
		snprintf(what, sizeof what, "option -%c", *p);
		if (o->kind == TC_OPTION_FLAG) {
			*(bool *)o->target = true;
			continue;
		}
		if (p[1] != '\0')
			return set_argument(o, p + 1, what, set, err);
		if (*i + 1 >= argc)
			return tc_err_set(err, TC_EARG, "%s: needs a value (%s)", what, o->argument);
		return set_argument(o, argv[++*i], what, set, err);
	}
	return TC_OK;
}

enum tc_status tc_option_parse(const struct tc_option *table, int argc, char **argv, char **operands, int *n_operands,
			       struct tc_option_set *set, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	bool only_operands = false;
	*n_operands = 0;
	for (int i = 1; i < argc && status == TC_OK; i++) {
		if (only_operands || argv[i][0] != '-' || argv[i][1] == '\0')
			operands[(*n_operands)++] = argv[i];
		else if (strcmp(argv[i], "--") == 0)
			only_operands = true;
		else if (argv[i][1] == '-')
			status = parse_long(table, argc, argv, &i, set, err);
		else
			status = parse_short(table, argc, argv, &i, set, err);
	}
	return status;
}

struct setting_reader {
	const struct tc_option *table;
	const char *section;
	const struct tc_option *const *known;
	size_t n_known;
	const char *path;
	unsigned line;
	bool ours; /* this section is for this program */
	struct tc_option_set *set;
	struct tc_err *err;
};

/* Remembers where a value stands. */
static bool keep_origin(struct tc_option_set *set, const char *value, const char *what)
{
	char *copy = tc_alloc(strlen(what) + 1);
	if (own(set, copy) == NULL || tc_grow(&set->origins, &set->capacity_origins, set->n_origins, sizeof *set->origins) != 0)
		return false;
	memcpy(copy, what, strlen(what) + 1);
	set->origins[set->n_origins++] = (struct tc_option_origin){value, copy};
	return true;
}

const char *tc_option_origin(const struct tc_option_set *set, const char *name, const char *value, char buffer[128])
{
	for (size_t i = 0; i < set->n_origins; i++)
		if (set->origins[i].value == value)
			return set->origins[i].what;
	snprintf(buffer, 128, "option --%s", name);
	return buffer;
}

static bool is_known(const struct setting_reader *r, struct tc_str name)
{
	for (size_t i = 0; i < r->n_known; i++)
		if (find(r->known[i], name) != NULL)
			return true;
	return false;
}

static enum tc_status read_setting(struct setting_reader *r, struct tc_str line)
{
	char what[LINE_BYTES];
	size_t equals = tc_str_find_char(line, '=', 0);
	struct tc_str name = tc_str_trim(tc_str_sub(line, 0, equals)), value = tc_str_trim(tc_str_sub(line, equals + 1, line.n));
	if (equals == line.n || name.n == 0)
		return tc_err_set(r->err, TC_EARG, "%s:%u: not a setting (name = value)", r->path, r->line);
	const struct tc_option *o = find(r->table, name);
	if (o != NULL && o->command_line_only)
		o = NULL;
	if (o == NULL && !is_known(r, name))
		return tc_err_set(r->err, TC_EARG, "%s:%u: unknown setting '%.*s'", r->path, r->line, TC_STR_ARG(name));
	if (o == NULL || !r->ours)
		return TC_OK;
	if (value.n >= 2 && value.p[0] == '"' && value.p[value.n - 1] == '"')
		value = tc_str_sub(value, 1, value.n - 1);
	char *copy = tc_alloc(value.n + 1);
	if (copy == NULL || own(r->set, copy) == NULL)
		return tc_err_set(r->err, TC_ENOMEM, "%s: no memory", r->path);
	if (value.n > 0)
		memcpy(copy, value.p, value.n);
	snprintf(what, sizeof what, "%s:%u: %s", r->path, r->line, o->name);
	if (!keep_origin(r->set, copy, what))
		return tc_err_set(r->err, TC_ENOMEM, "%s: no memory", r->path);
	if (o->kind == TC_OPTION_LIST && r->set->n_from_file < TC_OPTION_FILE_LISTS)
		r->set->from_file[r->set->n_from_file++] = o->target;
	return set_value(o, copy, what, r->set, r->err);
}

static enum tc_status read_line(struct setting_reader *r, struct tc_str line)
{
	line = tc_str_trim(line);
	if (line.n == 0 || line.p[0] == '#')
		return TC_OK;
	if (line.p[0] == '[') {
		if (line.p[line.n - 1] != ']')
			return tc_err_set(r->err, TC_EARG, "%s:%u: section is never closed", r->path, r->line);
		r->ours = tc_str_eq(tc_str_trim(tc_str_sub(line, 1, line.n - 1)), tc_str_of(r->section));
		return TC_OK;
	}
	return read_setting(r, line);
}

enum tc_status tc_option_read_file(const struct tc_option *table, const char *section, const struct tc_option *const *known,
				   size_t n_known, const char *path, struct tc_option_set *set, struct tc_err *err)
{
	struct setting_reader r = {table, section, known, n_known, path, 0, true, set, err};
	char line[LINE_BYTES];
	enum tc_status status = TC_OK;
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return tc_err_errno(err, errno, "%s", path);
	while (status == TC_OK && fgets(line, sizeof line, file) != NULL) {
		size_t n = strlen(line);
		r.line++;
		if (n + 1 == sizeof line && line[n - 1] != '\n')
			status = tc_err_set(err, TC_EARG, "%s:%u: line too long", path, r.line);
		else
			status = read_line(&r, (struct tc_str){line, n});
	}
	if (status == TC_OK && ferror(file))
		status = tc_err_errno(err, errno, "%s", path);
	fclose(file);
	return status;
}
