// The language switch: for each other language that the page says it is there
// in (hreflang), a click on the switch lands on just that page; every other
// link of the switch lands on a page in the language it names. The switch is
// what links to languages outside the text, or else (a page to choose one) in it.
// most is how many languages are tried.

export async function check(stage, page, most = Infinity) {
  const found = [];
  const { scope, listed } = await stage.page.evaluate(() => {
    const all = [...document.querySelectorAll("body a[hreflang]")];
    const outside = all.filter((a) => !a.closest("main"));
    return { scope: outside.length ? "body :not(main *)" : "main *", listed: (outside.length ? outside : all).map((a) => a.hreflang) };
  });
  const selector = (lang) => `a[hreflang="${lang}"]`;
  const wanted = Object.keys(page.alternates).filter((l) => l !== page.lang);
  for (const lang of [...new Set([...wanted, ...listed.filter((l) => l !== page.lang)])].slice(0, most)) {
    if (!listed.includes(lang)) {
      found.push({ selector: selector(lang), what: `no link to this page in ${lang}` });
      continue;
    }
    await stage.show(page);
    await follow(stage.page, stage.page.locator(scope).and(stage.page.locator(selector(lang))).first());
    const landed = await stage.page.evaluate(() => ({ path: location.pathname, lang: document.documentElement.lang }));
    if (landed.lang !== lang) found.push({ selector: selector(lang), what: `lands on a page in "${landed.lang}": ${landed.path}` });
    if (page.alternates[lang] && landed.path !== page.alternates[lang]) {
      found.push({ selector: selector(lang), what: `lands on ${landed.path}, not on ${page.alternates[lang]}` });
    }
  }
  return found;
}

// follow clicks a link; one that lies in a closed menu is first made to appear,
// as a reader would do it.
async function follow(page, link) {
  const menu = page.locator("details:not([open])", { has: link });
  if (await menu.count()) await menu.first().locator("summary").click();
  const before = page.url();
  await link.click({ timeout: 5000 });
  await page.waitForURL((u) => u.href !== before, { timeout: 5000 });
}
