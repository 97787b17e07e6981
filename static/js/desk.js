/* The time of a page at the desk counts from the last time that somebody did something on it, and an
   answer that is being written is kept whenever its writer pauses. */
const bar = document.querySelector(".time");
const form = document.getElementById("reply");
const kept = document.getElementById("kept");
const RENEW = 60_000;
const PAUSE = 2_000;
const { early, idle, out, stay, token } = bar?.dataset ?? {};

const words = () => (form ? new URLSearchParams(new FormData(form)).toString() : "");
let saved = words();
/* When the server last heard of this page, and when somebody last did something on it. */
let heard = Date.now();
let done = heard;
let pause;
let telling;
let again = false;

const tell = async (leaving = false) => {
  clearTimeout(pause);
  /* One after the other, so that no older words come in after newer ones. */
  if (telling && !leaving) {
    again = true;
    return;
  }
  const typed = words();
  const keeps = typed !== saved;
  const at = Date.now();
  telling = new AbortController();
  try {
    const answer = await fetch(keeps ? form.dataset.draft : stay, {
      method: "POST",
      headers: { "X-Stay": "1" },
      body: new URLSearchParams(keeps ? typed : { csrf_token: token }),
      signal: leaving ? undefined : telling.signal,
      keepalive: leaving,
    });
    if (answer.redirected) {
      saved = words();
      location.assign(answer.url);
    } else if (answer.status === 204) {
      heard = at;
      bar.classList.remove("over");
      if (!keeps) return;
      saved = typed;
      const clock = new Date().toTimeString().slice(0, 5);
      kept.textContent = form.dataset.kept.replace("{time}", clock);
    } else if (answer.status === 400 && !keeps) {
      /* The page is of a session that has ended in another window. */
      location.replace(out);
    }
  } catch {
    /* Without a network nothing can be kept; it is tried again with the next key. */
  } finally {
    telling = undefined;
    if (again) {
      again = false;
      tell();
    }
  }
};

const look = async () => {
  if (done > heard && Date.now() - heard > RENEW && !telling) await tell();
  const alone = Date.now() - heard;
  bar.classList.toggle("over", alone >= early * 1000);
  if (alone < idle * 1000) return;
  if (words() !== saved) await tell();
  location.replace(out);
};

if (bar) {
  bar.classList.add("scripted");
  for (const act of ["keydown", "pointerdown", "wheel", "scroll", "input"]) {
    document.addEventListener(act, () => (done = Date.now()), { capture: true, passive: true });
  }
  setInterval(look, 5_000);
  document.addEventListener("visibilitychange", look);
  bar.addEventListener("click", (event) => {
    if (!event.target.closest(".button")) return;
    event.preventDefault();
    tell();
  });
}
if (form) {
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => tell(), PAUSE);
  });
  /* What is sent needs no keeping. */
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    again = false;
    telling?.abort();
    saved = words();
  });
  addEventListener("pagehide", () => words() !== saved && tell(true));
}
