/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The bulk writer: runs of documents, each a glass database, then one.
 *
 * Xapian's own inverter keeps a map of docids for every term and walks it at each posting, which is most of the time of a first
 * build.  Here a posting is appended to the bytes of its term.  bulk_run.cc states what a database consists of, bulk_table.cc the
 * blocks of a table, bulk_code.cc the codes of numbers.  The format is Xapian's own affair and may change with a release, so only
 * versions that the tests passed with are known.
 *
 * A single run is renamed to its place.  Several go through Xapian's compaction, which keeps their docids.  The result is trusted
 * only after Xapian checked it and gave counts and a sample of documents back as they were put in.
 *
 * Left out: spelling and synonyms (neither is used here), deflating, databases that exist already. */

#include "xapianc/bulk_run.h"
#include "xapianc/handle.h"

extern "C" {
#include "base/file.h"
#include "xapianc/bulk.h"
}

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>

#include <sys/stat.h>

using namespace xapianc;

namespace
{

/* Sampled: the first document, then one every so many. */
const uint32_t SAMPLE_EVERY = 997;
const size_t MAX_REPORT_BYTES = 1 << 20;

struct sample {
	uint32_t docid, n_terms;
	uint64_t length;
	size_t data_hash;
};

const char *const known_versions[] = {"1.4.22"};

} /* namespace */

struct tc_bulk : house_allocated {
	std::string path;
	size_t budget = 0;
	unsigned jobs = 1;
	std::unique_ptr<bulk_run> run;
	std::vector<std::string> runs; /* directories, the one being written too */
	std::map<std::string, std::string> metadata;
	uint32_t last_docid = 0, n_documents = 0;
	uint64_t total_length = 0;
	std::vector<sample> samples;
	bool placed = false; /* path is ours */
	bool finished = false;

	void begin_run()
	{
		std::vector<char> name(path.size() + 32);
		tc_bulk_run_path(path.c_str(), static_cast<unsigned>(runs.size()), name.data(), name.size());
		run.reset(new bulk_run(name.data()));
		runs.push_back(name.data());
	}

	void end_run(const std::map<std::string, std::string> &with)
	{
		run->finish(with, jobs > 1);
		run.reset();
	}
};

namespace
{

/* A guard that knows the failures of our own writing. */
template <class Body> enum tc_status guard_bulk(struct tc_err *err, Body &&body) noexcept
{
	return guard(err, "bulk writer", [&] {
		try {
			return body();
		} catch (const write_failure &failure) {
			return tc_err_errno(err, failure.errno_value, "%s", failure.path.c_str());
		}
	});
}

enum tc_status place(struct tc_bulk *bulk, struct tc_err *err)
{
	std::vector<const char *> sources;
	enum tc_status status = TC_OK;

	bulk->placed = true;
	if (bulk->runs.size() == 1) {
		if (rename(bulk->runs[0].c_str(), bulk->path.c_str()) != 0)
			return tc_err_errno(err, errno, "%s", bulk->path.c_str());
	} else {
		for (const std::string &r : bulk->runs)
			sources.push_back(r.c_str());
		status = tc_db_compact(sources.data(), sources.size(), bulk->path.c_str(), true, err);
		for (const std::string &r : bulk->runs)
			if (status == TC_OK)
				status = tc_file_remove_tree(r.c_str(), err);
	}
	return status;
}

enum tc_status differs(struct tc_err *err, const char *what)
{
	return tc_err_set(err, TC_ECORRUPT, "bulk writer: the database that was written has other %s", what);
}

enum tc_status read_back(const struct tc_bulk *bulk, struct tc_err *err)
{
	const Xapian::Database db(bulk->path);

	if (db.get_doccount() != bulk->n_documents || db.get_lastdocid() != bulk->last_docid)
		return differs(err, "documents");
	if (db.get_total_length() != bulk->total_length)
		return differs(err, "lengths");
	for (const sample &s : bulk->samples) {
		const Xapian::Document document = db.get_document(s.docid);
		uint64_t length = 0;
		uint32_t n = 0;

		for (Xapian::TermIterator t = document.termlist_begin(); t != document.termlist_end(); ++t, n++) {
			length += t.get_wdf();
			const Xapian::PostingIterator p = db.postlist_begin(*t);
			if (p == db.postlist_end(*t))
				return differs(err, "postings");
		}
		if (n != s.n_terms || length != s.length || length != db.get_doclength(s.docid))
			return differs(err, "terms");
		if (std::hash<std::string>()(document.get_data()) != s.data_hash)
			return differs(err, "stored data");
	}
	for (const auto &m : bulk->metadata)
		if (db.get_metadata(m.first) != m.second)
			return differs(err, "metadata");
	return TC_OK;
}

enum tc_status verify(const struct tc_bulk *bulk, struct tc_err *err)
{
	struct tc_buf report;
	size_t n_errors = 0;

	tc_buf_init(&report, MAX_REPORT_BYTES);
	enum tc_status status = tc_db_check(bulk->path.c_str(), &n_errors, &report, err);
	tc_buf_release(&report);
	if (status == TC_OK && n_errors != 0)
		status = tc_err_set(err, TC_ECORRUPT, "bulk writer: %zu errors in the database that was written", n_errors);
	return status == TC_OK ? read_back(bulk, err) : status;
}

} /* namespace */

bool tc_bulk_known(void)
{
	for (const char *version : known_versions)
		if (strcmp(version, tc_xapian_version()) == 0)
			return true;
	return false;
}

enum tc_status tc_bulk_open(const char *path, size_t budget_bytes, unsigned jobs, struct tc_bulk **out, struct tc_err *err)
{
	struct stat st;

	*out = nullptr;
	if (!tc_bulk_known())
		return tc_err_set(err, TC_EVERSION, "bulk writer: libxapian %s is not known", tc_xapian_version());
	if (lstat(path, &st) == 0)
		return tc_err_set(err, TC_EARG, "%s: is there already", path);
	return guard_bulk(err, [&] {
		std::unique_ptr<tc_bulk> bulk(new tc_bulk());
		bulk->path = path;
		bulk->budget = budget_bytes;
		bulk->jobs = jobs;
		bulk->begin_run();
		*out = bulk.release();
		return TC_OK;
	});
}

enum tc_status tc_bulk_add(struct tc_bulk *bulk, const struct tc_doc *doc, uint32_t *docid, struct tc_err *err)
{
	const uint32_t wanted = docid == nullptr ? 0 : *docid;

	if (!doc->too_long.empty())
		return tc_err_set(err, TC_ELIMIT, "term: longer than %zu bytes", MAX_KEY_BYTES);
	if (wanted == 0 ? bulk->last_docid == UINT32_MAX : wanted <= bulk->last_docid)
		return tc_err_set(err, TC_EARG, "docid: not above those before it");
	return guard_bulk(err, [&] {
		const uint32_t id = wanted == 0 ? bulk->last_docid + 1 : wanted;
		if (bulk->run->held_bytes() > bulk->budget) {
			bulk->end_run(std::map<std::string, std::string>());
			bulk->begin_run();
		}
		const uint64_t length = bulk->run->add(id, doc->terms(), doc->doc);
		if (bulk->n_documents % SAMPLE_EVERY == 0)
			bulk->samples.push_back(sample{id, static_cast<uint32_t>(doc->terms().all().size()), length,
						       std::hash<std::string>()(doc->doc.get_data())});
		bulk->last_docid = id;
		bulk->n_documents++;
		bulk->total_length += length;
		if (docid != nullptr)
			*docid = id;
		return TC_OK;
	});
}

enum tc_status tc_bulk_set_metadata(struct tc_bulk *bulk, struct tc_str key, struct tc_str value, struct tc_err *err)
{
	if (key.n == 0)
		return tc_err_set(err, TC_EARG, "metadata: the key is empty");
	if (key_bytes(key) > MAX_KEY_BYTES)
		return tc_err_set(err, TC_ELIMIT, "metadata: the key is longer than %zu bytes", MAX_KEY_BYTES);
	return guard_bulk(err, [&] {
		if (value.n == 0)
			bulk->metadata.erase(to_string(key));
		else
			bulk->metadata[to_string(key)] = to_string(value);
		return TC_OK;
	});
}

enum tc_status tc_bulk_finish(struct tc_bulk *bulk, struct tc_err *err)
{
	return guard_bulk(err, [&] {
		bulk->end_run(bulk->metadata);
		enum tc_status status = place(bulk, err);
		if (status == TC_OK)
			status = verify(bulk, err);
		bulk->finished = status == TC_OK;
		return status;
	});
}

void tc_bulk_run_path(const char *path, unsigned run, char *out, size_t out_bytes)
{
	snprintf(out, out_bytes, "%s.run%u", path, run);
}

void tc_bulk_free(struct tc_bulk *bulk)
{
	if (bulk == nullptr)
		return;
	bulk->run.reset();
	if (!bulk->finished) {
		for (const std::string &r : bulk->runs)
			tc_file_remove_tree(r.c_str(), nullptr);
		if (bulk->placed)
			tc_file_remove_tree(bulk->path.c_str(), nullptr);
	}
	delete bulk;
}
