/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Counting the values of all matches.
 *
 * A MatchSpy sees every document that matches; its number is all that is taken.  Then each slot is read along its stream of
 * values, which is a third of the time that asking each document for each of its values takes.  Xapian's own spy counts whole
 * values in a std::map; here a value is cut into its lines, each is looked up in a table by its hash (FNV-1a, open addressing, at
 * most half full) without being copied, and only a new one is stored.  An article has a dozen names, so that 20,000 matches are a
 * quarter of a million lookups: that is where the time goes.
 *
 * Of several databases each is looked at by itself: a stream of values over all of them that skips loses its way (Xapian 1.4.22).
 * A remote database has no streams of values: it would be asked for each document.  There Xapian's own spies count, on the
 * server, and whole values come back with their counts and are cut into lines here.
 *
 * Asking for no match at all would let the matcher stop early; check_at_least of all documents makes it go on. */

#include "xapianc/handle.h"

#include <algorithm>
#include <cstring>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
extern "C" {
#include "xapianc/count.h"
}
#pragma GCC diagnostic pop

using namespace xapianc;

namespace
{

/* Values and how many documents have each. */
class table
{
      public:
	struct entry {
		unsigned long long hash;
		size_t at, length; /* in bytes */
		uint32_t documents;
	};
	std::vector<entry> entries;
	std::string bytes;

	void add(const char *p, size_t n, uint32_t documents = 1)
	{
		const unsigned long long hash = hash_of(p, n);
		if ((entries.size() + 1) * 2 > places.size())
			grow();
		size_t at = hash & (places.size() - 1);
		for (; places[at] != 0; at = (at + 1) & (places.size() - 1)) {
			entry &e = entries[places[at] - 1];
			if (e.hash == hash && e.length == n && memcmp(bytes.data() + e.at, p, n) == 0) {
				e.documents += documents;
				return;
			}
		}
		entries.push_back({hash, bytes.size(), n, documents});
		bytes.append(p, n);
		places[at] = static_cast<uint32_t>(entries.size());
	}

      private:
	/* Of the first and the last eight bytes and the length: values begin with a mark or are dates. */
	static unsigned long long hash_of(const char *p, size_t n)
	{
		unsigned long long first = 0, last = 0;
		memcpy(&first, p, n < 8 ? n : 8);
		memcpy(&last, n < 8 ? p : p + n - 8, n < 8 ? n : 8);
		unsigned long long hash = (first * 0x9e3779b97f4a7c15ULL) ^ (last * 0xc2b2ae3d27d4eb4fULL) ^ n;
		return hash ^ (hash >> 29);
	}

	std::vector<uint32_t> places; /* number of an entry + 1; 0: free */

	void grow()
	{
		places.assign(places.empty() ? 256 : places.size() * 2, 0);
		for (size_t i = 0; i < entries.size(); i++) {
			size_t at = entries[i].hash & (places.size() - 1);
			while (places[at] != 0)
				at = (at + 1) & (places.size() - 1);
			places[at] = static_cast<uint32_t>(i + 1);
		}
	}
};

} /* namespace */

struct tc_counts : house_allocated {
	std::vector<tc_counted_slot> slots;
	std::vector<table> tables;
	uint32_t n_documents = 0;

	void reset()
	{
		tables.assign(slots.size(), table());
		n_documents = 0;
	}

	/* The documents must rise. */
	void look_at(const Xapian::Database &db, const std::vector<Xapian::docid> &documents)
	{
		n_documents += static_cast<uint32_t>(documents.size());
		for (size_t i = 0; i < slots.size(); i++) {
			Xapian::ValueIterator value = db.valuestream_begin(slots[i].slot);
			const Xapian::ValueIterator end = db.valuestream_end(slots[i].slot);
			for (const Xapian::docid docid : documents) {
				value.skip_to(docid);
				if (value == end)
					break;
				if (value.get_docid() == docid)
					add(tables[i], slots[i], *value);
			}
		}
	}

	/* The values of all matches in a remote database, counted where they are. */
	void count_far(const Xapian::Database &db, const Xapian::Query &query)
	{
		std::vector<std::unique_ptr<Xapian::ValueCountMatchSpy>> spies;
		Xapian::Enquire e(db);
		e.set_query(query);
		e.set_weighting_scheme(Xapian::BoolWeight());
		for (const tc_counted_slot &slot : slots) {
			spies.emplace_back(new Xapian::ValueCountMatchSpy(slot.slot));
			e.add_matchspy(spies.back().get());
		}
		e.get_mset(0, 0, db.get_doccount());
		for (size_t i = 0; i < slots.size(); i++)
			for (auto v = spies[i]->values_begin(); v != spies[i]->values_end(); ++v)
				add(tables[i], slots[i], *v, v.get_termfreq());
		if (!spies.empty())
			n_documents += static_cast<uint32_t>(spies[0]->get_total());
	}

	/* The values of one document of a remote database. */
	void look_at_one(const Xapian::Document &document)
	{
		n_documents++;
		for (size_t i = 0; i < slots.size(); i++)
			add(tables[i], slots[i], document.get_value(slots[i].slot), 1);
	}

	/* The same for documents of several databases. */
	void look_at_parts(const struct source &source, const std::vector<Xapian::docid> &documents)
	{
		std::vector<std::vector<Xapian::docid>> by_part(source.parts.size());
		for (const Xapian::docid docid : documents) {
			Xapian::docid there;
			const struct part &p = source.part_of(docid, &there);
			if (p.remote)
				look_at_one(p.get_document(there));
			else
				by_part[static_cast<size_t>(&p - source.parts.data())].push_back(there);
		}
		for (size_t i = 0; i < by_part.size(); i++)
			if (!by_part[i].empty())
				look_at(source.parts[i].db, by_part[i]);
	}

      private:
	static void add(table &counts, const tc_counted_slot &slot, const std::string &value, uint32_t documents = 1)
	{
		const char *p = value.data(), *end = p + value.size();
		if (value.empty())
			return;
		if (slot.first_bytes != 0) {
			counts.add(p, value.size() < slot.first_bytes ? value.size() : slot.first_bytes, documents);
			return;
		}
		while (p < end) {
			const char *line = static_cast<const char *>(memchr(p, '\n', static_cast<size_t>(end - p)));
			line = line == nullptr ? end : line;
			if (line > p)
				counts.add(p, static_cast<size_t>(line - p), documents);
			p = line + 1;
		}
	}
};

namespace
{

struct listing_spy : Xapian::MatchSpy {
	const source &reading;
	std::vector<Xapian::docid> documents;
	explicit listing_spy(const source &s) : reading(s)
	{
	}
	void operator()(const Xapian::Document &doc, double) override
	{
		if (documents.size() % MATCHES_PER_CHECK == 0)
			reading.check_time();
		documents.push_back(doc.get_docid());
	}
};

tc_counts *new_counts(const struct tc_counted_slot *slots, size_t n_slots)
{
	std::unique_ptr<tc_counts> made(new tc_counts());
	made->slots.assign(slots, slots + n_slots);
	return made.release();
}

} /* namespace */

/* Numbers of all matches of query in db. */
static std::vector<Xapian::docid> list_matches(const struct source &source, const Xapian::Database &db,
					       const Xapian::Query &query)
{
	listing_spy spy(source);
	Xapian::Enquire e(db);
	e.set_query(query);
	e.set_weighting_scheme(Xapian::BoolWeight());
	e.add_matchspy(&spy);
	e.get_mset(0, 0, db.get_doccount());
	std::sort(spy.documents.begin(), spy.documents.end());
	return spy.documents;
}

enum tc_status tc_counts_of_query(struct tc_db *db, const struct tc_xquery *query, const struct tc_counted_slot *slots,
				  size_t n_slots, struct tc_counts **out, struct tc_err *err)
{
	*out = nullptr;
	if (query == nullptr)
		return tc_err_set(err, TC_EARG, "query: could not be built");
	return guard_read(*db->source, err, "value counts", [&] {
		std::unique_ptr<tc_counts> made(new_counts(slots, n_slots));
		made->reset();
		if (db->source->parts.size() < 2 && !db->source->has_remote())
			made->look_at(db->source->db, list_matches(*db->source, db->source->db, query->query));
		else
			for (const struct part &p : db->source->parts) {
				if (p.remote)
					made->count_far(p.db, query->query);
				else
					made->look_at(p.db, list_matches(*db->source, p.db, query->query));
			}
		*out = made.release();
		return TC_OK;
	});
}

enum tc_status tc_counts_of_documents(struct tc_db *db, const uint32_t *docids, size_t n, const struct tc_counted_slot *slots,
				      size_t n_slots, struct tc_counts **out, struct tc_err *err)
{
	*out = nullptr;
	return guard_read(*db->source, err, "value counts", [&] {
		std::unique_ptr<tc_counts> made(new_counts(slots, n_slots));
		made->reset();
		std::vector<Xapian::docid> documents(docids, docids + n);
		std::sort(documents.begin(), documents.end());
		if (db->source->parts.size() < 2 && !db->source->has_remote())
			made->look_at(db->source->db, documents);
		else
			made->look_at_parts(*db->source, documents);
		*out = made.release();
		return TC_OK;
	});
}

void tc_counts_free(struct tc_counts *counts)
{
	delete counts;
}

uint32_t tc_counts_documents(const struct tc_counts *counts)
{
	return counts->n_documents;
}

size_t tc_counts_n(const struct tc_counts *counts, size_t slot)
{
	return slot < counts->tables.size() ? counts->tables[slot].entries.size() : 0;
}

struct tc_str tc_counts_value(const struct tc_counts *counts, size_t slot, size_t i, uint32_t *documents)
{
	*documents = 0;
	if (i >= tc_counts_n(counts, slot))
		return {nullptr, 0};
	const table &t = counts->tables[slot];
	*documents = t.entries[i].documents;
	return {t.bytes.data() + t.entries[i].at, t.entries[i].length};
}
