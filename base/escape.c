/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text put into other formats: one function for each. */
#include "base/escape.h"

#include <string.h>

#include "base/utf8.h"

/* XML 1.0, production 2 (Char). */
static bool is_xml_char(unsigned c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
	       (c >= 0x10000 && c <= 0x10FFFF);
}

void tc_escape_xml(struct tc_str text, struct tc_buf *out)
{
	for (size_t at = 0; at < text.n;) {
		size_t start = at;
		unsigned c = tc_utf8_next(text, &at);
		const char *reference = c == '&'    ? "&amp;"
					: c == '<'  ? "&lt;"
					: c == '>'  ? "&gt;"
					: c == '"'  ? "&quot;"
					: c == '\'' ? "&#39;"
						    : NULL;
		if (reference != NULL)
			tc_buf_add_cstr(out, reference);
		else if (c == TC_UTF8_BAD || !is_xml_char(c))
			tc_buf_add_cstr(out, "\xEF\xBF\xBD");
		else
			tc_buf_add_str(out, tc_str_sub(text, start, at));
	}
}

void tc_escape_csv(struct tc_str text, struct tc_buf *out)
{
	bool formula = text.n > 0 && strchr("=+-@\t\r", text.p[0]) != NULL && text.p[0] != '\0';
	bool quoted = false;
	for (size_t i = 0; i < text.n && !quoted; i++)
		quoted = text.p[i] == '"' || text.p[i] == ',' || text.p[i] == '\n' || text.p[i] == '\r';
	if (quoted)
		tc_buf_add_char(out, '"');
	if (formula)
		tc_buf_add_char(out, '\'');
	for (size_t at = 0, from = 0; at < text.n; from = at) {
		unsigned c = tc_utf8_next(text, &at);
		if (c == '"')
			tc_buf_add_char(out, '"');
		if (c == TC_UTF8_BAD || c == 0x7F || !is_xml_char(c))
			tc_buf_add_cstr(out, "\xEF\xBF\xBD");
		else
			tc_buf_add_str(out, tc_str_sub(text, from, at));
	}
	if (quoted)
		tc_buf_add_char(out, '"');
}
