// Fills the list of a search box while one types. The listener sits on the document: pages replace their parts as they come alive.
const pause = 120; // ms without a key, so that not every letter asks the service
let timer;

document.addEventListener("input", ({ target }) => {
  if (!target.matches("input[type=search][list]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => propose(target), pause);
});

async function propose(box) {
  const asked = box.value;
  const answer = await fetch(`/suggestions?${new URLSearchParams({ prefix: asked })}`);
  if (!answer.ok || box.value !== asked) return; // typed on: a later question is under way
  const options = (await answer.json()).map(({ text, kind }) => new Option(kind, text));
  box.list.replaceChildren(...options);
}
