// The preview's part in each page: reloads it when it is not what the sources
// say any more, and shows what is wrong in them. Its words come from the server.
(() => {
	"use strict";
	let version = new URL(document.currentScript.src).searchParams.get("v");
	let words = null; // the last that were told

	// What is kept while the page reloads; a browser may refuse to keep anything.
	const kept = (name) => { try { return sessionStorage.getItem("nhipcau-" + name); } catch { return null; } };
	const keep = (name, value) => { try { sessionStorage.setItem("nhipcau-" + name, value); } catch { /* then not */ } };

	// ---- the place on the page

	const place = () => JSON.stringify([location.pathname, Math.round(scrollX), Math.round(scrollY)]);
	const restore = () => {
		const [path, x, y] = JSON.parse(kept("place") || "[]");
		keep("place", "[]");
		if (path === location.pathname && (Math.abs(x - scrollX) > 1 || Math.abs(y - scrollY) > 1)) {
			scrollTo({ left: x, top: y, behavior: "instant" });
		}
	};
	if (document.readyState === "complete") restore();
	else addEventListener("load", restore, { once: true });

	// ---- the new page in the place of the old

	// Taking over what changed is several times faster than a load, and nothing
	// flickers. It is done only where a load would do no more: with the same style
	// sheets, and no script but this one.
	const ours = "script[src^='/_nhipcau/']";
	const sheets = (page) => [...page.querySelectorAll("link[rel=stylesheet], style")];
	const loads = (page) => sheets(page).map((e) => e.outerHTML).join() +
		[...page.querySelectorAll(`script:not(${ours}, [type="application/ld+json"]), meta[http-equiv]`)].map(() => Math.random()).join();
	const takeOver = async () => {
		const answer = await fetch(location.pathname + location.search);
		const page = new DOMParser().parseFromString(await answer.text(), "text/html");
		const script = page.querySelector(ours);
		if (answer.redirected || !script || loads(page) !== loads(document)) throw new Error("a load is needed");
		version = new URL(script.src).searchParams.get("v");
		for (const name of ["lang", "dir"]) document.documentElement.setAttribute(name, page.documentElement.getAttribute(name) || "");
		const kept = sheets(document);
		for (const e of [...document.head.children]) if (!kept.includes(e)) e.remove();
		for (const e of [...page.head.children]) if (!e.matches("link[rel=stylesheet], style")) document.head.append(e);
		document.body.replaceWith(page.body);
	};
	let renewing = Promise.resolve();
	const renew = () => {
		renewing = renewing.then(takeOver).catch(() => {
			disconnect();
			keep("place", place());
			location.reload();
		});
	};

	// ---- the overlay, apart from the page's own styles

	const style = `
		:host { all: initial !important; position: fixed !important; inset: auto 0 0 auto !important; z-index: 2147483647 !important;
			max-width: 100vw !important; color-scheme: light dark !important; }
		:host([hidden]) { display: none !important; }
		@media print { :host { display: none !important; } }
		* { box-sizing: border-box; }
		aside { display: flex; flex-direction: column; align-items: flex-end; gap: .5rem; margin: 0 .75rem .75rem; max-width: 42rem;
			font: 400 15px/1.5 system-ui, "Noto Sans", "Noto Sans Lao", sans-serif; color: var(--ink);
			--ink: #1c2024; --paper: #fff; --line: #b9bfc6; --soft: #5a626b; --stop: #b3261e; --warn: #8a5a00; }
		@media (prefers-color-scheme: dark) {
			aside { --ink: #eceff2; --paper: #1d2125; --line: #555d66; --soft: #aab2bb; --stop: #ff8a80; --warn: #f0c264; }
		}
		button { font: inherit; font-weight: 600; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 1.25rem;
			padding: .45rem 1rem; min-height: 2.5rem; cursor: pointer; box-shadow: 0 2px 10px #0003; }
		button:focus-visible, ul:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; box-shadow: 0 0 0 8px var(--paper); }
		.stop { color: var(--stop); } .warn { color: var(--warn); }
		span:not(:empty) ~ span:not(:empty)::before { content: " · "; color: var(--soft); }
		ul { margin: 0; padding: .25rem 1rem; list-style: none; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem;
			box-shadow: 0 6px 30px #0004; max-height: min(60vh, 32rem); overflow: auto; width: 100%; }
		li { padding: .6rem 0; overflow-wrap: anywhere; } li + li { border-top: 1px solid var(--line); }
		code { font: 13px/1.5 ui-monospace, "Noto Sans Mono", monospace; color: var(--soft); }
		b { display: block; font-weight: 600; } b.stop, b.warn { border-inline-start: 4px solid; padding-inline-start: .6rem; }
		p { margin: .15rem 0 0; } p.lost { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: .5rem 1rem; }
		[hidden] { display: none; }`;

	const make = (name, attributes = {}, ...inside) => {
		const e = document.createElement(name);
		for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
		e.append(...inside);
		return e;
	};
	const host = make("nhipcau-live", { hidden: "" });
	const root = host.attachShadow({ mode: "open" });
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(style);
	root.adoptedStyleSheets = [sheet];
	const list = make("ul", { id: "list", tabindex: "0", hidden: "" });
	const mark = make("button", { type: "button", "aria-expanded": "false", "aria-controls": "list" });
	const lost = make("p", { class: "lost", role: "status", hidden: "" });
	const panel = make("aside", { "aria-live": "polite" }, list, mark, lost);
	root.append(panel);
	document.documentElement.append(host);

	const unfold = (open) => {
		list.hidden = !open;
		mark.setAttribute("aria-expanded", String(open));
		label();
	};
	const label = () => {
		const part = (name, text) => make("span", { class: name }, text);
		mark.replaceChildren(part("stop", words.stop), part("warn", words.warn), part("", words.checking), part("", list.hidden ? "" : words.close));
	};
	// Which problems these are; whoever folded them away wants to see others.
	const what = () => words.problems.filter((p) => p.level === "stop").map((p) => p.place + p.sentence).join("\n");
	const fold = () => { unfold(false); keep("folded", what()); };
	mark.addEventListener("click", () => { if (list.hidden) { unfold(true); keep("folded", ""); } else fold(); });
	panel.addEventListener("keydown", (e) => { if (e.key === "Escape" && !list.hidden) { fold(); mark.focus(); } });

	// What has the focus is not left behind the overlay.
	document.addEventListener("focusin", ({ target }) => {
		const over = list.hidden || host.hidden ? null : list.getBoundingClientRect();
		const at = target.getBoundingClientRect();
		if (over && target !== host && at.right > over.left && at.bottom > over.top && at.top < innerHeight) {
			document.body.style.paddingBottom = `${Math.ceil(innerHeight - over.top)}px`; // room for the end of the page
			scrollBy({ top: at.bottom - over.top + 8, behavior: "instant" });
		}
	});

	const show = () => {
		lost.hidden = true;
		panel.lang = words.lang;
		panel.setAttribute("aria-label", [words.stop, words.warn].filter(Boolean).join(", "));
		list.setAttribute("aria-label", panel.getAttribute("aria-label"));
		list.replaceChildren(...words.problems.map((p) =>
			make("li", {}, make("b", { class: p.level }, p.sentence), make("code", {}, p.place), ...(p.hint ? [make("p", {}, p.hint)] : []))),
			...(words.more ? [make("li", {}, words.more)] : []));
		const any = words.problems.length > 0;
		mark.hidden = !any;
		host.hidden = !any;
		unfold(any && (list.hidden ? Boolean(words.stop) && kept("folded") !== what() : true));
	};

	// ---- the stream

	let stream = null;
	const connect = () => {
		if (stream || document.hidden) return; // a browser has few connections for all pages of a site
		stream = new EventSource("/_nhipcau/events?page=" + encodeURIComponent(location.pathname) + "&v=" + version);
		stream.addEventListener("reload", renew);
		stream.addEventListener("problems", (e) => {
			words = JSON.parse(e.data);
			show();
		});
		stream.addEventListener("error", () => {
			if (words) {
				lost.textContent = words.lost;
				lost.hidden = false;
				host.hidden = false;
			}
			if (stream.readyState === EventSource.CLOSED) { // it will not try again by itself
				disconnect();
				setTimeout(connect, 2000);
			}
		});
	};
	const disconnect = () => {
		stream?.close();
		stream = null;
	};
	document.addEventListener("visibilitychange", () => { if (document.hidden) disconnect(); else connect(); });
	addEventListener("pagehide", disconnect);
	addEventListener("pageshow", connect);
	connect();
})();
