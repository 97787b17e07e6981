/* The button works by script alone, so only script shows it. */
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => print());
