/* Reading the page aloud, a sentence at a time, by a voice that lives on the device: other voices send what they read
   to a company. Where no such voice speaks the page's language nothing is offered. It never begins by itself. */
{
  const speech = window.speechSynthesis;
  const base = (code) => code.toLowerCase().split(/[-_]/)[0];
  const language = base(document.documentElement.lang);
  const voice = () =>
    speech?.getVoices().find((each) => each.localService && base(each.lang) === language);

  const READ = "h1, h2, h3, p, li, dt, dd, legend, label, summary, button, a.button, svg[role=img]";
  const SKIPPED = ".aloud, .sources, .where, .unseen, .draw, [hidden], [aria-hidden=true]";

  const said = (block) => {
    if (block.matches("svg")) return block.getAttribute("aria-label");
    const copy = block.cloneNode(true);
    for (const part of copy.querySelectorAll(".unseen, svg")) part.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const cut = (text) => {
    if (!Intl.Segmenter) return [text];
    const segments = new Intl.Segmenter(language, { granularity: "sentence" }).segment(text);
    return Array.from(segments, ({ segment }) => segment.trim()).filter(Boolean);
  };
  /* What somebody has typed is not in here: boxes hold no text of the page. */
  const sentences = () =>
    [...document.querySelectorAll(`main :is(${READ})`)]
      .filter((block) => !block.querySelector(READ.replace(", svg[role=img]", "")))
      .filter((block) => !block.closest(SKIPPED) && !block.querySelector(".back"))
      .filter((block) => block.getClientRects().length)
      .filter((block) => base(block.closest("[lang]").lang) === language)
      .flatMap((block) => cut(said(block)).map((text) => ({ block, text })));

  const bar = document.querySelector(".reading");
  let list = [];
  let at = 0;
  let turn = 0;

  const mark = (block) => {
    document.querySelector(".being-read")?.classList.remove("being-read");
    block?.classList.add("being-read");
  };
  const quiet = () => {
    turn += 1;
    speech?.cancel();
  };
  const stop = () => {
    quiet();
    list = [];
    mark();
    if (bar) bar.hidden = true;
  };
  const paused = (is) => {
    bar.querySelector("[data-read=pause]").hidden = is;
    bar.querySelector("[data-read=on]").hidden = !is;
  };
  const say = () => {
    quiet();
    const sentence = list[at];
    if (!sentence) return stop();
    const mine = turn;
    bar.querySelector("p").textContent = sentence.text;
    bar.hidden = false;
    paused(false);
    mark(sentence.block);
    sentence.block.scrollIntoView({ block: "nearest" });
    const words = new SpeechSynthesisUtterance(sentence.text);
    words.voice = voice();
    words.lang = words.voice.lang;
    words.rate = 0.9;
    words.onend = () => {
      if (turn !== mine) return;
      at += 1;
      say();
    };
    speech.speak(words);
  };

  const begin = () => {
    list = sentences();
    at = 0;
    say();
    bar.querySelector("[data-read=stop]").focus();
  };
  const halt = () => {
    quiet();
    paused(true);
  };
  const DO = { begin, stop, again: say, on: say, pause: halt };
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-read]");
    if (!button) return;
    const { read } = button.dataset;
    DO[read]();
    if (read === "stop") document.querySelector("[data-read=begin]").focus();
    if (read === "pause") bar.querySelector("[data-read=on]").focus();
    if (read === "on") bar.querySelector("[data-read=pause]").focus();
  });

  const offer = () => {
    for (const each of document.querySelectorAll(".aloud")) each.hidden = !voice();
  };
  speech?.addEventListener?.("voiceschanged", offer);
  document.addEventListener("shown", () => {
    stop();
    offer();
  });
  document.addEventListener("submit", stop);
  document.addEventListener("visibilitychange", () => document.hidden && stop());
  document.addEventListener("keydown", ({ key }) => key === "Escape" && stop());
  addEventListener("leaving", stop);
  addEventListener("pagehide", stop);
  offer();
}
