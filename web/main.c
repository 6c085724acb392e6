/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tracuu-web: from the command line to a server, or to one answer of a CGI program.
 *
 * The order is that of privileges: sockets are opened first, as whoever started us may open them; then we become the user of
 * --user; then files are read, so that what cannot be read after a reload is found at the start.
 */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/program.h"
#include "web/cgi.h"
#include "web/settings.h"

/* Octal digits that were read as decimal ones. */
static enum tc_status socket_mode(unsigned *mode, struct tc_err *err)
{
	unsigned long digits = tc_web_settings.socket_mode;
	*mode = 0;
	for (unsigned shift = 0; digits > 0; digits /= 10, shift += 3) {
		if (digits % 10 > 7)
			return tc_err_set(err, TC_EARG, "option --socket-mode: no octal number");
		*mode |= (unsigned)(digits % 10) << shift;
	}
	return TC_OK;
}

static enum tc_status open_sockets(struct tc_listeners *listeners, struct tc_err *err)
{
	const struct tc_option_list *addresses = &tc_web_settings.listen;
	unsigned mode = 0;
	enum tc_status status = socket_mode(&mode, err);
	if (status == TC_OK)
		status = tc_listen_inherited(listeners, err);
	for (size_t i = 0; i < addresses->n && status == TC_OK && (listeners->n == 0 || !listeners->v[0].inherited); i++)
		status = tc_listen(listeners, addresses->v[i], mode, err);
	if (status == TC_OK && listeners->n == 0)
		status = tc_listen(listeners, "127.0.0.1:8080", mode, err);
	return status;
}

/* Others may reach us only when somebody has thought about who they are. */
static enum tc_status check_reach(const struct tc_listeners *listeners, struct tc_err *err)
{
	const struct tc_web_settings *s = &tc_web_settings;
	if (s->public || s->auth_file != NULL || s->proxies.n > 0)
		return TC_OK;
	for (size_t i = 0; i < listeners->n; i++)
		if (!listeners->v[i].loopback)
			return tc_err_set(
				err, TC_EARG,
				"REFUSED to listen on %s: other machines could read the whole archive.  Give --auth-file "
				"FILE for passwords, --trusted-proxy ADDRESS for a proxy that knows its users, or --public "
				"if anybody may search",
				listeners->v[i].name);
	return TC_OK;
}

static enum tc_status drop_privileges(struct tc_err *err)
{
	const char *name = tc_web_settings.user;
	struct passwd *user;
	if (geteuid() != 0)
		return TC_OK;
	if (name == NULL) {
		tc_log_note("runs as root: --user NAME would make mistakes harmless");
		return TC_OK;
	}
	errno = 0;
	user = getpwnam(name);
	if (user == NULL)
		return tc_err_set(err, TC_EARG, "option --user: there is no user '%s'", name);
	if (initgroups(name, user->pw_gid) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)
		return tc_err_errno(err, errno, "option --user: cannot become '%s'", name);
	if (user->pw_uid != 0 && setuid(0) == 0)
		return tc_err_set(err, TC_EINTERNAL, "option --user: root came back");
	return TC_OK;
}

static void block_signals(void)
{
	sigset_t signals;
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* An index that is not there is told at the start, not to the first reader. */
static enum tc_status try_index(struct tc_site *site, struct tc_err *err)
{
	struct tc_loan loan;
	enum tc_status status = tc_site_borrow(site, &loan, err);
	if (status == TC_OK)
		tc_site_give_back(site, &loan, TC_OK);
	return status;
}

static enum tc_status serve(const struct tc_site_config *config, struct tc_err *err)
{
	struct tc_server_config server;
	struct tc_listeners listeners = {.n = 0};
	struct tc_site *site = NULL;
	block_signals();
	enum tc_status status = tc_web_server_config(&server, err);
	if (status == TC_OK)
		status = open_sockets(&listeners, err);
	if (status == TC_OK)
		status = check_reach(&listeners, err);
	if (status == TC_OK)
		status = drop_privileges(err);
	if (status == TC_OK)
		status = tc_site_new(config, &site, err);
	if (status == TC_OK)
		status = try_index(site, err);
	if (status == TC_OK)
		status = tc_server_run(site, &server, &listeners, err);
	tc_listeners_close(&listeners);
	tc_site_free(site);
	return status;
}

static int run(int n, char **operands)
{
	struct tc_site_config config;
	struct tc_err err = {TC_OK, ""};
	tc_log_quiet(tc_web_settings.quiet);
	tc_log_verbose(tc_web_settings.verbose);
	enum tc_status status = TC_OK;
	if (n > 0)
		status = tc_err_set(&err, TC_EARG, "'%s': this program takes options only (--help tells more)", operands[0]);
	if (status == TC_OK)
		status = tc_web_site_config(&config, &err);
	if (status == TC_OK)
		status = getenv("GATEWAY_INTERFACE") != NULL ? tc_cgi_run(&config, &err) : serve(&config, &err);
	return status == TC_OK ? 0 : tc_program_fail(status, &err);
}

static const struct tc_command commands[] = {
	{NULL, "", "serve an index over HTTP, or answer as a CGI program", tc_web_options, run},
};

int main(int argc, char **argv)
{
	static const struct tc_program program = {
		.name = "tracuu-web",
		.summary = "search pages and an API for an index of Vietnamese news",
		.section = "web",
		.commands = commands,
		.n_commands = 1,
		.config = &tc_web_settings.config,
		.help = &tc_web_settings.help,
		.version = &tc_web_settings.version,
	};
	return tc_program_run(&program, argc, argv);
}
