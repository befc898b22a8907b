'use strict';

function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function svg(name, attributes, text) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

/* A number for people: about four significant digits. */
function show(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e7)) return value.toExponential(2).replace('e+', 'e');
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
  return value.toLocaleString('en', { minimumFractionDigits: 0, maximumFractionDigits: digits });
}

/* Round numbers that cut low..high into about count parts. */
function ticks(low, high, count) {
  const rough = (high - low) / Math.max(1, count) || 1;
  const power = Math.pow(10, Math.floor(Math.log10(rough)));
  const step = power * [1, 2, 5, 10].find(f => f * power >= rough * 0.999);
  const all = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    all.push(Number((i * step).toPrecision(12)));
  }
  return all;
}

function extent(values) {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  let low = finite[0], high = finite[0];
  for (const v of finite) { if (v < low) low = v; if (v > high) high = v; }
  if (low === high) { low -= Math.abs(low) * 0.05 || 0.5; high += Math.abs(high) * 0.05 || 0.5; }
  return [low, high];
}

/* Draws now, and again whenever the width changes. */
function onWidth(host, draw) {
  let before = 0;
  const again = () => {
    const width = Math.floor(host.clientWidth);
    if (width > 0 && width !== before) { before = width; draw(width); }
  };
  new ResizeObserver(again).observe(host);
  again();
}

/* Lets keys choose one of many: arrows, page keys, Home and End. */
function keys(node, count, now, choose) {
  node.addEventListener('keydown', event => {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    let next = event.key === 'Home' ? 0 : event.key === 'End' ? count() - 1 : null;
    if (event.key in steps) next = now() + steps[event.key];
    if (next === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(Math.min(Math.max(next, 0), count() - 1));
  });
}

function themeButton(button) {
  const root = document.documentElement;
  const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const name = () => { button.textContent = dark() ? 'Light' : 'Dark'; };
  button.addEventListener('click', () => { root.dataset.theme = dark() ? 'light' : 'dark'; name(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name);
  name();
}

/* The distinct labels in a natural order, each with its colour; null if eyes can't tell so many apart. */
function palette(labels) {
  const names = [...new Set(labels)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (names.length > 40) return null;
  const colors = new Map();
  names.forEach((name, i) => colors.set(name, i < 10 && names.length <= 10
    ? `var(--l${i})` : `hsl(${Math.round(i * 360 / names.length)} 62% 50%)`));
  return colors;
}

/* Curves over x; series is a list of {name, color, dash, values}. */
function lineChart(host, title, x, series, selected, choose) {
  host.append(el('h3', {}, title));
  const readout = el('p', { class: 'readout', 'aria-live': 'polite' });
  host.append(readout);
  const frame = el('div', { tabindex: '0', role: 'group', 'aria-label': `${title}: a curve over epochs; arrow keys read its values` });
  host.append(frame);
  let at = x.length - 1, place = () => {};
  const height = 210, left = 46, right = 10, top = 8, bottom = 24;
  onWidth(frame, width => {
    const [low, high] = extent(series.flatMap(s => s.values.filter(v => v !== null)));
    const pad = (high - low) * 0.06;
    const sx = v => left + (x.length === 1 ? 0.5 : (v - x[0]) / (x[x.length - 1] - x[0])) * (width - left - right);
    const sy = v => top + (1 - (v - low + pad) / (high - low + 2 * pad)) * (height - top - bottom);
    const chart = svg('svg', { viewBox: `0 0 ${width} ${height}`, height, 'aria-hidden': 'true' });
    for (const t of ticks(low - pad, high + pad, 4)) {
      chart.append(svg('line', { class: 'grid', x1: left, x2: width - right, y1: sy(t), y2: sy(t) }));
      chart.append(svg('text', { x: left - 8, y: sy(t) + 4, 'text-anchor': 'end' }, t.toLocaleString('en', { maximumFractionDigits: 6 })));
    }
    const marks = x.length === 1 ? x : ticks(x[0], x[x.length - 1], Math.min(x.length, width / 60)).filter(t => Number.isInteger(t) && t >= x[0]);
    for (const t of marks) chart.append(svg('text', { x: sx(t), y: height - 5, 'text-anchor': 'middle' }, String(t)));
    const cross = svg('line', { class: 'cross', y1: top, y2: height - bottom });
    chart.append(cross);
    const dots = series.map(s => {
      let path = '', pen = 'M';
      s.values.forEach((v, i) => {
        if (!Number.isFinite(v)) { pen = 'M'; return; }
        path += `${pen}${sx(x[i]).toFixed(1)} ${sy(v).toFixed(1)}`; pen = 'L';
      });
      const line = svg('path', { d: path || 'M0 0', fill: 'none', 'stroke-width': 2, 'stroke-linejoin': 'round', 'stroke-dasharray': s.dash || 'none' });
      line.style.stroke = s.color;
      const dot = svg('circle', { r: 3.5 });
      dot.style.fill = s.color;
      chart.append(line, dot);
      return dot;
    });
    place = () => {
      cross.setAttribute('x1', sx(x[at])); cross.setAttribute('x2', sx(x[at]));
      dots.forEach((dot, k) => {
        const v = series[k].values[at];
        dot.setAttribute('visibility', Number.isFinite(v) ? 'visible' : 'hidden');
        if (Number.isFinite(v)) { dot.setAttribute('cx', sx(x[at])); dot.setAttribute('cy', sy(v)); }
      });
    };
    const point = event => {
      const where = (event.clientX - chart.getBoundingClientRect().left) * width / chart.clientWidth;
      let best = 0;
      x.forEach((v, i) => { if (Math.abs(sx(v) - where) < Math.abs(sx(x[best]) - where)) best = i; });
      choose(best);
    };
    chart.addEventListener('pointermove', point);
    chart.addEventListener('pointerdown', point);
    frame.replaceChildren(chart);
    place();
  });
  keys(frame, () => x.length, () => at, choose);
  const select = i => {
    at = i;
    readout.replaceChildren(`epoch ${x[i]}: `);
    series.forEach((s, k) => readout.append(k ? ', ' : '', `${s.name} `, el('b', {}, show(s.values[i]))));
    place();
  };
  select(selected);
  return select;
}

/* One curve for each label that has a colour through points of no length with round ends: fast for thousands. */
function points(chart, x, y, labels, colors, sx, sy, size) {
  const paths = new Map();
  const parts = new Map();
  x.forEach((v, i) => {
    if (!Number.isFinite(v) || !Number.isFinite(y[i])) return;
    const label = colors ? labels[i] : '';
    if (!parts.has(label)) parts.set(label, []);
    parts.get(label).push(`M${sx(v).toFixed(1)} ${sy(y[i]).toFixed(1)}h0`);
  });
  for (const [label, part] of parts) {
    const path = svg('path', { d: part.join(''), 'stroke-width': size, 'stroke-linecap': 'round', 'stroke-opacity': 0.72, fill: 'none' });
    path.style.stroke = colors ? colors.get(label) : 'var(--accent)';
    paths.set(label, path);
    chart.append(path);
  }
  return paths;
}

/* A label that does not cover the map. */
function brief(label) {
  return label.length > 16 ? `${label.slice(0, 15)}…` : label;
}

/* The middle of each label's points. */
function centres(x, y, labels) {
  const sums = new Map();
  labels.forEach((label, i) => {
    const s = sums.get(label) || [0, 0, 0];
    if (Number.isFinite(x[i]) && Number.isFinite(y[i])) { s[0] += x[i]; s[1] += y[i]; s[2]++; }
    sums.set(label, s);
  });
  return [...sums].filter(([, s]) => s[2] > 0).map(([label, s]) => [label, s[0] / s[2], s[1] / s[2]]);
}

/* The number of an example among the rows of the data, from 1. */
function rowNumber(page, i) {
  return Math.floor(i * page.of / page.taken) + 1;
}

function rowName(page, labels, i) {
  return `row ${rowNumber(page, i)}${labels ? `, label ${labels[i]}` : ''}`;
}

/* A column's value as the file has it. */
function original(column, value) {
  return value === null ? null : column.shift + column.scale * value;
}

/* Rows of values as bars around the middle; rows is a list of {values, color}. The first is hollow if there are two. */
function valueBars(host, columns, rows, reach) {
  host.replaceChildren(...columns.map((column, i) => {
    const bar = svg('svg', { viewBox: '-100 0 200 22', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    bar.append(svg('line', { class: 'grid', x1: 0, x2: 0, y1: 0, y2: 22, 'vector-effect': 'non-scaling-stroke' }));
    rows.forEach((row, k) => {
      const v = Math.max(-100, Math.min(100, (row.values[i] || 0) / reach * 100));
      const part = svg('rect', { x: Math.min(0, v), width: Math.abs(v), y: rows.length === 1 ? 4 : 2 + 10 * k, height: rows.length === 1 ? 14 : 8, rx: 1 });
      part.style.fill = row.color;
      bar.append(part);
    });
    const numbers = rows.map(row => show(original(column, row.values[i]))).join(' → ');
    return el('div', { class: 'value' }, el('span', { class: 'what', title: column.name }, column.name), bar, el('span', { class: 'numbers' }, numbers));
  }));
}
