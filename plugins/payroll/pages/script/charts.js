// A picture of a table: what is drawn is read from the table's own cells, so that both always say the same.
import uPlot from "uplot";

const SERIES = 6;

function colour(name) {
  // A custom property may hold light-dark(): only an element that uses it tells which one counts.
  const probe = document.createElement("span");
  probe.className = "hidden";
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function columns(table) {
  const heads = [...table.tHead.rows[0].cells].map((cell) => ({ name: cell.textContent.trim(), behind: "behind" in cell.dataset }));
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.dataset.value ?? ""));
  return { heads, rows };
}

function axes(format, second) {
  const look = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
  const right = { ...look, scale: "seconds", side: 1, size: 52, grid: { show: false }, label: second, labelSize: 20, labelFont: look.font };
  const both = [{ ...look, grid: { show: false }, values: (_, ticks) => ticks.map(format), space: 56, size: 32 }, { ...look, size: 52 }];
  return second ? [...both, right] : both;
}

function bars(place, stroke, fill, gap) {
  return { stroke, fill, width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [gap, 40], align: place }) };
}

// The measures of a day on top of each other, and the period before as a line behind them.
function days(table, locale) {
  const { heads, rows } = columns(table);
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
  const hours = (column) => rows.map((row) => Number(row[column]) / 60);
  const x = rows.map((_, place) => place);
  const measures = heads.map((head, column) => ({ ...head, column })).slice(1).filter((head) => !head.behind);
  const behind = heads.findIndex((head) => head.behind);
  const sums = measures.map((_, upTo) => rows.map((row) => measures.slice(0, upTo + 1).reduce((sum, one) => sum + Number(row[one.column]) / 60, 0)));
  const series = [{}];
  const data = [x];
  measures.map((one, place) => ({ one, place })).reverse().forEach(({ one, place }) => {
    const paint = colour(`--series-${(place % SERIES) + 1}`);
    series.push({ label: one.name, ...bars(0, paint, paint, 0.7) });
    data.push(sums[place]);
  });
  series.push({ label: heads[behind].name, stroke: colour("--text"), width: 1.5, dash: [5, 4], points: { show: false } });
  data.push(hours(behind));
  const key = measures.map((one, place) => [one.name, `s${(place % SERIES) + 1}`]);
  const axis = (place) => (Number.isInteger(place) && rows[place] ? format.format(new Date(`${rows[place][0]}T00:00:00Z`)) : "");
  return { data, series, axis, key };
}

// Each export beside the one before: its lines, the calls it took, and its seconds on a scale of their own.
function runs(table, locale) {
  const { heads, rows } = columns(table);
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
  const numbers = (column) => rows.map((row) => (row[column] === "" ? null : Number(row[column])));
  const data = [rows.map((_, place) => place), numbers(1), numbers(2), numbers(4)];
  const [lines, calls, seconds] = ["--series-1", "--series-2", "--series-3"].map(colour);
  const line = (label, paint, more) => ({ label, stroke: paint, width: 2, points: { show: true, size: 6, fill: paint }, ...more });
  const series = [{}, { label: heads[1].name, ...bars(0, lines, lines, 0.6) }, line(heads[2].name, calls), line(heads[4].name, seconds, { scale: "seconds", dash: [5, 4] })];
  const axis = (place) => (Number.isInteger(place) && rows[place] ? format.format(new Date(rows[place][0])) : "");
  const key = [[heads[1].name, "s1"], [heads[2].name, "s2"], [heads[4].name, "s3"]];
  return { data, series, axis, key, second: heads[4].name };
}

const PICTURES = { days, runs };

function draw(place) {
  const table = document.getElementById(place.dataset.table);
  const picture = PICTURES[place.dataset.chart](table, place.dataset.locale);
  place.hidden = false;
  place.setAttribute("aria-hidden", "true");
  place.replaceChildren();
  const x = picture.data[0];
  const scales = {
    x: { time: false, range: () => [-0.5, x.length - 0.5] },
    y: { range: (_, low, high) => [0, Math.max(1, high * 1.08)] },
    seconds: { range: (_, low, high) => [0, Math.max(1, high * 1.08)] },
  };
  const options = { width: place.clientWidth, height: 240, legend: { show: false }, cursor: { drag: { x: false } }, scales, series: picture.series, axes: axes(picture.axis, picture.second) };
  const chart = new uPlot(options, picture.data, place);
  const key = document.createElement("ul");
  key.className = "chart-key";
  for (const [name, look] of picture.key) {
    const item = document.createElement("li");
    const mark = document.createElement("b");
    mark.className = look;
    item.append(mark, name);
    key.append(item);
  }
  place.append(key);
  return chart;
}

export function drawCharts() {
  for (const place of document.querySelectorAll("[data-chart]")) {
    let chart = draw(place);
    const again = () => {
      chart.destroy();
      chart = draw(place);
    };
    document.documentElement.addEventListener("payroll-theme", again);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    new ResizeObserver(() => {
      if (place.clientWidth && Math.abs(place.clientWidth - chart.width) > 2) chart.setSize({ width: place.clientWidth, height: 240 });
    }).observe(place);
  }
}
