/* A large photo is made smaller before it is sent, and loses what the phone wrote beside it. What the
   browser cannot open, or what would not get smaller, is sent as it is. */
const LARGE = 1_500_000;
/* Pixels of the longer side: small print on a photographed page can still be read. */
const LONGEST = 2400;
const latest = new WeakMap();

const drawn = async (file) => {
  const photo = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(photo.width, photo.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(photo.width * scale);
  canvas.height = Math.round(photo.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(photo, 0, 0, canvas.width, canvas.height);
  photo.close();
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
};

const smaller = async (file) => {
  if (!file.type.startsWith("image/") || file.size < LARGE) return file;
  try {
    const made = await drawn(file);
    if (!made || made.size >= file.size) return file;
    return new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
};

const makeSmaller = async (box) => {
  const chosen = [...box.files];
  latest.set(box, chosen);
  const kept = new DataTransfer();
  /* One after the other: a cheap phone has no memory for several. */
  for (const file of chosen) kept.items.add(await smaller(file));
  if (latest.get(box) === chosen && chosen.length === box.files.length) box.files = kept.files;
};

/* Whoever goes on meanwhile waits for it: see form.js. */
document.addEventListener("change", ({ target: box }) => {
  if (box.type === "file") box.form.ready = makeSmaller(box);
});
