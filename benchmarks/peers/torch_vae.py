"""The reference VAE (784-400-20, ReLU, tanh output, summed squared error + KL, Adam 1e-3) trained in PyTorch on MNIST: the peer to measure against.

Usage: OPENBLAS_NUM_THREADS=2 python3 torch_vae.py --images train-images-idx3-ubyte.gz [--batch 128] [--epochs 4] [--threads 1] [--hidden 400]
           [--latent 20] [--seed 0] [--rows 60000] [--task train|inference] [--test-images t10k-images-idx3-ubyte.gz]

Needs Debian's packages python3-torch and libopenblas0-pthread. The images are in vae-dataset-mnist/src/main/resources/org/vae4j/dataset/mnist;
`benchmarks/run torch` finds them and the interpreter ($VAE_PYTHON, or else python3).

--rows takes the first images only. --task inference trains nothing: it encodes all images, batch by batch, and decodes the means.

Prints a line an epoch, and last a JSON line with the median images/s of all epochs but the first and the losses of the last epoch. Losses are means
per image of the summed squared error (pixels in -1..1), the KL and their sum: train over the epoch's batches as the weights change, test (only with
--test-images) after the epoch, z sampled. The test pass is outside the time, and leaves training as it was. Threads are set twice: --threads is
PyTorch's own, OPENBLAS_NUM_THREADS that of its matrix products. Which setting is fastest depends on the machine, and with 2 cores it is never 2 and 2:
quote the best of (OPENBLAS_NUM_THREADS, --threads) = (1, 1), (2, 1), (1, 2).
"""
import argparse, gzip, json, os, statistics, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

p = argparse.ArgumentParser()
p.add_argument('--images', required=True); p.add_argument('--batch', type=int, default=128); p.add_argument('--epochs', type=int, default=4)
p.add_argument('--threads', type=int, default=1); p.add_argument('--hidden', type=int, default=400); p.add_argument('--latent', type=int, default=20)
p.add_argument('--seed', type=int, default=0); p.add_argument('--test-images')
p.add_argument('--rows', type=int, default=60000); p.add_argument('--task', choices=['train', 'inference'], default='train')
a = p.parse_args()
torch.set_num_threads(a.threads); torch.manual_seed(a.seed)


def load(path):
    x = np.frombuffer(gzip.open(path).read(), np.uint8, offset=16).reshape(-1, 784)
    return torch.from_numpy(x.astype(np.float32) / 255 * 2 - 1)


class VAE(nn.Module):
    def __init__(self, h, z):
        super().__init__()
        self.fc1, self.fc21, self.fc22 = nn.Linear(784, h), nn.Linear(h, z), nn.Linear(h, z)
        self.fc3, self.fc4 = nn.Linear(z, h), nn.Linear(h, 784)

    def encode(self, x):
        h = F.relu(self.fc1(x)); return self.fc21(h), self.fc22(h)

    def decode(self, z):
        return torch.tanh(self.fc4(F.relu(self.fc3(z))))

    def forward(self, x):
        mu, logvar = self.encode(x)
        z = torch.randn_like(mu) * (0.5 * logvar).exp() + mu
        return self.decode(z), mu, logvar


def parts(net, x):
    r, mu, lv = net(x)
    return F.mse_loss(r, x, reduction='sum'), -0.5 * torch.sum(1 + lv - mu.pow(2) - lv.exp())


def test(net, x):
    se = kl = 0.0
    with torch.no_grad(), torch.random.fork_rng(devices=[]):  # training draws the same numbers with and without this pass
        for b in x.split(a.batch):
            s, k = parts(net, b); se += s.item(); kl += k.item()
    return se, kl


def per_image(se, kl, n):
    return {'squared_error': round(se / n, 3), 'kl': round(kl / n, 3), 'loss': round((se + kl) / n, 3)}


def show(name, m):
    return f"{name} {m['loss']:.3f} (squared error {m['squared_error']:.3f} + KL {m['kl']:.3f})"


def train_epoch():
    order = torch.randperm(len(X)); se = kl = 0.0
    for i in range(0, len(X), a.batch):
        s, k = parts(net, X[order[i:i + a.batch]]); loss = s + k
        opt.zero_grad(); loss.backward(); opt.step(); se += s.item(); kl += k.item()
    return {'train': per_image(se, kl, len(X))}


def infer():
    with torch.no_grad():
        for b in X.split(a.batch): net.decode(net.encode(b)[0])
    return {}


X = load(a.images)[:a.rows]; T = load(a.test_images) if a.test_images else None
net = VAE(a.hidden, a.latent); opt = torch.optim.Adam(net.parameters(), lr=1e-3); rates = []; last = {}
for e in range(a.epochs):
    t = time.perf_counter(); last = train_epoch() if a.task == 'train' else infer()
    d = time.perf_counter() - t; rates.append(len(X) / d)
    if T is not None: last['test'] = per_image(*test(net, T), len(T))
    print(f'epoch {e + 1}', ', '.join(show(n, m) for n, m in last.items()), f'{d:.2f} s {len(X) / d:.0f} images/s', flush=True)
print(json.dumps({'name': 'pytorch', 'task': a.task, 'version': torch.__version__, 'threads': a.threads,
                  'openblas_num_threads': os.environ.get('OPENBLAS_NUM_THREADS', 'unset'), **({'batch': a.batch} if a.task == 'train' else {}), 'epochs': a.epochs, 'seed': a.seed,
                  'images_per_second': round(statistics.median(rates[1:] or rates)), **last}))
