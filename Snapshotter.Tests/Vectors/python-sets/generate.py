import gzip, hashlib, json, random, sys
random.seed(20231)
def case(a, b, known):
    order = list(set(range(a, b + 1)).difference(set(known)))
    return [a, b, sorted(known), order if len(order) <= 40 else hashlib.sha256(','.join(map(str, order)).encode()).hexdigest()]
cases = []
# every subset of short ranges around the ends of tables
for a in (0, 1, 5, 6, 7, 28, 30, 31, 62, 127, 43519):
    for n in range(0, 7):
        for bits in range(1 << n):
            cases.append(case(a, a + n - 1, [a + i for i in range(n) if bits >> i & 1]))
# random holes at every density, lengths around the sizes at which tables grow and copies are made
for _ in range(6000):
    a = random.choice((0, 1, 2, 9, 25, 60, 100, 500, 1000, 8190, 43000, 65530, 1 << 31, (1 << 40) + 77)) + random.randrange(16)
    n = random.choice((3, 5, 8, 11, 13, 19, 20, 21, 38, 39, 40, 77, 78, 120)) + random.randrange(3)
    k = random.choice((0, 1, 2, n // 4 - 1, n // 4, n // 4 + 1, n // 2, n - 2, n - 1, random.randrange(n + 1)))
    known = random.sample(range(a, a + n), max(0, min(n, k)))
    if random.random() < .3: known = list(range(a, a + len(known)))
    cases.append(case(a, a + n - 1, known))
for _ in range(60):
    a = random.choice((1, 43523, 700, 5000, 1 << 20)); n = random.choice((721, 720, 1443, 5041))
    k = random.choice((0, 3, 20, n // 4 - 1, n // 4, n // 4 + 1))
    cases.append(case(a, a + n - 1, random.sample(range(a, a + n), k) ))
sys.stderr.write(f'{len(cases)} cases, {sys.version}\n')
with gzip.GzipFile('Snapshotter.Tests/Vectors/python-sets/difference.json.gz', 'wb', 9, mtime=0) as f:
    f.write(json.dumps(cases, separators=(',', ':')).encode())
