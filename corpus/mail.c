/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages through GMime, which knows RFC 5322, 2045 to 2047, 2231 and what is sent instead.  The only file that includes it.
 *
 * Of the parts the first in HTML and the first in plain text are taken that are no attachments, whatever multiparts are around
 * them; of a forwarded message too when there is none before it.  Encodings of transfer are undone, those of letters are left to
 * the reader, which does not believe all that is declared.  Headers in raw 8-bit bytes, which no standard allows, are what all
 * the bytes of the message look like.  Attachments are named and not read. */
#include "corpus/mail.h"

#include <gmime/gmime.h>
#include <string.h>

#include "corpus/charset.h"
#include "corpus/line.h"

/* Attachments that are named. */
#define MAX_ATTACHMENTS 100
/* Parts that are looked at. */
#define MAX_PARTS 1000
/* What of a message says in which encoding its raw headers are. */
#define LOOK_BYTES (64u << 10)

static struct tc_str keep(struct tc_arena *arena, const char *s)
{
	return s == NULL ? TC_STR_NONE : tc_arena_str(arena, tc_str_of(s));
}

/* A message being read. */
struct reading {
	struct tc_mail *mail;
	struct tc_arena *arena;
	struct tc_charset raw; /* of bytes that are in no encoding of transfer */
};

/* Text in raw bytes, in UTF-8. */
static struct tc_str decode_raw(const struct reading *r, struct tc_str bytes)
{
	struct tc_charset charset = r->raw;
	struct tc_buf out;
	struct tc_str text = bytes;
	tc_buf_init(&out, r->arena->max_bytes);
	if (tc_charset_decode(bytes, &charset, &out, &text, NULL) != TC_OK)
		text = bytes;
	text = tc_arena_str(r->arena, text);
	tc_buf_release(&out);
	return text;
}

static bool is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((*s & 0x80) != 0)
			return false;
	return true;
}

/* A header as text. */
static struct tc_str header(const struct reading *r, GMimeObject *message, const char *name)
{
	GMimeHeader *found = g_mime_header_list_get_header(g_mime_object_get_header_list(message), name);
	const char *raw = found == NULL ? NULL : g_mime_header_get_raw_value(found);
	if (raw == NULL)
		return TC_STR_NONE;
	if (!is_ascii(raw))
		return tc_line_single(r->arena, decode_raw(r, tc_str_of(raw)));
	char *text = g_mime_utils_header_decode_text(NULL, raw);
	struct tc_str value = tc_line_single(r->arena, keep(r->arena, text));
	g_free(text);
	return value;
}

/* The header without the angle brackets around it. */
static struct tc_str bracketed(const struct reading *r, GMimeObject *message, const char *name)
{
	struct tc_str value = header(r, message, name);
	if (value.n > 2 && value.p[0] == '<' && tc_str_find_char(value, '>', 0) < value.n)
		value = tc_str_sub(value, 1, tc_str_find_char(value, '>', 0));
	return value;
}

static void read_sender(const struct reading *r, GMimeMessage *message)
{
	struct tc_mail *mail = r->mail;
	InternetAddressList *from = g_mime_message_get_from(message);
	InternetAddress *first = from == NULL ? NULL : internet_address_list_get_address(from, 0);
	struct tc_str raw = header(r, GMIME_OBJECT(message), "From");
	size_t bracket = tc_str_find_char(raw, '<', 0);
	const char *name = first == NULL ? NULL : internet_address_get_name(first);
	if (name != NULL && is_ascii(name) && bracket < raw.n && name[0] != '\0')
		mail->from = keep(r->arena, name);
	else if (bracket > 0 && bracket < raw.n)
		mail->from = tc_str_trim(tc_str_sub(raw, 0, bracket));
	else if (first != NULL && INTERNET_ADDRESS_IS_MAILBOX(first))
		mail->from = keep(r->arena, internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
	if (mail->from.n > 2 && mail->from.p[0] == '"' && tc_str_ends(mail->from, TC_STR("\"")))
		mail->from = tc_str_sub(mail->from, 1, mail->from.n - 1);
}

static void read_headers(const struct reading *r, GMimeMessage *message)
{
	struct tc_mail *mail = r->mail;
	GMimeObject *object = GMIME_OBJECT(message);
	GDateTime *date = g_mime_message_get_date(message);
	mail->subject = header(r, object, "Subject");
	mail->id = bracketed(r, object, "Message-ID");
	mail->url = bracketed(r, object, "Archived-At");
	mail->language = header(r, object, "Content-Language");
	mail->list = header(r, object, "List-Id").n > 0 || header(r, object, "List-Unsubscribe").n > 0 ||
		     tc_str_eq_ascii_nocase(header(r, object, "Precedence"), TC_STR("bulk"));
	read_sender(r, message);
	mail->date.precision = TC_DATE_NONE;
	if (date != NULL)
		tc_date_from_unix(g_date_time_to_unix(date), (int)(g_date_time_get_utc_offset(date) / 60000000), &mail->date);
}

/* Content of a part without its encoding of transfer. */
static struct tc_str content_of(GMimePart *part, struct tc_arena *arena)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	struct tc_str bytes = TC_STR_NONE;
	if (content == NULL)
		return bytes;
	GMimeStream *out = g_mime_stream_mem_new();
	if (g_mime_data_wrapper_write_to_stream(content, out) >= 0) {
		GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out));
		bytes = tc_arena_str(arena, (struct tc_str){(const char *)array->data, array->len});
	}
	g_object_unref(out);
	return bytes;
}

/* Takes a part, or names it. */
static void read_part(GMimePart *part, struct tc_arena *arena, struct tc_mail *mail)
{
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
	const char *charset = g_mime_content_type_get_parameter(type, "charset"), *name = g_mime_part_get_filename(part);
	const char *format = g_mime_content_type_get_parameter(type, "format");
	bool html = g_mime_content_type_is_type(type, "text", "html"), plain = g_mime_content_type_is_type(type, "text", "plain");
	if (!g_mime_part_is_attachment(part) && html && mail->html.n == 0) {
		mail->html = content_of(part, arena);
		mail->html_charset = keep(arena, charset);
	} else if (!g_mime_part_is_attachment(part) && plain && mail->plain.n == 0) {
		mail->plain = content_of(part, arena);
		mail->plain_charset = keep(arena, charset);
		mail->flowed = format != NULL && tc_str_eq_ascii_nocase(tc_str_of(format), TC_STR("flowed"));
	} else if (mail->attachments.n < MAX_ATTACHMENTS) {
		char *mime = g_mime_content_type_get_mime_type(type);
		struct tc_str file = name == NULL ? TC_STR("without a name") : tc_str_of(name);
		tc_strs_add(&mail->attachments, arena,
			    tc_line_single(arena,
					   tc_charset_clean(arena, tc_arena_printf(arena, "%.*s (%s)",
										   TC_STR_ARG(tc_str_sub(file, 0, 200)), mime))));
		g_free(mime);
	}
}

/* Goes through the parts in their order. */
static void read_parts(GMimeMessage *message, struct tc_arena *arena, struct tc_mail *mail)
{
	GMimePartIter *iter = g_mime_part_iter_new(GMIME_OBJECT(message));
	size_t n_parts = 0;
	do {
		GMimeObject *at = g_mime_part_iter_get_current(iter);
		if (at != NULL && GMIME_IS_PART(at))
			read_part(GMIME_PART(at), arena, mail);
	} while (++n_parts < MAX_PARTS && g_mime_part_iter_next(iter));
	g_mime_part_iter_free(iter);
}

enum tc_status tc_mail_read(struct tc_str bytes, struct tc_arena *arena, struct tc_mail *mail, struct tc_err *err)
{
	static bool ready = false;
	if (!ready)
		g_mime_init();
	ready = true;
	struct reading r = {.mail = mail, .arena = arena};
	*mail = (struct tc_mail){.list = false};
	if (tc_charset_find(tc_str_sub(bytes, 0, LOOK_BYTES), bytes.n <= LOOK_BYTES, NULL, &r.raw, NULL) != TC_OK)
		r.raw = (struct tc_charset){.name = "utf-8"};
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.p, bytes.n);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	g_object_unref(parser);
	g_object_unref(stream);
	if (message == NULL)
		return tc_err_set(err, TC_SKIP, "no message");
	read_headers(&r, message);
	if (g_mime_message_get_mime_part(message) != NULL)
		read_parts(message, arena, mail);
	g_object_unref(message);
	return tc_arena_check(arena, "message", err);
}
