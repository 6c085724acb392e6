/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The one place where an exception becomes a status.
 *
 * Xapian 1.4 keeps the errno of a failed system call inside its exceptions and gives out only the text of it
 * (Error::get_error_string).  Disk full, quota and file size limit must be told from other failures, so that text is compared
 * with the texts of the errno values that have a status of their own.
 *
 * A class comes before the classes it is derived from: DatabaseModifiedError and DatabaseLockError are DatabaseErrors,
 * DatabaseVersionError and DatabaseNotFoundError are DatabaseOpeningErrors.  Whether an exception carries an errno also tells:
 *
 * - DatabaseOpeningError without one: there is something at the path but no database; to the caller that is nothing there;
 * - DatabaseCreateError without one: the database exists already;
 * - a plain DatabaseError without one: no system call failed, the files are not as they must be (a table cut short is "EOF
 *   reading block", and no DatabaseCorruptError). */

#include "xapianc/guard.h"

#include <cerrno>
#include <cstring>
#include <exception>

namespace
{

enum tc_status status_of_errno_text(const char *text, enum tc_status otherwise)
{
	static const struct {
		int value;
		enum tc_status status;
	} known[] = {
		{ENOSPC, TC_ENOSPC}, {EDQUOT, TC_ENOSPC}, {EFBIG, TC_ENOSPC}, {ENOENT, TC_ENOENT}, {ENOTDIR, TC_ENOENT},
		{ENOMEM, TC_ENOMEM}, {EACCES, TC_EIO},    {EPERM, TC_EIO},    {EROFS, TC_EIO},     {EIO, TC_EIO},
	};

	for (const auto &k : known)
		if (strcmp(strerror(k.value), text) == 0)
			return k.status;
	return otherwise;
}

enum tc_status say(struct tc_err *err, const char *what, enum tc_status status, const Xapian::Error &e)
{
	const char *system = e.get_error_string();
	const std::string &context = e.get_context();

	if (system != nullptr)
		status = status_of_errno_text(system, status);
	return tc_err_set(err, status, "%s: %s%s%s%s%s%s", what, e.get_msg().c_str(), system != nullptr ? ": " : "",
			  system != nullptr ? system : "", context.empty() ? "" : " (", context.c_str(),
			  context.empty() ? "" : ")");
}

/* The database classes, most derived first. */
enum tc_status say_database(struct tc_err *err, const char *what, const Xapian::DatabaseError &in_flight)
{
	try {
		throw;
	} catch (const Xapian::DatabaseModifiedError &e) {
		return tc_err_set(err, TC_ECHANGED, "%s: %s", what, e.get_msg().c_str());
	} catch (const Xapian::DatabaseLockError &e) {
		return tc_err_set(err, TC_ELOCKED, "%s: %s", what, e.get_msg().c_str());
	} catch (const Xapian::DatabaseCorruptError &e) {
		return tc_err_set(err, TC_ECORRUPT, "%s: %s", what, e.get_msg().c_str());
	} catch (const Xapian::DatabaseVersionError &e) {
		return tc_err_set(err, TC_EVERSION, "%s: %s", what, e.get_msg().c_str());
	} catch (const Xapian::DatabaseClosedError &e) {
		return tc_err_set(err, TC_EARG, "%s: %s", what, e.get_msg().c_str());
	} catch (const Xapian::DatabaseNotFoundError &e) {
		return tc_err_set(err, TC_ENOENT, "%s: %s", what, e.get_msg().c_str());
	} catch (const Xapian::DatabaseOpeningError &e) {
		return say(err, what, e.get_error_string() != nullptr ? TC_EIO : TC_ENOENT, e);
	} catch (const Xapian::DatabaseCreateError &e) {
		return say(err, what, e.get_error_string() != nullptr ? TC_EIO : TC_EARG, e);
	} catch (...) {
		return say(err, what, in_flight.get_error_string() != nullptr ? TC_EIO : TC_ECORRUPT, in_flight);
	}
}

enum tc_status say_xapian(struct tc_err *err, const char *what)
{
	try {
		throw;
	} catch (const Xapian::DatabaseError &e) {
		return say_database(err, what, e);
	} catch (const Xapian::DocNotFoundError &e) {
		return say(err, what, TC_ENOENT, e);
	} catch (const Xapian::NetworkError &e) {
		return tc_err_set(err, TC_ENET, "%s: %s%s%s (%s)", what, e.get_msg().c_str(),
				  e.get_error_string() != nullptr ? ": " : "",
				  e.get_error_string() != nullptr ? e.get_error_string() : "", e.get_context().c_str());
	} catch (const Xapian::QueryParserError &e) {
		return say(err, what, TC_EQUERY, e);
	} catch (const Xapian::WildcardError &e) {
		return say(err, what, TC_EQUERY, e);
	} catch (const Xapian::UnimplementedError &e) {
		return say(err, what, TC_EUNSUPPORTED, e);
	} catch (const Xapian::FeatureUnavailableError &e) {
		return say(err, what, TC_EUNSUPPORTED, e);
	} catch (const Xapian::SerialisationError &e) {
		return say(err, what, TC_EFORMAT, e);
	} catch (const Xapian::RangeError &e) {
		return say(err, what, TC_EARG, e);
	} catch (const Xapian::InvalidArgumentError &e) {
		return say(err, what, TC_EARG, e);
	} catch (const Xapian::InvalidOperationError &e) {
		return say(err, what, TC_EARG, e);
	} catch (const Xapian::Error &e) {
		return say(err, what, TC_EINTERNAL, e);
	}
}

} /* namespace */

enum tc_status xapianc::name_exception(struct tc_err *err, const char *what) noexcept
{
	try {
		throw;
	} catch (const std::bad_alloc &) {
		return tc_err_set(err, TC_ENOMEM, "%s: no memory", what);
	} catch (const Xapian::Error &) {
		try {
			return say_xapian(err, what);
		} catch (...) { /* std::bad_alloc while the text was made */
			return tc_err_set(err, TC_ENOMEM, "%s: no memory", what);
		}
	} catch (const xapianc::out_of_time &) {
		return tc_err_set(err, TC_ETIME, "%s: took too long", what);
	} catch (const std::exception &e) {
		return tc_err_set(err, TC_EINTERNAL, "%s: %s", what, e.what());
	} catch (...) {
		return tc_err_set(err, TC_EINTERNAL, "%s: unknown exception", what);
	}
}
