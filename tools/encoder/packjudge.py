#!/usr/bin/env python3
"""Writes the file of the judge's weights that the program reads (its form: integrations/models/encoder/judge.go), and beside
it pairs of questions and passages with the scores that PyTorch gives them, for the program's tests to compare with."""

import argparse
import hashlib
import json
import pathlib
import struct

import torch

import reading
from judge import FIRST, Judge, together
from pack import layer_section
from shipped import Shipped
from teach import Library

MAGIC = b"oldhand judge 1\n"


def write(path, judge, encoder, name):
    """encoder is how the program names the encoder whose readings are judged."""
    floats = lambda x: x.detach().numpy().astype("<f4").tobytes()
    parts = [floats(x) for x in (judge.side, judge.match, judge.evidence, judge.head)]
    for layer in judge.layers:
        parts += layer_section(layer)
    body = b"".join(parts)
    header = json.dumps({"name": name, "encoder": encoder, "layers": len(judge.layers), "like": judge.like.tolist(),
                         "sha256": hashlib.sha256(body).hexdigest()}).encode()
    pathlib.Path(path).write_bytes(MAGIC + struct.pack("<I", len(header)) + header + body)
    print(f"{path}: {len(body) / 1e6:.1f} MB, sha256 of the body {hashlib.sha256(body).hexdigest()}")


def mean(states):
    """The mean of state dicts of one course of training, which errs less than any of them."""
    return {name: sum(state[name].float() for state in states) / len(states) for name in states[0]}


@torch.no_grad()
def verdicts(judge, library, path, count):
    """Some questions of a hand, each with its nearest passage: the texts, the score, and where the evidence lies most."""
    passages, asked = reading.read_hand(path)
    groups = library.collection(passages, asked)[:: max(1, len(asked) // count)]
    for g in groups:
        title, text = passages[g.nearest[0]]
        score, where = judge(*together([(g.question, g.passages[g.nearest[0]])]))
        token = where[0].argmax().item() - len(g.question)
        yield {"question": g.asked.text, "passage": f"{title}\n{text}", "score": round(score.item(), 4), "token": token}


def main():
    f = argparse.ArgumentParser(description=__doc__)
    f.add_argument("--judge", nargs="+", required=True, help="the state dicts that teach.py wrote; of several, their mean is packed")
    f.add_argument("--name", default="oldhand-judge", help="what the model is called; its hash comes after it")
    f.add_argument("--out", required=True)
    f.add_argument("--hand", help="a file of questions for the tests")
    f.add_argument("--golden", type=pathlib.Path, help="the file to write them to")
    args = f.parse_args()
    library = Library()
    judge = Judge(library.encoder.layers[FIRST:])
    judge.load_state_dict(mean([torch.load(path) for path in args.judge]))
    judge.eval()
    write(args.out, judge, Shipped().name, args.name)
    if args.golden:
        lines = verdicts(judge, library, args.hand, 30)
        args.golden.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


if __name__ == "__main__":
    main()
