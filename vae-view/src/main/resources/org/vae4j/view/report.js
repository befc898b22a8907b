(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const $ = id => document.getElementById(id);
  const epochs = data.epochs, last = epochs[epochs.length - 1];
  const modelAt = Math.max(0, epochs.findIndex(e => e.epoch === data.model)), model = epochs[modelAt];
  const layout = data.layout, latent = data.latent;

  /* heading */
  themeButton($('theme'));
  $('summary').textContent = `${data.state} · ${last.epoch} ${last.epoch === 1 ? 'epoch' : 'epochs'}, ${last.step.toLocaleString('en')} steps`;
  const set = last.test ? 'test' : 'train';
  const called = { train: 'train', test: data.heldOut };
  if (model !== last) {
    $('model').textContent = `All figures, samples and maps are of the model of epoch ${model.epoch}, the one in model.safetensors. `
      + `It has the lowest ${called[set]} loss; that of the last epoch, ${last.epoch}, is ${show(last[set].loss)}.`;
  }
  const known = epochs.filter(e => e.seconds !== null && e.imagesPerSecond !== null);
  const seconds = known.reduce((sum, e) => sum + e.seconds, 0);
  const rate = known.reduce((sum, e) => sum + e.seconds * e.imagesPerSecond, 0) / seconds;
  const active = latent.variance.filter(v => v > 0.01).length;
  const duration = s => s < 60 ? `${show(s)} s` : s < 3600 ? `${Math.floor(s / 60)} min ${Math.round(s % 60)} s` : `${Math.floor(s / 3600)} h ${Math.round(s % 3600 / 60)} min`;
  const tiles = [
    [`${called[set]} loss`, show(model[set].loss)], ['reconstruction', show(model[set].reconstruction)],
    ['KL divergence', show(model[set].kl)], ['active dimensions', `${active} of ${latent.kl.length}`],
    ['rows a second', known.length ? show(Math.round(rate)) : '–'], ['training time', known.length ? duration(seconds) : '–'],
  ];
  $('tiles').append(...tiles.map(([name, value]) => el('div', { class: 'tile' }, el('b', {}, value), el('span', {}, name))));

  /* loss */
  const sides = [['train', 'var(--accent)', '5 4'], ['test', 'var(--second)', '']].filter(s => epochs.some(e => e[s[0]]));
  $('legend').append(...sides.map(([name, color, dash]) => {
    const key = el('span', { class: dash ? 'dashed' : null }, called[name]);
    key.style.setProperty('--key', color);
    return key;
  }));
  const charts = [];
  for (const [title, part] of [['Loss', 'loss'], ['Reconstruction', 'reconstruction'], ['KL divergence', 'kl']]) {
    const host = el('div', { class: 'chart' });
    $('losses').append(host);
    const series = sides.map(([name, color, dash]) => ({ name: called[name], color, dash, values: epochs.map(e => e[name] ? e[name][part] : null) }));
    charts.push(lineChart(host, title, epochs.map(e => e.epoch), series, modelAt, i => charts.forEach(select => select(i))));
  }
  const columns = ['epoch', 'step', ...sides.flatMap(([s]) => [`${called[s]} loss`, `${called[s]} reconstruction`, `${called[s]} KL`]), 'rows a second', 'seconds'];
  $('figures').append(
    el('thead', {}, el('tr', {}, ...columns.map(c => el('th', { scope: 'col' }, c)))),
    el('tbody', {}, ...epochs.map(e => el('tr', {}, ...[e.epoch, e.step,
      ...sides.flatMap(([s]) => e[s] ? [e[s].loss, e[s].reconstruction, e[s].kl].map(v => v === null ? '–' : v.toFixed(4)) : ['', '', '']),
      e.imagesPerSecond === null ? '' : Math.round(e.imagesPerSecond), e.seconds === null ? '' : e.seconds.toFixed(2)].map(v => el('td', {}, String(v)))))));

  /* pictures: a strip of images side by side, one to a canvas */
  function strip(canvases, address, count) {
    const image = new Image();
    image.onload = () => canvases.forEach((canvas, i) => {
      canvas.getContext('2d').drawImage(image, i * layout.width, 0, layout.width, layout.height, 0, 0, layout.width, layout.height);
    });
    image.src = address;
  }
  const canvas = label => el('canvas', { width: layout.width, height: layout.height, role: 'img', 'aria-label': label });
  const exampleName = i => rowName(data, latent.labels, data.shown[i]);

  /* reconstructions */
  let draw;
  const cut = layout.kind === 'table' && layout.columns.length < layout.width
    ? [el('p', { class: 'hint' }, `The first ${layout.columns.length} of ${layout.width.toLocaleString('en')} columns; the files in tables/ have all.`)] : [];
  if (layout.kind === 'image') {
    const count = data.shown.length;
    const upper = [], lower = [];
    const grid = el('div', { class: 'pairs' });
    for (let i = 0; i < count; i++) {
      upper.push(canvas(exampleName(i)));
      lower.push(canvas(`Reconstruction of ${exampleName(i)}`));
      grid.append(el('div', { class: 'pair' }, upper[i], lower[i]));
    }
    $('pairs').append(el('p', { class: 'hint' }, 'Above the original, below what the model makes of it.'), grid);
    strip(upper, data.originals);
    draw = frame => strip(lower, frame.shown);
  } else {
    const choice = el('select', { 'aria-label': 'Example' }, ...data.originals.map((row, i) => el('option', { value: i }, exampleName(i))));
    const values = el('div', { class: 'values' });
    const legend = el('div', { class: 'legend' }, el('span', {}, 'original'), el('span', {}, 'reconstruction'));
    legend.children[0].style.setProperty('--key', 'var(--soft)');
    legend.children[1].style.setProperty('--key', 'var(--accent)');
    $('pairs').append(...cut, el('div', { class: 'bar' }, choice, legend), values);
    const reach = Math.max(1e-9, ...data.originals.flat().map(v => Math.abs(v || 0)));
    let shown = null;
    draw = frame => {
      shown = frame || shown;
      valueBars(values, layout.columns, [{ values: data.originals[choice.value], color: 'var(--soft)' }, { values: shown.shown[choice.value], color: 'var(--accent)' }], reach);
    };
    choice.addEventListener('change', () => draw(null));
  }
  const slider = $('epoch');
  slider.max = data.frames.length - 1;
  slider.disabled = $('play').disabled = data.frames.length < 2;
  const showFrame = () => {
    const frame = data.frames[slider.value];
    $('shown').textContent = `${frame.epoch}${frame.epoch === data.model && model !== last ? ', the model' : ''}`;
    slider.setAttribute('aria-valuetext', `epoch ${frame.epoch}`);
    draw(frame);
  };
  let timer = null;
  const stop = () => { clearInterval(timer); timer = null; $('play').textContent = 'Play'; };
  slider.value = data.frames.findIndex(f => f.epoch === data.model);
  slider.addEventListener('input', () => { stop(); showFrame(); });
  $('play').addEventListener('click', () => {
    if (timer !== null) { stop(); return; }
    $('play').textContent = 'Pause';
    if (slider.value === slider.max) slider.value = 0;
    showFrame();
    timer = setInterval(() => {
      slider.value = Number(slider.value) + 1;
      showFrame();
      if (slider.value === slider.max) stop();
    }, Math.max(120, Math.min(500, 6000 / data.frames.length)));
  });
  showFrame();

  /* samples */
  if (layout.kind === 'image') {
    const count = 40, all = [];
    for (let i = 0; i < count; i++) all.push(canvas(`Sample ${i + 1}`));
    const grid = el('div', { class: 'samples' }, ...all);
    $('samples').append(grid);
    strip(all, data.samples);
  } else {
    $('samples').append(...cut.map(hint => hint.cloneNode(true)), el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Samples' }, el('table', {},
      el('thead', {}, el('tr', {}, ...layout.columns.map(c => el('th', { scope: 'col' }, c.name)))),
      el('tbody', {}, ...data.samples.map(row => el('tr', {}, ...row.map((v, i) => el('td', {}, show(original(layout.columns[i], v))))))))));
  }

  /* latent space */
  const names = latent.names, percent = latent.shares.map(s => s === null ? '–' : `${(100 * s).toFixed(0)} %`);
  $('latent-hint').textContent = `Where the means of q(z|x) of ${data.source} lie` +
    (latent.kl.length > 2 ? `: the first two principal components of ${latent.kl.length} dimensions, with ${percent[0]} and ${percent[1]} of the variance.`
      : names.length === 2 ? ': the two dimensions of z.' : ': the one dimension of z.');
  const colors = latent.labels ? palette(latent.labels) : null;
  if (latent.labels && !colors) $('latent-hint').append(' There are too many labels to colour them; a point tells its own.');
  const readout = el('p', { class: 'readout', 'aria-live': 'polite' }, 'Point at the map to read it.');
  const frame = el('div', {});
  $('latent').append(readout, frame);
  let paths = new Map(), only = null;
  const isolate = () => paths.forEach((path, label) => path.setAttribute('stroke-opacity', only === null ? 0.72 : only === label ? 0.9 : 0.07));
  onWidth(frame, width => {
    const height = width, left = 40, right = 8, top = 8, bottom = 36;
    const [x0, x1] = extent(latent.x), [y0, y1] = extent(latent.y);
    const reach = Math.max(x1 - x0, y1 - y0) * 1.06, mx = (x0 + x1) / 2, my = (y0 + y1) / 2;
    const sx = v => left + ((v - mx) / reach + 0.5) * (width - left - right);
    const sy = v => top + (0.5 - (v - my) / reach) * (height - top - bottom);
    const chart = svg('svg', { viewBox: `0 0 ${width} ${height}`, height, role: 'img', 'aria-label': `Latent map: ${names.join(' and ')}` });
    for (const t of ticks(mx - reach / 2, mx + reach / 2, 6)) {
      chart.append(svg('line', { class: 'grid', x1: sx(t), x2: sx(t), y1: top, y2: height - bottom }));
      chart.append(svg('text', { x: sx(t), y: height - bottom + 16, 'text-anchor': 'middle' }, show(t)));
    }
    for (const t of ticks(my - reach / 2, my + reach / 2, 6)) {
      chart.append(svg('line', { class: 'grid', x1: left, x2: width - right, y1: sy(t), y2: sy(t) }));
      chart.append(svg('text', { x: left - 7, y: sy(t) + 4, 'text-anchor': 'end' }, show(t)));
    }
    chart.append(svg('text', { x: width / 2, y: height - 4, 'text-anchor': 'middle' }, names[0]));
    if (names.length > 1) chart.append(svg('text', { transform: `translate(10 ${height / 2}) rotate(-90)`, 'text-anchor': 'middle' }, names[1]));
    paths = points(chart, latent.x, latent.y, latent.labels, colors, sx, sy, width < 480 ? 4 : 5.5);
    if (colors && colors.size <= 12) {
      for (const [label, x, y] of centres(latent.x, latent.y, latent.labels)) chart.append(svg('text', { class: 'name', x: sx(x), y: sy(y) + 5 }, brief(label)));
    }
    const ring = svg('circle', { r: 6, fill: 'none', 'stroke-width': 2, visibility: 'hidden' });
    ring.style.stroke = 'var(--ink)';
    chart.append(ring);
    const point = event => {
      const box = chart.getBoundingClientRect(), px = event.clientX - box.left, py = event.clientY - box.top;
      let best = -1, near = 18 * 18;
      latent.x.forEach((v, i) => {
        if (only !== null && latent.labels[i] !== only) return;
        const d = (sx(v) - px) ** 2 + (sy(latent.y[i]) - py) ** 2;
        if (d < near) { near = d; best = i; }
      });
      ring.setAttribute('visibility', best < 0 ? 'hidden' : 'visible');
      if (best < 0) return;
      ring.setAttribute('cx', sx(latent.x[best])); ring.setAttribute('cy', sy(latent.y[best]));
      readout.replaceChildren(...(latent.labels ? ['label ', el('b', {}, latent.labels[best] || '(none)'), ', '] : []),
        `row ${rowNumber(data, best)}: ${names[0]} `, el('b', {}, show(latent.x[best])), ...(names.length > 1 ? [`, ${names[1]} `, el('b', {}, show(latent.y[best]))] : []));
    };
    chart.addEventListener('pointermove', point);
    chart.addEventListener('pointerdown', point);
    frame.replaceChildren(chart);
    isolate();
  });
  if (colors) {
    const buttons = [...colors].map(([label, color]) => {
      const button = el('button', { type: 'button', 'aria-pressed': 'false' }, label || '(none)');
      button.style.setProperty('--key', color);
      button.addEventListener('click', () => {
        only = only === label ? null : label;
        buttons.forEach(b => b.setAttribute('aria-pressed', String(only !== null && b === button)));
        isolate();
      });
      return button;
    });
    $('labels').append(el('p', {}, 'Labels. Choose one to see it alone.'), ...buttons);
  }

  /* KL */
  $('kl-hint').textContent = `In nats, the mean of ${data.source}; ${show(latent.kl.reduce((a, b) => a + b, 0))} in all. ${active} of ${latent.kl.length} dimensions are active: their means vary by more than 0.01.`;
  const klReadout = el('p', { class: 'readout', 'aria-live': 'polite' });
  const klFrame = el('div', { tabindex: '0', role: 'group', 'aria-label': 'KL divergence of each dimension: bars; arrow keys read their values' });
  $('kl').append(klReadout, klFrame);
  let order = [], chosen = 0, mark = () => {};
  const choose = i => {
    chosen = i;
    klReadout.replaceChildren(`z${order[i] + 1}: `, el('b', {}, `${show(latent.kl[order[i]])} nats`), `, variance of its means ${show(latent.variance[order[i]])}`);
    mark();
  };
  const drawKl = width => {
    order = latent.kl.map((_, i) => i);
    if ($('sort').checked) order.sort((a, b) => latent.kl[b] - latent.kl[a] || a - b);
    const height = 200, left = 40, bottom = 24, top = 8;
    const high = Math.max(1e-6, ...latent.kl.filter(Number.isFinite)) * 1.04;
    const pitch = Math.min(84, (width - left) / order.length);
    const sy = v => top + (1 - v / high) * (height - top - bottom);
    const chart = svg('svg', { viewBox: `0 0 ${width} ${height}`, height, 'aria-hidden': 'true' });
    for (const t of ticks(0, high, 4)) {
      chart.append(svg('line', { class: 'grid', x1: left, x2: width, y1: sy(t), y2: sy(t) }), svg('text', { x: left - 8, y: sy(t) + 4, 'text-anchor': 'end' }, show(t)));
    }
    const every = Math.ceil(34 / pitch);
    const bars = order.map((d, i) => {
      const gap = pitch > 5 ? Math.min(8, pitch * 0.22) : 0;
      const bar = svg('rect', { x: left + i * pitch + gap / 2, width: Math.min(64, Math.max(0.5, pitch - gap)), y: sy(Math.max(0, latent.kl[d] || 0)), height: Math.max(1, sy(0) - sy(Math.max(0, latent.kl[d] || 0))), rx: pitch > 12 ? 2 : 0 });
      bar.style.fill = latent.variance[d] > 0.01 ? 'var(--accent)' : 'var(--soft)';
      chart.append(bar);
      if (i % every === 0) chart.append(svg('text', { x: left + i * pitch + Math.min(64 + gap, pitch) / 2, y: height - 6, 'text-anchor': 'middle' }, `z${d + 1}`));
      return bar;
    });
    mark = () => bars.forEach((bar, i) => bar.setAttribute('fill-opacity', i === chosen ? 1 : 0.66));
    const point = event => {
      const where = (event.clientX - chart.getBoundingClientRect().left - left) / pitch;
      choose(Math.min(order.length - 1, Math.max(0, Math.floor(where))));
    };
    chart.addEventListener('pointermove', point);
    chart.addEventListener('pointerdown', point);
    klFrame.replaceChildren(chart);
    choose(Math.min(chosen, order.length - 1));
  };
  onWidth(klFrame, drawKl);
  $('sort').addEventListener('change', () => { chosen = 0; drawKl(klFrame.clientWidth); });
  keys(klFrame, () => order.length, () => chosen, choose);

  /* the run */
  $('about').append(...data.sections.map(s => el('div', {}, el('h3', {}, s.title),
    el('dl', {}, ...s.entries.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])))));
})();
