/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Iterators that survive a commit of the writer.
 *
 * Each remembers the term or docid that it gave last (or was told to skip to) as its bound.  When Xapian says that the database
 * changed, the database is reopened, the iterator made anew and moved to the bound; what was given is not given again.  A step
 * on the same revision never looks at the bound but to compare where it stands.
 *
 * Terms of the database, terms of a document and metadata keys are all term iterators of Xapian's; one struct serves them. */

#include "xapianc/handle.h"

using namespace xapianc;

namespace
{

/* The next item is the first after bound, or at it when inclusive. */
struct term_cursor : house_allocated {
	enum kind { TERMS_OF_DB, TERMS_OF_DOC, METADATA_KEYS };

	std::shared_ptr<xapianc::source> source;
	kind what = TERMS_OF_DB;
	std::string prefix;
	Xapian::docid which = 0; /* the document, or the part whose keys they are */
	Xapian::TermIterator at;
	std::string bound;
	bool inclusive = true;
	bool made = false;    /* at can be used */
	bool stood = false;   /* at stands on the item given last */
	unsigned made_at = 0; /* source->n_reopened then */

	bool usable() const
	{
		return made && made_at == source->n_reopened;
	}

	Xapian::TermIterator begin() const
	{
		switch (what) {
		case TERMS_OF_DB:
			return source->db.allterms_begin(prefix);
		case TERMS_OF_DOC:
			return source->db.termlist_begin(which);
		default:
			return (which < source->parts.size() ? source->parts[which].db : source->db).metadata_keys_begin(prefix);
		}
	}

	void make()
	{
		made = false;
		made_at = source->n_reopened;
		at = begin();
		if (at != Xapian::TermIterator() && !bound.empty())
			at.skip_to(bound);
		if (!inclusive && at != Xapian::TermIterator() && *at == bound)
			++at;
		stood = false;
		made = true;
	}

	/* Moves to the next item and makes it the bound; false at the end. */
	bool step()
	{
		if (!usable()) {
			make();
		} else if (stood) {
			made = false; /* unless the step succeeds */
			++at;
			made = true;
		}
		stood = false;
		if (at == Xapian::TermIterator())
			return false;
		bound = *at;
		inclusive = false;
		stood = true;
		return true;
	}

	void skip(struct tc_str target)
	{
		const std::string to = to_string(target);
		if (to < bound || (to == bound && !inclusive))
			return;
		bound = to;
		inclusive = true;
		if (!usable()) {
			make();
		} else {
			made = false;
			if (at != Xapian::TermIterator())
				at.skip_to(bound);
			made = true;
		}
		stood = false;
	}
};

enum tc_status next_term(term_cursor &c, struct tc_str *item, struct tc_err *err, const char *what)
{
	return guard_read(*c.source, err, what, [&] {
		*item = TC_STR_NONE;
		if (!c.step())
			return TC_END;
		*item = {c.bound.data(), c.bound.size()};
		return TC_OK;
	});
}

} /* namespace */

struct tc_terms : term_cursor {
};

struct tc_keys : term_cursor {
};

namespace
{

template <class Handle>
enum tc_status make_cursor(struct tc_db *db, term_cursor::kind kind, struct tc_str prefix, Xapian::docid which, Handle **out,
			   struct tc_err *err, const char *what)
{
	*out = nullptr;
	return guard_read(*db->source, err, what, [&] {
		std::unique_ptr<Handle> c(new Handle());
		c->source = db->source;
		c->what = kind;
		c->which = which;
		c->prefix = to_string(prefix);
		c->make();
		*out = c.release();
		return TC_OK;
	});
}

} /* namespace */

enum tc_status tc_terms_all(struct tc_db *db, struct tc_str prefix, struct tc_terms **out, struct tc_err *err)
{
	return make_cursor(db, term_cursor::TERMS_OF_DB, prefix, 0, out, err, "terms");
}

enum tc_status tc_terms_of(struct tc_db *db, uint32_t docid, struct tc_terms **out, struct tc_err *err)
{
	return make_cursor(db, term_cursor::TERMS_OF_DOC, {nullptr, 0}, docid, out, err, "terms of document");
}

enum tc_status tc_terms_next(struct tc_terms *terms, struct tc_str *term, struct tc_err *err)
{
	return next_term(*terms, term, err, "terms");
}

enum tc_status tc_terms_skip_to(struct tc_terms *terms, struct tc_str target, struct tc_err *err)
{
	return guard_read(*terms->source, err, "terms", [&] {
		terms->skip(target);
		return TC_OK;
	});
}

uint32_t tc_terms_freq(struct tc_terms *terms)
{
	uint32_t freq = 0;

	if (!terms->inclusive)
		guard_read(*terms->source, nullptr, "term frequency", [&] {
			/* Of several databases Xapian tells of a document's term what it guesses from the document's own. */
			const bool knows = terms->made && terms->stood &&
					   (terms->what == term_cursor::TERMS_OF_DB || terms->source->parts.size() < 2);
			freq = knows ? terms->at.get_termfreq() : terms->source->get_termfreq(terms->bound);
			return TC_OK;
		});
	return freq;
}

uint32_t tc_terms_wdf(struct tc_terms *terms)
{
	uint32_t wdf = 0;

	if (terms->what == term_cursor::TERMS_OF_DOC && terms->made && terms->stood)
		guard(nullptr, "wdf", [&] {
			wdf = terms->at.get_wdf();
			return TC_OK;
		});
	return wdf;
}

void tc_terms_free(struct tc_terms *terms)
{
	delete terms;
}

enum tc_status tc_keys_all(struct tc_db *db, struct tc_str prefix, struct tc_keys **out, struct tc_err *err)
{
	return make_cursor(db, term_cursor::METADATA_KEYS, prefix, 0, out, err, "metadata keys");
}

enum tc_status tc_keys_of_part(struct tc_db *db, size_t part, struct tc_str prefix, struct tc_keys **out, struct tc_err *err)
{
	return make_cursor(db, term_cursor::METADATA_KEYS, prefix, static_cast<Xapian::docid>(part), out, err, "metadata keys");
}

enum tc_status tc_keys_next(struct tc_keys *keys, struct tc_str *key, struct tc_err *err)
{
	return next_term(*keys, key, err, "metadata keys");
}

void tc_keys_free(struct tc_keys *keys)
{
	delete keys;
}
