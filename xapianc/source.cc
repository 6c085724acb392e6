/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Telling whether the files behind an open database are still the ones that were opened.
 *
 * Xapian's reopen() looks for a newer revision of the very database that is open.  It does not follow a stub that names another
 * database by now, nor a directory that was removed and made anew with the same revision number.  So the identity of what was
 * opened is kept as a string and compared at tc_db_reopen:
 *
 * - of a directory: device, inode and time of birth (an inode number is soon used again; the time of change is of no use, for
 *   every commit changes it);
 * - of a stub, which is a file or XAPIANDB in a directory: device, inode, size, time of change to the nanosecond, its text, and
 *   the identity of each database that it names.  Its lines are "BACKEND PATH", the path relative to the stub's directory;
 *   lines of remote databases name no file and count by their text.
 *
 * A single-file database is a file that does not begin like a text; it is never written to, its file identity is enough. */

#include "xapianc/handle.h"

#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>

namespace
{

const size_t MAX_STUB_BYTES = 65536;

bool is_remote(const std::string &path)
{
	return path.compare(0, 4, "tcp:") == 0;
}

void add_number(std::string &out, unsigned long long number)
{
	out += std::to_string(number);
	out += ' ';
}

/* Adds the identity of one file or directory; false when it is no regular file. */
bool add_file(std::string &out, const std::string &path)
{
	struct statx st;

	if (statx(AT_FDCWD, path.c_str(), 0, STATX_BASIC_STATS | STATX_BTIME, &st) != 0) {
		out += "none ";
		return false;
	}
	add_number(out, st.stx_dev_major);
	add_number(out, st.stx_dev_minor);
	add_number(out, st.stx_ino);
	if ((st.stx_mask & STATX_BTIME) != 0) {
		add_number(out, static_cast<unsigned long long>(st.stx_btime.tv_sec));
		add_number(out, st.stx_btime.tv_nsec);
	}
	if (!S_ISREG(st.stx_mode))
		return false;
	add_number(out, st.stx_size);
	add_number(out, static_cast<unsigned long long>(st.stx_mtime.tv_sec));
	add_number(out, st.stx_mtime.tv_nsec);
	return true;
}

std::string read_text(const std::string &path)
{
	std::string text(MAX_STUB_BYTES, '\0');
	FILE *f = fopen(path.c_str(), "re");

	if (f == nullptr)
		return std::string();
	text.resize(fread(&text[0], 1, text.size(), f));
	fclose(f);
	if (text.empty() || static_cast<unsigned char>(text[0]) < ' ')
		return std::string();
	return text;
}

void add_stub(std::string &out, const std::string &stub)
{
	const std::string text = read_text(stub);
	const size_t slash = stub.rfind('/');
	const std::string folder = slash == std::string::npos ? std::string() : stub.substr(0, slash + 1);

	out += text;
	for (size_t at = 0; at < text.size();) {
		size_t end = text.find('\n', at);
		if (end == std::string::npos)
			end = text.size();
		const std::string line = text.substr(at, end - at);
		const size_t space = line.find(' ');
		at = end + 1;
		if (space == std::string::npos || line[0] == '#' || line.compare(0, space, "remote") == 0)
			continue;
		const std::string target = line.substr(space + 1);
		add_file(out, !target.empty() && target[0] == '/' ? target : folder + target);
	}
}

} /* namespace */

std::string xapianc::identify(const std::vector<std::string> &paths)
{
	std::string out;

	for (const std::string &path : paths) {
		if (is_remote(path))
			continue;
		if (add_file(out, path)) {
			add_stub(out, path);
			continue;
		}
		const std::string stub = path + "/XAPIANDB";
		if (add_file(out, stub))
			add_stub(out, stub);
	}
	return out;
}

bool xapianc::source::replaced() const
{
	return !paths.empty() && identify(paths) != identity;
}

void xapianc::source::explain() const
{
	if (replaced())
		throw Xapian::DatabaseModifiedError("another database lies there now: open it again");
	throw;
}
