/* How many letters are left, said while typing; the server counts again. */
for (const box of document.querySelectorAll("textarea[data-limit]")) {
  const line = document.getElementById(`${box.id}-limit`);
  if (!line) continue;
  const limit = Number(box.dataset.limit);
  let wait;
  const count = () => {
    const left = limit - [...box.value].length;
    const words = left < 0 ? line.dataset.over : line.dataset.left;
    if (left < limit / 10) line.setAttribute("aria-live", "polite");
    line.textContent = words.replace("{n}", Math.abs(left));
    line.classList.toggle("error", left < 0);
  };
  box.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(count, 700);
  });
  if (box.value) count();
}
