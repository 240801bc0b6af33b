"""The judge in PyTorch: how surely a passage answers a question, and which of its words do.

Question and passage go through the encoder's lower layers apart, so that a passage's states can be kept, and through the
judge's own upper layers together. The judge begins as the encoder does: with the likeness of the two."""

import torch
import torch.nn.functional as F

from weights import LAYERS, WIDTH

FIRST = LAYERS // 2  # the first layer in which question and passage meet
EVIDENCE = 0.2  # the scale that the evidence's direction begins with


class Judge(torch.nn.Module):
    """`layers` are taken over from an encoder and learn."""

    def __init__(self, layers):
        super().__init__()
        self.layers = torch.nn.ModuleList(layers)
        self.requires_grad_(True)
        self.side = torch.nn.Parameter(torch.zeros(2, WIDTH))  # added to the question's and to the passage's tokens
        self.match = torch.nn.Parameter(torch.zeros(WIDTH))  # and to those that stand on both sides
        self.evidence = torch.nn.Parameter(torch.randn(WIDTH) * EVIDENCE / WIDTH**0.5)
        self.head = torch.nn.Parameter(torch.zeros(4 * WIDTH))
        self.like = torch.nn.Parameter(torch.tensor([10.0, -9.0]))
        self.drop = torch.nn.Dropout(0.1)

    def forward(self, x, is_question, is_passage, matches):
        """Scores of pairs, and how much of the evidence lies in each token (a logarithm; passages' tokens only)."""
        mask = is_question + is_passage
        x = x + is_question[..., None] * self.side[0] + is_passage[..., None] * self.side[1] + matches[..., None] * self.match
        precision = self.layers[0].qkv.weight.dtype
        bias = torch.zeros(mask.shape).masked_fill(mask == 0, -1e9)[:, None, None, :].to(precision)
        x = x.to(precision)
        for layer in self.layers:
            x = layer(x, bias)
        x = x.float()
        mean = lambda of: (x * of[..., None]).sum(1) / of.sum(1, keepdim=True)
        question, passage = mean(is_question), mean(is_passage)
        where = F.log_softmax((x @ self.evidence).masked_fill(is_passage == 0, -1e9), -1)
        found = (x * where.exp()[..., None]).sum(1)
        features = self.drop(torch.cat([x[:, 0], question, passage, found], 1))
        return features @ self.head + self.like[0] * F.cosine_similarity(question, passage) + self.like[1], where


def quantised(states):
    """States as they are kept: a scale for each token, and whole numbers of eight bits."""
    scales = states.abs().amax(-1, keepdim=True).clamp(min=1e-20) / 127
    return (states / scales).round().to(torch.int8), scales[..., 0]


class Text:
    """A text as the lower layers leave it: ids of its tokens, their states kept in eight bits, which of them are the span."""

    def __init__(self, ids, states, span=None):
        self.ids, self.span = torch.tensor(ids), span
        self.numbers, self.scales = quantised(states)

    def __len__(self):
        return len(self.ids)

    def states(self):
        return self.numbers.float() * self.scales[:, None]


def together(pairs):
    """What forward takes, of (question, passage) texts: tokens of the question first."""
    # Kernels are made anew for every length, which takes longer than to work on a few tokens more.
    longest = -(-max(len(q) + len(p) for q, p in pairs) // 32) * 32
    x = torch.zeros(len(pairs), longest, WIDTH)
    is_question, is_passage, matches = (torch.zeros(len(pairs), longest) for _ in range(3))
    for row, (q, p) in enumerate(pairs):
        middle, end = len(q), len(q) + len(p)
        x[row, :middle], x[row, middle:end] = q.states(), p.states()
        is_question[row, :middle], is_passage[row, middle:end] = 1, 1
        matches[row, :middle] = torch.isin(q.ids, p.ids).float()
        matches[row, middle:end] = torch.isin(p.ids, q.ids).float()
    return x, is_question, is_passage, matches
