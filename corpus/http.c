/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTTP responses as web archives keep them (RFC 9112; chunks in 7.1, encodings in RFC 9110, 8.4).
 *
 * Archives keep what the server sent, but not always: many tools have put chunks together or expanded the body and left the
 * headers that speak of it.  So a header is believed only when the body agrees: one that does not begin with a chunk's size is
 * no chunked one, one without gzip's magic is not compressed.  A body that is cut gives what is there.
 *
 * Lines may end with LF alone, names have any case, values may go on in lines that begin with a blank (which of the headers
 * used here none does in practice: the first line counts).  Of two headers of one name the first counts.  Brotli and zstd are
 * not decoded; trailers after the last chunk are passed over. */
#include "corpus/http.h"

#include <string.h>

#include "base/inflate.h"

static struct tc_str line_of(struct tc_str *rest)
{
	struct tc_str line = tc_str_split(rest, '\n');
	return line.n > 0 && line.p[line.n - 1] == '\r' ? tc_str_sub(line, 0, line.n - 1) : line;
}

bool tc_http_header(struct tc_str line, struct tc_str name, struct tc_str *value)
{
	size_t colon = tc_str_find_char(line, ':', 0);
	if (colon == line.n || !tc_str_eq_ascii_nocase(tc_str_trim(tc_str_sub(line, 0, colon)), name))
		return false;
	*value = tc_str_trim(tc_str_sub(line, colon + 1, line.n));
	return true;
}

void tc_http_content_type(struct tc_str value, struct tc_str *type, struct tc_str *charset)
{
	*type = tc_str_trim(tc_str_split(&value, ';'));
	*charset = TC_STR_NONE;
	while (value.p != NULL) {
		struct tc_str parameter = tc_str_trim(tc_str_split(&value, ';'));
		size_t equals = tc_str_find_char(parameter, '=', 0);
		struct tc_str name = tc_str_trim(tc_str_sub(parameter, 0, equals));
		if (!tc_str_eq_ascii_nocase(name, TC_STR("charset")) || charset->n > 0)
			continue;
		*charset = tc_str_trim(tc_str_sub(parameter, equals + 1, parameter.n));
		if (charset->n >= 2 && (charset->p[0] == '"' || charset->p[0] == '\'') &&
		    charset->p[charset->n - 1] == charset->p[0])
			*charset = tc_str_sub(*charset, 1, charset->n - 1);
	}
}

bool tc_http_parse(struct tc_str block, struct tc_http *http)
{
	unsigned long long number;
	struct tc_str rest = block, line, value;
	*http = (struct tc_http){.status = 0};
	if (!tc_str_starts(block, TC_STR("HTTP/")))
		return false;
	line = line_of(&rest);
	tc_str_split(&line, ' ');
	line = tc_str_trim(line);
	if (tc_str_to_u64(tc_str_split(&line, ' '), 999, &number))
		http->status = (unsigned)number;
	while (rest.p != NULL && (line = line_of(&rest)).n > 0) {
		if (http->content_type.n == 0 && tc_http_header(line, TC_STR("content-type"), &value))
			tc_http_content_type(value, &http->content_type, &http->charset);
		else if (http->transfer_encoding.n == 0 && tc_http_header(line, TC_STR("transfer-encoding"), &value))
			http->transfer_encoding = value;
		else if (http->content_encoding.n == 0 && tc_http_header(line, TC_STR("content-encoding"), &value))
			http->content_encoding = value;
	}
	http->body = rest;
	return true;
}

/* The size line of a chunk: hexadecimal digits, perhaps blanks and an extension. */
static bool chunk_size(struct tc_str line, size_t *size)
{
	size_t n = 0;
	*size = 0;
	for (line = tc_str_trim(line); n < line.n; n++) {
		char c = line.p[n];
		int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
		if (digit < 0)
			break;
		if (n == 8)
			return false;
		*size = *size * 16 + (size_t)digit;
	}
	return n > 0 && (n == line.n || line.p[n] == ';' || line.p[n] == ' ');
}

/* Puts the chunks together; false when the body is none of chunks. */
static bool join_chunks(struct tc_str body, struct tc_buf *out, bool *whole)
{
	bool any = false;
	size_t size;
	*whole = false;
	while (body.p != NULL) {
		if (!chunk_size(line_of(&body), &size) || (!any && body.p == NULL))
			return any;
		any = true;
		if (size == 0) {
			*whole = true;
			return true;
		}
		tc_buf_add_str(out, tc_str_sub(body, 0, size));
		if (size >= body.n)
			return true;
		body = tc_str_sub(body, size, body.n);
		line_of(&body);
	}
	return any;
}

/* Is the word in a list between commas? */
static bool listed(struct tc_str list, struct tc_str word)
{
	while (list.p != NULL)
		if (tc_str_eq_ascii_nocase(tc_str_trim(tc_str_split(&list, ',')), word))
			return true;
	return false;
}

static enum tc_status expand(struct tc_str encoding, struct tc_buf *out, struct tc_str *body, bool *whole, struct tc_err *err)
{
	bool gzip = listed(encoding, TC_STR("gzip")) || listed(encoding, TC_STR("x-gzip"));
	bool deflate = listed(encoding, TC_STR("deflate")), magic = tc_str_starts(*body, TC_STR("\x1F\x8B"));
	struct tc_str begin = tc_str_trim(tc_str_sub(*body, 0, 64));
	enum tc_status status;
	if (encoding.n == 0 || body->n == 0 || listed(encoding, TC_STR("identity")) || (begin.n > 0 && begin.p[0] == '<'))
		return TC_OK;
	if (!gzip && !deflate)
		return tc_err_set(err, TC_SKIP, "content encoding %.*s: not known", TC_STR_ARG(tc_str_sub(encoding, 0, 40)));
	if (gzip && !magic)
		return TC_OK;
	status = tc_inflate(*body, gzip ? TC_INFLATE_GZIP : TC_INFLATE_DEFLATE, out, err);
	if (status != TC_OK && (status != TC_SKIP || out->n == 0))
		return status;
	*whole = *whole && status == TC_OK;
	*body = tc_buf_str(out);
	return TC_OK;
}

enum tc_status tc_http_body(const struct tc_http *http, struct tc_buf *chunks, struct tc_buf *expanded, struct tc_str *body,
			    bool *whole, struct tc_err *err)
{
	*body = http->body;
	*whole = true;
	tc_buf_reset(chunks);
	tc_buf_reset(expanded);
	if (listed(http->transfer_encoding, TC_STR("chunked"))) {
		if (join_chunks(http->body, chunks, whole))
			*body = tc_buf_str(chunks);
		else
			*whole = true;
	}
	enum tc_status status = tc_buf_check(chunks, "response", err);
	return status == TC_OK ? expand(http->content_encoding, expanded, body, whole, err) : status;
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '.' ||
	       c == '[' || c == ']';
}

/* Without the comments that scripts begin with. */
static struct tc_str without_comments(struct tc_str s)
{
	for (;;) {
		s = tc_str_trim(s);
		if (tc_str_starts(s, TC_STR("/*")))
			s = tc_str_sub(s, tc_str_find(s, TC_STR("*/"), 2) + 2, s.n);
		else if (tc_str_starts(s, TC_STR("//")))
			s = tc_str_sub(s, tc_str_find_char(s, '\n', 0), s.n);
		else
			return s;
	}
}

/* Bytes without blanks or tags: no language is written so in ASCII. */
static bool is_encoded(struct tc_str s)
{
	size_t n_blanks = 0;
	s = tc_str_sub(s, 0, 4096);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '<' || (s.p[i] & 0x80) != 0)
			return false;
		n_blanks += s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t';
	}
	return s.n >= 200 && n_blanks * 40 < s.n;
}

bool tc_http_is_data(struct tc_str body)
{
	static const char *const words[] = {"var", "let",    "const",    "function", "if",
					    "try", "window", "document", "import",   "export"};
	struct tc_str s = body;
	size_t n = 0;
	if (tc_str_starts(s, TC_STR("\xEF\xBB\xBF")))
		s = tc_str_sub(s, 3, s.n);
	s = without_comments(s);
	if (s.n == 0 || s.p[0] == '<')
		return false;
	if (s.p[0] == '{' || s.p[0] == '(' || s.p[0] == ';' || s.p[0] == '!')
		return tc_str_find_char(s, '{', 0) < s.n || tc_str_find_char(s, '(', 1) < s.n;
	if (s.p[0] == '[')
		return s.n > 1 && strchr("{[]\"'0123456789 \n", s.p[1]) != NULL;
	while (n < s.n && is_name(s.p[n]))
		n++;
	struct tc_str name = tc_str_sub(s, 0, n), rest = tc_str_sub(s, n, s.n), after = tc_str_trim(rest);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (tc_str_eq(name, tc_str_of(words[i])) && after.n > 0 &&
		    (is_name(after.p[0]) || after.p[0] == '(' || after.p[0] == '{') &&
		    (tc_str_find_char(after, '=', 0) < after.n || tc_str_find_char(after, '{', 0) < after.n) &&
		    tc_str_find_char(after, ';', 0) < after.n)
			return true;
	if (n > 0 && rest.n > 1 && rest.p[0] == '(' && strchr("{[\"')", rest.p[1]) != NULL)
		return true; /* callback({...}) */
	if (n > 0 && after.n > 1 && after.p[0] == '=' && strchr("{[\"' (", after.p[1]) != NULL)
		return true; /* data = {...} */
	return is_encoded(s);
}
