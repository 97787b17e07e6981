/* A picture drawn in the page. What is drawn is kept as strokes until the form is posted; then it goes along as a
   file like any other. Without script there is no canvas: a photo of a drawing does the same. */
{
  /* So wide is the picture that is sent, in pixels; three quarters as high. */
  const WIDE = 1200;
  const HIGH = 900;
  const LINE = { thin: 0.008, thick: 0.025 };

  const paint = (canvas, strokes) => {
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.lineCap = pen.lineJoin = "round";
    for (const { colour, line, points } of strokes) {
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
    }
  };

  /* The posted data of a form is asked for at one moment, so the file has to be made in that moment. */
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
    if (!canvas.getContext || !window.PointerEvent) return;
    let strokes = [];
    let stroke;
    const shownWidth = () => canvas.clientWidth * (window.devicePixelRatio || 1);
    const redraw = () => {
      canvas.width = Math.min(WIDE, Math.round(shownWidth())) || WIDE;
      canvas.height = (canvas.width * HIGH) / WIDE;
      paint(canvas, strokes);
    };
    const chosen = (what) => box.querySelector(`[data-${what}][aria-pressed=true]`).dataset[what];
    const place = ({ clientX, clientY }) => {
      const { left, top, width } = canvas.getBoundingClientRect();
      return [(clientX - left) / width, (clientY - top) / width];
    };

    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      stroke = { colour: chosen("colour"), line: chosen("line"), points: [place(event)] };
      strokes.push(stroke);
      redraw();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!stroke) return;
      stroke.points.push(place(event));
      redraw();
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => (stroke = undefined));
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
      /* Starting again is asked about once, where the button is. */
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
      redraw();
    });
    addEventListener("resize", redraw);
    box.hidden = false;
    redraw();
  };

  const all = () => document.querySelectorAll(".draw[hidden]").forEach(prepare);
  document.addEventListener("shown", all);
  all();
}
