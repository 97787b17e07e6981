// A picture drawn in the page. What is drawn is kept as strokes until the form is posted; then it
// goes along as a file like any other. Without script there is no canvas: a photo of a drawing
// does the same.
// So wide is the picture that is sent, in pixels; three quarters as high.
const WIDE = 1200;
const HIGH = 900;
const LINE = { thin: 0.008, thick: 0.025 };

const trace = (canvas, { colour, line, points }) => {
  const pen = canvas.getContext("2d");
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = colour;
  pen.lineWidth = LINE[line] * canvas.width;
  const [first, ...rest] = points.map(([x, y]) => [x * canvas.width, y * canvas.width]);
  pen.beginPath();
  pen.moveTo(...first);
  let before = first;
  for (const point of rest) {
    pen.quadraticCurveTo(...before, (before[0] + point[0]) / 2, (before[1] + point[1]) / 2);
    before = point;
  }
  pen.lineTo(...before);
  pen.stroke();
};
const paint = (canvas, strokes) => {
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  for (const stroke of strokes) trace(canvas, stroke);
};

// The posted data of a form is asked for at one moment, so the file has to be made in that moment.
const asFile = (strokes, name) => {
  const canvas = document.createElement("canvas");
  canvas.width = WIDE;
  canvas.height = HIGH;
  paint(canvas, strokes);
  const bytes = atob(canvas.toDataURL("image/png").split(",")[1]);
  return new File([Uint8Array.from(bytes, (sign) => sign.charCodeAt(0))], name, { type: "image/png" });
};

const prepare = (box) => {
  const canvas = box.querySelector("canvas");
  // A browser that does not ask for the form's data would lose the picture without a word.
  if (!canvas.getContext || !window.PointerEvent || !window.FormDataEvent) return;
  let strokes = [];
  // The stroke under each finger: the side of a hand on the glass must not bend another's line.
  const fingers = new Map();
  const shownWidth = () => canvas.clientWidth * (window.devicePixelRatio || 1);
  const redraw = () => {
    const width = Math.min(WIDE, Math.round(shownWidth())) || WIDE;
    if (canvas.width !== width) {
      canvas.width = width;
      canvas.height = (width * HIGH) / WIDE;
    }
    paint(canvas, strokes);
  };
  const chosen = (what) => box.querySelector(`[data-${what}][aria-pressed=true]`).dataset[what];
  const place = ({ clientX, clientY }) => {
    const { left, top } = canvas.getBoundingClientRect();
    const x = clientX - left - canvas.clientLeft;
    const y = clientY - top - canvas.clientTop;
    return [x / canvas.clientWidth, y / canvas.clientWidth];
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    canvas.setPointerCapture(event.pointerId);
    const stroke = { colour: chosen("colour"), line: chosen("line"), points: [place(event)] };
    fingers.set(event.pointerId, stroke);
    strokes.push(stroke);
    trace(canvas, stroke);
  });
  canvas.addEventListener("pointermove", (event) => {
    const stroke = fingers.get(event.pointerId);
    if (!stroke) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    const added = (passed.length ? passed : [event]).map(place);
    stroke.points.push(...added);
    // Only what is new: a slow phone could not paint everything again for each movement.
    trace(canvas, { ...stroke, points: stroke.points.slice(-3 - added.length) });
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, ({ pointerId }) => fingers.delete(pointerId) && redraw());
  }

  const sure = box.querySelector(".sure");
  box.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    for (const what of ["colour", "line"]) {
      if (!(what in button.dataset)) continue;
      for (const each of box.querySelectorAll(`[data-${what}]`)) each.setAttribute("aria-pressed", each === button);
    }
    const { draw } = button.dataset;
    if (draw === "undo") strokes.pop();
    if (draw === "empty") strokes = [];
    // Starting again is asked about once, where the button is.
    if (draw) {
      sure.hidden = draw !== "again" || !strokes.length;
      if (draw === "again" && !sure.hidden) sure.querySelector("button").focus();
      if (draw === "empty" || draw === "keep") box.querySelector("[data-draw=again]").focus();
    }
    redraw();
  });
  for (const each of box.querySelectorAll("[data-colour]")) {
    each.firstElementChild.style.background = each.dataset.colour;
  }

  box.closest("form").addEventListener("formdata", ({ formData }) => {
    if (strokes.length) formData.append(box.dataset.name, asFile(strokes, box.dataset.file));
  });
  addEventListener("leaving", () => {
    strokes = [];
    fingers.clear();
    redraw();
  });
  addEventListener("resize", redraw);
  box.hidden = false;
  redraw();
};

const all = () => document.querySelectorAll(".draw[hidden]").forEach(prepare);
document.addEventListener("shown", all);
all();
