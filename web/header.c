/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of request headers (RFC 9110) and percent-encoding of what we write into addresses (RFC 3986, 2.3).
 *
 * A q value counts as nought or not: whoever takes gzip at all gets it.  A host is checked because it is written into feeds and
 * descriptions as our own address: what could end an attribute or begin a path there is no host.
 */
#include "web/request.h"

/* Is the q of "gzip; q=0.5" nought? */
static bool is_refused(struct tc_str parameters)
{
	while (parameters.p != NULL) {
		struct tc_str one = tc_str_trim(tc_str_split(&parameters, ';'));
		if (one.n < 3 || (one.p[0] | 32) != 'q' || one.p[1] != '=')
			continue;
		for (size_t i = 2; i < one.n; i++)
			if (one.p[i] != '0' && one.p[i] != '.')
				return false;
		return true;
	}
	return false;
}

bool tc_header_accepts(struct tc_str header, struct tc_str token)
{
	bool star = false;
	while (header.p != NULL) {
		struct tc_str parameters = tc_str_split(&header, ',');
		struct tc_str name = tc_str_trim(tc_str_split(&parameters, ';'));
		if (tc_str_eq_ascii_nocase(name, token))
			return !is_refused(parameters);
		if (tc_str_eq(name, TC_STR("*")))
			star = !is_refused(parameters);
	}
	return star;
}

static bool is_letter_or_digit(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

bool tc_header_is_host(struct tc_str host)
{
	size_t i = 0;
	if (host.n == 0 || host.n > 255)
		return false;
	if (host.p[0] == '[') {
		for (i = 1; i < host.n && host.p[i] != ']'; i++)
			if (host.p[i] != ':' && host.p[i] != '.' && !is_letter_or_digit(host.p[i]))
				return false;
		if (i++ == host.n)
			return false;
	} else {
		for (; i < host.n && host.p[i] != ':'; i++)
			if (!is_letter_or_digit(host.p[i]) && host.p[i] != '-' && host.p[i] != '.' && host.p[i] != '_')
				return false;
		if (i == 0)
			return false;
	}
	if (i == host.n)
		return true;
	unsigned long long port;
	return host.p[i] == ':' && (i + 1 == host.n || tc_str_to_u64(tc_str_sub(host, i + 1, host.n), 65535, &port));
}

void tc_url_escape(struct tc_str text, struct tc_buf *out)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~')
			tc_buf_add_char(out, c);
		else
			tc_buf_printf(out, "%%%02X", (unsigned char)c);
	}
}
