#!/usr/bin/env python3
"""Learns the coefficients in Content/Regulations/coefficients.yaml. Only on the public lexicon.

  train.py CHIBO CORPUS [CORPUS …]        (needs numpy; CHIBO_CONTENT points to the Content folder to be changed)

Logistic regression with a small ridge, in two rounds: the features of articles depend on the coefficients of clauses, so the
clauses come first, then the corpora are scanned again. Every corpus weighs the same, whatever its size.
"""
import collections, json, os, subprocess, sys, tempfile
import numpy as np
sys.path.insert(0, os.environ['REUSE_BENCH'])
import score as SC

chibo, corpora = sys.argv[1], sys.argv[2:]
target = os.path.join(os.environ['CHIBO_CONTENT'], 'Regulations', 'coefficients.yaml')


def fit(X, y, w, ridge=1.0):
    b = np.zeros(X.shape[1]); w = w * len(w) / w.sum()
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(X @ b, -30, 30)))
        g = X.T @ (w * (p - y)); g[1:] += ridge * b[1:]
        H = (X * (w * p * (1 - p))[:, None]).T @ X + np.diag([1e-6] + [ridge] * (X.shape[1] - 1))
        step = np.linalg.solve(H, g); b -= step
        if np.abs(step).max() < 1e-6: break
    return b


def observe():
    out = []
    for c in corpora:
        T = SC.Truth(c)
        ids = {k: {x['c']: x['id'] for x in t['clauses']} for k, t in T.art.items()}
        cps = {k: {x['c']: x['cp'] for x in t['clauses']} for k, t in T.art.items()}
        with tempfile.TemporaryDirectory() as d:
            subprocess.run([chibo, 'regulations', 'scan', c, '--out', d, '--learn', str(max(1, len(T.docs) // 1000 * 2 - 1))], check=True, stderr=subprocess.DEVNULL)
            V = [json.loads(l) for l in open(d + '/vertical.features.jsonl')]
            H = [json.loads(l) for l in open(d + '/horizontal.features.jsonl')]
        out.append((T, ids, cps, V, H))
    return out


def same(ids, a, b, ca, cb):
    i = ids[a].get(ca)
    return bool(i and i == ids[b].get(cb) and not i.startswith(('M:', 'C:')))


def stack(parts):
    X = np.concatenate([np.array(x) for x, _ in parts]); y = np.concatenate([np.array(t, float) for _, t in parts])
    w = np.concatenate([np.full(len(t), 1 / len(t)) for _, t in parts])
    return X, y, w


def write(c):
    with open(target, 'w', encoding='utf-8') as f:
        f.write('# Learnt by Benchmarks/reuse/train.py on the public corpus (docs/decisions/0010); not to be edited by hand.\n')
        for k, v in c.items(): f.write('%s: [%s]\n' % (k, ', '.join('%.4f' % x for x in v)))


import re
cur = {}
for l in open(target, encoding='utf-8'):
    m = re.match(r'(\w+): \[(.*)\]', l)
    if m: cur[m[1]] = [float(x) for x in m[2].split(',')]
for rnd in range(int(os.environ.get('ROUNDS', '2'))):
    O = observe(); parts = []
    for T, ids, cps, V, H in O:
        for rows in (V, H):
            X, y = [], []
            for r in rows:
                a, b = (r['doc'], r['n']), (r['src'], r['m'])
                for ca, cb, f in r['c']: X.append(f[7:]); y.append(same(ids, a, b, ca, cb))
            parts.append((X, y))
    cur['clause'] = list(fit(*stack(parts))); write(cur)
    O = observe(); parts = {'article': [], 'anywhere': [], 'clauseInArticle': []}
    for T, ids, cps, V, H in O:
        gold = T.vertical(); X, y, Xc, yc = [], [], [], []
        for r in V:
            k = (r['doc'], r['n'])
            if k in gold:
                ok = r['m'] in gold[k]; X.append(r['x']); y.append(ok)
                if ok:
                    for ca, cb, f in r['c']: Xc.append(f[:7]); yc.append(cps[k].get(ca, 0))
        parts['article'].append((X, y)); parts['clauseInArticle'].append((Xc, yc))
        gold = T.horizontal(); X, y = [], []
        for r in H:
            k, u = (r['doc'], r['n']), T.art[(r['src'], r['m'])]
            if k in gold: X.append(r['x']); y.append(bool(gold[k] and u['lineage'] == T.art[k]['lineage']))
        parts['anywhere'].append((X, y))
    for k in parts: cur[k] = list(fit(*stack(parts[k])))
    write(cur)
    for T, c in zip(O, corpora):
        with tempfile.TemporaryDirectory() as d:
            subprocess.run([chibo, 'regulations', 'scan', c, '--out', d], check=True, stderr=subprocess.DEVNULL)
            v = SC.vertical(T[0], list(SC.load(d + '/vertical.jsonl')), by=True); h = SC.horizontal(T[0], list(SC.load(d + '/horizontal.jsonl')))
            rows = [(a['score'], (a['src']['n'] in g), None) for a in SC.load(d + '/vertical.jsonl') for g in [T[0].vertical().get((a['doc'], a['n']))] if g is not None] if rnd < 0 else None
            print(rnd, os.path.basename(c), 'V', v['F1'], v['P'], v['R'], v['clause'], v['recall_by_level'], v['false_positives_by_class'], 'H', h['F1'], h['P'], h['R'], flush=True)
