/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tracuu-index forget: take articles down, say which are, take one back. */
#include "base/json.h"
#include "base/limits.h"
#include "base/program.h"
#include "indexer/command.h"
#include "indexer/forget.h"
#include "indexer/forgotten.h"

static struct {
	const char *reason;
	unsigned long wait;
	bool list, undo;
} set;

const struct tc_option tc_forget_options[] = {
	TC_INDEX_OPTION,
	{"reason", 0, TC_OPTION_STRING, &set.reason, "TEXT", "why, and who asked for it: is kept with the list", 0, true},
	{"list", 0, TC_OPTION_FLAG, &set.list, NULL, "print what was forgotten", 0, true},
	{"undo", 0, TC_OPTION_FLAG, &set.undo, NULL, "take an article (its id) off the list", 0, true},
	{"wait", 0, TC_OPTION_UINT, &set.wait, "SECONDS", "wait for another run to end (0)", 0, false},
	TC_JSON_OPTION,
	TC_COMMON_OPTIONS,
};

static void print_list(const struct tc_forgotten *list, struct tc_buf *out)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct tc_forgotten_entry *e = &list->v[i];
		tc_buf_printf(out, "%.10s  %.*s: %.*s\n", e->date.n >= 10 ? e->date.p : "          ", TC_STR_ARG(e->id),
			      TC_STR_ARG(e->reason));
	}
}

static void print_list_json(const struct tc_forgotten *list, struct tc_buf *out)
{
	struct tc_json_writer w;
	tc_json_writer_init(&w, out);
	tc_json_begin_object(&w);
	tc_json_key_int(&w, "format", 1);
	tc_json_key(&w, "forgotten");
	tc_json_begin_array(&w);
	for (size_t i = 0; i < list->n; i++) {
		const struct tc_forgotten_entry *e = &list->v[i];
		tc_json_begin_object(&w);
		tc_json_key_str(&w, "id", e->id);
		tc_json_key_str(&w, "date", e->date);
		tc_json_key_str(&w, "reason", e->reason);
		tc_json_key(&w, "files");
		tc_json_begin_array(&w);
		for (size_t k = 0; k < e->files.n; k++)
			tc_json_str(&w, e->files.v[k]);
		tc_json_end_array(&w);
		tc_json_end_object(&w);
	}
	tc_json_end_array(&w);
	tc_json_end_object(&w);
	tc_buf_add_char(out, '\n');
}

static enum tc_status list(struct tc_buf *out, struct tc_err *err)
{
	struct tc_forgotten forgotten = {.v = NULL};
	struct tc_db *db = NULL;
	enum tc_status status = tc_db_open(&tc_common.index, 1, 0, &db, err);
	if (status == TC_OK)
		status = tc_forgotten_load(db, &forgotten, err);
	if (status == TC_OK && tc_common.json)
		print_list_json(&forgotten, out);
	else if (status == TC_OK)
		print_list(&forgotten, out);
	tc_forgotten_release(&forgotten);
	tc_db_free(db);
	return status;
}

/* What is asked must make sense; a reason is a line. */
static enum tc_status check(int n, struct tc_err *err)
{
	if (set.list)
		return n > 0 || set.undo ? tc_err_set(err, TC_EARG, "forget: --list takes no article") : TC_OK;
	if (n != 1)
		return tc_err_set(err, TC_EARG, "forget: name one article: its id, its address or its file");
	if (!set.undo && (set.reason == NULL || *set.reason == '\0'))
		return tc_err_set(err, TC_EARG, "forget: say why with --reason TEXT");
	for (const char *c = set.reason; c != NULL && *c != '\0'; c++)
		if ((unsigned char)*c < ' ')
			return tc_err_set(err, TC_EARG, "option --reason: one line of text");
	return TC_OK;
}

int tc_forget_command(int n, char **operands)
{
	struct tc_err err = {TC_OK, ""};
	struct tc_buf out;
	size_t n_documents = 0;
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = tc_need_index(NULL, NULL, &err);
	if (status == TC_OK)
		status = check(n, &err);
	if (status == TC_OK && set.list) {
		status = list(&out, &err);
	} else if (status == TC_OK && set.undo) {
		status = tc_forget_undo(tc_common.index, operands[0], set.wait * 1000, &err);
		tc_buf_printf(&out, "%s: off the list; the next run reads it again\n", operands[0]);
	} else if (status == TC_OK) {
		status = tc_forget_article(tc_common.index, operands[0], set.reason, set.wait * 1000, &n_documents, &err);
		tc_buf_printf(&out, "%s: forgotten, %zu document%s\n", operands[0], n_documents, n_documents == 1 ? "" : "s");
	}
	int result = status == TC_OK ? tc_program_print(&out, 0) : tc_program_fail(status, &err);
	tc_buf_release(&out);
	return status == TC_ENOENT ? 1 : result;
}
