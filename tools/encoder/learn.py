#!/usr/bin/env python3
"""Trains the reader and writes it as a PyTorch state dict; what it reaches on hands kept apart is printed as it learns."""

import argparse
import collections
import pathlib
import random
import time

import torch

import messages
from model import Encoder
from reader import ACTS, BOUNDS, Reader, batch, decode, loss_of, texts_of
from shipped import Shipped, ShippedReader
from teach import Whole
from tokenizer import Tokenizer
from weights import Packed


def flags():
    f = argparse.ArgumentParser(description=__doc__)
    f.add_argument("--hands", nargs="+", required=True, help="files of messages to learn from")
    f.add_argument("--kept-apart", nargs="+", required=True, help="files of messages to be judged by, never learned from")
    f.add_argument("--foreign", help="folder of public intents, to learn what is not for oldhand")
    f.add_argument("--foreign-count", type=int, default=700)
    f.add_argument("--layers", type=int, default=12, help="how many of the encoder's layers it begins with")
    f.add_argument("--frozen", type=int, default=0, help="how many of the lower layers stay as they are")
    f.add_argument("--begin", help="a state dict to go on from, or the file of weights that the program reads")
    f.add_argument("--out", required=True, help="the state dict to write")
    f.add_argument("--rounds", type=float, default=7, help="times through the messages")
    f.add_argument("--rate", type=float, default=2e-4)
    f.add_argument("--batch", type=int, default=32)
    f.add_argument("--every", type=int, default=400, help="steps between two looks at what is kept apart")
    f.add_argument("--seed", type=int, default=1)
    f.add_argument("--threads", type=int, default=2)
    f.add_argument("--resume", action="store_true")
    f.add_argument("--worst", type=int, default=0, help="how many of what is read wrongly to print at the end")
    return f.parse_args()


@torch.no_grad()
def read_all(reader, embed, texts):
    """What the reader makes of texts."""
    reader.eval()
    out = [None] * len(texts)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for at in range(0, len(order), 64):
        some = order[at : at + 64]
        ids, mask, own = batch([texts[i] for i in some])
        x, whole = reader.states(embed(ids), mask, own)
        tokens, said = reader.token(x), reader.message(whole)
        for row, i in enumerate(some):
            t = texts[i]
            mine = tokens[row, t.first : t.first + len(t.places)].tolist()
            score = lambda b, e: reader.stretches(
                x, whole, torch.tensor([row]), torch.tensor([t.first + b]), torch.tensor([t.first + e]))[0].tolist()
            out[i] = decode([m[: len(BOUNDS)] for m in mine], [m[len(BOUNDS) :] for m in mine], score, said[row].tolist())
    reader.train()
    return out


def report(name, texts, found, worst=0):
    """Prints how many messages are read rightly: their acts as a set and in sequence, their roles, all; foreign talk."""
    count, missed, per = collections.Counter(), [], collections.defaultdict(lambda: [0, 0, 0])
    for t, got in zip(texts, found):
        want = [(ACTS[k], b, e) for b, e, k in t.stretches]
        names, read = [w[0] for w in want], [g[0] for g in got]
        roles = {(r, b, e) for r, b, e in gold_roles(t)}
        seen = {r for g in got for r in g[4]}
        count["all"] += 1
        count["set"] += set(names) == set(read)
        count["sequence"] += names == read
        count["roles"] += roles == seen
        count["both"] += names == read and roles == seen
        count["right"] += len(roles & seen)
        count["had"] += len(roles)
        count["gave"] += len(seen)
        foreign, taken = set(names) == {"unknown"}, set(read) == {"unknown"}
        count["foreign"] += foreign
        count["refused"] += foreign and taken
        count["trade refused"] += taken and not foreign and not set(names) <= {"chat", "greet", "thanks", "unknown"}
        count["foreign as trade"] += foreign and not set(read) <= {"unknown", "chat", "greet", "thanks"}
        for n in set(names):
            per[n][0] += 1
            per[n][1] += n in read
        for n in set(read) - set(names):
            per[n][2] += 1
        if names != read:
            missed.append((max((g[3] for g in got), default=1), t.message.screen[:50], t.message.text[:80], names, read))
    n = count["all"]
    f1 = 2 * count["right"] / max(1, count["had"] + count["gave"])
    print(f"  {name}: acts as a set {count['set'] / n:.3f}, in sequence {count['sequence'] / n:.3f}, roles {f1:.3f} ({count['roles'] / n:.3f}"
          f" of messages), all {count['both'] / n:.3f}; foreign seen {count['refused']}/{count['foreign']}, as trade {count['foreign as trade']},"
          f" trade refused {count['trade refused']}", flush=True)
    if worst:
        print("   ", {k: f"{v[1]}/{v[0]}+{v[2]}" for k, v in sorted(per.items(), key=lambda x: -x[1][0])})
        for m in sorted(missed, key=lambda m: -m[0])[:worst]:
            print("   ", *m)


def gold_roles(t):
    """The roles that a text is to be read with, as tokens."""
    found = []
    for i, label in enumerate(t.roles):
        if label % 2 == 1:
            found.append([messages.ROLES[(label - 1) // 2], i, i + 1])
        elif label:
            found[-1][2] = i + 1
    return [tuple(f) for f in found]


def order_of(hands, args, tokenizer):
    """The texts of every step, made a little different in each round."""
    rnd, enlarger = random.Random(args.seed), messages.Enlarger(hands)
    total = int(args.rounds * len(hands) / args.batch)
    steps = []
    while len(steps) < total:
        texts = texts_of([enlarger.enlarge(m, rnd) for m in hands], tokenizer)
        rnd.shuffle(texts)
        for at in range(0, len(texts), 16 * args.batch):  # those of like length together: less padding
            some = sorted(texts[at : at + 16 * args.batch], key=len)
            batches = [some[i : i + args.batch] for i in range(0, len(some), args.batch)]
            rnd.shuffle(batches)
            steps += batches
    return steps[:total]


def train(reader, embed, steps, apart, args):
    """Gives the state dict of what was learned: the mean over the last part of the course, which errs less than its end."""
    whole = Whole(reader)
    heads = [p for p in (reader.side, *(p for h in (reader.token, reader.stretch, reader.message) for p in h.parameters())) if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": whole.wholes, "times": 1}, {"params": heads, "times": 5}],
                                  lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98))
    checkpoint, begin, mean = pathlib.Path(args.out + ".part"), 0, None
    if args.resume and checkpoint.exists():
        saved = torch.load(checkpoint)
        reader.load_state_dict(saved["reader"])
        for kept, learning in zip(saved["wholes"], whole.wholes):
            learning.data.copy_(kept)
        optimizer.load_state_dict(saved["optimizer"])
        begin, mean = saved["step"], saved["mean"]
    started, recent = time.time(), collections.deque(maxlen=100)
    reader.train()
    for number in range(begin, len(steps)):
        for group in optimizer.param_groups:
            group["lr"] = group["times"] * args.rate * min(1, (number + 1) / (0.06 * len(steps))) * max(0.02, 1 - number / len(steps))
        torch.manual_seed(args.seed * 100003 + number)
        loss = loss_of(reader, embed, steps[number])
        optimizer.zero_grad()
        loss.backward()
        whole.take_gradients()
        torch.nn.utils.clip_grad_norm_([*whole.wholes, *heads], 1.0)
        optimizer.step()
        whole.give_back()
        recent.append(loss.item())
        if number >= 0.8 * len(steps) and number % 10 == 0:
            state = {k: v.float().clone() for k, v in whole.state_dict().items()}
            mean = (1, state) if mean is None else (mean[0] + 1, {k: v + (state[k] - v) / (mean[0] + 1) for k, v in mean[1].items()})
        if number % 50 == 49:
            print(f"step {number + 1} of {len(steps)}, loss {sum(recent) / len(recent):.3f}, {time.time() - started:.0f} s", flush=True)
        if number % args.every == args.every - 1:
            for name, texts in apart.items():
                report(name, texts, read_all(reader, embed, texts))
            torch.save({"reader": reader.state_dict(), "wholes": whole.wholes, "optimizer": optimizer.state_dict(), "step": number + 1,
                        "mean": mean}, checkpoint)
    checkpoint.unlink(missing_ok=True)
    return mean[1] if mean else whole.state_dict()


def main():
    args = flags()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    packed, shipped = Packed(), Shipped()
    encoder = Encoder(packed, shipped.layers)
    tokenizer = Tokenizer(packed.pieces, packed.scores, shipped.kept)
    hands = [m for path in args.hands for m in messages.read_hand(path)]
    foreign = messages.read_foreign(args.foreign, args.foreign_count, args.seed) if args.foreign else []
    apart = {pathlib.Path(path).stem: texts_of(messages.read_hand(path), tokenizer) for path in args.kept_apart}
    steps = order_of(hands + foreign, args, tokenizer)
    print(f"{len(hands)} messages of hands, {len(foreign)} foreign, {len(steps)} steps", flush=True)
    reader = Reader(encoder.layers[: args.layers])
    if args.begin:
        reader.load_state_dict(ShippedReader(args.begin).state if args.begin.endswith(".bin") else torch.load(args.begin))
    if args.frozen:
        reader.side.requires_grad_(False)
        reader.layers[: args.frozen].requires_grad_(False)
    state = train(reader, encoder.embed, steps, apart, args)
    torch.save(state, args.out)
    reader.load_state_dict(state)
    for name, texts in apart.items():
        report(name, texts, read_all(reader, encoder.embed, texts), args.worst)


if __name__ == "__main__":
    main()
