// Who asks for less motion gets none: nothing is animated, nothing would move
// when pointed at, the page does not glide when it jumps.

export async function check(stage) {
  await stage.set({ motion: "reduce" });
  return stage.page.evaluate(() => {
    const found = [];
    const seconds = (list) => Math.max(...list.split(",").map((s) => parseFloat(s) * (s.trim().endsWith("ms") ? 0.001 : 1)));
    const name = (e) => e.localName + [...e.classList].map((c) => `.${c}`).join("");
    for (const a of document.getAnimations()) {
      if (a.playState === "running") found.push({ selector: name(a.effect.target), what: `is animated: ${a.animationName ?? a.transitionProperty ?? "?"}` });
    }
    for (const e of document.querySelectorAll("*")) {
      const s = getComputedStyle(e);
      if (s.scrollBehavior === "smooth") found.push({ selector: name(e), what: "scrolls smoothly" });
      if (seconds(s.transitionDuration) > 0.01 && /all|transform|translate|scale|rotate|inset|top|left|width|height/.test(s.transitionProperty)) {
        found.push({ selector: name(e), what: `would move: transition of ${s.transitionProperty}` });
      }
    }
    return found;
  });
}
