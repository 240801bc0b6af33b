"""Questions and the passages that answer them: this project's own question sets, one file a hand, and public pairs."""

import csv
import dataclasses
import gzip
import json
import pathlib
import random
import zlib


@dataclasses.dataclass(frozen=True)
class Question:
    text: str
    lang: str
    kind: str
    answers: tuple  # ids of passages; empty where none answers


@dataclasses.dataclass(frozen=True)
class Passage:
    text: str
    lang: str


def language(text):
    """zh where at least a fifth of the letters are Chinese characters, en otherwise."""
    letters = [c for c in text if c.isalpha()]
    return "zh" if sum("\u4e00" <= c <= "\u9fff" for c in letters) * 5 >= max(1, len(letters)) else "en"


def read_hand(path):
    """The passages (by id) and questions of one hand. A follow-up is read with the question before it."""
    passages, questions = {}, []
    for line in pathlib.Path(path).read_text().splitlines():
        row = json.loads(line)
        if "pid" in row:
            text = f"{row['title']}\n{row['text']}"
            passages[row["pid"]] = Passage(text, language(text))
        else:
            text = f"{row['prev']} {row['q']}" if row.get("prev") else row["q"]
            questions.append(Question(text, language(text), row["kind"], tuple(row["pids"])))
    return passages, questions


def read_hands(paths):
    """All of several hands together, whose passages have different ids."""
    passages, questions = {}, []
    for path in paths:
        some, asked = read_hand(path)
        if passages.keys() & some.keys():
            raise ValueError(f"{path}: passage ids that another file has, too")
        passages |= some
        questions += asked
    return passages, questions


def read_pairs(folder, name, most, seed, sources=""):
    """At most so many public pairs as questions with a passage each. Every other passage is left out, so that
    the rest can be used for judging; XQuAD is left out whole."""
    with gzip.open(pathlib.Path(folder) / f"{name}.tsv.gz", "rt", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        head = next(rows)
        rows = [dict(zip(head, row)) for row in rows]
    a, b = head[:2]
    rows = [r for r in rows if sources in r["source"] and "xquad" not in r["source"] and r.get("label", "1") == "1"]
    rows = [r for r in rows if zlib.crc32(r[b].encode()) % 2 == 0 and len(r[a]) > 5]
    random.Random(seed).shuffle(rows)
    passages, questions = {}, []
    for row in rows[:most]:
        passages[row[b]] = Passage(row[b], language(row[b]))
        questions.append(Question(row[a], language(row[a]), "pair", (row[b],)))
    return passages, questions


def read_xquad(folder):
    """English questions over the Chinese passages of XQuAD, which nothing is trained on."""
    read = lambda name: [json.loads(line) for line in gzip.open(pathlib.Path(folder) / f"{name}.jsonl.gz", "rt")]
    asked = read("qa_crosslingual_xquad")
    wanted = {row["pid_zh"] for row in asked}
    passages = {r["pid"]: Passage(r["text"], "zh") for r in read("qa_retrieval_zh_passages") if r["pid"] in wanted}
    return passages, [Question(r["question_en"], "en", "xquad", (r["pid_zh"],)) for r in asked if r["pid_zh"] in passages]
