#!/usr/bin/env python3
"""Writes the file of weights that the program reads (its form: integrations/models/encoder/file.go), from the packed model
and, where one is given, the state dict of fine-tuned layers. Every row of a matrix becomes whole numbers of eight bits."""

import argparse
import hashlib
import json
import pathlib
import struct

import numpy as np
import torch

from model import Encoder
from weights import BOS, EOS, HEADS, INNER, LAYERS, MOST_TOKENS, UNK, WIDTH, Packed

MAGIC = b"oldhand encoder 1\n"
PANEL = 16  # outputs of a matrix that lie together
UNKNOWN_PENALTY = 10  # what SentencePiece takes off the least score for a character that is no piece


def unknown_score(packed):
    """The score that SentencePiece gives a character that is no piece; <mask>, the last, is none of its pieces."""
    return float(packed.scores[UNK + 1 : len(packed.pieces) - 1].min()) - UNKNOWN_PENALTY


def rows_of_bytes(matrix):
    """Scales and whole numbers of the rows of a matrix."""
    matrix = np.asarray(matrix, np.float32)
    scales = np.maximum(np.abs(matrix).max(1), 1e-20) / 127
    return scales.astype("<f4"), np.rint(matrix / scales[:, None]).astype(np.int8)


def in_panels(numbers):
    """Rows (one for each output) as panels of 16 outputs: for every pair of inputs 16 pairs."""
    outputs, inputs = numbers.shape
    return numbers.reshape(outputs // PANEL, PANEL, inputs // 2, 2).transpose(0, 2, 1, 3)


def pieces_section(packed, kept):
    """The pieces in the order of their bytes, and the part of the file about them."""
    order = sorted(kept, key=lambda i: packed.pieces[i].encode())
    texts = [packed.pieces[i].encode() for i in order]
    starts = np.cumsum([0] + [len(t) for t in texts])
    joined = b"".join(texts)
    parts = [starts.astype("<u4"), joined + bytes(-len(joined) % 4), np.array(order, "<u4"), packed.scores[order].astype("<f4")]
    return order, len(joined), [p if isinstance(p, bytes) else p.tobytes() for p in parts]


def matrix_section(linear):
    scales, numbers = rows_of_bytes(linear.weight.detach().numpy())
    return [scales.tobytes(), linear.bias.detach().numpy().astype("<f4").tobytes(), in_panels(numbers).tobytes()]


def norm_section(norm):
    return [norm.weight.detach().numpy().astype("<f4").tobytes(), norm.bias.detach().numpy().astype("<f4").tobytes()]


def layer_section(layer):
    parts = matrix_section(layer.qkv) + matrix_section(layer.out) + norm_section(layer.norm1)
    return parts + matrix_section(layer.up) + matrix_section(layer.down) + norm_section(layer.norm2)


def write(path, packed, encoder, kept, name):
    order, size, parts = pieces_section(packed, kept)
    scales, rows = rows_of_bytes(encoder.words.numpy()[[BOS, EOS, UNK, *order]])
    positions = encoder.positions.numpy()[:MOST_TOKENS].astype("<f4")
    parts += [scales.tobytes(), rows.tobytes(), positions.tobytes(), *norm_section(encoder.norm)]
    for layer in encoder.layers:
        parts += layer_section(layer)
    body = b"".join(parts)
    header = json.dumps({
        "name": name, "layers": LAYERS, "width": WIDTH, "inner": INNER, "heads": HEADS, "positions": len(positions),
        "pieces": len(order), "bytes": size, "unknown": unknown_score(packed),
        "licence": pathlib.Path(__file__).with_name("licence.txt").read_text(), "sha256": hashlib.sha256(body).hexdigest(),
    }).encode()
    pathlib.Path(path).write_bytes(MAGIC + struct.pack("<I", len(header)) + header + body)
    print(f"{path}: {len(body) / 1e6:.1f} MB, {len(order)} pieces, sha256 of the body {hashlib.sha256(body).hexdigest()}")


def main():
    f = argparse.ArgumentParser(description=__doc__)
    f.add_argument("--kept", required=True, help="the list of pieces that vocabulary.py wrote")
    f.add_argument("--tuned", help="a state dict that finetune.py wrote")
    f.add_argument("--name", default="multilingual-e5-small", help="what the model is called; its hash comes after it")
    f.add_argument("--out", required=True)
    args = f.parse_args()
    packed = Packed()
    encoder = Encoder(packed, torch.load(args.tuned) if args.tuned else None)
    write(args.out, packed, encoder, [int(line) for line in open(args.kept)], args.name)


if __name__ == "__main__":
    main()
