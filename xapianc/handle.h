/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_HANDLE_H
#define TC_XAPIANC_HANDLE_H

/* Inside of the bindings only (C++): what the opaque handles hold. */

#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "xapianc/doc_terms.h"
#include "xapianc/guard.h"

/* In C a struct and a function may share their name; g++ would warn of it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
extern "C" {
#include "xapianc/db.h"
#include "xapianc/doc.h"
#include "xapianc/enquire.h"
#include "xapianc/iterate.h"
#include "xapianc/parts.h"
#include "xapianc/xquery.h"
}
#pragma GCC diagnostic pop

namespace xapianc
{

/* How often a read is repeated after the database changed under it. */
const int MAX_REOPEN = 3;

/* What is kept of remote databases. */
const size_t MAX_FREQUENCIES = 200000;

/* Matches between two looks at the clock. */
const unsigned MATCHES_PER_CHECK = 64;

/* One of the databases that are read as one, and what is kept of a remote one, where each question is a way over the network and
 * back (far.cc). */
struct part {
	std::string path;
	bool remote = false;
	std::string context; /* of a remote one, as Xapian's exceptions name it */
	Xapian::Database db;

	struct frequency {
		bool has_documents = false, has_occurrences = false;
		Xapian::doccount documents = 0;
		Xapian::termcount occurrences = 0;
	};
	mutable std::map<std::string, std::string> metadata;
	mutable std::map<std::string, frequency> frequencies;
	mutable std::map<Xapian::docid, Xapian::Document> documents;
	mutable std::map<std::pair<Xapian::docid, std::string>, std::vector<Xapian::termpos>> positions;
	mutable std::map<Xapian::docid, Xapian::termcount> lengths;
	/* By the first bytes of a key or term: how often one of them was not there; then all that are. */
	mutable std::map<std::string, unsigned> absent_keys, absent_terms;
	mutable std::map<std::string, std::set<std::string>> all_keys, all_terms;

	std::string get_metadata(const std::string &key) const;
	Xapian::doccount get_termfreq(const std::string &term) const;
	Xapian::termcount get_collection_freq(const std::string &term) const;
	Xapian::Document get_document(Xapian::docid docid) const;
	void forget() const;
};

/* A database that was left out, and why. */
struct absence {
	std::string path, why;
};

/* One opening of databases for reading.  Iterators, searches and matches hold the one they were made on, so that a tc_db that
 * opens other databases in its place (tc_db_reopen after a stub was switched) leaves them what they had. */
struct source {
	Xapian::Database db;
	std::vector<part> parts;        /* of db, one a path; none for a writer */
	std::vector<std::string> paths; /* none for a writer */
	unsigned timeout_ms = 0;
	bool tolerant = false; /* a remote database that does not answer is left out */
	std::vector<absence> missing;
	std::string identity; /* of the files behind the paths when they were opened */
	unsigned n_reopened = 0;
	bool limited = false;
	std::chrono::steady_clock::time_point deadline; /* of all reading, when limited */
	std::chrono::steady_clock::time_point opened;
	std::chrono::steady_clock::time_point asked; /* tc_db_reopen, before a search */
	/* What the network did last: the remote part that failed, if it was told. */
	std::string blamed, blamed_why;
	bool timed_out = false;
	std::map<std::string, unsigned> failures; /* by path, since the last tc_db_reopen */
	/* What was asked for together (prefetch.cc): documents that have a term, which, and their values by slot. */
	mutable std::map<std::string, Xapian::doccount> frequencies;
	mutable std::map<std::string, std::vector<Xapian::docid>> postings;
	mutable std::map<std::pair<Xapian::docid, Xapian::valueno>, std::string> values;

	/* To the newest revision; false when that is open already.  Iterators made before begin anew. */
	bool reopen()
	{
		const bool newer = db.reopen();
		n_reopened += newer;
		if (newer)
			forget();
		return newer;
	}

	void forget() const;

	bool has_remote() const
	{
		for (const struct part &p : parts)
			if (p.remote)
				return true;
		return false;
	}

	void check_time() const
	{
		if (limited && std::chrono::steady_clock::now() >= deadline)
			throw out_of_time();
	}

	/* The part that has a document, and its number there. */
	const struct part &part_of(Xapian::docid docid, Xapian::docid *there) const
	{
		*there = (docid - 1) / static_cast<Xapian::docid>(parts.size()) + 1;
		return parts[(docid - 1) % parts.size()];
	}

	Xapian::doccount get_termfreq(const std::string &term) const;
	Xapian::termcount get_collection_freq(const std::string &term) const;
	Xapian::Document get_document(Xapian::docid docid, unsigned flags = 0) const;
	std::string get_value(Xapian::docid docid, Xapian::valueno slot) const;
	Xapian::termcount get_doclength(Xapian::docid docid) const;
	/* NULL: not known. */
	const std::vector<Xapian::termpos> *known_positions(Xapian::docid docid, const std::string &term) const;

	bool replaced() const;
	/* Is it time to connect again to what is far: to see a switch of generations, or one that was missing? */
	bool is_stale() const;
	void blame(const Xapian::NetworkError &error);
	/* Has this search waited for too long?  check_slow then throws, if a database is to blame for it. */
	bool is_late() const
	{
		return tolerant && std::chrono::steady_clock::now() - asked > std::chrono::milliseconds(timeout_ms);
	}
	void check_slow();
	/* Does a part take too long for a sign of life? */
	bool is_slow(const struct part &part) const;
	/* The exception in flight is a DatabaseError: throws one that says so when the cause is that other files lie there now.
	 */
	[[noreturn]] void explain() const;
};

/* Opens paths as one; those of left_out are not tried.  *at is the number of the path being opened, for the message. */
std::shared_ptr<source> open_source(const std::vector<std::string> &paths, unsigned timeout_ms, bool tolerant,
				    const std::vector<absence> &left_out, size_t *at);

/* What is behind the paths, comparable: a directory replaced or a stub rewritten gives another string, a commit does not. */
std::string identify(const std::vector<std::string> &paths);

/* A guard around what only reads and may be repeated as a whole: DatabaseModifiedError reopens and repeats. */
template <class Body> enum tc_status guard_read(struct source &source, struct tc_err *err, const char *what, Body &&body) noexcept
{
	return guard(err, what, [&] {
		for (int left = MAX_REOPEN;; left--) {
			try {
				try {
					source.check_time();
					if (source.tolerant && source.has_remote() && source.is_late())
						source.check_slow();
					return body();
				} catch (const Xapian::DatabaseModifiedError &) {
					if (left == 0)
						throw;
					source.reopen();
				}
			} catch (const Xapian::NetworkError &error) {
				source.blame(error);
				throw;
			} catch (const Xapian::DatabaseError &) {
				source.explain();
			}
		}
	});
}

} /* namespace xapianc */

struct tc_db : xapianc::house_allocated {
	std::shared_ptr<xapianc::source> source;
	std::unique_ptr<Xapian::WritableDatabase> writer; /* NULL: only for reading */
	bool in_transaction = false;
	bool closed = false;
	std::string term;                /* scratch */
	std::vector<uint32_t> positions; /* what tc_db_positions gave last */

	~tc_db();
};

struct tc_doc : xapianc::house_allocated {
	/* Of two forms, each changed into the other when it is wanted. */
	mutable Xapian::Document doc;     /* without the terms that are in added */
	mutable xapianc::doc_terms added; /* terms that Xapian has not been given yet */
	std::set<std::string> too_long;   /* terms that no database takes */
	std::string term;                 /* scratch */

	/* All of it as Xapian knows documents. */
	const Xapian::Document &whole() const
	{
		added.put(doc);
		added.clear();
		return doc;
	}
	/* All its terms, sorted. */
	const xapianc::doc_terms &terms() const
	{
		added.read(doc);
		doc.clear_terms();
		added.sort();
		return added;
	}
};

struct tc_xquery : xapianc::house_allocated {
	explicit tc_xquery(const Xapian::Query &q) : query(q)
	{
	}
	Xapian::Query query;
};

#endif
