// SPDX-License-Identifier: GPL-2.0-or-later
// What pages do quicker with a script: completion of what is typed, keys (/ the box, j and k the hits, Enter opens one), and links from
// one search to another, which change the page in place.
(() => {
	"use strict";
	const box = document.getElementById("q");
	if (!box) return;
	const list = document.createElement("ul");
	list.className = "suggestions";
	list.id = "suggestions";
	list.setAttribute("role", "listbox");
	list.hidden = true;
	box.form.append(list);
	for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]])
		box.setAttribute(name, value);
	let chosen = -1, asked = 0, timer = 0;

	const close = () => {
		list.hidden = true;
		chosen = -1;
		box.setAttribute("aria-expanded", "false");
		box.removeAttribute("aria-activedescendant");
	};
	const choose = (n) => {
		const items = list.children;
		if (chosen >= 0) items[chosen].setAttribute("aria-selected", "false");
		chosen = (n + items.length + 1) % (items.length + 1);
		if (chosen === items.length) chosen = -1;
		if (chosen < 0) return box.removeAttribute("aria-activedescendant");
		items[chosen].setAttribute("aria-selected", "true");
		box.setAttribute("aria-activedescendant", items[chosen].id);
	};
	const take = (text) => {
		box.value = text;
		close();
		box.form.requestSubmit();
	};
	const show = (suggestions) => {
		list.replaceChildren(...suggestions.map((s, i) => {
			const item = document.createElement("li");
			item.id = "suggestion" + i;
			item.setAttribute("role", "option");
			item.setAttribute("aria-selected", "false");
			item.textContent = s.text;
			item.addEventListener("mousedown", (e) => { e.preventDefault(); take(s.text); });
			return item;
		}));
		list.hidden = suggestions.length === 0;
		box.setAttribute("aria-expanded", String(!list.hidden));
		chosen = -1;
	};
	const ask = async () => {
		const mine = ++asked, prefix = box.value.trim();
		if (prefix.length < 2) return close();
		try {
			const answer = await fetch(box.dataset.suggest + "?n=8&q=" + encodeURIComponent(prefix));
			if (answer.ok && mine === asked && document.activeElement === box) show((await answer.json()).suggestions);
		} catch { close(); }
	};
	box.addEventListener("input", (e) => {
		clearTimeout(timer);
		if (!e.isComposing) timer = setTimeout(ask, 120);
	});
	box.addEventListener("blur", close);
	box.addEventListener("keydown", (e) => {
		if (list.hidden || e.isComposing) return;
		if (e.key === "ArrowDown" || e.key === "ArrowUp") {
			e.preventDefault();
			choose(chosen + (e.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
		} else if (e.key === "Enter" && chosen >= 0) {
			e.preventDefault();
			take(list.children[chosen].textContent);
		} else if (e.key === "Escape") {
			close();
		}
	});

	const hits = () => [...document.querySelectorAll(".hit")];
	let at = -1;
	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.altKey || e.metaKey || /^(input|textarea|select)$/i.test(e.target.tagName)) return;
		if (e.key === "/") {
			e.preventDefault();
			box.focus();
			box.select();
		} else if ((e.key === "j" || e.key === "k") && hits().length > 0) {
			hits()[at]?.classList.remove("current");
			at = Math.max(0, Math.min(hits().length - 1, at + (e.key === "j" ? 1 : -1)));
			const hit = hits()[at];
			hit.classList.add("current");
			hit.scrollIntoView({ block: "nearest" });
			hit.querySelector("a").focus();
		}
	});

	// The path of searches, wherever a web server has put it.
	const searches = new URL(box.form.action).pathname;
	const is_search = (url) => url.origin === location.origin && url.pathname === searches;
	const said = document.createElement("p");
	said.className = "hidden";
	said.setAttribute("role", "status");
	document.body.append(said);
	let going = 0, shown = location.pathname + location.search;
	const go = async (address, before) => {
		const mine = ++going, main = document.querySelector("main");
		main.setAttribute("aria-busy", "true");
		try {
			const answer = await fetch(address, { headers: { Accept: "text/html" } });
			const page = new DOMParser().parseFromString(await answer.text(), "text/html");
			if (mine !== going) return;
			const found = page.querySelector("main");
			if (!answer.ok || !found) throw new Error(answer.status);
			before();
			shown = location.pathname + location.search;
			main.replaceWith(found);
			document.querySelector("header nav").replaceWith(page.querySelector("header nav"));
			document.title = page.title;
			box.value = page.getElementById("q").value;
			at = -1;
			said.textContent = found.querySelector(".count")?.textContent ?? document.title;
			const heading = found.querySelector("h1");
			heading.tabIndex = -1;
			heading.focus({ preventScroll: true });
			scrollTo(0, 0);
		} catch {
			if (mine === going) location.href = address;
		}
	};
	document.addEventListener("click", (e) => {
		const link = e.target.closest("main a[href]");
		if (!link || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || !is_search(new URL(location))) return;
		// In a drawing href is an object.
		const url = new URL(link.getAttribute("href"), location);
		if (!is_search(url)) return;
		e.preventDefault();
		go(url, () => history.pushState(null, "", url));
	});
	addEventListener("popstate", () => {
		if (is_search(new URL(location)) && shown !== location.pathname + location.search) go(location.href, () => {});
	});
})();
