/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_MAIL_H
#define TC_CORPUS_MAIL_H

#include "base/arena.h"
#include "base/date.h"
#include "base/status.h"

/* A message of the Internet (RFC 5322, MIME): what an article can be made of.  Strings are UTF-8 of any quality but for html and
 * plain, which are bytes; all live in the arena. */
struct tc_mail {
	struct tc_str subject, id, url, language;
	struct tc_str from; /* the name, or the address of who has none */
	bool list;          /* sent to many: a newsletter or a mailing list */
	struct tc_date date;
	struct tc_str html, html_charset; /* the first part of this type and what it says of its encoding */
	struct tc_str plain, plain_charset;
	bool flowed;                /* lines of plain that end in a blank go on (RFC 3676) */
	struct tc_strs attachments; /* "NAME (TYPE)" of what was not read */
};

/* Reads bytes.  TC_SKIP: nothing that is a message; TC_ENOMEM. */
enum tc_status tc_mail_read(struct tc_str bytes, struct tc_arena *arena, struct tc_mail *mail, struct tc_err *err);

#endif
