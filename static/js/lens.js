/* The hard words lens: what the server does with a posted text is done here, and nothing is sent. */
const form = document.getElementById("lens");
const box = form.elements.text;
const travels = document.getElementById("travels");
const found = document.getElementById("found");
const read = document.getElementById("read");
const meanings = document.getElementById("meanings");

const words = [...document.querySelectorAll("#all-words dt")].map((dt) => {
  const names = dt.dataset.find.replaceAll(" ", "[’'s]*[\\s-]+");
  const whole = `(?<![\\p{L}\\p{N}_])(?:${names})(?:[’']?s[’']?|es|d|ed|ing)?(?![\\p{L}\\p{N}_])`;
  return [dt, new RegExp(whole, "giu")];
});

const places = (text) =>
  words
    .flatMap(([dt, name]) => [...text.matchAll(name)].map((match) => [match.index, match[0], dt]))
    .sort((one, other) => one[0] - other[0] || other[1].length - one[1].length);

const explain = () => {
  const text = box.value;
  const known = new Set();
  let here = 0;
  read.replaceChildren();
  for (const [start, name, dt] of places(text)) {
    if (start < here) continue;
    const link = document.createElement("a");
    link.className = "term";
    link.href = `#${dt.id}`;
    link.textContent = name;
    read.append(text.slice(here, start), link);
    here = start + name.length;
    known.add(dt);
  }
  read.append(text.slice(here));
  meanings.replaceChildren();
  for (const dt of known) {
    const [term, meaning] = [dt, dt.nextElementSibling].map((each) => each.cloneNode(true));
    term.removeAttribute("id");
    meaning.querySelector("br")?.remove();
    meaning.querySelector(".hint")?.remove();
    meanings.append(term, meaning);
  }
  document.getElementById("none").hidden = known.size > 0;
  found.hidden = false;
  document.getElementById("found-title").focus();
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (box.value.trim()) explain();
  else box.focus();
});
travels.textContent = travels.dataset.here;
