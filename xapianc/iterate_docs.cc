/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Iterators over documents: the postings of a term and the values of a slot.  They survive a commit as those over terms do
 * (iterate.cc); here the bound is the least docid that may be given next. */

#include "xapianc/handle.h"

using namespace xapianc;

namespace
{

inline Xapian::docid docid_at(const Xapian::PostingIterator &at)
{
	return *at;
}

inline Xapian::docid docid_at(const Xapian::ValueIterator &at)
{
	return at.get_docid();
}

template <class Iterator> struct docid_cursor : house_allocated {
	std::shared_ptr<xapianc::source> source;
	Iterator at;
	Xapian::docid bound = 1;
	bool made = false;    /* at can be used */
	bool stood = false;   /* at stands on the document given last */
	unsigned made_at = 0; /* source->n_reopened then */

	/* Moves to the first document >= bound; false at the end. */
	template <class Begin> bool step(Begin begin)
	{
		if (!made || made_at != source->n_reopened) {
			made = false;
			made_at = source->n_reopened;
			at = begin();
			made = true;
			if (at != Iterator() && bound > 1)
				skip();
		} else if (stood) {
			made = false; /* unless the step succeeds */
			++at;
			made = true;
		}
		stood = false;
		if (at == Iterator())
			return false;
		if (docid_at(at) < bound) {
			skip();
			if (at == Iterator())
				return false;
		}
		bound = docid_at(at) + 1;
		stood = true;
		return true;
	}

	void skip()
	{
		made = false;
		at.skip_to(bound);
		made = true;
	}
};

} /* namespace */

struct tc_postings : docid_cursor<Xapian::PostingIterator> {
	std::string term;
	uint32_t docid = 0; /* given last */
	std::vector<uint32_t> positions;
	bool listed = false; /* the postings were fetched before (prefetch.cc) */
	std::vector<Xapian::docid> list;
	size_t next = 0;
};

struct tc_values : docid_cursor<Xapian::ValueIterator> {
	uint32_t slot = 0;
	std::string value;
};

enum tc_status tc_postings_of(struct tc_db *db, struct tc_str term, struct tc_postings **out, struct tc_err *err)
{
	*out = nullptr;
	return guard_read(*db->source, err, "postings", [&] {
		std::unique_ptr<tc_postings> p(new tc_postings());
		p->source = db->source;
		p->term = to_string(term);
		const auto known = db->source->postings.find(p->term);
		p->listed = known != db->source->postings.end();
		if (p->listed)
			p->list = known->second;
		else
			p->at = db->source->db.postlist_begin(p->term);
		p->made = true;
		p->made_at = db->source->n_reopened;
		*out = p.release();
		return TC_OK;
	});
}

enum tc_status tc_postings_next(struct tc_postings *postings, uint32_t *docid, struct tc_err *err)
{
	return guard_read(*postings->source, err, "postings", [&] {
		*docid = 0;
		if (postings->listed) {
			while (postings->next < postings->list.size() && postings->list[postings->next] < postings->bound)
				postings->next++;
			if (postings->next == postings->list.size())
				return TC_END;
			*docid = postings->docid = postings->list[postings->next++];
			return TC_OK;
		}
		if (!postings->step([&] { return postings->source->db.postlist_begin(postings->term); }))
			return TC_END;
		*docid = postings->docid = postings->bound - 1;
		return TC_OK;
	});
}

enum tc_status tc_postings_skip_to(struct tc_postings *postings, uint32_t docid, struct tc_err *)
{
	/* The move itself is made by the next step, with the rest of it when the database changes in between. */
	if (docid > postings->bound)
		postings->bound = docid;
	return TC_OK;
}

uint32_t tc_postings_wdf(struct tc_postings *postings)
{
	uint32_t wdf = 0;

	if (postings->made && postings->stood)
		guard(nullptr, "wdf", [&] {
			wdf = postings->at.get_wdf();
			return TC_OK;
		});
	return wdf;
}

uint32_t tc_postings_doc_length(struct tc_postings *postings)
{
	uint32_t length = 0;

	if (postings->docid != 0)
		guard_read(*postings->source, nullptr, "document length", [&] {
			length = postings->source->db.get_doclength(postings->docid);
			return TC_OK;
		});
	return length;
}

enum tc_status tc_postings_positions(struct tc_postings *postings, const uint32_t **positions, size_t *n, struct tc_err *err)
{
	*positions = nullptr;
	*n = 0;
	if (postings->docid == 0 || postings->term.empty())
		return TC_OK;
	return guard_read(*postings->source, err, "positions", [&] {
		postings->positions.clear();
		auto p = postings->source->db.positionlist_begin(postings->docid, postings->term);
		for (; p != Xapian::PositionIterator(); ++p)
			postings->positions.push_back(*p);
		*positions = postings->positions.data();
		*n = postings->positions.size();
		return TC_OK;
	});
}

void tc_postings_free(struct tc_postings *postings)
{
	delete postings;
}

enum tc_status tc_values_of(struct tc_db *db, uint32_t slot, struct tc_values **out, struct tc_err *err)
{
	*out = nullptr;
	return guard_read(*db->source, err, "values", [&] {
		std::unique_ptr<tc_values> v(new tc_values());
		v->source = db->source;
		v->slot = slot;
		v->at = db->source->db.valuestream_begin(slot);
		v->made = true;
		v->made_at = db->source->n_reopened;
		*out = v.release();
		return TC_OK;
	});
}

enum tc_status tc_values_next(struct tc_values *values, uint32_t *docid, struct tc_str *value, struct tc_err *err)
{
	return guard_read(*values->source, err, "values", [&] {
		*docid = 0;
		*value = TC_STR_NONE;
		if (!values->step([&] { return values->source->db.valuestream_begin(values->slot); }))
			return TC_END;
		values->value = *values->at;
		*docid = values->bound - 1;
		*value = {values->value.data(), values->value.size()};
		return TC_OK;
	});
}

enum tc_status tc_values_skip_to(struct tc_values *values, uint32_t docid, struct tc_err *)
{
	if (docid > values->bound)
		values->bound = docid;
	return TC_OK;
}

void tc_values_free(struct tc_values *values)
{
	delete values;
}
