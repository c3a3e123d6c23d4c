// Keys and paper for boards. The listeners sit on the document: pages replace their parts as they come alive.
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select")) return;
  if (event.key === "e") document.querySelector("[data-toggle-all]")?.click();
  if (event.key === "Escape") document.querySelectorAll(".holder[aria-expanded=true]").forEach(holder => holder.click());
});

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-print]")) print();
});
