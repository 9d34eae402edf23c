/*
  Makes a picture of a Plotly figure with its own font in it, in the user's browser and, driven by kaleido, on the command line.

  Plotly draws an SVG; a browser that rasters an SVG gives it no font but those of the system, so the glyphs (`css`, an @font-face with a data URL)
  are put into the SVG itself. They also go into the page while Plotly draws, for it measures labels with the page's fonts.
*/
async function yanjingPicture(Plotly, figure, { format, width, height, scale = 1, css = "" }) {
  const svg = await withFonts(css, () =>
    Plotly.toImage(
      { data: figure.data, layout: { ...figure.layout, width, height }, config: figure.config },
      { format: "svg", width, height, imageDataOnly: true },
    ),
  );
  const dressed = css ? svg.replace(/<svg\b[^>]*>/, (tag) => `${tag}<defs><style>${css}</style></defs>`) : svg;
  return format === "svg" ? new Blob([dressed], { type: "image/svg+xml" }) : raster(dressed, { format, width, height, scale });
}

async function withFonts(css, draw) {
  const before = new Set(document.fonts);
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  try {
    // only the new faces: loading all would fetch the page's whole fonts
    await Promise.all([...document.fonts].filter((face) => !before.has(face)).map((face) => face.load()));
    return await draw();
  } finally {
    style.remove();
  }
}

async function raster(svg, { format, width, height, scale }) {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`; // a blob: URL would taint the canvas in some browsers
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, `image/${format}`));
  if (!blob) throw new Error(`no ${format} from this browser`);
  return blob;
}
