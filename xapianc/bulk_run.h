/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_BULK_RUN_H
#define TC_XAPIANC_BULK_RUN_H

/* Inside of the bindings only (C++): one run of a bulk load, which becomes a glass database of its own. */

#include <deque>
#include <map>

#include "xapianc/bulk_table.h"
#include "xapianc/doc_terms.h"
#include "xapianc/guard.h"

namespace xapianc
{

class bulk_run
{
      public:
	explicit bulk_run(const std::string &directory); /* makes it */

	/* docid above all before it; terms sorted; values and data of document.  Gives the length. */
	uint64_t add(Xapian::docid docid, const doc_terms &added, const Xapian::Document &document);
	/* Writes what is in memory; threads: 2 tables at a time. */
	void finish(const std::map<std::string, std::string> &metadata, bool threads);

	size_t held_bytes() const
	{
		return held;
	}

	const std::string path;

      private:
	/* Of each posting: docid less the one before, wdf, bytes of the coded positions, these. */
	struct postings {
		uint64_t hash;
		size_t name, n_name; /* in names */
		uint32_t last_docid, n_documents;
		uint64_t occurrences;
		std::string bytes;
	};
	struct value_chunk {
		uint32_t first_docid;
		std::string tag;
	};
	struct slot {
		std::vector<value_chunk> chunks;
		uint32_t last_docid = 0, n_values = 0;
		std::string lower, upper;
	};
	typedef std::vector<const postings *> sorted_terms;

	postings &find(const char *term, size_t n);
	void grow();
	sorted_terms sort() const;
	void add_terms(Xapian::docid docid, const doc_terms &added);
	void add_values(Xapian::docid docid, const Xapian::Document &document);
	void add_value(struct slot &to, Xapian::docid docid, const std::string &value);
	void write_specials(bulk_table &table, const std::map<std::string, std::string> &metadata) const;
	void write_postings(bulk_table &table, const sorted_terms &sorted) const;
	void write_positions(bulk_table &table, const sorted_terms &sorted) const;
	void write_version(const bulk_table &postlist, const bulk_table &position) const;

	std::deque<postings> terms;
	std::string names;
	std::vector<uint32_t> places; /* by hash, open addressing: number in terms + 1; 0: free */
	std::map<uint32_t, slot> slots;
	std::vector<std::pair<uint32_t, uint32_t>> lengths; /* docid and length */
	bulk_table docdata, termlist;
	size_t held = 0;
	uint32_t shortest = 0, longest = 0, largest_wdf = 0;
	uint64_t total_length = 0;
	std::string coded, tag; /* scratch */
};

} /* namespace xapianc */

#endif
