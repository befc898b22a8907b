(async () => {
  const $ = id => document.getElementById(id);
  themeButton($('theme'));

  /* The link that vae explore prints ends in #TOKEN: browsers never send that part anywhere. */
  let token = location.hash.slice(1);
  try {
    if (token) sessionStorage.setItem('vae-token', token);
    else token = sessionStorage.getItem('vae-token') || '';
  } catch (e) { /* storage is switched off: a reload needs the link again */ }
  if (location.hash) history.replaceState(null, '', location.pathname);

  const trouble = text => { $('trouble').textContent = text; $('trouble').hidden = !text; };
  async function ask(path, body) {
    let answer;
    try {
      answer = await fetch(path, { method: body ? 'POST' : 'GET', body, headers: { Authorization: `Bearer ${token}` }, cache: 'no-store' });
    } catch (e) {
      trouble('vae explore does not answer; it may have been stopped. Start it again and open the link that it prints.');
      return null;
    }
    if (answer.ok) { trouble(''); return answer; }
    trouble(answer.status === 401 ? 'Open this page with the link that vae explore prints: it ends in the token that this page needs.' : `${answer.status}: ${await answer.text()}`);
    return null;
  }

  const got = token ? await ask('/api/model') : (trouble('Open this page with the link that vae explore prints: it ends in the token that this page needs.'), null);
  if (!got) return;
  const model = await got.json();
  const latent = model.latent, layout = model.layout, pictures = layout.kind === 'image';
  const features = pictures ? layout.height * layout.width * layout.channels : layout.columns.length;
  const floats = async path => { const a = await ask(path); return a ? new Float32Array(await a.arrayBuffer()) : new Float32Array(0); };
  const mu = model.rows > 0 ? await floats('/api/latents') : new Float32Array(0);
  const rows = mu.length / latent;
  const shown = model.rows > 0 ? await ask('/api/examples') : null;
  const shownBytes = shown ? await shown.arrayBuffer() : new ArrayBuffer(0);
  const shownRows = pictures ? new Uint8Array(shownBytes) : new Float32Array(shownBytes);
  document.title = `${model.title} · VAE4J`;
  $('title').textContent = model.title;
  $('main').hidden = false;
  $('main').className = pictures ? 'images' : 'table';

  /* what is decoded now */
  const z = new Float32Array(latent);
  let example = -1, decoded = null;
  const starts = [], inputs = new Map();
  let chooser = null;

  /* the map of decoded images: side × side of them */
  const side = 15;
  let timer = null, tilesBusy = false;

  /* pictures */
  function paint(canvas, bytes, at) {
    const pixels = new ImageData(layout.width, layout.height);
    for (let i = 0, k = at; i < layout.width * layout.height; i++) {
      if (layout.channels === 1) { pixels.data[4 * i] = pixels.data[4 * i + 1] = pixels.data[4 * i + 2] = bytes[k++]; }
      else { pixels.data[4 * i] = bytes[k++]; pixels.data[4 * i + 1] = bytes[k++]; pixels.data[4 * i + 2] = bytes[k++]; }
      pixels.data[4 * i + 3] = 255;
    }
    canvas.getContext('2d').putImageData(pixels, 0, 0);
  }
  const picture = label => el('canvas', { width: layout.width, height: layout.height, role: 'img', 'aria-label': label });
  const big = pictures ? picture('The decoded image') : null;
  const origin = el('div', { class: 'origin' });
  const values = el('div', { class: 'values', tabindex: '0', role: 'group', 'aria-label': 'The decoded columns' });
  const legend = el('div', { class: 'legend' });
  $('output').append(...(pictures ? [el('div', { class: 'picture' }, big), origin] : [legend, values]));
  if (pictures) $('output').insertBefore(origin, $('output').firstChild);
  $('save').textContent = pictures ? 'Save picture' : 'Save as CSV';
  let reach = 3;
  if (!pictures) for (const v of shownRows) if (Number.isFinite(v)) reach = Math.max(reach, Math.min(8, Math.abs(v)));

  function drawDecoded() {
    if (pictures) { paint(big, decoded, 0); return; }
    const bars = [{ values: decoded, color: 'var(--accent)' }];
    if (example >= 0) bars.unshift({ values: shownRows.subarray(example * features, (example + 1) * features), color: 'var(--soft)' });
    valueBars(values, layout.columns, bars, reach);
    legend.replaceChildren(...bars.map((bar, k) => {
      const key = el('span', {}, bars.length === 2 && k === 0 ? called(example) : 'decoded');
      key.style.setProperty('--key', bar.color);
      return key;
    }));
  }

  async function decode(latents) {
    const answer = await ask('/api/decode', latents);
    if (!answer) return null;
    const bytes = await answer.arrayBuffer();
    return pictures ? new Uint8Array(bytes) : new Float32Array(bytes);
  }

  /* What it takes from a move until its picture is on the screen: the last ones, in ms. */
  const LAST = 200, times = [];
  function tell(took) {
    times.push(took);
    if (times.length > LAST) times.shift();
    const sorted = [...times].sort((a, b) => a - b), part = p => sorted[Math.ceil(p * sorted.length) - 1].toFixed(1);
    $('time').textContent = `decoded and drawn in ${took.toFixed(1)} ms; of ${times.length} ${times.length === 1 ? 'picture' : 'pictures'}: median ${part(0.5)} ms, 95 % in ${part(0.95)} ms`;
  }

  /* One request at a time; moves meanwhile become one more, whose time begins with the first of them. */
  let busy = false, since = null;
  async function refresh(event) {
    if (since === null) since = event ? event.timeStamp : performance.now();
    if (busy) return;
    busy = true;
    while (since !== null) {
      const begin = since;
      since = null;
      const answer = await decode(z.slice());
      if (answer) {
        decoded = answer;
        drawDecoded();
        requestAnimationFrame(() => setTimeout(() => tell(performance.now() - begin))); // after the frame
      }
    }
    busy = false;
    laterTiles();
  }

  /* axes of the pad */
  const unit = i => Float64Array.from({ length: latent }, (_, k) => k === i ? 1 : 0);
  const byVariance = model.variance.map((_, i) => i).sort((a, b) => model.variance[b] - model.variance[a] || a - b);
  const axes = [];
  if (latent > 2 && model.plane) model.plane.axes.forEach((axis, i) => axes.push({ name: model.plane.names[i], axis: Float64Array.from(axis) }));
  for (const i of latent > 2 ? byVariance : [...Array(latent).keys()]) axes.push({ name: `z${i + 1}`, axis: unit(i) });
  let chosen = [0, Math.min(1, axes.length - 1)];
  const flat = axes.length < 2;
  const middle = model.plane && latent > 2 ? model.plane.origin : Array(latent).fill(0);
  const along = (axis, vector, at) => {
    let sum = 0;
    for (let i = 0; i < latent; i++) sum += (vector[at + i] - middle[i]) * axis[i];
    return sum;
  };
  const range = model.range;
  const coordinates = () => [along(axes[chosen[0]].axis, z, 0), flat ? 0 : along(axes[chosen[1]].axis, z, 0)];
  function moveTo(a, b, event) {
    const limit = v => Math.min(range, Math.max(-range, v));
    const [a0, b0] = coordinates();
    const first = axes[chosen[0]].axis, second = axes[chosen[1]].axis;
    for (let i = 0; i < latent; i++) z[i] += (limit(a) - a0) * first[i] + (flat ? 0 : (limit(b) - b0) * second[i]);
    moved(event);
  }
  if (axes.length > 2) {
    ['across', 'up'].forEach((way, k) => {
      const select = el('select', { id: `axis-${way}` }, ...axes.map((a, i) => el('option', { value: i }, a.name)));
      select.value = chosen[k];
      select.addEventListener('change', () => {
        const other = 1 - k, want = Number(select.value);
        if (want === chosen[other]) { chosen[other] = chosen[k]; $(`axis-${other ? 'up' : 'across'}`).value = chosen[other]; }
        chosen[k] = want;
        drawMap(); place(); laterTiles();
      });
      $('axes').append(el('label', {}, way, select));
    });
    const shares = model.plane ? model.plane.shares.map(s => `${(100 * s).toFixed(0)} %`) : [];
    if (shares.length === 2) $('axes').append(el('span', {}, `${shares[0]} and ${shares[1]} of the variance`));
  } else {
    $('axes').append(el('span', {}, latent === 1 ? 'Across: z1' : 'Across z1, up z2'));
  }

  /* the pad */
  const pad = $('pad'), layer = svg('svg', { 'aria-hidden': 'true' });
  /* A layer of its own: a move draws the marker anew, not the points. */
  const marker = svg('svg', { class: 'marker', viewBox: '-15 -15 30 30', 'aria-hidden': 'true' });
  marker.append(svg('circle', { class: 'halo', r: 11 }), svg('circle', { r: 11 }), svg('circle', { class: 'dot', r: 2.5 }));
  pad.append(layer, marker);
  const colors = model.labels ? palette(model.labels) : null;
  let size = 0;
  const sx = v => (v / range * 0.5 + 0.5) * size, sy = v => (0.5 - v / range * 0.5) * size;
  function drawMap() {
    layer.replaceChildren();
    layer.setAttribute('viewBox', `0 0 ${size} ${size}`);
    const tiled = $('mosaic').checked;
    for (const t of ticks(-range, range, 6)) {
      if (!tiled) layer.append(svg('line', { class: 'grid', x1: sx(t), x2: sx(t), y1: 0, y2: size }), svg('line', { class: 'grid', y1: sy(t), y2: sy(t), x1: 0, x2: size }));
      if (!tiled && Math.abs(t) < range * 0.98) layer.append(svg('text', { x: sx(t) + 3, y: size - 5 }, show(t)));
      if (!tiled && !flat && Math.abs(t) < range * 0.98) layer.append(svg('text', { x: 5, y: sy(t) - 3 }, show(t)));
    }
    if (!tiled && rows) {
      const x = [], y = [];
      for (let r = 0; r < rows; r++) { x.push(along(axes[chosen[0]].axis, mu, r * latent)); y.push(flat ? 0 : along(axes[chosen[1]].axis, mu, r * latent)); }
      points(layer, x, y, model.labels, colors, sx, sy, size < 480 ? 3.5 : 5);
      if (colors && colors.size <= 12) for (const [label, cx, cy] of centres(x, y, model.labels)) layer.append(svg('text', { class: 'name', x: sx(cx), y: sy(cy) + 5 }, brief(label)));
    }
  }
  onWidth(pad, width => { size = width; drawMap(); place(); laterTiles(); });
  function place() {
    const [a, b] = coordinates();
    marker.style.transform = `translate(${sx(a).toFixed(1)}px, ${sy(b).toFixed(1)}px)`;
    const text = flat ? `z1 ${a.toFixed(2)}` : `${axes[chosen[0]].name} ${a.toFixed(2)}, ${axes[chosen[1]].name} ${b.toFixed(2)}`;
    $('where').textContent = text;
    pad.setAttribute('aria-valuetext', text);
    pad.setAttribute('aria-valuenow', String(Math.round(a / range * 100)));
  }
  const point = event => {
    const box = pad.getBoundingClientRect();
    forget();
    moveTo(((event.clientX - box.left) / box.width * 2 - 1) * range, (1 - (event.clientY - box.top) / box.height * 2) * range, event);
  };
  pad.addEventListener('pointerdown', event => { if (event.button === 0) { pad.setPointerCapture(event.pointerId); point(event); } });
  pad.addEventListener('pointermove', event => { if (event.buttons & 1) point(event); });
  pad.addEventListener('keydown', event => {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    if (!(event.key in ways) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = range / (event.shiftKey ? 10 : 50), [a, b] = coordinates();
    forget();
    moveTo(a + ways[event.key][0] * step, b + ways[event.key][1] * step, event);
  });

  /* the map of decoded images */
  $('tiled').hidden = !pictures || flat || layout.height * layout.width > 128 * 128 || model.most < side * side;
  function laterTiles() { clearTimeout(timer); if ($('mosaic').checked) timer = setTimeout(tiles, 120); }
  async function tiles() {
    if (tilesBusy) { laterTiles(); return; }
    tilesBusy = true;
    const all = new Float32Array(side * side * latent), [a0, b0] = coordinates();
    const first = axes[chosen[0]].axis, second = axes[chosen[1]].axis;
    for (let r = 0; r < side * side; r++) {
      const a = ((r % side + 0.5) / side * 2 - 1) * range, b = (1 - (Math.floor(r / side) + 0.5) / side * 2) * range;
      for (let i = 0; i < latent; i++) all[r * latent + i] = z[i] + (a - a0) * first[i] + (b - b0) * second[i];
    }
    const bytes = await decode(all);
    tilesBusy = false;
    if (!bytes) return;
    const target = $('tiles'), one = picture('');
    target.width = side * layout.width; target.height = side * layout.height;
    const context = target.getContext('2d');
    for (let r = 0; r < side * side; r++) {
      paint(one, bytes, r * features);
      context.drawImage(one, r % side * layout.width, Math.floor(r / side) * layout.height);
    }
  }
  $('mosaic').addEventListener('change', () => {
    if (!$('mosaic').checked) { $('tiles').width = 1; $('tiles').height = 1; }
    drawMap(); place(); laterTiles();
  });

  /* sliders, those whose dimension tells most first */
  const FIRST = 24;
  function addSlider(i) {
    const id = `z${i + 1}`;
    const input = el('input', { id, type: 'range', min: -range, max: range, step: 0.01, value: 0 });
    const output = el('output', { for: id });
    input.addEventListener('input', event => { forget(); z[i] = Number(input.value); moved(event, i); });
    inputs.set(i, [input, output]);
    $('sliders').append(el('div', { class: 'slider' }, el('label', { for: id }, id), input, output));
  }
  byVariance.slice(0, FIRST).forEach(addSlider);
  $('sliders-hint').textContent = latent === 1 ? 'Arrow keys work on the slider and on the pad.'
    : rows ? 'Those whose means vary most over the data come first. Arrow keys work on each slider and on the pad.' : 'Arrow keys work on each slider and on the pad.';
  if (latent > FIRST) {
    $('more').hidden = false;
    $('more').textContent = `Show all ${latent}`;
    $('more').addEventListener('click', () => { byVariance.slice(FIRST).forEach(addSlider); $('more').hidden = true; showSliders(-1); });
  }
  function showSliders(except) {
    for (const [i, [input, output]] of inputs) {
      if (i !== except) input.value = z[i];
      output.textContent = z[i].toFixed(2);
    }
  }
  function moved(event, slider = -1) { showSliders(slider); place(); refresh(event); }

  /* examples */
  function forget() {
    if (example < 0) return;
    if (pictures) starts[example].setAttribute('aria-pressed', 'false');
    else chooser.value = '';
  }
  function leave() {
    forget();
    example = -1;
    origin.replaceChildren();
  }
  const called = i => rowName(model, model.labels, model.shown[i]);
  function startFrom(i, event) {
    forget();
    example = i;
    const at = model.shown[i] * latent;
    z.set(mu.subarray(at, at + latent));
    if (pictures) {
      starts[i].setAttribute('aria-pressed', 'true');
      const small = picture('The example');
      paint(small, shownRows, i * features);
      origin.replaceChildren(small, el('span', {}, `started from ${called(i)}`));
    }
    moved(event);
  }
  const count = shownRows.length / features;
  if (count > 0) {
    $('start').hidden = false;
    if (pictures) {
      const strip = el('div', { class: 'strip' });
      for (let i = 0; i < count; i++) {
        const small = el('canvas', { width: layout.width, height: layout.height });
        paint(small, shownRows, i * features);
        const button = el('button', { type: 'button', 'aria-pressed': 'false', 'aria-label': called(i) }, small);
        button.addEventListener('click', event => startFrom(i, event));
        starts.push(button);
        strip.append(button);
      }
      $('examples').append(el('p', { class: 'hint' }, `From ${model.source}.`), strip);
    } else {
      chooser = el('select', { 'aria-label': 'Example' }, el('option', { value: '' }, 'choose a row'),
        ...Array.from({ length: count }, (_, i) => el('option', { value: i }, called(i))));
      chooser.addEventListener('change', event => { if (chooser.value !== '') startFrom(Number(chooser.value), event); });
      $('examples').append(el('p', { class: 'hint' }, `From ${model.source}.`), chooser);
    }
  }

  /* buttons */
  const save = (blob, name) => {
    const link = el('a', { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  $('save').addEventListener('click', () => {
    if (!decoded) return;
    const name = `${model.title}-z${Array.from(z.slice(0, 4), v => v.toFixed(2)).join('_')}`;
    if (pictures) {
      const zoom = Math.max(1, Math.floor(512 / Math.max(layout.width, layout.height)));
      const large = el('canvas', { width: layout.width * zoom, height: layout.height * zoom });
      const context = large.getContext('2d');
      context.imageSmoothingEnabled = false;
      context.drawImage(big, 0, 0, large.width, large.height);
      large.toBlob(blob => save(blob, `${name}.png`));
    } else {
      const cell = text => /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      const text = `${layout.columns.map(c => cell(c.name)).join(',')}\n${layout.columns.map((c, i) => original(c, decoded[i])).join(',')}\n`;
      save(new Blob([text], { type: 'text/csv' }), `${name}.csv`);
    }
  });
  $('random').addEventListener('click', event => {
    leave();
    for (let i = 0; i < latent; i++) z[i] = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
    moved(event);
  });
  $('centre').addEventListener('click', event => { leave(); z.fill(0); moved(event); });
  moved();
})();
