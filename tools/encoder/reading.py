"""What the judge learns to read: questions, each with passages that answer and passages that seem to."""

import collections
import dataclasses
import gzip
import json
import pathlib
import re

import corpus

MOST_PIECES = 110  # of a public passage: about as long as notes are


@dataclasses.dataclass
class Asked:
    """A question over passages of one collection."""

    text: str
    lang: str
    kind: str
    answers: tuple  # ids of the passages that answer
    spans: tuple = ()  # for each of them the words that do, where they are known
    near: tuple = ()  # passages that seem to answer, to learn from first
    never: tuple = ()  # passages that may answer for all that is known, not to learn from


def read_hand(path):
    """A hand's passages as (title, text) by id, and its questions."""
    passages, asked = {}, []
    for line in pathlib.Path(path).read_text().splitlines():
        row = json.loads(line)
        if "pid" in row:
            passages[row["pid"]] = row["title"], row["text"]
            continue
        text = f"{row['prev']}\n{row['q']}" if row.get("prev") else row["q"]
        pids = tuple(row["pids"])
        spans = (row.get("span", ""), *[""] * (len(pids) - 1)) if pids else ()
        asked.append(Asked(text, corpus.language(row["q"]), row["kind"], pids, spans, tuple(row.get("tempting", ()))))
    return passages, asked


SENTENCE = re.compile(r"[^。！？.!?]*(?:[。！？!?]+|\.(?=\s|$)|$|\.)")


def windows(text, pieces):
    """A long text in parts of whole sentences, of at most MOST_PIECES pieces where the sentences allow it."""
    parts, size = [""], 0
    for sentence in SENTENCE.findall(text):
        count = pieces(sentence)
        if parts[-1] and size + count > MOST_PIECES:
            parts.append("")
            size = 0
        parts[-1] += sentence
        size += count
    return [p.strip() for p in parts if p.strip()]


def read_public(folder, lang, pieces):
    """SQuAD 2, CMRC and DRCD, each passage in parts. No passage whose text XQuAD has; a question with an answer belongs to
    the part that has the answer's words and most of the question's."""
    read = lambda name: [json.loads(line) for line in gzip.open(pathlib.Path(folder) / f"qa_retrieval_{lang}_{name}.jsonl.gz", "rt")]
    rows = read("passages")
    judged = {r["text"][:60] for r in rows if r["source"].startswith("xquad")}
    parts, passages = {}, {}
    for row in rows:
        if row["source"].startswith("xquad") or row["text"][:60] in judged:
            continue
        parts[row["pid"]] = []
        for number, text in enumerate(windows(row["text"], pieces)):
            passages[f"{row['pid']}#{number}"] = row["title"].replace("_", " "), text
            parts[row["pid"]].append(f"{row['pid']}#{number}")
    asked = []
    for row in read("questions"):
        own = parts.get(row["pid"], ())
        if not own:
            continue
        question = row["question"]
        if not row["answerable"]:
            asked.append(Asked(question, lang, "near", (), (), tuple(own)))
            continue
        having = [p for p in own if row["answer"] and row["answer"] in passages[p][1]]
        if not having:
            continue
        best = max(having, key=lambda p: shared(question, passages[p][1]))
        asked.append(Asked(question, lang, "public", (best,), (row["answer"],), tuple(p for p in own if p not in having), tuple(having)))
    return passages, asked


def shared(question, passage):
    """How many of the question's pairs of characters the passage has."""
    pairs = lambda s: collections.Counter(a + b for a, b in zip(s.lower(), s.lower()[1:]))
    return sum((pairs(question) & pairs(passage)).values())
