/*
  Stands between kaleido and Plotly: kaleido calls Plotly.toImage, and gets a picture with the font in it (picture.js).
  The font comes with each figure, in layout.meta.fonts, since one browser draws many figures.
*/
{
  const plain = Plotly.toImage;
  const inner = { toImage: plain };
  const base64 = async (blob) => {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
    return btoa(text);
  };
  Plotly.toImage = async (figure, options) => {
    const css = figure.layout.meta.fonts;
    const blob = await yanjingPicture(inner, figure, { ...options, css });
    if (options.format === "svg") {
      const svg = await blob.text();
      return options.imageDataOnly ? svg : `data:image/svg+xml,${encodeURIComponent(svg)}`;
    }
    return base64(blob);
  };
}
