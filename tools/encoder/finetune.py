#!/usr/bin/env python3
"""Fine-tunes the upper layers for retrieval and writes their weights as a PyTorch state dict.

A question's passage has to stand before all the other passages of its batch and a hard negative each (InfoNCE, both
ways). The layers below are frozen, so that the states they give are computed once and kept. Seeded; a run that was
stopped goes on with --resume from the last of its checkpoints."""

import argparse
import pathlib
import random
import time

import torch
import torch.nn.functional as F

import corpus
from measure import centred
from model import Encoder, padded, pool
from tokenizer import Tokenizer
from weights import Packed

BATCH, TEMPERATURE, SAVE_EVERY = 32, 0.03, 25


def flags():
    f = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    f.add_argument("--hands", nargs="+", required=True, help="files of questions to train on")
    f.add_argument("--public", help="folder of public pairs")
    f.add_argument("--pairs", type=int, default=400, help="public pairs of each language, and across")
    f.add_argument("--out", required=True, help="the state dict to write")
    f.add_argument("--rounds", type=int, default=2, help="times through the hands; the pairs come once")
    f.add_argument("--first", type=int, default=6, help="the lowest layer that learns")
    f.add_argument("--rate", type=float, default=1e-4)
    f.add_argument("--tokens", type=int, default=128, help="most tokens of a passage")
    f.add_argument("--seed", type=int, default=1)
    f.add_argument("--threads", type=int, default=2)
    f.add_argument("--resume", action="store_true")
    return f.parse_args()


class Examples:
    """Questions and passages with the states that the frozen layers give them."""

    def __init__(self, encoder, tokenizer, first, tokens):
        self.encoder, self.tokenizer, self.first, self.tokens = encoder, tokenizer, first, tokens
        self.questions, self.passages, self.negatives = [], {}, []
        self.question_states, self.passage_states = [], {}

    @torch.no_grad()
    def _states(self, texts):
        ids = self.tokenizer.encode(texts, self.tokens)
        out = [None] * len(ids)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        for at in range(0, len(order), 32):
            some = order[at : at + 32]
            numbers, mask = padded([ids[i] for i in some])
            states = self.encoder.run(self.encoder.embed(numbers), mask, last=self.first)
            for row, i in enumerate(some):
                out[i] = states[row, : len(ids[i])].half()
        return out

    def add(self, passages, questions):
        """Adds questions that have an answer, and their hardest negatives: the nearest passages, before training, that do
        not answer."""
        questions = [q for q in questions if q.answers]
        keys = list(passages)
        self.passages |= passages
        p_states = self._states([f"passage: {passages[k].text}" for k in keys])
        self.passage_states |= dict(zip(keys, p_states))
        q_states = self._states([f"query: {q.text}" for q in questions])
        p = centred(self._pooled(p_states), [passages[k].lang for k in keys])
        q = centred(self._pooled(q_states), [q.lang for q in questions])
        for question, scores in zip(questions, q @ p.T):
            wrong = [keys[i] for i in scores.argsort(descending=True)[:8].tolist() if keys[i] not in question.answers]
            self.negatives.append(wrong[:4])
        self.questions += questions
        self.question_states += q_states

    @torch.no_grad()
    def _pooled(self, states):
        """Vectors out of the lower layers' states, as the whole encoder gives them."""
        out = torch.zeros(len(states), states[0].shape[1])
        order = sorted(range(len(states)), key=lambda i: len(states[i]))
        for at in range(0, len(order), 32):
            some = order[at : at + 32]
            out[some] = self.pooled_upper([states[i] for i in some])
        return out

    def pooled_upper(self, states):
        x, mask = stacked(states)
        return pool(self.encoder.run(x, mask, first=self.first), mask)


def stacked(states):
    """States of texts of different lengths as one tensor, and its mask."""
    x = torch.nn.utils.rnn.pad_sequence([s.float() for s in states], batch_first=True)
    lengths = torch.tensor([len(s) for s in states])
    return x, (torch.arange(x.shape[1]) < lengths[:, None]).float()


def batches(examples, starts, rounds, seed):
    """The whole order of training: the pairs once, then the hands so many times."""
    rnd = random.Random(seed)
    out = []
    for begin, end in [(starts[1], len(examples.questions))] + [(0, starts[1])] * rounds:
        numbers = list(range(begin, end))
        rnd.shuffle(numbers)
        out += [numbers[at : at + BATCH] for at in range(0, len(numbers), BATCH) if at + 4 < len(numbers)]
    return out


def loss_of(examples, numbers, rnd):
    """InfoNCE of a batch, question to passage and, among the questions' own passages, back."""
    chosen = [rnd.choice(examples.questions[i].answers) for i in numbers]
    hard = [rnd.choice(examples.negatives[i]) for i in numbers if examples.negatives[i]]
    columns = list(dict.fromkeys(chosen + hard))
    place = {key: at for at, key in enumerate(columns)}
    q = examples.pooled_upper([examples.question_states[i] for i in numbers])
    order = sorted(columns, key=lambda k: len(examples.passage_states[k]))
    half = len(order) // 2 or 1  # the short ones and the long ones apart: less padding
    parts = [part for part in (order[:half], order[half:]) if part]
    p = torch.cat([examples.pooled_upper([examples.passage_states[k] for k in part]) for part in parts])
    p = p[[order.index(k) for k in columns]]
    scores = q @ p.T / TEMPERATURE
    right = torch.tensor([place[k] for k in chosen])
    also = torch.zeros_like(scores, dtype=torch.bool)
    for row, i in enumerate(numbers):
        for key in examples.questions[i].answers:
            if key in place and place[key] != right[row]:
                also[row, place[key]] = True
    scores = scores.masked_fill(also, -1e9)
    back = scores[:, right].T.masked_fill((right[:, None] == right) & ~torch.eye(len(right), dtype=torch.bool), -1e9)
    return F.cross_entropy(scores, right) + 0.5 * F.cross_entropy(back, torch.arange(len(right)))


def train(encoder, examples, order, args):
    learning = [p for layer in encoder.layers[args.first :] for p in layer.requires_grad_(True).parameters()]
    optimizer = torch.optim.AdamW(learning, lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98))
    checkpoint = pathlib.Path(args.out + ".part")
    begin = 0
    if args.resume and checkpoint.exists():
        saved = torch.load(checkpoint)
        encoder.load_state_dict(saved["tuned"], strict=False)
        optimizer.load_state_dict(saved["optimizer"])
        begin = saved["step"]
    started, recent = time.time(), []
    for step in range(begin, len(order)):
        for group in optimizer.param_groups:
            group["lr"] = args.rate * min(1, (step + 1) / (0.1 * len(order))) * max(0.02, 1 - step / len(order))
        loss = loss_of(examples, order[step], random.Random(args.seed * 100003 + step))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        recent = [*recent[-19:], loss.item()]
        if step % 10 == 9 or step == len(order) - 1:
            print(f"step {step + 1} of {len(order)}, loss {sum(recent) / len(recent):.3f}, {time.time() - started:.0f} s", flush=True)
        if step % SAVE_EVERY == SAVE_EVERY - 1:
            torch.save({"tuned": tuned(encoder, args.first), "optimizer": optimizer.state_dict(), "step": step + 1}, checkpoint)
    checkpoint.unlink(missing_ok=True)


def tuned(encoder, first):
    """The state dict of the layers that learned."""
    return {k: v for k, v in encoder.state_dict().items() if k.startswith("layers.") and int(k.split(".")[1]) >= first}


def main():
    args = flags()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    packed = Packed()
    encoder, tokenizer = Encoder(packed), Tokenizer(packed.pieces, packed.scores)
    examples = Examples(encoder, tokenizer, args.first, args.tokens)
    examples.add(*corpus.read_hands(args.hands))
    starts = [0, len(examples.questions)]
    if args.public:
        for name, source in (("pairs_en", ""), ("pairs_zh", ""), ("pairs_enzh", "tatoeba")):
            examples.add(*corpus.read_pairs(args.public, name, args.pairs, args.seed, source))
    print(f"{starts[1]} questions of the hands, {len(examples.questions) - starts[1]} pairs, {len(examples.passages)} passages", flush=True)
    train(encoder, examples, batches(examples, starts, args.rounds, args.seed), args)
    torch.save(tuned(encoder, args.first), args.out)


if __name__ == "__main__":
    main()
