#!/usr/bin/env python3
"""Trains the judge and writes it as a PyTorch state dict; what it reaches on a hand kept apart is printed as it learns.

The lower layers are those that come with the program and stay as they are, so what they make of every text is computed
once. Every group is a question with a passage that answers, where one does, and some of the nearest that do not: the judge
learns to tell them apart, to place the first before the others and before "none", and to find the words that answer."""

import argparse
import collections
import pathlib
import random
import time

import torch
import torch.nn.functional as F

import reading
from judge import FIRST, Judge, Text, together
from measure import centred
from model import Encoder, padded, pool
from shipped import Shipped
from tokenizer import Tokenizer
from weights import Packed

MOST_TOKENS = 192  # of a passage
NEAREST = 16  # passages that a group's others are drawn from


def flags():
    f = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    f.add_argument("--hands", nargs="*", default=[], help="files of questions to learn from")
    f.add_argument("--public", help="folder of public questions to learn from")
    f.add_argument("--share", type=float, default=1, help="the share of the public questions that a round takes")
    f.add_argument("--kept-apart", nargs="+", required=True, help="files of questions to be judged by, never learned from")
    f.add_argument("--begin", help="a state dict to go on from")
    f.add_argument("--out", required=True, help="the state dict to write")
    f.add_argument("--rounds", type=int, default=2, help="times through the hands")
    f.add_argument("--others", type=int, default=4, help="passages of a group that do not answer")
    f.add_argument("--rate", type=float, default=1e-4)
    f.add_argument("--groups", type=int, default=8, help="groups that are learned from at once")
    f.add_argument("--every", type=int, default=400, help="steps between two looks at what is kept apart")
    f.add_argument("--seed", type=int, default=1)
    f.add_argument("--threads", type=int, default=2)
    f.add_argument("--cache", type=pathlib.Path, help="a file that keeps what the lower layers make of all texts, for another run")
    f.add_argument("--resume", action="store_true")
    return f.parse_args()


class Library:
    """Makes texts of questions and passages, and ranks the passages of a collection as the encoder does."""

    def __init__(self):
        packed, shipped = Packed(), Shipped()
        self.encoder = Encoder(packed, shipped.layers)
        self.tokenizer = Tokenizer(packed.pieces, packed.scores, shipped.kept)

    def pieces(self, text):
        return len(self.tokenizer.pieces_of([text])[0])

    @torch.no_grad()
    def texts(self, strings):
        ids = self.tokenizer.encode(strings, MOST_TOKENS)
        out, vectors = [None] * len(ids), torch.zeros(len(ids), self.encoder.words.shape[1])
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        for at in range(0, len(order), 32):
            some = order[at : at + 32]
            numbers, mask = padded([ids[i] for i in some])
            states = self.encoder.run(self.encoder.embed(numbers), mask, last=FIRST)
            for row, i in enumerate(some):
                out[i] = Text(ids[i], states[row, : len(ids[i])])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                states = self.encoder.run(states, mask, first=FIRST)
            vectors[some] = pool(states.float(), mask)
        return out, vectors

    def collection(self, passages, asked):
        """Questions with their texts and the nearest passages, best first."""
        keys = list(passages)
        texts, p = self.texts([f"passage: {title}\n{text}" for title, text in passages.values()])
        questions, q = self.texts([f"query: {a.text}" for a in asked])
        p = centred(p, [reading.corpus.language(passages[k][1]) for k in keys])
        q = centred(q, [a.lang for a in asked])
        texts = dict(zip(keys, texts))
        out = []
        for a, question, scores in zip(asked, questions, q @ p.T):
            nearest = [keys[i] for i in scores.topk(min(NEAREST, len(keys))).indices.tolist()]
            spans = {pid: self.span(passages[pid], words) for pid, words in zip(a.answers, a.spans) if words}
            out.append(Group(a, question, {k: texts[k] for k in {*nearest, *a.answers, *a.near}}, nearest, spans))
        return out

    def span(self, passage, words):
        """The tokens of a passage's words that answer: where they begin, and the one after them."""
        title, text = passage
        at = text.find(words)
        before = f"passage: {title}\n{text[:at]}"
        begin = self.pieces(before) + 1
        end = self.pieces(before + words) + 1
        return (begin, max(end, begin + 1)) if at >= 0 and end < MOST_TOKENS - 1 else None


class Group:
    def __init__(self, asked, question, passages, nearest, spans):
        self.asked, self.question, self.passages, self.nearest, self.spans = asked, question, passages, nearest, spans

    def draw(self, rnd, others):
        """Passages to learn from, the one that answers first (None if none does), and its span."""
        barred = {*self.asked.answers, *self.asked.never}
        wrong = [k for k in self.asked.near if k not in barred][:2]
        rest = [k for k in self.nearest if k not in barred and k not in wrong]
        # The nearest are drawn most: they are what the judge will be asked about.
        drawn = sorted(range(len(rest)), key=lambda i: i * rnd.random())
        right = rnd.choice(self.asked.answers) if self.asked.answers else None
        wrong = (wrong + [rest[i] for i in drawn])[: others if right else others + 1]
        chosen = [right, *wrong] if right else wrong
        return [self.passages[k] for k in chosen], right is not None, self.spans.get(right)


def loss_of(judge, groups, rnd, others):
    pairs, labels, drawn = [], [], []
    for group in groups:
        passages, answered, span = group.draw(rnd, others)
        drawn.append((len(pairs), len(pairs) + len(passages), answered, span))
        pairs += [(group.question, p) for p in passages]
        labels += [float(answered)] + [0.0] * (len(passages) - 1)
    scores, where = judge(*together(pairs))
    loss = F.binary_cross_entropy_with_logits(scores, torch.tensor(labels), pos_weight=torch.tensor(2.0))
    ranked, found = [], []
    for begin, end, answered, span in drawn:
        choice = torch.cat([scores[begin:end], torch.zeros(1)])
        ranked.append(F.cross_entropy(choice[None], torch.tensor([0 if answered else len(choice) - 1])))
        if span:
            at = len(pairs[begin][0])
            found.append(-torch.logsumexp(where[begin, at + span[0] : at + span[1]], 0))
    loss = loss + torch.stack(ranked).mean()
    return loss + 0.3 * torch.stack(found).mean() if found else loss


@torch.no_grad()
def scores_of(judge, groups, most=8):
    """For each question the scores of its nearest passages."""
    judge.eval()
    flat = [(g, k) for g in groups for k in g.nearest[:most]]
    order = sorted(range(len(flat)), key=lambda i: len(flat[i][0].passages[flat[i][1]]))
    out = torch.zeros(len(flat))
    for at in range(0, len(order), 64):
        some = order[at : at + 64]
        out[some] = judge(*together([(flat[i][0].question, flat[i][0].passages[flat[i][1]]) for i in some]))[0]
    judge.train()
    found, at = [], 0
    for g in groups:
        n = len(g.nearest[:most])
        found.append(dict(zip(g.nearest[:most], out[at : at + n].tolist())))
        at += n
    return found


def area(right, wrong):
    """The chance that one of right is above one of wrong."""
    if not right or not wrong:
        return float("nan")
    r, w = torch.tensor(right)[:, None], torch.tensor(wrong)[None]
    return ((r > w).float() + 0.5 * (r == w).float()).mean().item()


def report(name, judge, groups):
    """How well the highest score tells whether a passage answers; how often the right one is first and in three, before and
    after; and how much is answered rightly where so many of the others are refused."""
    found = scores_of(judge, groups)
    best = lambda kinds: [max(s.values()) for g, s in zip(groups, found) if kinds(g.asked)]
    answerable = best(lambda a: a.answers)
    gap, near = best(lambda a: a.kind == "gap"), best(lambda a: a.kind == "near")
    without = [max(v for k, v in s.items() if k not in g.asked.answers) for g, s in zip(groups, found) if g.asked.answers]
    within = collections.Counter()
    for g, s in zip(groups, found):
        if g.asked.answers:
            judged = sorted(s, key=s.get, reverse=True)
            within.update({f"{n} {how}": any(k in g.asked.answers for k in order[:n]) for n in (1, 3)
                           for how, order in (("before", g.nearest), ("after", judged))})
    parts = [f"area {area(answerable, gap + near):.3f} (gap {area(answerable, gap):.3f} near {area(answerable, near):.3f} own taken away {area(answerable, without):.3f})"]
    for n in (1, 3):
        parts.append(f"in {n} {within[f'{n} before'] / len(answerable):.3f} > {within[f'{n} after'] / len(answerable):.3f}")
    for refused in (0.85, 0.9):
        # Three quarters of what is asked without an answer is of other subjects.
        weights = [0.75 / max(1, len(gap))] * len(gap) + [0.25 / max(1, len(near))] * len(near)
        limit = threshold(gap + near, weights, refused)
        right = sum(1 for g, s in zip(groups, found) if g.asked.answers and max(s.values()) > limit
                    and any(k in g.asked.answers for k in sorted(s, key=s.get, reverse=True)[:3]))
        wrong = sum(1 for g, s in zip(groups, found) if g.asked.answers and max(s.values()) > limit
                    and not any(k in g.asked.answers for k in sorted(s, key=s.get, reverse=True)[:3]))
        parts.append(f"at {refused}: right {right / len(answerable):.3f} wrong {wrong / len(answerable):.3f} from {limit:.2f}")
    print(f"  {name}: " + ", ".join(parts), flush=True)


def threshold(scores, weights, refused):
    """The score that so large a part is not above."""
    total, part = sum(weights), 0.0
    for score, weight in sorted(zip(scores, weights)):
        part += weight
        if part >= refused * total:
            return score
    return max(scores)


def order_of(hands, public, args):
    """The groups of every step: in each round all of the hands and a part of the public ones."""
    rnd = random.Random(args.seed)
    steps = []
    for _ in range(args.rounds):
        groups = hands + rnd.sample(public, int(args.share * len(public)))
        rnd.shuffle(groups)
        length = lambda g: len(g.question) + max(len(g.passages[k]) for k in g.nearest[:4])
        for at in range(0, len(groups), 16 * args.groups):  # those of like length together: less padding
            some = sorted(groups[at : at + 16 * args.groups], key=length)
            batches = [some[i : i + args.groups] for i in range(0, len(some), args.groups)]
            rnd.shuffle(batches)
            steps += batches
    return steps


# Half precision where the processor computes in it; elsewhere it would be slower than the whole.
HALF = torch.bfloat16 if torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported() else torch.float32


class Whole:
    """The weights of the layers that learn in whole precision: what is learned in a step is too little to be seen in the half
    precision that the layers compute in."""

    def __init__(self, judge):
        self.judge = judge
        self.learning = [(f"layers.{name}", p) for name, p in judge.layers.named_parameters() if p.requires_grad]
        self.halves = [p for _, p in self.learning]
        self.wholes = [p.detach().clone().requires_grad_() for p in self.halves]
        judge.layers.to(HALF)

    def take_gradients(self):
        for half, whole in zip(self.halves, self.wholes):
            whole.grad, half.grad = half.grad.float(), None

    @torch.no_grad()
    def give_back(self):
        for half, whole in zip(self.halves, self.wholes):
            half.copy_(whole)

    def state_dict(self):
        return self.judge.state_dict() | {name: whole.detach() for (name, _), whole in zip(self.learning, self.wholes)}


def train(judge, steps, apart, args):
    """Gives the state dict of what was learned."""
    whole = Whole(judge)
    fast = [judge.side, judge.match, judge.evidence, judge.head]
    optimizer = torch.optim.AdamW([{"params": whole.wholes, "times": 1}, {"params": fast, "times": 5}, {"params": [judge.like], "times": 30}],
                                  lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98))
    checkpoint, begin = pathlib.Path(args.out + ".part"), 0
    if args.resume and checkpoint.exists():
        saved = torch.load(checkpoint)
        judge.load_state_dict(saved["judge"])
        for kept, learning in zip(saved["wholes"], whole.wholes):
            learning.data.copy_(kept)
        optimizer.load_state_dict(saved["optimizer"])
        begin = saved["step"]
    started, recent = time.time(), collections.deque(maxlen=100)
    judge.train()
    for number in range(begin, len(steps)):
        for group in optimizer.param_groups:
            group["lr"] = group["times"] * args.rate * min(1, (number + 1) / (0.06 * len(steps))) * max(0.02, 1 - number / len(steps))
        loss = loss_of(judge, steps[number], random.Random(args.seed * 100003 + number), args.others)
        optimizer.zero_grad()
        loss.backward()
        whole.take_gradients()
        torch.nn.utils.clip_grad_norm_([*whole.wholes, *fast, judge.like], 1.0)
        optimizer.step()
        whole.give_back()
        recent.append(loss.item())
        if number % 50 == 49:
            print(f"step {number + 1} of {len(steps)}, loss {sum(recent) / len(recent):.3f}, {time.time() - started:.0f} s", flush=True)
        if number % args.every == args.every - 1 or number == len(steps) - 1:
            for name, groups in apart.items():
                report(name, judge, groups)
            torch.save({"judge": judge.state_dict(), "wholes": whole.wholes, "optimizer": optimizer.state_dict(), "step": number + 1}, checkpoint)
    checkpoint.unlink(missing_ok=True)
    return whole.state_dict()


def read_all(library, args):
    """Groups of the hands, of the public sets, and of what is kept apart, by name."""
    if args.cache and args.cache.exists():
        return torch.load(args.cache, weights_only=False)
    hands = [g for path in args.hands for g in library.collection(*reading.read_hand(path))]
    public = []
    for lang in ("en", "zh") if args.public else ():
        public += library.collection(*reading.read_public(args.public, lang, library.pieces))
    apart = {pathlib.Path(path).stem: library.collection(*reading.read_hand(path)) for path in args.kept_apart}
    if args.cache:
        torch.save((hands, public, apart), args.cache)
    return hands, public, apart


def main():
    args = flags()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    library = Library()
    hands, public, apart = read_all(library, args)
    steps = order_of(hands, public, args)
    print(f"{len(hands)} questions of hands, {len(public)} public, {len(steps)} steps", flush=True)
    judge = Judge(library.encoder.layers[FIRST:])
    if args.begin:
        judge.load_state_dict(torch.load(args.begin))
    torch.save(train(judge, steps, apart, args), args.out)


if __name__ == "__main__":
    main()
