#!/usr/bin/env python3
"""Compares the program's encoder with the original: the ids of many texts, cut by SentencePiece itself, and the vectors of
some, computed in PyTorch. Ids are compared over the pieces that were kept; how many texts the original cuts otherwise with
all of its pieces is said beside it. With --golden it writes the files that the program's tests compare with."""

import argparse
import json
import pathlib
import random
import subprocess

import torch

from model import Encoder, vectors
from pack import unknown_score
from tokenizer import Tokenizer
from vocabulary import texts_of
from weights import Packed

ROOT = pathlib.Path(__file__).parents[2]
KINDS = ("query: ", "passage: ")
# Texts that no collection of ordinary ones has: forms of characters, spaces, unknown characters, the edges.
ODD = ["", " ", "\t\n", "a", "▁", "▁▁ a", "ＡＢＣ１２３！", "①②③ ㈱ ㎏ ½", "x\u200by\u200e \ufeffz", "e\u0301te\u0301 été", "～~〜", "\u3000全角　空格\u3000",
       "\x01\x02a\x7fb", "안녕하세요 мир", "😀😃👍🏽 ok", "𠮷野家", "繁體字與简体字", "ﬁne ﬂow", "a" * 300, "哈" * 300, "1,234.50元/件", "SKU-2041-B x12",
       "https://example.com/a?b=c&d=1", "don't  stop…", "“引号”‘单’", "ⅣⅤ Ⅻ", "ｶﾞﾃﾞ カ゛", "\u1100\u1161", "n\u0303o", "a\u0344b", "\ufffd\ufffd",
       "a\0b", "\0", "\x01 a", "a\x01 \x01", "a\x1c", "a\x01\u0301b", "x\u0344\u0323", " ①号  来２０ 个 ", "5㌔ ㌔㍿", "㋕ﾞ ㄱㅏ", "x¨ ¨a", "ﷺ", "～\u0301",
       "q\u0323\u0307 q\u0301", "\u1fbe\u0345α\u0313\u0300\u0345", "😀 它😃。  👍🏽a", "\ufeffa\u00a0b\x8fc", "　\t全\u2028\n"]


def sample(paths, count, seed):
    """So many different texts, some whole and some cut anywhere, and all the odd ones."""
    rnd = random.Random(seed)
    found = list(dict.fromkeys(t.rstrip("\n") for t in texts_of(paths)))
    rnd.shuffle(found)
    out = ODD + found[:count]
    for i in range(len(ODD), len(out), 3):
        out[i] = out[i][: rnd.randint(1, 120)]
    return out[:count]


def lines(tokenizer, texts, encoder=None):
    """The texts with what the original makes of them."""
    out = [{"text": t, "kind": KINDS[i % 2], "ids": ids} for i, (t, ids) in enumerate(zip(texts, tokenizer.pieces_of(texts)))]
    if encoder:
        found = vectors(encoder, tokenizer.encode([line["kind"] + line["text"] for line in out]))
        for line, v in zip(out, found):
            line["vector"] = [round(x, 5) for x in v.tolist()]
    return out


def write_tokenizer_golden(path, packed, kept, texts):
    """Texts, their ids, where each piece begins and the last one ends (in bytes), and no more pieces than could be part of
    them, so that the file is small."""
    tokenizer = Tokenizer(packed.pieces, packed.scores, kept)
    clean = ["▁" + tokenizer.processor.normalize(t).replace(" ", "▁").lstrip("▁") for t in texts]
    parts = {t[i:j] for t in clean for i in range(len(t)) for j in range(i + 1, min(len(t), i + 24) + 1)}
    pieces = [(packed.pieces[i], i, float(packed.scores[i])) for i in kept if packed.pieces[i] in parts]
    found = []
    for text, (ids, places) in zip(texts, tokenizer.placed(texts)):
        ends = [end for _, end in places]
        if ends[:-1] != [begin for begin, _ in places[1:]]:
            raise ValueError(f"{text!r}: a piece does not end where the next one begins")
        found.append([text, ids, [begin for begin, _ in places[:1]] + ends])
    out = {"unknown": unknown_score(packed), "pieces": sorted(pieces, key=lambda p: p[0].encode()), "texts": found}
    path.write_text(json.dumps(out, ensure_ascii=False, separators=(",", ":")).replace("],[", "],\n["))


def main():
    f = argparse.ArgumentParser(description=__doc__)
    f.add_argument("--weights", required=True, help="the file that pack.py wrote")
    f.add_argument("--kept", required=True, help="the list of pieces that vocabulary.py wrote")
    f.add_argument("--texts", nargs="+", type=pathlib.Path, required=True, help="files and folders of texts")
    f.add_argument("--tuned", help="the state dict that was packed, if one was")
    f.add_argument("--count", type=int, default=100_000, help="texts whose ids are compared")
    f.add_argument("--vectors", type=int, default=200, help="texts whose vectors are compared")
    f.add_argument("--own", nargs="*", type=pathlib.Path, default=[], help="texts of this project's own, for the golden files")
    f.add_argument("--golden", type=pathlib.Path, help="folder for the golden files")
    f.add_argument("--seed", type=int, default=1)
    args = f.parse_args()
    packed = Packed()
    kept = [int(line) for line in open(args.kept)]
    tokenizer = Tokenizer(packed.pieces, packed.scores, kept)
    encoder = Encoder(packed, torch.load(args.tuned) if args.tuned else None)
    texts = sample(args.texts, args.count, args.seed)
    tested = lines(tokenizer, texts[: args.vectors], encoder) + lines(tokenizer, texts[args.vectors :])
    whole = Tokenizer(packed.pieces, packed.scores).pieces_of(texts)
    otherwise = sum(line["ids"] != ids for line, ids in zip(tested, whole))
    print(f"with all pieces the original cuts {otherwise} of {len(texts)} texts otherwise", flush=True)
    command = ["go", "run", "./tools/encoder/compare", "-weights", str(pathlib.Path(args.weights).resolve())]
    subprocess.run(command, cwd=ROOT, input="\n".join(map(json.dumps, tested)), text=True, check=True)
    if args.golden:
        own = [t[:160] for t in sample(args.own, 400, args.seed)]
        write_tokenizer_golden(args.golden / "tokenizer.json", packed, kept, own)
        golden = lines(tokenizer, own[len(ODD) : len(ODD) + 40], encoder)
        (args.golden / "vectors.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in golden))


if __name__ == "__main__":
    main()
