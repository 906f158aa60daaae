(() => {
  const tools = document.querySelector(".tools");
  if (!tools) return;
  tools.hidden = false;
  const box = tools.querySelector("input");
  const chips = [...tools.querySelectorAll("button")];
  const shown = tools.querySelector("output");
  const cards = [...document.querySelectorAll(".finding")];
  const words = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
  const apply = () => {
    const asked = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const on = chips.filter((c) => c.getAttribute("aria-pressed") === "true");
    const severities = new Set(on.map((c) => c.dataset.severity));
    let count = 0;
    for (const card of cards) {
      const fits = asked.every((word) => words.get(card).includes(word));
      card.hidden = !fits || (severities.size > 0 && !severities.has(card.dataset.severity));
      count += card.hidden ? 0 : 1;
    }
    shown.textContent = count === cards.length ? "" : `${count} of ${cards.length}`;
  };
  box.addEventListener("input", apply);
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      apply();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== box) {
      event.preventDefault();
      box.focus();
    }
  });
})();
