#!/usr/bin/env python3
"""Writes the file of the reader's weights that the program reads (its form: integrations/models/encoder/reader.go), and beside
it messages with what PyTorch reads in them with these weights, in eight bits, for the program's tests to compare with. How many
messages are read otherwise with the weights as they were learned is said beside it."""

import argparse
import hashlib
import json
import pathlib
import struct

import numpy as np
import torch
import torch.nn.functional as F

import messages
from learn import read_all
from model import Encoder
from pack import PANEL, layer_section, matrix_section, rows_of_bytes
from packjudge import mean
from reader import ACTS, COUNTING, NAMING, ROLES, SEVERAL, Reader, batch, texts_of
from shipped import READER, Shipped
from tokenizer import Tokenizer
from weights import WIDTH, Packed

# Messages that no hand writes: none at all, unknown characters only, places that are hard to find, more than is read.
ODD = ["", " \n", "😀", "它😀😃", "①号　Ａ１０２３ 来２０个!", "㌔ 5㌔到成都多少钱", "  \ufeff撤单\u200b ", "a\0b 撤单", "de l\u0301u\u0323\u0307 20 hair clips\u3000please",
       "红色发夹来20个，" * 60, "x" * 700 + " cancel my order"]


def padded(linear):
    """A matrix with rows of zeros after its own, up to whole panels."""
    count = -linear.out_features % PANEL
    out = torch.nn.Linear(linear.in_features, linear.out_features + count)
    out.weight.data = torch.cat([linear.weight.detach(), torch.zeros(count, linear.in_features)])
    out.bias.data = torch.cat([linear.bias.detach(), torch.zeros(count)])
    return out


def checksum(paths):
    """Of what is in files, in the order of their names."""
    found = hashlib.sha256()
    for path in sorted(map(pathlib.Path, paths), key=lambda p: p.name):
        found.update(path.read_bytes())
    return found.hexdigest()


def write(path, reader, encoder, name, corpus, divided):
    """encoder is how the program names the encoder whose tokens are read; scores of acts were divided by a number."""
    parts = [reader.side.detach().numpy().astype("<f4").tobytes()]
    for head in (reader.token, reader.stretch, reader.message):
        parts += matrix_section(padded(head))
    for layer in reader.layers:
        parts += layer_section(layer)
    body = b"".join(parts)
    header = json.dumps({"name": name, "encoder": encoder, "layers": len(reader.layers), "acts": ACTS, "roles": ROLES, "several": SEVERAL,
                         "naming": NAMING, "counting": COUNTING, "corpus": corpus, "divided": divided, "sha256": hashlib.sha256(body).hexdigest()}).encode()
    pathlib.Path(path).write_bytes(READER + struct.pack("<I", len(header)) + header + body)
    print(f"{path}: {len(body) / 1e6:.1f} MB, {len(reader.layers)} layers, sha256 of the body {hashlib.sha256(body).hexdigest()}")


@torch.no_grad()
def cool(reader, encoder, texts):
    """Divides the scores of acts by the number that makes the reader as sure as it is right on messages it did not learn from,
    and gives it."""
    scores, kinds = [], []
    for t in texts:
        ids, mask, own = batch([t])
        x, whole = reader.states(encoder.embed(ids), mask, own)
        for begin, end, kind in t.stretches:
            at = torch.tensor([0]), torch.tensor([t.first + begin]), torch.tensor([t.first + end])
            scores.append(reader.stretches(x, whole, *at)[0] + reader.message(whole)[0])
            kinds.append(kind)
    scores, kinds = torch.stack(scores), torch.tensor(kinds)
    loss = lambda by: F.cross_entropy(scores / by, kinds).item()
    by = min((0.5 + 0.05 * n for n in range(150)), key=loss)
    for head in (reader.stretch, reader.message):
        head.weight /= by
        head.bias /= by
    print(f"scores of acts are divided by {by:.2f}: their logarithmic loss falls from {loss(1):.3f} to {loss(by):.3f}")
    return by


def rounded(matrix):
    """A matrix as it is in the file."""
    scales, numbers = rows_of_bytes(matrix.detach().numpy())
    return torch.tensor(numbers.astype(np.float32) * scales[:, None])


def in_eight_bits(reader, encoder):
    """Rounds the weights as they are in the files."""
    encoder.words = rounded(encoder.words)
    for linear in reader.modules():
        if isinstance(linear, torch.nn.Linear):
            linear.weight.data = rounded(linear.weight)


def some(hand, count):
    """So many messages of a hand, half of them such that do several things."""
    several, others = [m for m in hand if len(m.acts) > 1], [m for m in hand if len(m.acts) < 2]
    return [m for kind in (several, others) for m in kind[:: max(1, 2 * len(kind) // count)]]


def line(t, acts):
    """A message with its acts, whose places are bytes of the text; roles of nothing but the space before a word are left out."""
    text = t.message.text
    place = lambda begin, end: [len(text[:at].encode()) for at in (t.places[begin][0], t.places[end - 1][1])]
    roles = lambda act: [[name, *place(b, e)] for name, b, e in act[4] if t.places[b][0] < t.places[e - 1][1]]
    return {"screen": f"{t.message.who}: {t.message.screen}", "text": text,
            "acts": [{"name": a[0], "place": place(a[1], a[2]), "sure": round(a[3], 4), "roles": roles(a)} for a in acts]}


def write_golden(path, reader, encoder, tokenizer, hand):
    odd = [messages.Message(text, [], "", "seller", "") for text in ODD]
    texts = texts_of(some(hand, 60) + odd, tokenizer)
    learned = read_all(reader, encoder.embed, texts)
    in_eight_bits(reader, encoder)
    packed = read_all(reader, encoder.embed, texts)
    path.write_text("".join(json.dumps(line(t, acts), ensure_ascii=False) + "\n" for t, acts in zip(texts, packed)))
    unsure = lambda acts: [(*a[:3], a[4]) for a in acts]
    same = [sum(of(a) == of(b) for a, b in zip(learned, packed)) for of in (lambda acts: [a[0] for a in acts], unsure)]
    print(f"{path}: {len(texts)} messages; as they were learned, the weights find the same acts in {same[0]}, and all the same in {same[1]}")


def main():
    f = argparse.ArgumentParser(description=__doc__)
    f.add_argument("--reader", nargs="+", required=True, help="the state dicts that learn.py wrote; of several, their mean is packed")
    f.add_argument("--hands", nargs="+", required=True, help="the files of messages that it learned from, whose checksum is kept")
    f.add_argument("--calibrate", nargs="+", required=True, help="files of messages it did not learn from, by which it is made as sure as it is right")
    f.add_argument("--name", default="oldhand-reader", help="what the model is called; its hash comes after it")
    f.add_argument("--out", required=True)
    f.add_argument("--hand", help="a file of messages for the tests")
    f.add_argument("--golden", type=pathlib.Path, help="the file to write them to")
    args = f.parse_args()
    torch.set_num_threads(1)
    packed, shipped = Packed(), Shipped()
    state = mean([torch.load(path) for path in args.reader])
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    encoder = Encoder(packed, shipped.layers)
    reader = Reader(encoder.layers[:layers])
    reader.load_state_dict(state)
    reader.eval()
    tokenizer = Tokenizer(packed.pieces, packed.scores, shipped.kept)
    divided = cool(reader, encoder, texts_of([m for path in args.calibrate for m in messages.read_hand(path)], tokenizer))
    write(args.out, reader, shipped.name, args.name, checksum(args.hands), divided)
    if args.golden:
        write_golden(args.golden, reader, encoder, tokenizer, messages.read_hand(args.hand))


if __name__ == "__main__":
    main()
