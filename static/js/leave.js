/* Leave at once: blank the page, then take its place in the history. Without script the link does the second half. */
const leave = () => {
  dispatchEvent(new Event("leaving"));
  for (const form of document.forms) form.reset();
  document.title = "";
  document.documentElement.replaceChildren();
  location.replace("/exit");
};

const links = document.querySelectorAll('a[href="/exit"]');
for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
}

/* Shift pressed three times within a second and a half, and no other key between. Held together with
   Alt, Ctrl or Meta it changes the keyboard's language, in either order, and counts for nothing. */
let presses = [];
const HELD = ["Alt", "AltGraph", "Control", "Meta"];
document.addEventListener("keydown", (event) => {
  if (event.repeat || !links.length) return;
  if (event.key !== "Shift" || HELD.some((key) => event.getModifierState(key))) {
    presses = [];
    return;
  }
  presses = [...presses.slice(-2), event.timeStamp];
  if (presses.length === 3 && presses[2] - presses[0] <= 1500) leave();
});
