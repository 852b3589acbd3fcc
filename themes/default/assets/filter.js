// Narrows and sorts the list of a section in place. The links that do so page by
// page become selects that work together; the choice stands in the address. What
// the list is made of comes from list.json, when it is first needed. If that
// cannot be had, the links are there again.
(() => {
  const area = document.querySelector(".filter[data-list]");
  const list = document.querySelector(".list .cards");
  if (!area || !list || location.protocol === "file:") return;

  const step = 20; // items that are shown at once
  const lang = document.documentElement.lang;
  const digits = new Intl.NumberFormat(lang);
  const plural = new Intl.PluralRules(lang);
  const say = area.dataset;
  const count = document.querySelector(".found .count");
  const clear = document.querySelector(".found .clear");
  const more = document.querySelector(".more");
  const pager = document.querySelector(".list .pager");
  const rows = [...document.querySelectorAll(".compare tbody tr")];
  const first = { items: [...list.children], count: count.textContent };
  // Only the page of the whole list changes in place; the others lead there.
  const home = clear.href === location.origin + location.pathname;
  let data, found, shown;

  const choices = [...area.querySelectorAll("ul")].map((links) => {
    const select = document.createElement("select");
    const name = links.dataset.name;
    select.id = "nc-select-" + name;
    for (const link of links.querySelectorAll("a")) {
      const option = new Option(link.textContent, link.dataset.key, link.hasAttribute("aria-current"), link.hasAttribute("aria-current"));
      if (link.lang) option.lang = link.lang;
      select.append(option);
    }
    links.previousElementSibling.htmlFor = select.id;
    links.hidden = true;
    links.after(select);
    return { name, links, select, titles: [...select.options].map((o) => o.text) };
  });
  const sort = choices.find((c) => c.name === "sort");
  const filters = choices.filter((c) => c !== sort);

  const load = () => (data ??= fetch(new URL(say.list, location)).then((r) => (r.ok ? r.json() : Promise.reject())).then(take, giveUp));

  function take(got) {
    data = got;
    tally();
  }

  function giveUp() {
    for (const { links, select } of choices) {
      select.remove();
      links.hidden = false;
    }
  }

  // fits tells whether an item is under all that is chosen, but for one filter.
  const fits = (item, but) => filters.every((f) => f === but || !f.select.value || item.in[f.name]?.includes(f.select.value));

  // tally says beside each value how many items there would be under it.
  function tally() {
    for (const f of filters) {
      const sums = {};
      let all = 0;
      for (const item of data.items) {
        if (!fits(item, f)) continue;
        all++;
        for (const key of item.in[f.name] ?? []) sums[key] = (sums[key] ?? 0) + 1;
      }
      [...f.select.options].forEach((o, n) => (o.text = `${f.titles[n]} (${digits.format(n ? (sums[o.value] ?? 0) : all)})`));
    }
  }

  const items = (n) => (area.getAttribute("data-items-" + plural.select(n)) ?? say.itemsOther).replace(/\d+/, digits.format(n));

  async function show() {
    const plain = choices.every((c) => !c.select.value);
    clear.hidden = plain;
    if (!data?.items) {
      if (plain) return;
      list.ariaBusy = true;
      await load();
      list.ariaBusy = null;
      return data?.items && show(); // what is chosen by now
    }
    tally();
    found = [...data.items.keys()].filter((n) => fits(data.items[n]));
    const at = sort ? data.sorts.indexOf(sort.select.value) : -1;
    if (at >= 0) {
      const rank = (n) => data.items[n].at[at] ?? data.items.length;
      found.sort((a, b) => rank(a) - rank(b));
    }
    shown = 0;
    list.replaceChildren(...(plain ? first.items : []));
    if (!plain) add();
    more.hidden = plain || shown >= found.length;
    if (pager) pager.hidden = !plain;
    count.textContent = plain ? first.count : found.length ? items(found.length) : say.none;
    if (rows.length === data.items.length) {
      document.querySelector(".compare").hidden = !found.length;
      document.querySelector(".compare tbody").replaceChildren(...found.map((n) => rows[n]));
    }
  }

  function add() {
    const next = found.slice(shown, shown + step);
    list.insertAdjacentHTML("beforeend", next.map((n) => data.items[n].html).join(""));
    shown += next.length;
    more.hidden = shown >= found.length;
  }

  // read takes the choice from the address.
  function read() {
    const asked = new URLSearchParams(location.search);
    for (const { name, select } of choices) {
      select.value = asked.get(name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
  }

  // address is that of the whole list with the choice.
  function address() {
    const url = new URL(clear.href);
    for (const { name, select } of choices) if (select.value) url.searchParams.set(name, select.value);
    return url;
  }

  function chosen() {
    history.pushState(null, "", address());
    show();
  }

  for (const intent of ["pointerenter", "focusin"]) area.addEventListener(intent, load);
  area.addEventListener("change", ({ target }) => {
    if (home) return chosen();
    const url = address();
    url.hash = target.id; // the focus stays where it is
    location.assign(url);
  });
  // A page to which one comes back shows its own list, not where one went.
  if (!home) addEventListener("pagehide", () => choices.forEach(({ select }) => select.querySelectorAll("option").forEach((o) => (o.selected = o.defaultSelected))));
  more.firstChild.addEventListener("click", () => {
    const next = shown;
    add();
    list.children[next].querySelector("a").focus();
  });
  if (!home) return;

  clear.addEventListener("click", (event) => {
    event.preventDefault();
    for (const { select } of choices) select.value = "";
    chosen();
    choices[0].select.focus();
    if (document.activeElement !== choices[0].select) area.querySelector("summary").focus();
  });
  addEventListener("popstate", () => {
    read();
    show();
  });
  read();
  const from = choices.find((c) => "#" + c.select.id === location.hash);
  if (from) {
    history.replaceState(null, "", address());
    area.firstElementChild.open = true;
    from.select.focus();
  }
  show();
})();
