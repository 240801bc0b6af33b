"""The reader in PyTorch: what is done in a message, where each act begins and ends, and the role of every word.

It reads what stood on the screen and the message together, in layers of its own that begin as the encoder's lower ones. The
acts are told of the message as a whole; tokens say only where a stretch begins and goes on, and which role they play; the
kind of a stretch is told from all of its tokens and the whole message."""

import math

import torch
import torch.nn.functional as F

from messages import ACTS, ROLES
from weights import UNK, WIDTH

BOUNDS = ("outside", "begin", "inside")
TOKEN = len(BOUNDS) + 1 + 2 * len(ROLES)  # outputs for a token: its bound, then no role, or the beginning or inside of one
MOST_SCREEN, MOST_TOKENS = 64, 256


class Reader(torch.nn.Module):
    """`layers` are taken over from an encoder and learn."""

    def __init__(self, layers, drop=0.1):
        super().__init__()
        self.layers = torch.nn.ModuleList(layers)
        self.requires_grad_(True)
        for layer in self.layers:
            layer.drop = torch.nn.Dropout(drop)
        self.side = torch.nn.Parameter(torch.zeros(WIDTH))  # added to the message's own tokens
        self.token = torch.nn.Linear(WIDTH, TOKEN)
        self.stretch = torch.nn.Linear(4 * WIDTH, len(ACTS))  # of a stretch: its mean, its first token, the message's mean, <s>
        self.message = torch.nn.Linear(2 * WIDTH, len(ACTS))
        for head in (self.token, self.stretch, self.message):
            torch.nn.init.normal_(head.weight, std=0.02)
            torch.nn.init.zeros_(head.bias)
        self.drop = torch.nn.Dropout(drop)

    def states(self, x, mask, own):
        """The states of all tokens, and of each message as a whole; own is 1 for the tokens of the message."""
        x = x + own[..., None] * self.side
        precision = self.layers[0].qkv.weight.dtype
        bias = torch.zeros(mask.shape).masked_fill(mask == 0, -1e9)[:, None, None, :].to(precision)
        x = x.to(precision)
        for layer in self.layers:
            x = layer(x, bias)
        x = x.float()
        whole = torch.cat([(x * own[..., None]).sum(1) / own.sum(1, keepdim=True), x[:, 0]], 1)
        return self.drop(x), self.drop(whole)

    def stretches(self, x, whole, rows, begins, ends):
        """Scores of the acts for stretches of tokens, each of the message in its row."""
        places = torch.arange(x.shape[1])
        inside = ((places >= begins[:, None]) & (places < ends[:, None])).float()
        mean = (x[rows] * inside[..., None]).sum(1) / inside.sum(1, keepdim=True)
        return self.stretch(torch.cat([mean, x[rows, begins], whole[rows]], 1))


class Text:
    """A message as the reader takes it: the screen's tokens, then its own, and what is to be learned of them."""

    def __init__(self, ids, first, places, message):
        self.ids, self.first, self.places, self.message = ids, first, places, message
        count = len(places)
        self.bounds, self.roles, self.stretches = [0] * count, [0] * count, []
        for act in message.acts:
            inside = [i for i, (b, e) in enumerate(places) if act.begin <= (b + e) / 2 < act.end]
            if not inside:
                continue
            begin, end = inside[0], inside[-1] + 1
            self.bounds[begin:end] = [1] + [2] * (end - begin - 1)
            self.stretches.append((begin, end, ACTS.index(act.name)))
            for role, b, e in act.roles:
                held = [i for i in inside if places[i][0] < e and places[i][1] > b]
                for n, i in enumerate(held):
                    self.roles[i] = 1 + 2 * ROLES.index(role) + (n > 0)

    def __len__(self):
        return len(self.ids)


def characters(text):
    """For every byte of a text the character that it belongs to, and one past the end."""
    places = []
    for i, c in enumerate(text):
        places += [i] * len(c.encode())
    return places + [len(text)]


def texts_of(messages, tokenizer):
    """Messages cut into tokens; the places of the tokens are characters of the message."""
    screens = tokenizer.pieces_of([f"{m.who}: {m.screen}" for m in messages])
    own = tokenizer.placed([m.text for m in messages])
    out = []
    for m, screen, (ids, spans) in zip(messages, screens, own):
        where = characters(m.text)
        head = [0, *screen[:MOST_SCREEN], 2]
        ids = ids[: MOST_TOKENS - len(head) - 1]
        places = []
        for begin, end in spans[: len(ids)]:
            b, e = where[begin], where[end]
            while b < e and m.text[b].isspace():
                b += 1
            places.append((b, e))
        out.append(Text([*head, *ids, 2], len(head), places, m))
    return out


FORGOTTEN = 0.08  # the share of words that are unknown while it learns, so that it does not rely on any one


def batch(texts, forget=False):
    """ids, mask, which tokens are the message's own."""
    longest = -(-max(map(len, texts)) // 16) * 16
    ids = torch.ones(len(texts), longest, dtype=torch.long)  # 1 is padding
    mask, own = torch.zeros(len(texts), longest), torch.zeros(len(texts), longest)
    for i, t in enumerate(texts):
        ids[i, : len(t)] = torch.tensor(t.ids)
        mask[i, : len(t)] = 1
        own[i, t.first : t.first + max(1, len(t.places))] = 1
    if forget:
        ids = torch.where((torch.rand(ids.shape) < FORGOTTEN) & (ids > UNK), UNK, ids)
    return ids, mask, own


def loss_of(reader, embed, texts):
    ids, mask, own = batch(texts, forget=True)
    x, whole = reader.states(embed(ids), mask, own)
    said = torch.zeros(len(texts), len(ACTS))
    bounds, roles = torch.full(ids.shape, -100), torch.full(ids.shape, -100)
    rows, begins, ends, kinds = [], [], [], []
    for i, t in enumerate(texts):
        bounds[i, t.first : t.first + len(t.places)] = torch.tensor(t.bounds, dtype=torch.long)
        roles[i, t.first : t.first + len(t.places)] = torch.tensor(t.roles, dtype=torch.long)
        for begin, end, kind in t.stretches:
            said[i, kind] = 1
            rows.append(i)
            begins.append(t.first + begin)
            ends.append(t.first + end)
            kinds.append(kind)
    tokens = reader.token(x)
    loss = 20 * F.binary_cross_entropy_with_logits(reader.message(whole), said)
    loss = loss + F.cross_entropy(tokens[..., : len(BOUNDS)].transpose(1, 2), bounds)
    loss = loss + F.cross_entropy(tokens[..., len(BOUNDS) :].transpose(1, 2), roles)
    if rows:
        scores = reader.stretches(x, whole, torch.tensor(rows), torch.tensor(begins), torch.tensor(ends))
        loss = loss + F.cross_entropy(scores, torch.tensor(kinds), label_smoothing=0.05)
    return loss


# Acts that a message may hold several times in a row, one for each line.
SEVERAL = "order sold change remove stock price find show quote ship accept refuse ready picked item_edit notify pool".split()
NAMING = "item sku ref order_no place parcel_no".split()
COUNTING = "qty up down times left lacking".split()


def decode(bounds, roles, stretch_scores, message):
    """The acts of a message as (act, begin, end, how sure, [(role, begin, end)]), places being tokens.

    bounds and roles are scores of its tokens; message the scores of the acts for the whole; stretch_scores gives those of a
    stretch."""
    found = []
    for begin, end in stretches_of(bounds):
        scores = [s + m for s, m in zip(stretch_scores(begin, end), message)]
        top = max(scores)
        total = sum(math.exp(s - top) for s in scores)
        kind = scores.index(top)
        found.append([ACTS[kind], begin, end, 1 / total, roles_of(roles, begin, end)])
    return joined(found)


def stretches_of(bounds):
    """The likeliest way to cut tokens into stretches: what goes on must have begun."""
    ways = [(0.0, []), (-1e9, [])]  # outside, inside
    for i, (outside, begin, inside) in enumerate(bounds):
        top = max(outside, begin, inside)
        norm = top + math.log(sum(math.exp(x - top) for x in (outside, begin, inside)))
        best = max(ways, key=lambda w: w[0])
        new = (best[0] + begin - norm, best[1] + [[i, i + 1]])
        goes = (ways[1][0] + inside - norm, ways[1][1][:-1] + [[ways[1][1][-1][0], i + 1]] if ways[1][1] else [])
        ways = [(best[0] + outside - norm, best[1]), max(new, goes, key=lambda w: w[0])]
    return max(ways, key=lambda w: w[0])[1]


def roles_of(scores, begin, end):
    """The roles of a stretch, each token as it is likeliest; the inside of a role that did not begin begins it."""
    found, before = [], None
    for i in range(begin, end):
        label = max(range(len(scores[i])), key=scores[i].__getitem__)
        if label == 0:
            before = None
            continue
        role, goes_on = ROLES[(label - 1) // 2], label % 2 == 0
        if goes_on and before == role:
            found[-1][2] = i + 1
        else:
            found.append([role, i, i + 1])
        before = role
    return [tuple(f) for f in found]


def joined(found):
    """Neighbours of one kind are one act, unless each names something of its own, or each has a number."""
    out = []
    has = lambda a, roles: any(r[0] in roles for r in a[4])
    for act in found:
        last = out[-1] if out else None
        own = last and any(has(last, roles) and has(act, roles) for roles in (NAMING, COUNTING))
        if last and last[0] == act[0] and not (act[0] in SEVERAL and own):
            last[2], last[3], last[4] = act[2], min(last[3], act[3]), last[4] + act[4]
        else:
            out.append(act)
    return [tuple(a) for a in out]
