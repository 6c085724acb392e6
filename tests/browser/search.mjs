// SPDX-License-Identifier: GPL-2.0-or-later
// Searching as a reader does it: with the keyboard, by completion, through filters and the timeline, there and back.
import { end, home, open, step, until } from "./page.mjs";

const page = await open("/");
const count = () => page.locator(".count").innerText();
const titles = () => page.locator(".hit h2").allInnerTexts();

await step("marks are found without marks", async () => {
	await page.keyboard.press("/");
	await page.keyboard.type("thay thach");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/search?**");
	if (!(await page.locator("mark").allInnerTexts()).some((t) => /Thạch/i.test(t))) throw new Error("no Thạch marked");
});
await step("typed with marks, what has them is first", async () => {
	await page.fill("#q", "thầy Thạch");
	await page.keyboard.press("Enter");
	await until(page, () => document.title.startsWith("thầy Thạch"));
	return /thầy Thạch/i.test(await page.locator(".hit").first().innerText());
});
await step("completion", async () => {
	await page.fill("#q", "");
	await page.locator("#q").pressSequentially("ben h", { delay: 30 });
	await until(page, () => !document.querySelector(".suggestions").hidden && document.querySelector(".suggestions li"));
	await page.keyboard.press("ArrowDown");
	const said = await page.locator(".suggestions [aria-selected=true]").innerText();
	if ((await page.getAttribute("#q", "aria-activedescendant")) !== "suggestion0") throw new Error("not told to screen readers");
	await page.keyboard.press("Enter");
	await until(page, (text) => document.title.startsWith(text) && !document.querySelector('[aria-busy]'), said);
	return said;
});
await step("Escape closes the list", async () => {
	await page.fill("#q", "");
	await page.locator("#q").pressSequentially("cho l", { delay: 30 });
	await until(page, () => !document.querySelector(".suggestions").hidden);
	await page.keyboard.press("Escape");
	return page.locator(".suggestions").isHidden();
});

await page.goto(home + "/search?q=lan&size=5");
await page.evaluate(() => (window.same = true));
const all = await count();
await step("a filter changes the page in place", async () => {
	const [name, n] = (await page.locator(".facets li").first().innerText()).split(/\s+(?=\d+$)/);
	await page.locator(".facets li a").first().click();
	await page.waitForSelector(".chosen");
	if (!(await page.evaluate(() => window.same))) throw new Error("the page was loaded anew");
	if (!(await count()).startsWith(n + " ")) throw new Error(`${n} promised, ${await count()} found`);
	if ((await page.evaluate(() => document.activeElement.tagName)) !== "H1") throw new Error("the focus is lost");
	return `${name}, ${await page.locator("body > [role=status]").innerText()}`;
});
await step("back", async () => {
	await page.goBack();
	await until(page, () => !document.querySelector(".chosen"));
	return (await count()) === all && page.evaluate(() => window.same);
});
await step("a bar of the timeline", async () => {
	await page.locator(".timeline svg a").last().click();
	await page.waitForSelector(".chosen");
	return `${await page.locator(".chosen li").innerText()}, ${await count()}`;
});
await step("taken away again", async () => {
	await page.locator(".chosen a").click();
	await until(page, () => !document.querySelector(".chosen"));
	return (await count()) === all;
});
await step("the next page", async () => {
	const before = await titles();
	await page.locator(".pages a[rel=next]").click();
	await until(page, () => document.querySelector(".pages b").textContent === "2");
	return (await titles()).every((t) => !before.includes(t));
});
await step("newest first", async () => {
	await page.locator(".order a").nth(1).click();
	await until(page, () => location.search.includes("sort=-date"));
	const days = await page.locator(".hit time").evaluateAll((all) => all.map((t) => t.dateTime.slice(0, 10)));
	return days.join() === [...days].sort().reverse().join();
});
await step("a range of dates", async () => {
	await page.fill("[name=from]", "2021");
	await page.fill("[name=to]", "6/2022");
	await page.locator(".dates button").click();
	await page.waitForURL(/from=2021/);
	return count();
});
await step("what was meant", async () => {
	await page.goto(home + "/search?q=lan");
	await page.locator(".meant a").click();
	await until(page, () => document.querySelector("#q").value === "lân");
	return (await page.locator(".hit mark").allInnerTexts()).includes("Lân");
});
await step("j, k and Enter", async () => {
	await page.goto(home + "/search?q=cho+lau");
	for (const key of "jjk") await page.keyboard.press(key);
	if ((await page.locator(".hit.current").count()) !== 1) throw new Error("not one is current");
	const title = (await page.locator(".hit.current h2").innerText()).trim();
	await page.keyboard.press("Enter");
	await page.waitForURL("**/article?**");
	return (await page.locator("h1").innerText()).trim() === title;
});
await step("the article has the words marked, a way back and others like it", async () => {
	const back = await page.locator(".back a").getAttribute("href");
	return `${(await page.locator(".whole mark").count()) > 0} ${back} ${(await page.locator(".similar a").count()) > 0}`;
});
await step("a search that fails is shown as it is", async () => {
	await page.goto(home + "/search?q=lan");
	await page.evaluate(() => document.querySelector(".order a").setAttribute("href", "/search?q=%22lan"));
	await page.locator(".order a").first().click();
	await page.waitForURL(/%22lan/);
	return (await page.locator("main").innerText()).length > 0;
});
await end();
