/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_HANDLE_H
#define TC_XAPIANC_HANDLE_H

/* Inside of the bindings only (C++): what the opaque handles hold. */

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "xapianc/guard.h"

/* In C a struct and a function may share their name; g++ would warn of it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
extern "C" {
#include "xapianc/db.h"
#include "xapianc/doc.h"
#include "xapianc/enquire.h"
#include "xapianc/iterate.h"
#include "xapianc/xquery.h"
}
#pragma GCC diagnostic pop

namespace xapianc
{

/* How often a read is repeated after the database changed under it. */
const int MAX_REOPEN = 3;

/* Matches between two looks at the clock. */
const unsigned MATCHES_PER_CHECK = 64;

/* One opening of databases for reading.  Iterators, searches and matches hold the one they were made on, so that a tc_db that
 * opens other databases in its place (tc_db_reopen after a stub was switched) leaves them what they had. */
struct source {
	Xapian::Database db;
	std::vector<Xapian::Database> parts; /* of db, one a path; none for a writer */
	std::vector<std::string> paths;      /* none for a writer */
	unsigned timeout_ms = 0;
	std::string identity; /* of the files behind the paths when they were opened */
	unsigned n_reopened = 0;
	bool limited = false;
	std::chrono::steady_clock::time_point deadline; /* of all reading, when limited */

	/* To the newest revision; false when that is open already.  Iterators made before begin anew. */
	bool reopen()
	{
		const bool newer = db.reopen();
		n_reopened += newer;
		return newer;
	}

	const Xapian::Database &part(size_t at) const
	{
		return at < parts.size() ? parts[at] : db;
	}

	void check_time() const
	{
		if (limited && std::chrono::steady_clock::now() >= deadline)
			throw out_of_time();
	}

	/* No spy of ours can look at matches there. */
	bool is_remote() const
	{
		for (const std::string &path : paths)
			if (path.compare(0, 4, "tcp:") == 0)
				return true;
		return false;
	}

	bool replaced() const;
	/* The exception in flight is a DatabaseError: throws one that says so when the cause is that other files lie there now.
	 */
	[[noreturn]] void explain() const;
};

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
					return body();
				} catch (const Xapian::DatabaseModifiedError &) {
					if (left == 0)
						throw;
					source.reopen();
				}
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
	Xapian::Document doc;
	std::set<std::string> too_long; /* terms that no database takes */
	std::string term;               /* scratch */
};

struct tc_xquery : xapianc::house_allocated {
	explicit tc_xquery(const Xapian::Query &q) : query(q)
	{
	}
	Xapian::Query query;
};

#endif
