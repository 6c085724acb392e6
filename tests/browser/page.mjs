// SPDX-License-Identifier: GPL-2.0-or-later
// What the tests in a browser share: Chromium without a window, steps that print a line each, and what axe finds.
//   TRACUU_BROWSER  folder with node_modules (scripts/install-browser)    argument 1  address of a tracuu-web
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(process.env.TRACUU_BROWSER + "/");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const home = process.argv[2];
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

// A page of its own context; whatever it asks of another machine, or what the browser complains of, is told at the end.
const complaints = new Set();
export async function open(path, options = {}) {
	const context = await browser.newContext({ locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh", bypassCSP: options.bypassCSP, ...options });
	const page = await context.newPage();
	page.setDefaultTimeout(20000);
	page.on("pageerror", (e) => complaints.add("script: " + e.message));
	page.on("console", (m) => m.type() === "error" && !/status of 4/.test(m.text()) && complaints.add("console: " + m.text()));
	page.on("request", (r) => r.url().startsWith(home) || /^(data|about|blob):/.test(r.url()) || complaints.add("asks outside: " + r.url()));
	if (path) await page.goto(home + path);
	return page;
}

// Does what the step says and prints its name, with what came back when that is something.
export async function step(name, act) {
	try {
		const said = await act();
		console.log(said === undefined ? name : `${name}: ${said}`);
	} catch (e) {
		console.log(`FAILED: ${name}: ${String(e.message ?? e).split("\n")[0]}`);
	}
}

// Waits until the condition, a function run in the page, is true.  (waitForFunction wants eval, which our pages forbid.)
export async function until(page, condition, argument) {
	for (let i = 0; i < 400; i++) {
		if (await page.evaluate(condition, argument).catch(() => false)) return;
		await page.waitForTimeout(50);
	}
	throw new Error("waited in vain: " + condition);
}

// The rules of WCAG 2.0 to 2.2, A and AA, that the page does not keep; it must have been opened with bypassCSP.
export async function broken_rules(page) {
	await page.addScriptTag({ content: axe });
	const found = await page.evaluate(() => window.axe.run({
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	}));
	return found.violations.map((v) => `${v.id} at ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
}

export async function end() {
	for (const complaint of complaints) console.log("COMPLAINT: " + complaint);
	await browser.close();
}
