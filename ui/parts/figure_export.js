
/* The buttons of figure_export.py; `yanjingPicture` stands above. */
let plotly;

// Streamlit keeps its own Plotly to itself, so ours is loaded, from our own host, at the first click.
function loadPlotly() {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const page = new URL(document.baseURI);
    page.pathname = page.pathname.replace(/\/+$/, ""); // pages are one level deep: /words and app/static are neighbours
    script.src = new URL("app/static/plotly.min.js", page).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error(`${script.src} could not be loaded`));
    document.head.append(script);
  }).catch((error) => {
    plotly = undefined; // so that the next click tries again
    throw error;
  });
  return plotly;
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export default function ({ data, parentElement }) {
  const status = parentElement.querySelector("[role=status]");
  const buttons = [...parentElement.querySelectorAll("button")];
  for (const button of buttons) {
    const format = button.dataset.format;
    button.textContent = data.labels[format];
    button.onclick = async () => {
      buttons.forEach((b) => (b.disabled = true));
      status.textContent = data.labels.busy;
      try {
        const figure = JSON.parse(data.figure);
        const { width = data.width, height = data.height } = figure.layout;
        const size = { width, height, scale: data.scale };
        download(await yanjingPicture(await loadPlotly(), figure, { format, ...size, css: data.css }), data.names[format]);
        status.textContent = data.labels.done;
      } catch (error) {
        console.error(error);
        status.textContent = data.labels.failed;
      } finally {
        buttons.forEach((b) => (b.disabled = false));
      }
    };
  }
}
