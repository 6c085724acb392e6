/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Compaction and checking.
 *
 * The level is "full": items are split where that saves space.  Xapian's "fuller" makes tables that older libraries cannot
 * safely update.  Equal metadata keys are put to Xapian::Compactor in no promised order, so the first source that has the key
 * is asked for its value.  Xapian 1.4 hands over the key as it stands in the table, after a zero byte and 0xC0.  Xapian does not
 * sync what it writes here: before a switch to the new database the caller does.
 *
 * A check of a database so damaged that Xapian gives up throws; that is one error found, not a failure to check. */

#include "xapianc/handle.h"

#include <cerrno>
#include <dirent.h>
#include <sstream>

using namespace xapianc;

namespace
{

struct first_wins : Xapian::Compactor {
	std::vector<Xapian::Database> sources;

	std::string resolve_duplicate_metadata(const std::string &key, size_t n, const std::string tags[]) override
	{
		static const std::string before("\0\xc0", 2);
		const bool as_in_table = key.compare(0, before.size(), before) == 0;
		const std::string name = as_in_table ? key.substr(before.size()) : key;

		for (const Xapian::Database &s : sources) {
			const std::string value = s.get_metadata(name);
			if (!value.empty())
				return value;
		}
		return n == 0 ? std::string() : tags[0];
	}
};

/* Nothing there, or an empty directory. */
bool is_new(const char *path)
{
	DIR *d = opendir(path);
	bool empty = true;

	if (d == nullptr)
		return errno == ENOENT;
	while (const struct dirent *e = readdir(d)) {
		const std::string name = e->d_name;
		empty = empty && (name == "." || name == "..");
	}
	closedir(d);
	return empty;
}

} /* namespace */

enum tc_status tc_db_compact(const char *const *sources, size_t n_sources, const char *destination, bool keep_docids,
			     struct tc_err *err)
{
	size_t at = 0;

	if (n_sources == 0)
		return tc_err_set(err, TC_EARG, "compact: no source named");
	if (!is_new(destination))
		return tc_err_set(err, TC_EARG, "%s: exists and is no empty directory", destination);
	try {
		first_wins compactor;
		Xapian::Database all;
		for (; at < n_sources; at++) {
			compactor.sources.push_back(Xapian::Database(sources[at]));
			all.add_database(compactor.sources.back());
		}
		const unsigned flags = Xapian::Compactor::FULL | (keep_docids ? Xapian::DBCOMPACT_NO_RENUMBER : 0);
		all.compact(destination, flags, 0, compactor);
		return TC_OK;
	} catch (...) {
		return name_exception(err, at < n_sources ? sources[at] : destination);
	}
}

enum tc_status tc_db_check(const char *path, size_t *n_errors, struct tc_buf *report, struct tc_err *err)
{
	*n_errors = 0;
	return guard(err, path, [&] {
		std::ostringstream text;
		struct tc_err found;
		const enum tc_status status = guard(&found, path, [&] {
			*n_errors = Xapian::Database::check(path, Xapian::DBCHECK_SHOW_STATS, &text);
			return TC_OK;
		});
		if (status == TC_ECORRUPT) {
			*n_errors = 1;
			text << found.text << '\n';
		} else if (status != TC_OK) {
			return tc_err_set(err, status, "%s", found.text);
		}
		const std::string all = text.str();
		tc_buf_add(report, all.data(), all.size());
		return tc_buf_check(report, "report", err);
	});
}
