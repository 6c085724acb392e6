/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One article a file, a part a line: title, lead, body.
 *
 * The parts are separated by line ends, so that their number tells what is missing: two line ends make three parts, of which the
 * last may be empty (an article that is a title and a lead over a video); one line end makes title and body, an article without
 * lead; none a title alone.  Lines after the third are further paragraphs of the body, and a line end after the body is no part.
 *
 * Collections for language research come so (the files of the baomoi crawl).  Blank lines, a line that is nothing but a time, or
 * a "Từ khóa:" line mean a page dump: read_page_dump.c. */
#include "base/alloc.h"
#include "corpus/format.h"
#include "corpus/line.h"
#include "corpus/page_lines.h"

/* A title is no longer, in bytes: of 35,440 real ones the longest has 420. */
#define TITLE_BYTES 800

struct three_part {
	struct tc_str text;
	bool done;
};

static int taste(const struct tc_taste *taste)
{
	struct tc_str rest = taste->bytes;
	struct tc_date date;
	size_t n_lines = 0;
	bool dump = false;
	if (rest.n == 0 || rest.p[0] == '{' || rest.p[0] == '<' || tc_str_starts(rest, TC_STR("[{")) ||
	    tc_str_starts(rest, TC_STR("[\"")))
		return 0;
	while (rest.p != NULL) {
		struct tc_str line = tc_str_split(&rest, '\n'), text = tc_str_trim(line);
		if (text.n == 0 && rest.p == NULL)
			break;
		if (text.n == 0 || (n_lines == 0 && text.n > TITLE_BYTES) || tc_str_starts(line, TC_STR("    ")))
			return 0;
		/* A body of one line may be nothing but "8h ngày 7/2/2017". */
		if ((n_lines == 1 || n_lines > 2) && (tc_page_time(text, &date) || tc_page_keywords(text) > 0))
			dump = true;
		n_lines++;
	}
	return dump ? 0 : n_lines <= 3 ? 70 : 40;
}

static enum tc_status open_text(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct three_part *t = tc_alloc(sizeof *t);
	if (t == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	t->text = input->text;
	*state = t;
	return TC_OK;
}

static enum tc_status next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct three_part *t = state;
	struct tc_str rest = t->text;
	(void)err;
	if (t->done)
		return TC_END;
	t->done = true;
	article->record = 1;
	article->title = tc_line_single(article->arena, tc_str_split(&rest, '\n'));
	if (rest.p == NULL)
		return TC_OK;
	struct tc_str second = tc_str_split(&rest, '\n');
	if (rest.p == NULL) {
		tc_line_paragraphs(article->arena, second, &article->body);
		return TC_OK;
	}
	article->lead = tc_line_single(article->arena, second);
	tc_line_paragraphs(article->arena, rest, &article->body);
	return TC_OK;
}

static void close_text(void *state)
{
	tc_free(state);
}

const struct tc_format tc_format_three_part = {
	.name = "three-part",
	.description = "text file: title, lead and body, a line each",
	.whole = true,
	.taste = taste,
	.open = open_text,
	.next = next,
	.close = close_text,
};
