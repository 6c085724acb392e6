// SPDX-License-Identifier: GPL-2.0-or-later
// The pictures of the README: results, an article by night, results on a phone.  Arguments: address, path of the article, folder.
import { end, open } from "./page.mjs";

const [article, folder] = process.argv.slice(3);
const results = "/search?q=thu+vien+thay+thach";
const views = [
	["results.png", results, { viewport: { width: 1280, height: 860 } }],
	["article.png", article, { viewport: { width: 1280, height: 860 }, colorScheme: "dark" }],
	["phone.png", results, { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, isMobile: true }],
];
for (const [name, path, options] of views) {
	const page = await open(path, options);
	await page.screenshot({ path: `${folder}/${name}` });
}
await end();
