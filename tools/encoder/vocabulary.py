#!/usr/bin/env python3
"""Chooses the pieces that the program keeps: of the original's 250,037 those that Chinese and English texts need.

Kept are all pieces that some text of the folders uses, all single characters, all pieces of Chinese characters, and then
those of ASCII letters and signs, the likeliest first, until there are as many as wanted. A text that would need another
piece is cut into smaller ones, as the original would without it."""

import argparse
import contextlib
import gzip
import itertools
import json
import pathlib

from tokenizer import Tokenizer
from weights import UNK, Packed


def strings_of(value):
    """The texts in what a line of JSON says."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_of(part)


def fields(line, kind):
    """The texts of a line of a file of that kind."""
    if kind in (".jsonl", ".json"):
        with contextlib.suppress(ValueError):  # a file made to be broken
            return list(strings_of(json.loads(line)))
    return line.split("\t")


def texts_of(paths):
    """The texts of all files below the paths: the strings in lines of JSON, and lines of other files, cut to 2000 characters."""
    for path in paths:
        for file in sorted(p for p in ([path] if path.is_file() else path.rglob("*")) if p.is_file()):
            kind = pathlib.Path(file.name.removesuffix(".gz")).suffix
            if kind not in (".jsonl", ".json", ".tsv", ".txt", ".md"):
                continue
            read = gzip.open if file.suffix == ".gz" else open
            with read(file, "rt", encoding="utf-8", errors="replace") as lines:
                for line in [lines.read()] if kind == ".json" else lines:
                    for text in fields(line, kind):
                        yield from (text[at : at + 2000] for at in range(0, len(text), 2000))


def is_chinese(text):
    return all("\u3400" <= c <= "\u9fff" or "\U00020000" <= c <= "\U0003ffff" or "\uf900" <= c <= "\ufaff" for c in text)


def choose(packed, texts, count):
    """The ids of the pieces to keep, in ascending order."""
    keep = set()
    tokenizer = Tokenizer(packed.pieces, packed.scores)
    texts = iter(texts)
    while batch := list(itertools.islice(texts, 20_000)):
        keep.update(*tokenizer.pieces_of(batch))
    used = len(keep)
    likely = []
    for i, piece in enumerate(packed.pieces):
        bare = piece.lstrip("▁")
        if i <= UNK or not piece or piece == "<mask>":
            continue
        if len(piece) == 1 or bare and is_chinese(bare):
            keep.add(i)
        elif bare.isascii():
            likely.append(i)
    chinese = len(keep)
    likely.sort(key=lambda i: -packed.scores[i])
    for i in likely:
        if len(keep) >= count:
            break
        keep.add(i)
    keep -= set(range(UNK + 1))
    print(f"{used} pieces are used, {chinese} with all single characters and Chinese ones, {len(keep)} kept")
    return sorted(keep)


def main():
    f = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    f.add_argument("--texts", nargs="+", type=pathlib.Path, required=True, help="files and folders whose pieces are kept")
    f.add_argument("--count", type=int, default=54_000)
    f.add_argument("--out", required=True, help="the list of ids to write, one a line")
    args = f.parse_args()
    kept = choose(Packed(), texts_of(args.texts), args.count)
    pathlib.Path(args.out).write_text("".join(f"{i}\n" for i in kept))


if __name__ == "__main__":
    main()
