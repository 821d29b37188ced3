#!/usr/bin/env python3
"""How many articles and clauses `chibo regulations outline` reads right, by encoding, against articles.norm.jsonl.

  outline.py CHIBO CORPUS [N]

An article is right if its number, title (without case: legacy capitals are lost in print already) and the addresses of its
clauses are; a clause if its address and its text are, and if the stretch start..end of the file reads the same.
"""
import collections, json, os, subprocess, sys, unicodedata, zipfile, re, html
chibo, corpus = sys.argv[1:3]
limit = int(sys.argv[3]) if len(sys.argv) > 3 else 10**9
docs = {d['id']: d for d in json.load(open(corpus + '/corpus.json', encoding='utf-8'))['docs'][:limit]}
truth = collections.defaultdict(dict)
for line in open(corpus + '/articles.norm.jsonl', encoding='utf-8'):
    a = json.loads(line)
    if a['doc'] in docs: truth[a['doc']][a['n']] = a
raw = collections.defaultdict(dict)
for line in open(corpus + '/articles.raw.jsonl', encoding='utf-8'):
    a = json.loads(line)
    if a['doc'] in docs: raw[a['doc']][a['n']] = {c['c']: c['text'] for c in a['clauses']}

def original(path):
    if path.endswith('.txt'): return open(path, encoding='utf-8', newline='').read()
    x = zipfile.ZipFile(path).read('word/document.xml').decode()
    return ''.join(html.unescape(''.join(re.findall(r'<w:t[^>]*>([^<]*)</w:t>', p))) + '\n' for p in re.findall(r'<w:p>(.*?)</w:p>', x))

def encoding(doc):
    t = original(os.path.join(corpus, doc['path']))
    if '\u0301' in t or '\u0300' in t: return 'nfd'
    if any(c in t for c in 'ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỷỹỵ'):
        return 'messy' if '\u00a0' in t else 'unicode'
    return 'tcvn3' if '\u00b5' in t or '\u00b8' in t else 'vni'

fold = lambda s: s.casefold()
# The messy file and the messy pre-segmented text were spoilt by two throws of the dice: tones may sit on other letters.
bag = lambda s: sorted(unicodedata.normalize('NFD', ''.join(s.split())))
score = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
shown = 0
ids = list(docs)
for at in range(0, len(ids), 200):
    part = ids[at:at + 200]
    out = subprocess.run([chibo, 'regulations', 'outline', *[os.path.join(corpus, docs[i]['path']) for i in part]], capture_output=True, text=True)
    if out.stderr and shown < 3: print(out.stderr[:400]); shown += 1
    got = collections.defaultdict(lambda: collections.defaultdict(list))
    for line in out.stdout.splitlines():
        r = json.loads(line); got[r['doc']][r['n']].append(r)
    for i in part:
        text = original(os.path.join(corpus, docs[i]['path'])); s = score[encoding(docs[i])]
        for n, a in truth[i].items():
            g = got[i].get(n, [])
            right = g and fold(g[0]['title']) == fold(a['title']) and [x['c'] for x in g] == [c['c'] for c in a['clauses']]
            s[0] += 1; s[1] += bool(right)
            by = {x['c']: x for x in g}
            for c in a['clauses']:
                x = by.get(c['c']); s[2] += 1
                ok = x and fold(x['text']) == fold(c['text'])
                s[3] += bool(ok); s[4] += bool(x and bag(text[x['start']:x['end']]) == bag(raw[i][n][c['c']]))
                if not ok and shown < 8: shown += 1; print('WANT', i, c['c'], c['text'], '\n GOT', x and x['text'])
            if not right and shown < 8: shown += 1; print('ARTICLE', i, n, a['title'], '| GOT', g and g[0]['title'], [x['c'] for x in g], [c['c'] for c in a['clauses']])
        extra = set(got[i]) - set(truth[i])
        if extra and shown < 8: shown += 1; print('EXTRA', i, extra)
for k, (a, b, c, d, e) in sorted(score.items()):
    print(f'{k:8} articles {b}/{a} {b/a:.4f}  clauses {d}/{c} {d/c:.4f}  places {e}/{c} {e/c:.4f}')
