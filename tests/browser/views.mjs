// SPDX-License-Identifier: GPL-2.0-or-later
// Every page in both languages and both colour schemes by the rules of WCAG 2.2, on a phone, on a wide screen, on paper, without script.
import { broken_rules, end, home, open, step } from "./page.mjs";

const article = new URL(process.argv[3], home);
const year = "2019";
const pages = {
	welcome: "/", results: "/search?q=lan&size=10", filtered: "/search?q=lan&year=2022&section=Kinh+t%E1%BA%BF", nothing: "/search?q=khongcogi+xyzzy",
	refused: "/search?q=%22lan", article: article.pathname + article.search, browse: "/browse", month: `/browse?year=${year}&month=${year}-09`, help: "/help",
	embed: "/embed?q=lan", versions: article.pathname.replace("/article", "/versions") + article.search, missing: "/article?id=khongco",
};
const with_language = (path, lang) => path + (path.includes("?") ? "&" : "?") + "lang=" + lang;

for (const scheme of ["light", "dark"])
	for (const lang of ["vi", "en"])
		await step(`rules kept, ${scheme}, ${lang}`, async () => {
			const page = await open("", { colorScheme: scheme, bypassCSP: true });
			const broken = [];
			for (const [name, path] of Object.entries(pages)) {
				await page.goto(home + with_language(path, lang));
				if ((await page.getAttribute("html", "lang")) !== lang) broken.push(`${name}: in another language`);
				broken.push(...(await broken_rules(page)).map((rule) => `${name}: ${rule}`));
			}
			await page.context().close();
			return broken.length === 0 ? undefined : broken.join("; ");
		});

for (const [width, height] of [[320, 640], [390, 844], [1280, 800], [2560, 1300]])
	await step(`${width} wide, nothing is cut off`, async () => {
		const page = await open("", { viewport: { width, height } });
		const wide = [];
		for (const [name, path] of Object.entries(pages)) {
			await page.goto(home + path);
			const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
			if (over > 0) wide.push(`${name} by ${over}`);
		}
		await page.context().close();
		return wide.length === 0 ? undefined : wide.join("; ");
	});

await step("lines of text are no longer than is read with ease, and high enough for marks above and below", async () => {
	const page = await open(pages.article, { viewport: { width: 1600, height: 900 } });
	const { width, line, size } = await page.locator(".whole p").last().evaluate((p) => {
		const style = getComputedStyle(p);
		return { width: p.getBoundingClientRect().width, line: parseFloat(style.lineHeight), size: parseFloat(style.fontSize) };
	});
	if (width / size > 45) throw new Error(`${width / size} em wide`);
	if (line / size < 1.5) throw new Error(`${line / size} em high`);
});

await step("on paper only what is read", async () => {
	const page = await open(pages.results);
	await page.emulateMedia({ media: "print" });
	for (const gone of ["header", ".side", ".pages", ".order", ".timeline"])
		if (await page.locator(gone).first().isVisible()) throw new Error(`${gone} is printed`);
	if (!(await page.locator(".hit").first().isVisible())) throw new Error("no hit is printed");
});

await step("without script: search, filter, timeline, page, article", async () => {
	const page = await open("/", { javaScriptEnabled: false });
	await page.fill("#q", "lan");
	await page.locator("form.box button").click();
	await page.waitForURL(/q=lan/);
	const all = await page.locator(".count").innerText();
	await page.locator(".facets li a").first().click();
	await page.waitForSelector(".chosen");
	await page.locator(".chosen a").click();
	await page.waitForSelector(".chosen", { state: "detached" });
	if ((await page.locator(".count").innerText()) !== all) throw new Error("not all is back");
	await page.locator(".timeline svg a").first().press("Enter");
	await page.waitForSelector(".chosen");
	await page.goBack();
	await page.locator(".pages a[rel=next]").click();
	await page.waitForURL(/page=2/);
	await page.locator(".hit h2 a").first().click();
	await page.waitForURL(/article/);
	await page.waitForSelector(".whole h1");
});

await step("a page of results with its style and script is below 30 kB on the wire", async () => {
	const page = await open("");
	let bytes = 0;
	page.on("response", async (r) => (bytes += (await r.request().sizes()).responseBodySize));
	await page.goto(home + pages.results, { waitUntil: "networkidle" });
	if (bytes > 30 * 1024 || bytes < 1000) throw new Error(`${bytes} bytes`);
});
await end();
