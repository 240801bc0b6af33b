"""The encoder in PyTorch, its layers apart so that some of them can be trained on the states of those below."""

import torch
import torch.nn.functional as F

from weights import HEADS, INNER, LAYERS, PAD, WIDTH


class Layer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = torch.nn.Linear(WIDTH, 3 * WIDTH), torch.nn.Linear(WIDTH, WIDTH)
        self.up, self.down = torch.nn.Linear(WIDTH, INNER), torch.nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = (torch.nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.drop = torch.nn.Identity()  # what training may forget of each half of the layer

    def forward(self, x, bias):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: the fused attention of PyTorch takes six times as long to learn by in half precision.
        scores = (q * (WIDTH // HEADS) ** -0.5) @ k.transpose(-1, -2)
        mixed = (torch.softmax(scores + bias, -1).to(v.dtype) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(torch.nn.Module):
    """Layers of the encoder over frozen embeddings. `tuned` is a state dict of layers ("layers.6.qkv.weight", ...) that
    takes the place of the packed ones."""

    def __init__(self, packed, tuned=None):
        super().__init__()
        self.words, self.positions = torch.tensor(packed.words()), torch.tensor(packed.positions())
        self.norm = torch.nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm.weight.data = torch.tensor(packed.floats("emb.ln.w"))
        self.norm.bias.data = torch.tensor(packed.floats("emb.ln.b"))
        self.layers = torch.nn.ModuleList(Layer() for _ in range(LAYERS))
        for number, layer in enumerate(self.layers):
            layer.load_state_dict({name: torch.tensor(v) for name, v in packed.layer(number).items()})
        self.requires_grad_(False)
        unknown = self.load_state_dict(tuned or {}, strict=False).unexpected_keys
        if unknown:
            raise ValueError(f"the checkpoint has what the model has not: {unknown[:3]}")

    def embed(self, ids):
        return self.norm(self.words[ids] + self.positions[: ids.shape[1]])

    def run(self, x, mask, first=0, last=LAYERS):
        """States after the layers first to last - 1; mask is 1 where there is a token."""
        bias = torch.zeros(mask.shape).masked_fill(mask == 0, -1e9)[:, None, None, :]
        for layer in self.layers[first:last]:
            x = layer(x, bias)
        return x


def padded(texts):
    """ids and mask of token lists as two tensors."""
    longest = max(map(len, texts))
    ids = torch.full((len(texts), longest), PAD)
    for row, text in zip(ids, texts):
        row[: len(text)] = torch.tensor(text)
    return ids, (torch.arange(longest) < torch.tensor([[len(t)] for t in texts])).float()


def pool(states, mask):
    """The mean of the tokens' states, at unit length."""
    return F.normalize((states * mask[..., None]).sum(1), dim=-1)


@torch.no_grad()
def vectors(encoder, texts, batch=32):
    """The vectors of token lists, computed with others of their length."""
    out = torch.zeros(len(texts), WIDTH)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for at in range(0, len(order), batch):
        some = order[at : at + batch]
        ids, mask = padded([texts[i] for i in some])
        out[some] = pool(encoder.run(encoder.embed(ids), mask), mask)
    return out
