/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Opening databases for reading, one or several as one, and doing without those that do not answer.
 *
 * Xapian's remote protocol waits so long for each answer; then, or when the connection breaks, the whole read fails with an
 * exception that names the connection ("remote:tcp(HOST:PORT)"), or nobody: then each is asked for a sign of life.  Who broke off
 * is connected to again, once in a search: a server that was started again, a replica that took its place or a connection that
 * was idle for too long are no failures.  Who was too slow is left out, for a second try would be as slow.  Of the time that a
 * caller gives half is for an answer, so that a search that waits in vain for one and begins again ends in time.
 *
 * One that gives each answer in time may still be too slow for all of them.  A search that has waited for as long as one answer
 * may take asks each for a sign of life, side by side, and leaves out whom that alone takes too long.
 *
 * Those left out are tried again by tc_db_reopen after RETRY.  A server opens its database for each connection and keeps to the
 * generation that a stub named then; so what is connected for RENEW is connected anew. */

#include "xapianc/handle.h"

#include <algorithm>
#include <thread>

using namespace xapianc;

namespace
{

const unsigned DEFAULT_TIMEOUT_MS = 10000;
const std::chrono::seconds RETRY(15), RENEW(30);
/* A search asks some hundred times: who takes this share of the time for a sign of life will not be done in time. */
const int SLOW_SHARE = 100;
const std::chrono::milliseconds SLOW(100); /* less may be a machine that has much to do */

struct address {
	std::string host;
	unsigned port;
};

bool is_remote(const std::string &path)
{
	return path.compare(0, 4, "tcp:") == 0;
}

/* "tcp:HOST:PORT", HOST may be an IPv6 address in brackets. */
address read_address(const std::string &path)
{
	const size_t colon = path.rfind(':');
	struct tc_str port_text = {path.data() + colon + 1, path.size() - colon - 1};
	unsigned long long port = 0;

	if (colon <= 4 || !tc_str_to_u64(port_text, 65535, &port) || port == 0)
		throw Xapian::InvalidArgumentError("not of the form tcp:HOST:PORT");
	std::string host = path.substr(4, colon - 4);
	if (host.size() > 2 && host[0] == '[' && host[host.size() - 1] == ']')
		host = host.substr(1, host.size() - 2);
	return {host, static_cast<unsigned>(port)};
}

/* The text of an exception without the path in front. */
std::string why(const Xapian::Error &e)
{
	const char *system = e.get_error_string();
	return e.get_msg() + (system != nullptr ? std::string(": ") + system : std::string());
}

/* A database being opened by a thread of its own. */
struct opening {
	struct part opened;
	std::string why; /* it failed by the network */
	std::exception_ptr failure;
	std::thread thread;

	void open(unsigned timeout_ms)
	{
		try {
			const address a = read_address(opened.path);
			opened.context = "remote:tcp(" + a.host + ":" + std::to_string(a.port) + ")";
			opened.db = Xapian::Remote::open(a.host, a.port, timeout_ms, timeout_ms);
		} catch (const Xapian::NetworkError &e) {
			why = ::why(e);
			failure = std::current_exception();
		} catch (...) {
			failure = std::current_exception();
		}
	}

	void start(unsigned timeout_ms, bool alone)
	{
		if (alone) {
			open(timeout_ms);
			return;
		}
		try {
			thread = std::thread([this, timeout_ms] { open(timeout_ms); });
		} catch (const std::system_error &) {
			open(timeout_ms);
		}
	}
};

/* A stub may name another database by the time that the one it named is opened, and that be on its way out: tables that are gone
 * already fail, or pass for empty ones.  So it counts as opened when the stub and what it names are still what they were. */
Xapian::Database open_local(const std::string &path)
{
	for (std::string before = identify({path}), now;; before = now) {
		try {
			Xapian::Database db(path);
			now = identify({path});
			if (now == before)
				return db;
		} catch (const Xapian::DatabaseError &) {
			now = identify({path});
			if (now == before)
				throw;
		}
	}
}

bool is_among(const std::string &path, const std::vector<absence> &list)
{
	return std::any_of(list.begin(), list.end(), [&](const absence &m) { return m.path == path; });
}

} /* namespace */

std::shared_ptr<source> xapianc::open_source(const std::vector<std::string> &paths, unsigned timeout_ms, bool tolerant,
					     const std::vector<absence> &left_out, size_t *at)
{
	auto made = std::make_shared<source>();
	std::vector<opening> openings(paths.size());

	made->paths = paths;
	made->timeout_ms = timeout_ms;
	made->tolerant = tolerant;
	made->missing = left_out;
	made->opened = made->asked = std::chrono::steady_clock::now();
	/* Before opening: a switch in between is then seen at the next reopen. */
	made->identity = identify(paths);
	for (size_t i = 0; i < paths.size(); i++) {
		openings[i].opened.path = paths[i];
		openings[i].opened.remote = is_remote(paths[i]);
		if (openings[i].opened.remote && !is_among(paths[i], left_out))
			openings[i].start(timeout_ms, paths.size() == 1);
	}
	for (opening &o : openings)
		if (o.thread.joinable())
			o.thread.join();
	std::exception_ptr first;
	for (*at = 0; *at < paths.size(); ++*at) {
		opening &o = openings[*at];
		if (is_among(o.opened.path, left_out))
			continue;
		if (!o.opened.remote)
			o.opened.db = open_local(o.opened.path);
		else if (o.failure != nullptr && (!tolerant || o.why.empty()))
			std::rethrow_exception(o.failure);
		if (o.failure != nullptr) {
			first = first == nullptr ? o.failure : first;
			made->missing.push_back({o.opened.path, o.why});
			continue;
		}
		made->db.add_database(o.opened.db);
		made->parts.push_back(o.opened);
	}
	if (made->parts.empty()) {
		*at = 0;
		if (first != nullptr)
			std::rethrow_exception(first);
		throw Xapian::NetworkError("none of the databases answers");
	}
	return made;
}

static enum tc_status open_reader(const char *const *paths, size_t n_paths, unsigned timeout_ms, bool tolerant,
				  struct tc_db **out, struct tc_err *err)
{
	size_t at = 0;

	*out = nullptr;
	if (n_paths == 0)
		return tc_err_set(err, TC_EARG, "open: no database named");
	try {
		std::unique_ptr<tc_db> db(new tc_db());
		const std::vector<std::string> list(paths, paths + n_paths);
		db->source = open_source(list, timeout_ms, tolerant, {}, &at);
		*out = db.release();
		return TC_OK;
	} catch (...) {
		return name_exception(err, at < n_paths ? paths[at] : paths[0]);
	}
}

enum tc_status tc_db_open(const char *const *paths, size_t n_paths, unsigned timeout_ms, struct tc_db **out, struct tc_err *err)
{
	return open_reader(paths, n_paths, timeout_ms != 0 ? timeout_ms : DEFAULT_TIMEOUT_MS, false, out, err);
}

enum tc_status tc_db_open_several(const char *const *paths, size_t n_paths, unsigned timeout_ms, struct tc_db **out,
				  struct tc_err *err)
{
	return open_reader(paths, n_paths, ((timeout_ms != 0 ? timeout_ms : DEFAULT_TIMEOUT_MS) + 1) / 2, true, out, err);
}

enum tc_status tc_db_reopen(struct tc_db *db, bool *changed, struct tc_err *err)
{
	*changed = false;
	return guard(err, "reopen", [&] {
		size_t at = 0;
		struct source &old = *db->source;
		old.failures.clear();
		old.asked = std::chrono::steady_clock::now();
		if (!old.is_stale() && !old.replaced()) {
			try {
				*changed = old.reopen();
				if (!*changed || !old.replaced())
					return TC_OK;
			} catch (const Xapian::NetworkError &error) {
				old.blame(error);
				throw;
			} catch (const Xapian::DatabaseError &) {
				if (!old.replaced())
					throw;
			}
		}
		const auto made = open_source(old.paths, old.timeout_ms, old.tolerant, {}, &at);
		made->limited = old.limited;
		made->deadline = old.deadline;
		db->source = made;
		*changed = true;
		return TC_OK;
	});
}

bool source::is_stale() const
{
	const auto age = std::chrono::steady_clock::now() - opened;
	return (has_remote() && age > RENEW) || (!missing.empty() && age > RETRY);
}

void source::blame(const Xapian::NetworkError &error)
{
	const std::string text = error.get_context() + " " + error.get_msg();

	blamed.clear();
	timed_out = std::string(error.get_type()) == "NetworkTimeoutError";
	blamed_why = why(error);
	for (const struct part &p : parts)
		if (p.remote && text.find(p.context) != std::string::npos)
			blamed = p.path;
}

/* When nobody was named: those that give no sign of life. */
static void find_dead(struct source &s, std::vector<absence> &dead)
{
	std::vector<std::string> reasons(s.parts.size());
	std::vector<std::thread> threads;

	for (size_t i = 0; i < s.parts.size(); i++) {
		if (!s.parts[i].remote)
			continue;
		threads.emplace_back([&s, &reasons, i] {
			try {
				s.parts[i].db.keep_alive();
			} catch (const Xapian::Error &e) {
				reasons[i] = why(e);
			} catch (...) {
				reasons[i] = "no answer";
			}
		});
	}
	for (std::thread &t : threads)
		t.join();
	for (size_t i = 0; i < s.parts.size(); i++)
		if (!reasons[i].empty())
			dead.push_back({s.parts[i].path, reasons[i]});
}

bool source::is_slow(const struct part &part) const
{
	const auto begun = std::chrono::steady_clock::now();
	try {
		Xapian::Database(part.db).keep_alive();
	} catch (const Xapian::Error &) {
		/* It took as long as it took. */
	}
	const auto took = std::chrono::steady_clock::now() - begun;
	return took > SLOW && took > std::chrono::milliseconds(timeout_ms) / SLOW_SHARE;
}

void source::check_slow()
{
	std::vector<char> slow(parts.size());
	std::vector<std::thread> threads;
	const size_t n = parts.size();

	for (size_t i = 0; i < n; i++) {
		if (!parts[i].remote)
			continue;
		threads.emplace_back([this, &slow, i] { slow[i] = is_slow(parts[i]); });
	}
	for (std::thread &t : threads)
		t.join();
	asked = std::chrono::steady_clock::now();
	for (size_t i = 0; i < n; i++)
		if (slow[i])
			throw Xapian::NetworkTimeoutError("Answers too slowly", parts[i].context);
}

enum tc_status tc_db_leave_out(struct tc_db *db, struct tc_err *err)
{
	struct source &old = *db->source;
	const enum tc_status failed = err->status;
	size_t at = 0;

	if (!old.tolerant)
		return failed;
	try {
		std::vector<absence> dead, left_out = old.missing;
		if (!old.blamed.empty())
			dead.push_back({old.blamed, old.blamed_why});
		else
			find_dead(old, dead);
		for (const absence &d : dead)
			if (old.timed_out || old.failures[d.path]++ > 0)
				left_out.push_back(d);
		auto made = open_source(old.paths, old.timeout_ms, true, left_out, &at);
		made->failures = old.failures;
		made->limited = old.limited;
		made->deadline = old.deadline;
		db->source = made;
		return TC_OK;
	} catch (...) {
		return name_exception(err, old.paths[0].c_str());
	}
}

size_t tc_db_n_missing(const struct tc_db *db)
{
	return db->source->missing.size();
}

struct tc_str tc_db_missing(const struct tc_db *db, size_t i, struct tc_str *why)
{
	const absence &m = db->source->missing[i];
	*why = {m.why.data(), m.why.size()};
	return {m.path.data(), m.path.size()};
}

size_t tc_db_parts(const struct tc_db *db)
{
	return db->source->parts.empty() ? 1 : db->source->parts.size();
}

struct tc_str tc_db_part_path(const struct tc_db *db, size_t part)
{
	if (part >= db->source->parts.size())
		return TC_STR_NONE;
	const std::string &path = db->source->parts[part].path;
	return {path.data(), path.size()};
}

enum tc_status tc_db_part_metadata(struct tc_db *db, size_t part, struct tc_str key, struct tc_buf *out, struct tc_err *err)
{
	return guard_read(*db->source, err, "metadata", [&] {
		const struct source &s = *db->source;
		const std::string k = to_string(key);
		return put(out, part < s.parts.size() ? s.parts[part].get_metadata(k) : s.db.get_metadata(k), "metadata", err);
	});
}
