/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mail: newsletters and lists, a message an article.
 *
 * One message a file (.eml, Maildir, whose files have no ending), or many (mbox, RFC 4155): each begins behind a blank line with
 * "From ", an address and a time; inside a message such a line has a ">" before it, of which one is taken away.  Of an mbox one
 * message at a time is in memory.  mail.c takes a message apart.
 *
 * The subject is the title, the sender the source when the message was sent to many, else the author.  A part in HTML is read as
 * a page, by the same extraction; when that takes it for a list of links, as many newsletters are, and finds less
 * than half of what the plain text has, the text is taken.  Lines of plain text that were broken to fit are put together: up to a
 * blank line, where they are long or flowed (RFC 3676).  What stands below "-- " is a signature.  Attachments are named in the
 * notes. */
#include <string.h>

#include "base/alloc.h"
#include "corpus/charset.h"
#include "corpus/format.h"
#include "corpus/line.h"
#include "corpus/mail.h"
#include "corpus/reader.h"

/* A line that is as long, in bytes, was broken because it was full. */
#define FULL_LINE_BYTES 55

struct mailbox {
	struct tc_stream *stream;
	char *path;
	uint64_t max_record_bytes;
	struct tc_buf line, message;
	uint64_t offset, next_offset; /* of the message, of the one whose first line was read */
	bool many, begun, ended;
	uint32_t n_records;
};

/* "From an@tangiang.example Mon Mar  2 08:00:00 2009" */
static bool is_separator(struct tc_str line)
{
	if (!tc_str_starts(line, TC_STR("From ")) || line.n > 400)
		return false;
	for (size_t i = 6; i + 2 < line.n; i++)
		if (line.p[i] == ':' && line.p[i - 1] >= '0' && line.p[i - 1] <= '9' && line.p[i + 1] >= '0' &&
		    line.p[i + 1] <= '5')
			return true;
	return false;
}

/* Bytes of the name of a header that line begins with, 0 when it is none. */
static size_t header_name(struct tc_str line)
{
	size_t n = 0;
	while (n < line.n && line.p[n] > ' ' && line.p[n] < 0x7F && line.p[n] != ':')
		n++;
	return n < line.n && line.p[n] == ':' ? n : 0;
}

/* How sure the lines of s are headers of a message. */
static int judge_headers(struct tc_str s)
{
	static const char *const signs[] = {"From",     "Date",        "Subject",      "Message-ID", "MIME-Version",
					    "Received", "Return-Path", "Delivered-To", "To",         "Content-Type"};
	int found = 0;
	bool sender = false, first = true;
	while (s.p != NULL) {
		struct tc_str line = tc_str_split(&s, '\n');
		size_t n = header_name(line);
		if (tc_str_trim(line).n == 0 || s.p == NULL)
			break;
		if (n == 0 && (first || (line.p[0] != ' ' && line.p[0] != '\t')))
			return 0;
		first = false;
		for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
			found += n > 0 && tc_str_eq_ascii_nocase(tc_str_sub(line, 0, n), tc_str_of(signs[i]));
		sender = sender || tc_str_eq_ascii_nocase(tc_str_sub(line, 0, n), TC_STR("From"));
	}
	return !sender || found < 3 ? 0 : found > 4 ? 96 : 92;
}

static int taste(const struct tc_taste *taste)
{
	struct tc_str s = taste->bytes;
	if (tc_str_starts(s, TC_STR("From "))) {
		struct tc_str line = tc_str_split(&s, '\n');
		return is_separator(line) && judge_headers(s) > 0 ? 97 : 0;
	}
	return header_name(s) > 0 ? judge_headers(s) : 0;
}

static void close_mail(void *state)
{
	struct mailbox *m = state;
	tc_buf_release(&m->line);
	tc_buf_release(&m->message);
	tc_free(m->path);
	tc_free(m);
}

static enum tc_status open_mail(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct tc_str ahead;
	enum tc_status status = tc_stream_peek(input->stream, 400, &ahead, err);
	if (status != TC_OK)
		return status;
	struct mailbox *m = tc_alloc(sizeof *m);
	if (m == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	m->stream = input->stream;
	m->max_record_bytes = input->max_record_bytes;
	m->many = is_separator(tc_str_split(&ahead, '\n'));
	tc_buf_init(&m->line, SIZE_MAX);
	tc_buf_init(&m->message, SIZE_MAX);
	if ((m->path = tc_strdup(input->path)) == NULL) {
		close_mail(m);
		return tc_err_set(err, TC_ENOMEM, "no memory");
	}
	*state = m;
	return TC_OK;
}

/* Reads the lines of the next message into m->message.  TC_SKIP when it is too large. */
static enum tc_status next_message(struct mailbox *m, struct tc_err *err)
{
	bool blank = !m->begun, too_large = false;
	tc_buf_reset(&m->message);
	m->offset = m->next_offset;
	while (!m->ended) {
		uint64_t offset = tc_stream_offset(m->stream);
		enum tc_status status = tc_stream_line(m->stream, &m->line, m->max_record_bytes, err);
		struct tc_str line = tc_buf_str(&m->line);
		m->ended = status == TC_END;
		too_large = too_large || status == TC_SKIP;
		if (status != TC_OK && status != TC_SKIP && status != TC_END)
			return status;
		if (status != TC_OK)
			continue;
		if (m->many && blank && is_separator(line)) {
			bool first = !m->begun;
			m->begun = true;
			m->next_offset = offset;
			if (!first)
				break;
			m->offset = offset;
			continue;
		}
		m->begun = true;
		blank = tc_str_trim(line).n == 0;
		size_t marks = 0;
		while (m->many && marks < line.n && line.p[marks] == '>')
			marks++;
		if (marks > 0 && tc_str_starts(tc_str_sub(line, marks, line.n), TC_STR("From ")))
			line = tc_str_sub(line, 1, line.n);
		too_large = too_large || m->message.n + line.n > m->max_record_bytes;
		if (!too_large) {
			tc_buf_add_str(&m->message, line);
			tc_buf_add_char(&m->message, '\n');
		}
	}
	if (m->message.n == 0 && !too_large && m->ended)
		return TC_END;
	if (too_large)
		return tc_err_set(err, TC_SKIP, "larger than the limit of %llu bytes", (unsigned long long)m->max_record_bytes);
	return tc_buf_check(&m->message, "message", err);
}

/* Adds the paragraph that was put together, if there is one. */
static void end_paragraph(struct tc_buf *paragraph, struct tc_article *article)
{
	struct tc_str line = tc_line_single(article->arena, tc_buf_str(paragraph));
	if (line.n > 0)
		tc_strs_add(&article->body, article->arena, line);
	tc_buf_reset(paragraph);
}

/* The paragraphs of clean plain text. */
static void add_plain(struct tc_str text, bool flowed, struct tc_article *article)
{
	struct tc_buf paragraph;
	tc_buf_init(&paragraph, article->arena->max_bytes);
	while (text.p != NULL) {
		struct tc_str line = tc_str_split(&text, '\n');
		if (tc_str_eq(line, TC_STR("-- ")) || tc_str_eq(line, TC_STR("--")))
			break;
		bool goes_on = flowed ? tc_str_ends(line, TC_STR(" ")) : line.n >= FULL_LINE_BYTES;
		tc_buf_add_str(&paragraph, line);
		tc_buf_add_char(&paragraph, ' ');
		if (!goes_on || tc_str_trim(line).n == 0)
			end_paragraph(&paragraph, article);
	}
	end_paragraph(&paragraph, article);
	tc_buf_release(&paragraph);
}

static enum tc_status read_plain(const struct tc_mail *mail, struct tc_article *article, struct tc_err *err)
{
	struct tc_charset charset;
	struct tc_buf out;
	struct tc_str text;
	char name[TC_CHARSET_NAME_BYTES];
	tc_buf_init(&out, article->arena->max_bytes);
	enum tc_status status =
		tc_charset_find(mail->plain, true, tc_charset_told(mail->plain, mail->plain_charset, name), &charset, err);
	if (status == TC_OK)
		status = tc_charset_decode(mail->plain, &charset, &out, &text, err);
	if (status == TC_OK) {
		tc_charset_notes(&charset, article->arena, &article->notes);
		add_plain(text, mail->flowed, article);
	}
	tc_buf_release(&out);
	return status;
}

/* The part in HTML as a page; whether there is something to read is the article's to say. */
static enum tc_status read_page(const struct mailbox *m, const struct tc_mail *mail, struct tc_article *article,
				struct tc_err *err)
{
	char name[TC_CHARSET_NAME_BYTES];
	const struct tc_reader_options options = {.format = "html",
						  .charset = tc_charset_told(mail->html, mail->html_charset, name),
						  .max_file_bytes = m->max_record_bytes,
						  .one_article = true,
						  .whole_only = true};
	struct tc_reader *page = NULL;
	enum tc_status status = tc_reader_open_memory(mail->html, m->path, &options, &page, err);
	if (status == TC_OK)
		status = tc_reader_next(page, article, err);
	tc_reader_free(page);
	return status == TC_END ? tc_err_set(err, TC_SKIP, "no text") : status;
}

static size_t body_bytes(const struct tc_article *article)
{
	size_t n = 0;
	for (size_t i = 0; i < article->body.n; i++)
		n += article->body.v[i].n;
	return n;
}

/* The text of a message, by its better part. */
static enum tc_status read_text(const struct mailbox *m, const struct tc_mail *mail, struct tc_article *article,
				struct tc_err *err)
{
	struct tc_str file = article->file;
	enum tc_status status = TC_SKIP;
	bool plain = tc_str_trim(mail->plain).n > 0;
	if (tc_str_trim(mail->html).n > 0)
		status = read_page(m, mail, article, err);
	if (plain && (status == TC_SKIP || status == TC_EFORMAT || article->body.n == 0 ||
		      (tc_str_eq(article->type, TC_STR("listing")) && body_bytes(article) * 2 < mail->plain.n))) {
		tc_article_init(article, article->arena);
		article->file = file;
		status = read_plain(mail, article, err);
	}
	/* A subject alone is something to find. */
	return status == TC_SKIP || status == TC_EFORMAT || status == TC_ELIMIT ? TC_OK : status;
}

/* What the headers say; a page inside has its own title, the subject is what readers saw. */
static void add_headers(const struct tc_mail *mail, struct tc_article *article)
{
	struct tc_arena *arena = article->arena;
	if (mail->subject.n > 0) {
		if (article->subtitle.n == 0 && !tc_str_eq(article->title, mail->subject))
			article->subtitle = article->title;
		article->title = mail->subject;
	}
	article->id = mail->id;
	if (mail->url.n > 0)
		article->url = mail->url;
	if (mail->language.n > 0)
		article->language = mail->language;
	if (mail->date.precision != TC_DATE_NONE)
		article->published = mail->date;
	if (mail->list)
		article->source = mail->from;
	else if (mail->from.n > 0 && !tc_strs_has(&article->authors, mail->from))
		tc_strs_add(&article->authors, arena, mail->from);
	article->type = TC_STR("article");
	for (size_t i = 0; i < mail->attachments.n; i++)
		tc_strs_add(&article->notes, arena,
			    tc_arena_printf(arena, "attachment: %.*s", TC_STR_ARG(mail->attachments.v[i])));
}

static enum tc_status next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct mailbox *m = state;
	struct tc_err reason = {TC_OK, ""};
	struct tc_mail mail;
	enum tc_status status = next_message(m, &reason);
	if (status == TC_END)
		return TC_END;
	m->n_records++;
	if (status == TC_OK)
		status = tc_mail_read(tc_buf_str(&m->message), article->arena, &mail, &reason);
	if (status == TC_OK)
		status = read_text(m, &mail, article, &reason);
	if (status == TC_ELIMIT)
		status = TC_SKIP;
	if (status != TC_OK)
		return tc_err_set(err, status, "message %u, byte %llu: %s", m->n_records, (unsigned long long)m->offset,
				  reason.text);
	add_headers(&mail, article);
	article->record = m->n_records;
	article->offset_bytes = m->offset;
	return TC_OK;
}

const struct tc_format tc_format_mail = {
	.name = "mail",
	.description = "newsletters: messages (.eml, Maildir) or many of them (mbox)",
	.whole = false,
	.bytes = true,
	.escapes = true,
	.taste = taste,
	.open = open_mail,
	.next = next,
	.close = close_mail,
};
