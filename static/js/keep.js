/* What is typed goes to the draft on a pause, and on the way out of the page, so that it stands in its
   box again after Back, a reload, or when the phone needed the memory. Nothing is put into the browser. */
const PAUSE = 800;
const GIVE_UP = 20_000;
/* A browser takes no more than 64 KiB along out of a page. */
const TAKEN_ALONG = 60_000;
const formHere = () => document.querySelector("form[data-keep]");
const typed = (form) => {
  const data = new URLSearchParams();
  for (const box of form.elements) {
    if (box.matches("textarea, input:not([type=file], [type=radio], [type=checkbox]), :checked")) {
      data.append(box.name, box.value);
    }
  }
  return data;
};

let madeAt;
/* What stands on the page and is kept; what is on its way; whether a button's own post is under way. */
let kept;
let going;
let held = false;
let timer;
/* The server's clock, as the page has counted on: it tells which words are newer. */
const moment = (form) => Math.round(Date.parse(form.dataset.now) + performance.now() - madeAt);
const begin = () => {
  const form = formHere();
  madeAt = performance.now();
  kept = form && String(typed(form));
  held = false;
};
document.addEventListener("formdata", ({ target, formData }) => {
  if (target === formHere()) formData.append("at", moment(target));
});

const stop = () => {
  clearTimeout(timer);
  going?.control.abort();
  going = undefined;
  held = true;
};

const keep = async () => {
  const form = formHere();
  if (!form || held) return;
  clearTimeout(timer);
  const data = typed(form);
  const words = String(data);
  if (words === kept || words === going?.words) return;
  going?.control.abort();
  const mine = (going = { words, control: new AbortController() });
  const limit = setTimeout(() => mine.control.abort(), GIVE_UP);
  data.append("at", moment(form));
  try {
    const answer = await fetch(`${form.getAttribute("action")}/typed`, {
      method: "POST",
      body: data,
      keepalive: words.length < TAKEN_ALONG,
      signal: mine.control.signal,
    });
    if (going !== mine) return;
    if (answer.status === 409) held = true;
    const told = answer.ok && (await answer.json());
    if (going !== mine || !told) return;
    kept = words;
    document.getElementById("kept").textContent = told.kept;
    Object.assign(form.dataset, { ends: told.ends, warn: told.warn });
    /* There is a draft now: what only a first post needs must not make another behind somebody who leaves. */
    const same = String(typed(form)) === words;
    for (const each of form.querySelectorAll("[data-pace]")) each.remove();
    form.elements.made_for.value = told.made_for;
    kept = same ? String(typed(form)) : words;
    document.dispatchEvent(new Event("kept"));
  } catch {
    /* No network, or too slow: the words are still on the page, and the next pause tries again. */
  } finally {
    clearTimeout(limit);
    if (going === mine) going = undefined;
  }
};

const soon = () => {
  clearTimeout(timer);
  /* One after the other: an answer that is awaited is not given up for the next letter. */
  timer = setTimeout(() => (going ? soon() : keep()), PAUSE);
};
document.addEventListener("input", soon);
for (const way of ["beforeunload", "pagehide"]) addEventListener(way, keep);
document.addEventListener("visibilitychange", () => document.hidden && keep());

/* A button posts everything itself; where that fails, what was typed is kept as before. */
document.addEventListener("submit", stop, true);
document.addEventListener("settled", () => {
  held = false;
  soon();
});
addEventListener("leaving", stop);
document.addEventListener("shown", begin);
begin();

/* After a reload or Back the page may have been asked for a moment before its words arrived. */
const came = performance.getEntriesByType?.("navigation")[0]?.type;
if (formHere() && ["reload", "back_forward"].includes(came)) {
  setTimeout(async () => {
    const form = formHere();
    const answer = await fetch(location.href).catch(() => undefined);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page && page.querySelector("form[data-keep]");
    if (!newer || held || form !== formHere() || String(typed(form)) !== kept) return;
    for (const box of newer.querySelectorAll("textarea, input:not([type=file], [type=hidden])")) {
      const mine = document.getElementById(box.id);
      if (!mine) continue;
      mine.checked = box.checked;
      if (mine.value !== box.value) mine.value = box.value;
    }
    begin();
  }, PAUSE / 2);
}
