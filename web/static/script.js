// SPDX-License-Identifier: GPL-2.0-or-later
// What pages do quicker with a script: completion of what is typed, and keys (/ the box, j and k the hits, Enter opens one).
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

	const hits = [...document.querySelectorAll(".hit")];
	let at = -1;
	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.altKey || e.metaKey || /^(input|textarea|select)$/i.test(e.target.tagName)) return;
		if (e.key === "/") {
			e.preventDefault();
			box.focus();
			box.select();
		} else if ((e.key === "j" || e.key === "k") && hits.length > 0) {
			if (at >= 0) hits[at].classList.remove("current");
			at = Math.max(0, Math.min(hits.length - 1, at + (e.key === "j" ? 1 : -1)));
			hits[at].classList.add("current");
			hits[at].scrollIntoView({ block: "nearest" });
			hits[at].querySelector("a").focus();
		}
	});
})();
