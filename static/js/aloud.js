// Reading the page aloud, a sentence at a time, by a voice that lives on the device: other voices
// send what they read to a company. Where no such voice speaks the page's language nothing is
// offered. It never begins by itself.
const speech = window.speechSynthesis;
const base = (code) => code.toLowerCase().split(/[-_]/)[0];
const language = base(document.documentElement.lang);
const voice = () => {
  const here = (each) => each.localService && base(each.lang) === language;
  const voices = speech?.getVoices().filter(here) ?? [];
  return voices.find((each) => /[-_]gb/i.test(each.lang)) ?? voices[0];
};

const READ = "h1, h2, h3, p, li, dt, dd, legend, label, summary, button, a.button";
// Neither what is folded away nor what somebody has typed, in a box or among the answers.
const SKIPPED =
  ".aloud, .sources, .where, .unseen, .draw, .summary li, [aria-hidden=true], details:not([open]) > :not(summary)";

const said = (block) => {
  const copy = block.cloneNode(true);
  for (const part of copy.querySelectorAll(".unseen, svg")) part.remove();
  return (copy.getAttribute("aria-label") ?? copy.textContent).replace(/\s+/g, " ").trim();
};
const cut = (text) => {
  if (!Intl.Segmenter) return [text];
  const segments = new Intl.Segmenter(language, { granularity: "sentence" }).segment(text);
  return Array.from(segments, ({ segment }) => segment.trim());
};
const sentences = () =>
  [...document.querySelectorAll(`main :is(${READ}, svg[role=img])`)]
    .filter(
      (block) =>
        !block.querySelector(`${READ}, .back, .own`) &&
        !block.closest(SKIPPED) &&
        block.getClientRects().length &&
        base(block.closest("[lang]").lang) === language,
    )
    .flatMap((block) => cut(said(block)).map((text) => ({ block, text })))
    .filter(({ text }) => text);

const bar = document.querySelector(".reading");
const button = (what) => document.querySelector(`[data-read=${what}]`);
const focus = (what) => button(what).focus({ preventScroll: true });
let list = [];
let at = 0;
let turn = 0;
// Held here: Chromium may throw away an utterance that only it knows, and never say it ended.
let words;

const mark = (block) => {
  document.querySelector(".being-read")?.classList.remove("being-read");
  block?.classList.add("being-read");
};
const quiet = () => {
  turn += 1;
  speech.cancel();
};
const stop = () => {
  if (!list.length) return;
  quiet();
  list = [];
  mark();
  const focused = bar.contains(document.activeElement);
  bar.hidden = true;
  if (focused) focus("begin");
};
const paused = (is) => {
  const focused = document.activeElement.matches("[data-read=pause], [data-read=on]");
  button("pause").hidden = is;
  button("on").hidden = !is;
  if (focused) focus(is ? "on" : "pause");
};
const pause = () => {
  quiet();
  paused(true);
};
const say = () => {
  const busy = speech.speaking;
  quiet();
  const sentence = list[at];
  if (!sentence) return stop();
  const mine = turn;
  bar.firstChild.textContent = sentence.text;
  bar.hidden = false;
  paused(false);
  mark(sentence.block);
  // What is read is scrolled to where the bar does not cover it.
  document.documentElement.style.setProperty("--reading", `${bar.parentElement.offsetHeight}px`);
  sentence.block.scrollIntoView({ block: "nearest" });
  words = new SpeechSynthesisUtterance(sentence.text);
  words.voice = voice();
  words.lang = words.voice.lang;
  words.rate = 0.9;
  words.onend = () => {
    if (turn !== mine) return;
    at += 1;
    say();
  };
  words.onerror = () => turn === mine && pause();
  // Some engines drop what they are given in the moment in which they were silenced.
  if (busy) setTimeout(() => turn === mine && speech.speak(words), 100);
  else speech.speak(words);
};

const begin = () => {
  list = sentences();
  at = 0;
  say();
  focus("stop");
};
const DO = { begin, stop, again: say, on: say, pause };
document.addEventListener("click", ({ target }) => DO[target.closest("[data-read]")?.dataset.read]?.());

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
