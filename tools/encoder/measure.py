#!/usr/bin/env python3
"""How often the right passage is the first, in three, in ten: over hands that were not trained on, and XQuAD."""

import argparse
import collections

import torch
import torch.nn.functional as F

import corpus
from model import Encoder, vectors
from tokenizer import Tokenizer
from weights import Packed


def centred(v, languages):
    """Vectors minus the mean of those of their language, at unit length."""
    out = v.clone()
    for lang in set(languages):
        rows = torch.tensor([i for i, of in enumerate(languages) if of == lang])
        out[rows] -= v[rows].mean(0)
    return F.normalize(out, dim=-1)


def ranks(encoder, tokenizer, passages, questions):
    """For each question, where the first passage that answers stands (from 1), as the vectors are and centred."""
    keys = list(passages)
    p = vectors(encoder, tokenizer.encode([f"passage: {passages[k].text}" for k in keys]))
    q = vectors(encoder, tokenizer.encode([f"query: {x.text}" for x in questions]))
    in_languages = [passages[k].lang for k in keys], [x.lang for x in questions]
    out = []
    for a, b in ((p, q), (centred(p, in_languages[0]), centred(q, in_languages[1]))):
        places = []
        for question, scores in zip(questions, b @ a.T):
            best = max(scores[keys.index(k)] for k in question.answers)
            places.append(1 + int((scores > best).sum()))
        out.append(places)
    return out


def row(name, places):
    share = lambda n: sum(place <= n for place in places) / len(places)
    print(f"{name:28s} {len(places):5d}   {share(1):.3f} {share(3):.3f} {share(10):.3f} {share(20):.3f}", flush=True)


def report(name, encoder, tokenizer, passages, questions):
    questions = [q for q in questions if q.answers]
    plain, middle = ranks(encoder, tokenizer, passages, questions)
    row(f"{name}, as it comes", plain)
    row(f"{name}, centred", middle)
    kinds = collections.defaultdict(list)
    for question, place in zip(questions, middle):
        kinds[question.kind].append(place)
    for kind, places in sorted(kinds.items()) if len(kinds) > 1 else ():
        row(f"  {kind}", places)


def main():
    f = argparse.ArgumentParser(description=__doc__)
    f.add_argument("--held-out", required=True, help="the file of questions of a hand that was not trained on")
    f.add_argument("--others", nargs="*", default=[], help="hands whose passages lie between those of the held-out one")
    f.add_argument("--public", help="folder of public data, for XQuAD")
    f.add_argument("--tuned", help="a state dict that finetune.py wrote")
    f.add_argument("--threads", type=int, default=2)
    args = f.parse_args()
    torch.set_num_threads(args.threads)
    packed = Packed()
    encoder = Encoder(packed, torch.load(args.tuned) if args.tuned else None)
    tokenizer = Tokenizer(packed.pieces, packed.scores)
    print(f"{'':28s} {'n':>5s}   in 1  in 3  in 10 in 20")
    passages, questions = corpus.read_hand(args.held_out)
    report("held out, its own passages", encoder, tokenizer, passages, questions)
    if args.others:
        report("  among others'", encoder, tokenizer, passages | corpus.read_hands(args.others)[0], questions)
    if args.public:
        report("XQuAD, English over Chinese", encoder, tokenizer, *corpus.read_xquad(args.public))


if __name__ == "__main__":
    main()
