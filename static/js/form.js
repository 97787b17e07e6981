/* How many letters are left, said while typing; the server counts again. */
const count = (box) => {
  const line = document.getElementById(`${box.id}-limit`);
  const limit = Number(box.dataset.limit);
  const left = limit - [...box.value].length;
  const words = left < 0 ? line.dataset.over : line.dataset.left;
  if (left < limit / 10) line.setAttribute("aria-live", "polite");
  line.textContent = words.replace("{n}", Math.abs(left));
  line.classList.toggle("error", left < 0);
};
let counting;
document.addEventListener("input", ({ target }) => {
  if (!target.matches("textarea[data-limit]")) return;
  clearTimeout(counting);
  counting = setTimeout(count, 700, target);
});

/* Five minutes before the browser forgets what was written it says so, with a button that saves. */
const EARLY = 5 * 60_000;
const formHere = () => document.getElementById("form");
/* The phone's clock may be wrong; the page says what time it was made. */
const skew = Date.parse(formHere()?.dataset.now) - Date.now() || 0;
let watching;
const watch = () => {
  const form = formHere();
  clearTimeout(watching);
  if (!form?.dataset.ends || form.querySelector(".ends")) return;
  const left = Date.parse(form.dataset.ends) - skew - Date.now();
  if (left > EARLY) {
    watching = setTimeout(watch, left - EARLY);
    return;
  }
  const box = document.createElement("div");
  box.className = "admonition warning ends";
  box.setAttribute("role", "alert");
  box.innerHTML = '<p></p><button class="button" name="do" value="stay" formnovalidate></button>';
  box.firstChild.textContent = form.dataset.warn;
  box.lastChild.textContent = form.dataset.more;
  form.querySelector(".far").before(box);
};
/* While a phone sleeps, so may the timer. */
document.addEventListener("visibilitychange", watch);
/* What is typed is kept as it is typed, and for longer with each time. */
document.addEventListener("kept", () => {
  document.querySelector("main .ends")?.remove();
  watch();
});

const begin = () => {
  for (const box of document.querySelectorAll("textarea[data-limit]")) if (box.value) count(box);
  watch();
};
begin();

/* A form is posted without leaving its page, so where the network fails the page stays as it is.
   The server names the address to go on to; the form with its mistakes takes the place of this one. */
const PATIENCE = 20_000;
let sending;
let pressed;
let byBrowser = false;
const notice = document.createElement("div");
notice.innerHTML = '<p class="hint" role="status"></p><p role="alert"></p>';
const [waiting, alarm] = notice.children;
const again = document.createElement("button");
again.type = "button";
again.className = "button second";
again.addEventListener("click", () => pressed.form.requestSubmit(pressed));

const putBeside = (button) => {
  if (pressed === button && notice.isConnected) return;
  pressed = button;
  notice.className = "unsent";
  again.remove();
  const seen = (button.matches(".unseen") && button.form.querySelector(".far")) || button;
  const block = seen.closest(".far, .ends, .where, .top, .foot ul") ?? seen;
  if (block.matches(".far")) block.before(notice);
  else block.after(notice);
};

const settled = () => {
  sending = undefined;
  waiting.textContent = "";
  document.dispatchEvent(new Event("settled"));
};

const failed = (form) => {
  settled();
  notice.className = "unsent admonition warning";
  alarm.textContent = pressed.value === "danger" ? form.dataset.danger : form.dataset.unsent;
  again.textContent = form.dataset.again;
  if (!again.isConnected) notice.append(again);
  notice.scrollIntoView({ block: "nearest" });
};

const show = (page) => {
  settled();
  notice.remove();
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  scrollTo(0, 0);
  (document.querySelector("[autofocus]") ?? document.querySelector("main")).focus();
  begin();
  document.dispatchEvent(new Event("shown"));
};

const post = async (form, button) => {
  sending?.control.abort();
  const control = new AbortController();
  const mine = (sending = { button, control });
  putBeside(button);
  const tell = () => (waiting.textContent = button.value === "danger" ? form.dataset.danger : form.dataset.wait);
  const slow = setTimeout(tell, alarm.textContent ? 0 : 1000);
  alarm.textContent = "";
  let limit = 0;
  try {
    /* Photos may still be on their way to be smaller; danger does not wait for them. */
    if (button.value !== "danger") await form.ready;
    if (sending !== mine) return;
    const data = new FormData(form);
    data.append(button.name, button.value);
    const heavy = [...data.values()].some((value) => value.size);
    if (!heavy) limit = setTimeout(() => control.abort(), PATIENCE);
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      headers: { "X-Stay": "1" },
      body: form.enctype === "multipart/form-data" ? data : new URLSearchParams(data),
      signal: control.signal,
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (sending !== mine) return;
    const to = answer.headers.get("X-To") ?? (answer.redirected && answer.url);
    if (to) {
      location.assign(to);
      /* Whoever stops that page from opening can press again. */
      setTimeout(() => sending === mine && settled(), 3000);
    } else if (page.getElementById("form")) {
      show(page);
    } else if (answer.status >= 500 && form.querySelector("textarea, input:not([type=hidden])")) {
      failed(form);
    } else {
      settled();
      byBrowser = true;
      form.requestSubmit(button);
      byBrowser = false;
    }
  } catch {
    if (sending === mine) failed(form);
  } finally {
    clearTimeout(slow);
    clearTimeout(limit);
  }
};

document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  if (!form.dataset.unsent || !button || !form.requestSubmit || byBrowser) return;
  if (button.name === "do" && ["copy", "card"].includes(button.value)) return;
  event.preventDefault();
  if (sending?.button !== button) post(form, button);
});

addEventListener("leaving", () => {
  sending?.control.abort();
  sending = undefined;
});
