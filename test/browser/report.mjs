// What the browser tests say: one line for a group in which nothing was found,
// and for each finding where and what. The same finding on many pages is said
// once, with the first page and how many more have it.

// report prints groups of { name, pages, found: [{ page, selector, what }] } and
// tells whether nothing was found.
export function report(groups) {
  for (const { name, pages, found } of groups) {
    const same = new Map();
    for (const f of found) {
      const key = `${f.selector}\n${f.what}`;
      same.set(key, [...(same.get(key) ?? []), f]);
    }
    console.log(`${name.padEnd(14)} ${String(pages).padStart(4)} pages  ${same.size ? `${same.size} FOUND` : "ok"}`);
    for (const [first, ...more] of same.values()) {
      const others = new Set(more.map((f) => f.page.path)).size;
      console.log(`  ${first.page.path}  ${first.selector}  ${first.what}${others ? `  (and on ${others} more)` : ""}`);
    }
  }
  return groups.every((g) => g.found.length === 0);
}
