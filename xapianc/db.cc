/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Committing, transactions, and writing documents and metadata.
 *
 * A writer that is freed or whose process ends without commit must leave nothing behind.  Xapian's destructor commits and
 * swallows what goes wrong there; so what is pending is dropped first, by a transaction without flush that is cancelled: cancel
 * goes back to the last revision on disk, also for what was pending before the transaction began.
 *
 * One term that Xapian cannot store makes add_document throw away every document not yet committed.  Terms are therefore
 * measured when they come into the tc_doc, and a document that has one too long never reaches Xapian.
 *
 * Not here: spelling and synonym tables, databases in memory, writing over the network; nobody asked for them yet. */

#include "xapianc/handle.h"

using namespace xapianc;

namespace
{

int xapian_flags(int flags)
{
	int out = Xapian::DB_BACKEND_GLASS;

	switch (flags & 3) {
	case TC_DB_OPEN:
		out = Xapian::DB_OPEN; /* the backend is found out */
		break;
	case TC_DB_CREATE:
		out |= Xapian::DB_CREATE;
		break;
	case TC_DB_CREATE_OR_OPEN:
		out = Xapian::DB_CREATE_OR_OPEN;
		break;
	default:
		out |= Xapian::DB_CREATE_OR_OVERWRITE;
		break;
	}
	if ((flags & TC_DB_NO_SYNC) != 0)
		out |= Xapian::DB_NO_SYNC;
	if ((flags & TC_DB_DANGEROUS) != 0)
		out |= Xapian::DB_DANGEROUS;
	return out;
}

/* A guard around what writes. */
template <class Body> enum tc_status guard_write(struct tc_db *db, struct tc_err *err, const char *what, Body &&body) noexcept
{
	if (db->writer == nullptr)
		return tc_err_set(err, TC_EARG, "%s: opened for reading only", what);
	if (db->closed)
		return tc_err_set(err, TC_EARG, "%s: the database is closed", what);
	return guard(err, what, [&] {
		body(*db->writer);
		return TC_OK;
	});
}

enum tc_status check_key(struct tc_str key, const char *what, struct tc_err *err)
{
	const size_t n = key_bytes(key);

	if (n > MAX_KEY_BYTES)
		return tc_err_set(err, TC_ELIMIT, "%s: %zu bytes, at most %zu can be stored: %.40s...", what, n, MAX_KEY_BYTES,
				  to_string(key).c_str());
	return TC_OK;
}

enum tc_status check_doc(const struct tc_doc *doc, struct tc_err *err)
{
	if (doc->too_long.empty())
		return TC_OK;
	const std::string &term = *doc->too_long.begin();
	return check_key({term.data(), term.size()}, "term", err);
}

} /* namespace */

tc_db::~tc_db()
{
	if (writer == nullptr || closed)
		return;
	guard(nullptr, "drop", [&] {
		if (!in_transaction)
			writer->begin_transaction(false);
		writer->cancel_transaction();
		return TC_OK;
	});
}

enum tc_status tc_db_open_writable(const char *path, int flags, struct tc_db **out, struct tc_err *err)
{
	*out = nullptr;
	return guard(err, path, [&] {
		std::unique_ptr<tc_db> db(new tc_db());
		db->writer.reset(new Xapian::WritableDatabase(path, xapian_flags(flags)));
		db->source = std::make_shared<source>();
		db->source->db = *db->writer;
		*out = db.release();
		return TC_OK;
	});
}

void tc_db_free(struct tc_db *db)
{
	delete db;
}

void tc_db_set_time_limit(struct tc_db *db, unsigned ms)
{
	db->source->limited = ms != 0;
	db->source->deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(ms);
}

enum tc_status tc_db_close(struct tc_db *db, struct tc_err *err)
{
	if (db->in_transaction)
		return tc_err_set(err, TC_EARG, "close: a transaction is open");
	return guard(err, "close", [&] {
		if (db->writer != nullptr && !db->closed)
			db->writer->commit();
		db->source->db.close();
		db->closed = true;
		return TC_OK;
	});
}

enum tc_status tc_db_commit(struct tc_db *db, struct tc_err *err)
{
	return guard_write(db, err, "commit", [](Xapian::WritableDatabase &w) { w.commit(); });
}

enum tc_status tc_db_begin(struct tc_db *db, struct tc_err *err)
{
	return guard_write(db, err, "begin transaction", [db](Xapian::WritableDatabase &w) {
		w.begin_transaction(true);
		db->in_transaction = true;
	});
}

enum tc_status tc_db_commit_transaction(struct tc_db *db, struct tc_err *err)
{
	return guard_write(db, err, "commit transaction", [db](Xapian::WritableDatabase &w) {
		db->in_transaction = false; /* also when it fails */
		w.commit_transaction();
	});
}

enum tc_status tc_db_cancel_transaction(struct tc_db *db, struct tc_err *err)
{
	return guard_write(db, err, "cancel transaction", [db](Xapian::WritableDatabase &w) {
		db->in_transaction = false;
		w.cancel_transaction();
	});
}

enum tc_status tc_db_add(struct tc_db *db, const struct tc_doc *doc, uint32_t *docid, struct tc_err *err)
{
	enum tc_status status = check_doc(doc, err);

	if (status != TC_OK)
		return status;
	return guard_write(db, err, "add", [=](Xapian::WritableDatabase &w) {
		const Xapian::docid id = w.add_document(doc->whole());
		if (docid != nullptr)
			*docid = id;
	});
}

enum tc_status tc_db_replace(struct tc_db *db, uint32_t docid, const struct tc_doc *doc, struct tc_err *err)
{
	enum tc_status status = check_doc(doc, err);

	if (status != TC_OK)
		return status;
	return guard_write(db, err, "replace", [=](Xapian::WritableDatabase &w) { w.replace_document(docid, doc->whole()); });
}

enum tc_status tc_db_replace_term(struct tc_db *db, struct tc_str unique_term, const struct tc_doc *doc, uint32_t *docid,
				  struct tc_err *err)
{
	enum tc_status status = check_key(unique_term, "term", err);

	if (status == TC_OK)
		status = check_doc(doc, err);
	if (status != TC_OK)
		return status;
	return guard_write(db, err, "replace", [=](Xapian::WritableDatabase &w) {
		const Xapian::docid id = w.replace_document(to_string(unique_term), doc->whole());
		if (docid != nullptr)
			*docid = id;
	});
}

enum tc_status tc_db_delete(struct tc_db *db, uint32_t docid, struct tc_err *err)
{
	return guard_write(db, err, "delete", [=](Xapian::WritableDatabase &w) { w.delete_document(docid); });
}

enum tc_status tc_db_delete_term(struct tc_db *db, struct tc_str term, struct tc_err *err)
{
	return guard_write(db, err, "delete", [=](Xapian::WritableDatabase &w) { w.delete_document(to_string(term)); });
}

enum tc_status tc_db_set_metadata(struct tc_db *db, struct tc_str key, struct tc_str value, struct tc_err *err)
{
	enum tc_status status = check_key(key, "metadata key", err);

	if (status != TC_OK)
		return status;
	return guard_write(db, err, "metadata",
			   [=](Xapian::WritableDatabase &w) { w.set_metadata(to_string(key), to_string(value)); });
}
